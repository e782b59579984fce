import { runKql, type KqlDatabase } from '../../../src/sandbox/kql/run-kql.ts';

const events = [
  {
    Timestamp: '2026-03-10T08:00:00.1234567Z',
    DeviceId: 'd1',
    FileName: 'powershell.exe',
    CommandLine: 'powershell -enc SGVsbG8= C:\\Temp\\drop.exe',
    Size: 100,
    Score: 1.5,
    Elevated: true,
    Details: { user: 'anna', ports: [443, 80], nested: { depth: 2 } },
    SessionId: 1,
  },
  {
    Timestamp: '2026-03-10T08:00:00.1234568Z',
    DeviceId: 'd1',
    FileName: 'cmd.exe',
    CommandLine: 'cmd /c whoami',
    Size: 50,
    Score: 2.5,
    Elevated: false,
    Details: { user: 'bo', ports: [] },
    SessionId: 1,
  },
  {
    Timestamp: '2026-03-11T23:59:59.9999999Z',
    DeviceId: 'd2',
    FileName: 'PowerShell.EXE',
    CommandLine: '',
    Size: null,
    Score: 4,
    Elevated: true,
    Details: null,
    SessionId: 2,
  },
  {
    Timestamp: '2026-03-12T00:00:00Z',
    DeviceId: 'd3',
    FileName: 'notepad.exe',
    CommandLine: 'notepad report_final.txt',
    Size: 70,
    Score: null,
    Elevated: null,
    Details: { user: 'anna', ports: [22] },
    SessionId: 3,
  },
];

const devices = [
  { DeviceId: 'd1', DeviceName: 'ws-01.contoso.example', Tags: '["lab","vip"]' },
  { DeviceId: 'd2', DeviceName: 'ws-02.contoso.example', Tags: '' },
  { DeviceId: 'd2', DeviceName: 'ws-02b.contoso.example', Tags: '[]' },
  { DeviceId: 'd9', DeviceName: 'srv-09.fabrikam.example', Tags: '["server"]' },
];

/** A hand-made database: four events on three devices, four device rows, and a table without rows. */
export const database: KqlDatabase = {
  Events: {
    columns: [
      { name: 'Timestamp', type: 'datetime' },
      { name: 'DeviceId', type: 'string' },
      { name: 'FileName', type: 'string' },
      { name: 'CommandLine', type: 'string' },
      { name: 'Size', type: 'long' },
      { name: 'Score', type: 'real' },
      { name: 'Elevated', type: 'bool' },
      { name: 'Details', type: 'dynamic' },
      { name: 'SessionId', type: 'int' },
    ],
    rows: () => events,
  },
  Devices: {
    columns: [
      { name: 'DeviceId', type: 'string' },
      { name: 'DeviceName', type: 'string' },
      { name: 'Tags', type: 'string' },
    ],
    rows: () => devices,
  },
  Nothing: {
    columns: [
      { name: 'Timestamp', type: 'datetime' },
      { name: 'Name', type: 'string' },
      { name: 'Size', type: 'long' },
    ],
    rows: () => [],
  },
};

/** The instant that now() and ago() mean in these tests. */
export const NOW = new Date('2026-03-12T12:00:00.000Z');

/** What a query answers, each row as its values. */
export function rows(query: string): unknown[][] {
  return runKql(query, database, NOW).Results.map((row) => Object.values(row));
}

/** Values of the first column. */
export function column(query: string): unknown[] {
  return rows(query).map(([first]) => first);
}
