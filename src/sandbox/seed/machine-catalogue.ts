/** A platform as the vendor names it, with the releases seen in the tenant. */
export interface Platform {
  name: string;
  role: string;
  joinable: boolean;
  weight: number;
  releases: readonly { version: string; build: number | null }[];
}

// Old releases are there on purpose: some actions refuse them.
const ALL: readonly Platform[] = [
  {
    name: 'Windows11',
    role: 'desk',
    joinable: true,
    weight: 46,
    releases: [
      { version: '23H2', build: 22631 },
      { version: '24H2', build: 26100 },
      { version: '25H2', build: 26200 },
    ],
  },
  {
    name: 'Windows10',
    role: 'desk',
    joinable: true,
    weight: 22,
    releases: [
      { version: '22H2', build: 19045 },
      { version: '21H2', build: 19044 },
      { version: '1607', build: 14393 },
    ],
  },
  { name: 'WindowsServer2022', role: 'srv', joinable: false, weight: 9, releases: [{ version: '21H2', build: 20348 }] },
  { name: 'WindowsServer2019', role: 'srv', joinable: false, weight: 6, releases: [{ version: '1809', build: 17763 }] },
  {
    name: 'Linux',
    role: 'srv',
    joinable: false,
    weight: 9,
    releases: [
      { version: '22.4', build: null },
      { version: '24.4', build: null },
    ],
  },
  {
    name: 'macOS',
    role: 'mac',
    joinable: true,
    weight: 8,
    releases: [
      { version: '14.7', build: null },
      { version: '15.5', build: null },
    ],
  },
];

export const PLATFORMS: Readonly<Record<string, Platform>> = Object.fromEntries(
  ALL.map((platform) => [platform.name, platform]),
);

export const SITES = ['lon', 'muc', 'zrh', 'osl', 'gru', 'sea', 'sin', 'tyo'] as const;

/** Device groups; the last is what devices without a group carry. */
export const GROUPS = [
  { id: 140, name: 'Workstations', server: false },
  { id: 141, name: 'Servers – Tier 0', server: true },
  { id: 142, name: 'Zürich office', server: false },
  { id: 143, name: "O'Neill's laboratory", server: false },
  { id: 0, name: 'UnassignedGroup', server: false },
] as const;

export const TAGS = [
  'Finance',
  'VIP',
  'PCI',
  'Kiosk',
  "O'Neill's team",
  'Zürich',
  '東京',
  'lab\\isolated',
  'pilot "ring 1"',
  'Finance-EMEA',
] as const;
