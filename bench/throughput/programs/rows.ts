import { createHash } from 'node:crypto';

/** Rows that the list of any filter has. */
export const LIST_ROWS = 10_000;
/** Lists that are unlike each other; their rows overlap, but no two begin at the same one. */
const LISTS = 97;
const LIST_DISTANCE = 101;
export const HUNT_ROWS = 10_000;

const NEWEST = Date.parse('2026-11-20T08:30:00.000Z');
const TENANT = '0f5a7a0e-3c1b-4a53-9d0a-6c1f0b8c2d11';

/** A time as the vendor writes it, with seven digits of the second. */
const vendorTime = (milliseconds: number, ticks: number): string =>
  new Date(milliseconds).toISOString().replace('Z', `${String(ticks % 10_000).padStart(4, '0')}Z`);

const sha1 = (text: string): string => createHash('sha1').update(text).digest('hex');

/** Two alerts in a row are of one device, so that 100 are of some 50. */
export const machineIdOf = (alert: number): string => sha1(`machine ${Math.floor(alert / 2)}`);

/** An alert with every documented property. */
function alertRow(index: number): object {
  const created = NEWEST - index * 1000;
  const hash = sha1(`alert ${index}`);
  const resolved = index % 3 === 0;
  const [user, machine] = [`user-${index % 900}`, `wks-${String(index % 5000).padStart(4, '0')}.contoso.example`];
  return {
    id: `da638${hash.slice(0, 15).replace(/[a-f]/g, '7')}_${index}`,
    incidentId: 20_000 + Math.floor(index / 3),
    investigationId: index % 4 === 0 ? 70_000 + index : null,
    assignedTo: resolved ? `analyst-${index % 12}@contoso.example` : null,
    severity: ['Informational', 'Low', 'Medium', 'High'][index % 4],
    status: resolved ? 'Resolved' : 'New',
    classification: resolved ? 'TruePositive' : null,
    determination: resolved ? 'Malware' : null,
    investigationState: 'UnsupportedAlertType',
    detectionSource: 'WindowsDefenderAtp',
    detectorId: `${hash.slice(0, 8)}-${hash.slice(8, 12)}-4${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`,
    category: 'CredentialAccess',
    threatFamilyName: null,
    title: `Suspicious access to the memory of a sign-in process (${index})`,
    description: `A process on ${machine} opened the memory of the local security authority with rights to read it. Attackers do so to take over the credentials of those who are signed in, and move on to other devices with them.`,
    alertCreationTime: vendorTime(created, index),
    firstEventTime: vendorTime(created - 240_000, index * 7),
    lastEventTime: vendorTime(created - 30_000, index * 11),
    lastUpdateTime: vendorTime(created + 600_000, index * 13),
    resolvedTime: resolved ? vendorTime(created + 600_000, index * 13) : null,
    machineId: machineIdOf(index),
    computerDnsName: machine,
    rbacGroupName: 'Workstations Europe',
    aadTenantId: TENANT,
    threatName: null,
    mitreTechniques: ['T1003', 'T1003.001', 'T1555'],
    relatedUser: { userName: user, domainName: 'CONTOSO' },
    loggedOnUsers: [{ accountName: user, domainName: 'CONTOSO' }],
    comments: resolved
      ? [
          {
            comment: 'Seen before, see the run book.',
            createdBy: `analyst-${index % 12}@contoso.example`,
            createdTime: vendorTime(created + 300_000, index),
          },
        ]
      : [],
    evidence: [],
  };
}

/** Alerts newest first as one text, of which any slice is a page. */
export class AlertPages {
  readonly #bytes: Buffer;
  readonly #starts: number[] = [0];

  constructor() {
    const texts = Array.from({ length: LIST_ROWS + LISTS * LIST_DISTANCE }, (_, index) =>
      Buffer.from(`${JSON.stringify(alertRow(index))},`),
    );
    for (const text of texts) this.#starts.push((this.#starts.at(-1) ?? 0) + text.length);
    this.#bytes = Buffer.concat(texts);
  }

