import { GROUPS, PLATFORMS, SITES, TAGS } from '../seed/machine-catalogue.ts';
import type { Platform } from '../seed/machine-catalogue.ts';
import type { Random } from '../seed/random.ts';
import type { MachineRow } from '../seed/rows.ts';

const DAY = 86_400_000;

/** Makes the devices of the tenant, and the few retired ones that only alerts remember. */
export function generateMachines(random: Random, count: number, now: number) {
  const machines = Array.from({ length: count }, (_, index) => generateMachine(random, index, now));
  const retired = Array.from({ length: 4 }, (_, index) => generateMachine(random, 9_000 + index, now - 60 * DAY));
  return { machines, retired };
}

function generateMachine(random: Random, index: number, now: number): MachineRow {
  const platform = PLATFORMS[random.weigh(PLATFORM_WEIGHTS)] as Platform;
  const release = random.pick(platform.releases);
  const group = random.pick(GROUPS.filter(({ server }) => server === (platform.role === 'srv')));
  const onboarded = random.chance(0.94);
  const healthy = onboarded && random.chance(0.88);
  const lastSeen = now - (healthy ? random.int(60_000, DAY) : random.int(8 * DAY, 29 * DAY));
  const joined = platform.joinable && random.chance(0.7);
  const address = `10.${random.int(10, 40)}.${random.int(0, 250)}.${random.int(2, 250)}`;
  return {
    id: random.hex(40),
    // Discovered devices often have no name yet.
    computerDnsName: index % 61 === 17 ? '' : nameMachine(random, platform, index),
    firstSeen: random.moment(lastSeen - random.int(30, 600) * DAY),
    lastSeen: random.moment(lastSeen),
    osPlatform: platform.name,
    onboardingStatus: onboarded ? 'onboarded' : random.pick(['CanBeOnboarded', 'Unsupported', 'InsufficientInfo']),
    osProcessor: platform.name === 'macOS' ? 'arm64' : 'x64',
    version: release.version,
    osBuild: release.build,
    lastIpAddress: address,
    lastExternalIpAddress: `203.0.113.${random.int(1, 254)}`,
    healthStatus: healthy
      ? 'Active'
      : random.pick(['Inactive', 'ImpairedCommunication', 'NoSensorData', 'NoSensorDataImpairedCommunication']),
    rbacGroupName: group.name,
    rbacGroupId: group.id,
    riskScore: 'None',
    aadDeviceId: joined ? random.guid() : null,
    machineTags: random.chance(0.55) ? random.sample(TAGS, random.int(1, 3)) : [],
    exposureLevel: onboarded ? random.weigh({ None: 4, Low: 50, Medium: 34, High: 12 }) : null,
    deviceValue: random.weigh({ Normal: 84, Low: 6, High: 10 }),
    ipAddresses: [
      { ipAddress: address, macAddress: random.hex(12).toUpperCase(), operationalStatus: 'Up' },
      {
        ipAddress: `fe80::${random.hex(4)}:${random.hex(4)}`,
        macAddress: random.hex(12).toUpperCase(),
        operationalStatus: random.pick(['Up', 'Down']),
      },
    ],
    osArchitecture: random.chance(0.03) && platform.name === 'Windows10' ? '32-bit' : '64-bit',
    isAadJoined: joined,
  };
}

const PLATFORM_WEIGHTS = Object.fromEntries(Object.entries(PLATFORMS).map(([name, { weight }]) => [name, weight]));

function nameMachine(random: Random, platform: Platform, index: number): string {
  const site = random.pick(SITES);
  const domain = platform.role === 'srv' ? 'corp.fabrikam.example' : 'contoso.example';
  return `${platform.role}-${site}-${String(index).padStart(4, '0')}.${domain}`;
}
