import { createRandom } from './random.ts';
import type { ActionRow, AlertRow, IndicatorRow, MachineRow } from './rows.ts';

/** A device with the properties that recordings show and no page lists. */
export function recordedMachine(machine: MachineRow): object {
  const random = createRandom(`recorded:${machine.id}`);
  const onboarded = machine.onboardingStatus === 'onboarded';
  const intune = machine.isAadJoined && random.chance(0.6);
  const excluded = !onboarded && random.chance(0.2);
  // Tests put other values in place of the platform's name.
  const server = /Server/.test(String(machine.osPlatform));
  return {
    ...machine,
    osVersion: null,
    agentVersion: onboarded ? `10.8760.${machine.osBuild ?? 26_100}.${random.int(1_000, 1_999)}` : null,
    managedBy: intune ? 'Intune' : onboarded ? 'MicrosoftDefenderForEndpoint' : 'Unknown',
    managedByStatus: onboarded ? random.weigh({ Success: 90, Unknown: 10 }) : 'Unknown',
    isPotentialDuplication: random.chance(0.02),
    isExcluded: excluded,
    exclusionReason: excluded ? 'OutOfScope' : null,
    mergedIntoMachineId: null,
    vmMetadata:
      server && random.chance(0.3)
        ? { vmId: random.guid(), cloudProvider: 'Azure', subscriptionId: random.guid(), resourceId: null }
        : null,
    ipAddresses: machine.ipAddresses.map((address, index) => ({
      ...address,
      type: index === 0 ? 'Ethernet' : random.pick(['Wireless80211', 'SoftwareLoopback', 'Other']),
    })),
  };
}

/** An alert with who was logged on. */
export function recordedAlert(alert: AlertRow): object {
  const { relatedUser } = alert;
  const users = relatedUser && [{ accountName: relatedUser.userName, domainName: relatedUser.domainName }];
  return { ...alert, loggedOnUsers: users ?? [] };
}

/** An action; recordings write `externalId` where the page has `externalID`. */
export function recordedAction({ externalID, ...action }: ActionRow): object {
  const troubleshootInfo = action.status === 'Failed' ? 'The device could not be reached' : null;
  return { ...action, externalId: externalID, troubleshootInfo };
}

/** An indicator; recordings write `externalId` where the page has `externalID`, and most of the rest is null. */
export function recordedIndicator({ externalID, ...indicator }: IndicatorRow): object {
  const random = createRandom(`recorded:${indicator.id}`);
  const isCertificate = indicator.indicatorType === 'CertificateThumbprint';
  return {
    ...indicator,
    externalId: externalID,
    category: 1,
    historicalDetection: random.chance(0.1),
    lookBackPeriod: null,
    mitreTechniques: random.chance(0.2) ? ['T1071', 'T1566.002'] : [],
    notificationId: null,
    notificationBody: null,
    version: null,
    bypassDurationHours: indicator.action === 'Warn' ? 24 : null,
    additionalInfo: null,
    certificateInfo: isCertificate ? { issuer: 'CN=Fabrikam Root', subject: 'CN=Fabrikam Code Signing' } : null,
  };
}