  /** Rows of a list and how many there are, without those newer than a time and without `skip` more. */
  page(list: number, notAfter: number | null, skip: number, top: number): { rows: Buffer; count: number } {
    const first = (list % LISTS) * LIST_DISTANCE;
    const end = first + LIST_ROWS;
    const bound = notAfter === null ? first : Math.max(first, Math.ceil((NEWEST - notAfter) / 1000));
    const from = Math.min(end, bound + skip);
    return { rows: this.#rows(from, Math.min(end, from + top)), count: Math.max(0, end - bound) };
  }

  /** The alert whose id ends in this number. */
  single(index: number): Buffer {
    return this.#rows(index, index + 1);
  }

  #rows(from: number, to: number): Buffer {
    const [start = 0, end = 0] = [this.#starts[from], this.#starts[to]];
    return this.#bytes.subarray(start, Math.max(start, end - 1));
  }
}

/** The id of an alert, for its change. */
export const alertIdOf = (index: number): string => (alertRow(index) as { id: string }).id;

export const machineRow = (id: string): object => ({
  id,
  computerDnsName: `wks-${id.slice(0, 6)}.contoso.example`,
  firstSeen: vendorTime(NEWEST - 9e9, 4567),
  lastSeen: vendorTime(NEWEST - 9e6, 7654),
  osPlatform: 'Windows11',
  onboardingStatus: 'onboarded',
  osProcessor: 'x64',
  version: '24H2',
  osBuild: 26_100,
  lastIpAddress: '10.20.30.40',
  lastExternalIpAddress: '203.0.113.7',
  healthStatus: 'Active',
  rbacGroupName: 'Workstations Europe',
  rbacGroupId: 42,
  riskScore: 'Medium',
  aadDeviceId: '8d8b1c2e-51c5-4d0c-9c1c-6b0a3f4f1e77',
  machineTags: ['Finance', 'Kiosk'],
  exposureLevel: 'Medium',
  deviceValue: 'Normal',
  ipAddresses: [
    { ipAddress: '10.20.30.40', macAddress: '00005E005307', type: 'Ethernet', operationalStatus: 'Up' },
    { ipAddress: 'fe80::5efe:a14', macAddress: '00005E005308', type: 'Wireless80211', operationalStatus: 'Down' },
  ],
  osArchitecture: '64-bit',
  isAadJoined: true,
});

export const machineActionRow = (machineId: string): object => ({
  id: `${machineId.slice(0, 8)}-1c2e-4d0c-9c1c-6b0a3f4f1e77`,
  type: 'RunAntiVirusScan',
  scope: 'Quick',
  requestor: 'analyst-3@contoso.example',
  requestorComment: 'Scan after an alert',
  status: 'Succeeded',
  machineId,
  computerDnsName: `wks-${machineId.slice(0, 6)}.contoso.example`,
  creationDateTimeUtc: vendorTime(NEWEST, 1234),
  lastUpdateDateTimeUtc: vendorTime(NEWEST + 60_000, 4321),
  cancellationRequestor: null,
  cancellationComment: null,
  cancellationDateTimeUtc: null,
  errorHResult: 0,
  title: null,
  relatedFileInfo: null,
  troubleshootInfo: null,
});

export const USER_ROW: object = {
  id: 'contoso\\user-1',
  accountName: 'user-1',
  accountDomain: 'CONTOSO',
  accountSid: 'S-1-5-21-1004336348-1177238915-682003330-1001',
  firstSeen: vendorTime(NEWEST - 9e9, 1),
  lastSeen: vendorTime(NEWEST, 2),
  mostPrevalentMachineId: sha1('machine 1'),
  leastPrevalentMachineId: sha1('machine 2'),
  logonTypes: 'Interactive',
  logOnMachinesCount: 3,
  isDomainAdmin: false,
  isOnlyNetworkUser: false,
};

const huntRow = (index: number): object => ({
  Timestamp: vendorTime(NEWEST - index * 1000, index),
  DeviceId: machineIdOf(index),
  DeviceName: `wks-${index % 500}.contoso.example`,
  ActionType: 'ProcessCreated',
  FileName: 'powershell.exe',
  FolderPath: 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe',
  SHA1: sha1(`file ${index % 300}`),
  ProcessId: 1000 + index,
  ProcessCommandLine: `powershell.exe -NoProfile -File "C:\\Program Files\\Contoso\\report-${index}.ps1"`,
  AccountName: `user-${index % 90}`,
  ReportId: 100_000 + index,
  AdditionalFields: null,
});

/** The answer to any hunt. */
export function huntAnswer(): object {
  const Results = Array.from({ length: HUNT_ROWS }, (_, index) => huntRow(index));
  const wholeNumbers = ['ProcessId', 'ReportId'];
  const typeOf = (name: string): string =>
    name === 'Timestamp' ? 'DateTime' : wholeNumbers.includes(name) ? 'Int64' : 'String';
  const Schema = Object.keys(huntRow(0)).map((Name) => ({ Name, Type: typeOf(Name) }));
  return { Stats: { ExecutionTime: 0.5 }, Schema, Results };
}
