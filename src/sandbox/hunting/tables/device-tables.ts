import { mitigationStatus } from '../../seed/mitigations.ts';
import { createRandom } from '../../seed/random.ts';
import type { MachineRow } from '../../seed/rows.ts';
import { combine, daysSeen, momentOf, type HuntingRow, type HuntingDataset } from '../dataset/hunting-dataset.ts';

/** One row for each device and day on which it was seen, and one for each isolation, restriction or release after them. */
export function* deviceInfo(dataset: HuntingDataset): Iterable<HuntingRow> {
  for (const machine of dataset.tenant.machines) {
    const fixed = infoColumns(dataset, machine);
    const changes = dataset.mitigations.get(machine.id) ?? [];
    let last = dataset.from;
    for (const day of daysSeen(dataset, machine.firstSeen, machine.lastSeen)) {
      const random = createRandom(`info:${machine.id}:${day}`);
      last = momentOf(dataset, day, random.next(), machine.lastSeen);
      const time = { Timestamp: random.moment(last), ReportId: random.int(1, 999_999) };
      yield combine(time, fixed, { MitigationStatus: mitigationStatus(changes, last) });
    }
    for (const { at } of changes.filter((change) => change.at > last)) {
      const random = createRandom(`info:${machine.id}:${at}`);
      const time = { Timestamp: random.moment(at), ReportId: random.int(1, 999_999) };
      yield combine(time, fixed, { MitigationStatus: mitigationStatus(changes, at) });
    }
  }
}

function infoColumns(dataset: HuntingDataset, machine: MachineRow): HuntingRow {
  const users = (dataset.logons.get(machine.id) ?? []).flatMap(({ userId }) => dataset.accounts.get(userId) ?? []);
  const server = machine.osPlatform.includes('Server');
  return {
    DeviceId: machine.id,
    DeviceName: machine.computerDnsName,
    ClientVersion: machine.onboardingStatus === 'onboarded' ? '10.8760.26100.1591' : '',
    PublicIP: machine.lastExternalIpAddress,
    OSArchitecture: machine.osArchitecture,
    OSPlatform: machine.osPlatform,
    OSBuild: machine.osBuild,
    IsAzureADJoined: machine.isAadJoined,
    JoinType: machine.isAadJoined ? 'Microsoft Entra joined' : 'Domain Joined',
    AadDeviceId: machine.aadDeviceId,
    // JSON text in a string column, as in the vendor's tables.
    LoggedOnUsers: JSON.stringify(
      users.map((user) => ({ UserName: user.accountName, DomainName: user.accountDomain, Sid: user.accountSid })),
    ),
    OSVersion: '10.0',
    OSVersionInfo: machine.version,
    MachineGroup: machine.rbacGroupName,
    OnboardingStatus: machine.onboardingStatus === 'onboarded' ? 'Onboarded' : spaced(machine.onboardingStatus),
    DeviceCategory: 'Endpoint',
    DeviceType: server ? 'Server' : 'Workstation',
    IsInternetFacing: false,
    SensorHealthState: machine.healthStatus,
    IsExcluded: false,
    ExposureLevel: machine.exposureLevel,
    AssetValue: machine.deviceValue,
    DeviceManualTags: machine.machineTags.length > 0 ? JSON.stringify(machine.machineTags) : '',
    IsTransient: false,
  };
}

/** `CanBeOnboarded` of the device API is `Can be onboarded` in hunting. */
function spaced(status: string): string {
  const words = status.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** One row for each network adapter, device and day. */
export function* deviceNetworkInfo(dataset: HuntingDataset): Iterable<HuntingRow> {
  for (const machine of dataset.tenant.machines) {
    for (const day of daysSeen(dataset, machine.firstSeen, machine.lastSeen)) {
      const random = createRandom(`network:${machine.id}:${day}`);
      const time = random.moment(momentOf(dataset, day, random.next(), machine.lastSeen));
      for (const [index, adapter] of machine.ipAddresses.entries()) {
        yield {
          Timestamp: time,
          DeviceId: machine.id,
          DeviceName: machine.computerDnsName,
          NetworkAdapterName: `{${createRandom(`adapter:${adapter.macAddress}`).guid().toUpperCase()}}`,
          MacAddress: adapter.macAddress.replace(/(..)(?=.)/g, '$1-'),
          NetworkAdapterType: index === 0 ? 'Ethernet' : 'Wireless80211',
          NetworkAdapterStatus: adapter.operationalStatus,
          ConnectedNetworks: JSON.stringify([{ Name: 'contoso.example', IsConnectedToInternet: true }]),
          IPAddresses: JSON.stringify([{ IPAddress: adapter.ipAddress }]),
          ReportId: random.int(1, 999_999),
        };
      }
    }
  }
}
