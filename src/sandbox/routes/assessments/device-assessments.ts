import type { MachineRow } from '../../seed/rows.ts';
import type { Tenant } from '../../tenant/tenant.ts';
import { pairs, type RowSource } from './row-source.ts';

/** A number that depends on a text alone, from 0 to before `below`. */
export function digest(text: string, below: number): number {
  let sum = 7;
  for (let index = 0; index < text.length; index++) sum = (sum * 31 + text.charCodeAt(index)) % 2_147_483_647;
  return sum % below;
}

/** Times of the exports have neither a `T` nor a zone. */
export const exportTime = (time: string): string => time.slice(0, 19).replace('T', ' ');

/** What every row says of its device. */
export const deviceOf = ({ id, computerDnsName, rbacGroupName, osPlatform }: MachineRow) => ({
  deviceId: id,
  deviceName: computerDnsName,
  rbacGroupName: rbacGroupName === '' ? 'Unassigned' : rbacGroupName,
  osPlatform,
});

const SETTINGS = [
  ['Accounts', 'Require a smart card for administrators', 9],
  ['Accounts', 'Lock an account after ten failed attempts', 7],
  ['Accounts', 'Disable the built-in guest account', 5],
  ['Accounts', 'Expire passwords of local administrators', 6],
  ['Application', 'Block macros in files from the internet', 9],
  ['Application', 'Block executable content from mail', 9],
  ['Application', 'Block credential theft from the local security authority', 10],
  ['Application', 'Turn off automatic playback', 4],
  ['Network', 'Disable the first version of file sharing', 8],
  ['Network', 'Sign file sharing traffic', 6],
  ['Network', 'Turn on the firewall for public networks', 8],
  ['Network', 'Disable name resolution by multicast', 5],
  ['OS', 'Encrypt the system drive', 9],
  ['OS', 'Start with verified firmware', 7],
  ['OS', 'Turn on protection against exploits', 8],
  ['OS', 'Install updates within seven days', 9],
  ['Security controls', 'Turn on real-time protection', 10],
  ['Security controls', 'Turn on protection against tampering', 10],
  ['Security controls', 'Update signatures daily', 8],
  ['Security controls', 'Send samples automatically', 5],
] as const;

/** The state of each secure setting on each device. */
export function secureConfiguration({ machines }: Tenant): RowSource {
  const settings = SETTINGS.map(([category, name, impact], index) => ({
    category,
    name,
    impact,
    id: `scid-${10_000 + index}`,
  }));
  return pairs(machines, settings, (machine, { category, name, impact, id }) => ({
    ...deviceOf(machine),
    rbacGroupId: String(machine.rbacGroupId),
    osVersion: machine.version,
    timestamp: exportTime(machine.lastSeen),
    configurationId: id,
    configurationCategory: category,
    configurationSubcategory: '',
    // A text in the table of the page, a number in its example: both are met.
    configurationImpact: digest(id, 2) === 0 ? impact : String(impact),
    configurationName: name,
    isCompliant: digest(machine.id + id, 10) < 7,
    isApplicable: !machine.osPlatform.startsWith('mac') || category !== 'OS',
    isExpectedUserImpact: impact > 8,
    recommendationReference: `sca-_-${id}`,
  }));
}

const STORES = ['LocalMachine\\My', 'LocalMachine\\Root'] as const;

/** Certificates on each device. */
export function certificates({ machines }: Tenant): RowSource {
  return pairs(machines, STORES, (machine, store) => {
    const serial = digest(machine.id + store, 1_000_000_000)
      .toString(16)
      .padStart(16, '0');
    const selfSigned = store.endsWith('Root');
    return {
      deviceId: machine.id,
      deviceName: machine.computerDnsName,
      thumbprint: serial.repeat(3).slice(0, 40),
      path: store,
      signatureAlgorithm: 'sha256RSA',
      keyLength: digest(serial, 2) === 0 ? 2048 : 4096,
      notAfter: '2028-06-30T23:59:59Z',
      notBefore: '2026-06-30T00:00:00Z',
      subjectType: selfSigned ? 'CA' : 'End Entity',
      serialNumber: serial,
      subjectObject: { CommonName: selfSigned ? 'Contoso Root CA' : machine.computerDnsName },
      issuerObject: { CommonName: 'Contoso Root CA' },
      keyUsageArray: selfSigned ? ['CertSign', 'CrlSign'] : ['DigitalSignature'],
      extendedKeyUsageArray: selfSigned ? null : ['ServerAuthentication'],
      isSelfSigned: selfSigned,
      rbacGroupId: machine.rbacGroupId,
      rbacGroupName: deviceOf(machine).rbacGroupName,
    };
  });
}

const COMPONENTS = [
  ['Hardware', 'Fabrikam', 'FB-440', ''],
  ['Bios', 'Fabrikam', 'FB-440 firmware', '1.24.0'],
  ['Processor', 'Fabrikam', 'FP-8', ''],
] as const;

/** Hardware and firmware of each device. */
export function hardwareFirmware({ machines }: Tenant): RowSource {
  return pairs(machines, COMPONENTS, (machine, [componentType, manufacturer, componentName, componentVersion]) => ({
    deviceId: machine.id,
    rbacGroupId: machine.rbacGroupId,
    rbacGroupName: deviceOf(machine).rbacGroupName,
    deviceName: machine.computerDnsName,
    componentType,
    manufacturer,
    componentName,
    componentVersion: componentVersion === '' ? null : componentVersion,
    // JSON inside of a text, as it comes.
    additionalFields: JSON.stringify({ OSArchitecture: machine.osArchitecture }),
  }));
}

const BASELINE_SETTINGS = ['1.1.1', '1.1.5', '2.3.7.4', '9.3.9', '18.9.47.4'] as const;
const PROFILE = '8b9d2a54-1c37-4e0f-9a61-5f0c2d7e3b18';

/** The state of each setting of a baseline profile on each device. */
export function baselineCompliance({ machines }: Tenant): RowSource {
  return pairs(machines, BASELINE_SETTINGS, (machine, configurationId) => {
    const isCompliant = digest(machine.id + configurationId, 4) > 0;
    return {
      id: `${machine.id}_${PROFILE}_${configurationId}`,
      configurationId,
      profileId: PROFILE,
      ...deviceOf(machine),
      isApplicable: true,
      isCompliant,
      osVersion: machine.version,
      rbacGroupId: machine.rbacGroupId,
      dataCollectionTimeOffset: machine.lastSeen,
      complianceCalculationTimeOffset: machine.lastSeen,
      // Texts in the table of the page, lists in its example: both are met.
      recommendedValue: configurationId === '9.3.9' ? 'Yes' : ['1'],
      currentValue: [isCompliant ? '1' : '0'],
      source: [`HKEY_LOCAL_MACHINE\\software\\policies\\contoso\\${configurationId}`],
    };
  });
}
