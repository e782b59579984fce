import type { Reply } from './fake-api.ts';

/** How objects of a type are reached: what the API answers when it holds `rows`, and the query around a selection. */
export interface Route {
  replies: (rows: object[]) => Record<string, Reply>;
  query: (selection: string) => string;
  /** True where the API gives one at a time, so that the vendor's limits bound how many a test can ask for. */
  single?: boolean;
  /** Of its kind there is one at a time. */
  alone?: true;
}

const list = (path: string, field: string): Route => ({
  replies: (rows) => ({ [`GET ${path}`]: { value: rows } }),
  query: (selection) => `{ ${field}(first: 100) { nodes { ${selection} } } }`,
});

/** The one object of its kind. */
const single = (path: string, field: string): Route => ({
  replies: ([row = {}]) => ({ [`GET ${path}`]: row }),
  query: (selection) => `{ ${field} { ${selection} } }`,
  alone: true,
});

/** Objects inside the rows of a list: each row of it holds one. */
const inside = (
  path: string,
  field: string,
  wrap: (row: object) => object,
  around: (text: string) => string,
): Route => ({
  replies: (rows) => ({ [`GET ${path}`]: { value: rows.map((row, index) => ({ id: `row${index}`, ...wrap(row) })) } }),
  query: (selection) => `{ ${field}(first: 100) { nodes { ${around(selection)} } } }`,
});

const ofMachine = (field: string, segment: string): Route => ({
  replies: (rows) => ({ 'GET /api/machines/m1': { id: 'm1' }, [`GET /api/machines/m1/${segment}`]: { value: rows } }),
  query: (selection) => `{ machine(id: "m1") { ${field}(first: 100) { nodes { ${selection} } } } }`,
});

const ofSoftware = (field: string, segment: string): Route => ({
  replies: (rows) => ({ 'GET /api/Software/s1': { id: 's1' }, [`GET /api/Software/s1/${segment}`]: { value: rows } }),
  query: (selection) => `{ software(id: "s1") { ${field}(first: 100) { nodes { ${selection} } } } }`,
});

const ofAlert = (field: string): Route => ({
  replies: (rows) => ({ 'GET /api/alerts/a1': { id: 'a1' }, [`GET /api/alerts/a1/${field}`]: { value: rows } }),
  query: (selection) => `{ alert(id: "a1") { ${field} { ${selection} } } }`,
});

const inAlert = (property: string, wrap: (row: object) => unknown): Route =>
  inside(
    '/api/alerts',
    'alerts',
    (row) => ({ [property]: wrap(row) }),
    (text) => `${property} { ${text} }`,
  );

const inAction = (wrap: (row: object) => object, around: (text: string) => string): Route =>
  inside('/api/machineactions', 'machineActions', wrap, around);

/** What is asked of an object by its key: as many rows as keys, and one is enough for most tests. */
const statisticsOf = (field: string, path: string, keyOf: (index: number) => string): Route => ({
  single: true,
  replies: (rows) => ({
    'GET /api/alerts/a1': { id: 'a1' },
    [`GET /api/alerts/a1/${field}s`]: {
      value: rows.map((_, index) => ({ [{ file: 'sha1', domain: 'host' }[field] ?? 'id']: keyOf(index) })),
    },
    ...Object.fromEntries(rows.map((row, index) => [`GET ${path}/${keyOf(index)}/stats`, row])),
  }),
  query: (selection) => `{ alert(id: "a1") { ${field}s { statistics { ${selection} } } } }`,
});

/** Incidents have an id of another name. */
const incident = (row: unknown): unknown =>
  typeof row !== 'object' || row === null || Array.isArray(row)
    ? row
    : Object.fromEntries(
        Object.entries(row).map(([name, value]) => {
          if (name.toLowerCase() !== 'id') return [name, value];
          return [name === 'id' ? 'incidentId' : `Incident${name}`, value];
        }),
      );

const inIncident = (wrap: (row: object) => object, around: (text: string) => string): Route => ({
  replies: (rows) => ({
    'GET /api/incidents': { value: rows.map((row, incidentId) => ({ incidentId, ...wrap(row) })) },
  }),
  query: (selection) => `{ incidents(first: 100) { nodes { ${around(selection)} } } }`,
});

const inIncidentAlert = (property: string): Route =>
  inIncident(
    (row) => ({ alerts: [{ [property]: [row] }] }),
    (text) => `alerts { ${property} { ${text} } }`,
  );

const SCANS = '/api/DeviceAuthenticatedScanDefinitions';

const inScan = (property: string): Route =>
  inside(
    SCANS,
    'scanDefinitions',
    (row) => ({ [property]: row }),
    (text) => `${property} { ${text} }`,
  );

const sessions = (wrap: (row: object) => object, around: (text: string) => string): Route => ({
  replies: (rows) => ({ [`POST ${SCANS}/GetScanHistoryBySessionId`]: { value: rows.map(wrap) } }),
  query: (selection) => `{ scanSessions(ids: ["s1"]) { ${around(selection)} } }`,
});

/** Every type of the API's own objects; a test that meets a type without a route fails. */
export const ROUTES: Readonly<Record<string, Route>> = {
  Alert: list('/api/alerts', 'alerts'),
  AlertRelatedUser: inAlert('relatedUser', (row) => row),
  AlertLoggedOnUser: inAlert('loggedOnUsers', (row) => [row]),
  AlertComment: inAlert('comments', (row) => [row]),
  AlertEvidence: inAlert('evidence', (row) => [row]),
  Machine: list('/api/machines', 'machines'),
  IpAddress: inside(
    '/api/machines',
    'machines',
    (row) => ({ ipAddresses: [row] }),
    (text) => `ipAddresses { ${text} }`,
  ),
  MachineAction: list('/api/machineactions', 'machineActions'),
  RelatedFileInfo: inAction(
    (row) => ({ relatedFileInfo: row }),
    (text) => `relatedFileInfo { ${text} }`,
  ),
  LiveResponseCommandResult: inAction(
    (row) => ({ commands: [row] }),
    (text) => `commands { ${text} }`,
  ),
  LiveResponseCommand: inAction(
    (row) => ({ commands: [{ command: row }] }),
    (text) => `commands { command { ${text} } }`,
  ),
  LiveResponseParam: inAction(
    (row) => ({ commands: [{ command: { params: [row] } }] }),
    (text) => `commands { command { params { ${text} } } }`,
  ),
  Investigation: list('/api/investigations', 'investigations'),
  Incident: {
    replies: (rows) => ({ 'GET /api/incidents': { value: rows.map(incident) } }),
    query: (selection) => `{ incidents(first: 100) { nodes { ${selection} } } }`,
  },
  IncidentComment: inIncident(
    (row) => ({ comments: [row] }),
    (text) => `comments { ${text} }`,
  ),
  IncidentAlert: inIncident(
    (row) => ({ alerts: [row] }),
    (text) => `alerts { ${text} }`,
  ),
  IncidentDevice: inIncidentAlert('devices'),
  IncidentEntity: inIncidentAlert('entities'),
  ScanDefinition: list(SCANS, 'scanDefinitions'),
  ScanAuthenticationParams: inScan('scanAuthenticationParams'),
  ScannerAgent: inScan('scannerAgent'),
  LatestScan: inScan('latestScan'),
  ScanAgent: list('/api/DeviceAuthenticatedScanAgents', 'scanAgents'),
  ScanRun: {
    replies: (rows) => ({
      [`GET ${SCANS}`]: { value: [{ id: 'd1' }] },
      [`POST ${SCANS}/GetScanHistoryByScanDefinitionId`]: { value: rows },
    }),
    query: (selection) => `{ scanDefinition(id: "d1") { history(first: 100) { nodes { ${selection} } } } }`,
  },
  ScanSession: sessions(
    (row) => row,
    (text) => text,
  ),
  ScannedTarget: sessions(
    (row) => ({ listScannedTargets: [row] }),
    (text) => `listScannedTargets { ${text} }`,
  ),
  Indicator: list('/api/indicators', 'indicators'),
  Software: ofMachine('software', 'software'),
  SoftwareVersionDistribution: ofSoftware('distributions', 'distributions'),
  MachineReference: ofSoftware('machines', 'machineReferences'),
  MachineVulnerability: list('/api/vulnerabilities/machinesVulnerabilities', 'machineVulnerabilities'),
  Vulnerability: ofMachine('vulnerabilities', 'vulnerabilities'),
  Recommendation: ofMachine('recommendations', 'recommendations'),
  ExposureScore: single('/api/exposureScore', 'exposureScore'),
  MachineGroupExposureScore: {
    replies: (rows) => ({
      'GET /api/exposureScore': { score: 1 },
      'GET /api/exposureScore/ByMachineGroups': { value: rows },
    }),
    query: (selection) => `{ exposureScore { machineGroups(first: 100) { nodes { ${selection} } } } }`,
  },
  DeviceSecureScore: single('/api/configurationScore', 'deviceSecureScore'),
  RemediationTask: list('/api/remediationTasks', 'remediationTasks'),
  BaselineProfile: list('/api/baselineProfiles', 'baselineProfiles'),
  BaselineConfiguration: list('/api/baselineConfigurations', 'baselineConfigurations'),
  DeviceAvInfo: list('/api/deviceavinfo', 'antivirusHealth'),
  MissingKb: ofMachine('missingKbs', 'getmissingkbs'),
  LibraryFile: list('/api/libraryfiles', 'libraryFiles'),
  File: ofAlert('files'),
  Ip: ofAlert('ips'),
  Domain: ofAlert('domains'),
  FileStatistics: statisticsOf('file', '/api/files', (index) => String(index).padStart(40, '0')),
  DomainStatistics: statisticsOf('domain', '/api/domains', (index) => `h${index}.example`),
  IpStatistics: statisticsOf('ip', '/api/ips', (index) => `198.51.100.${index}`),
  User: ofMachine('logonUsers', 'logonusers'),
};

/** The objects at the end of a route: the deepest that hold nothing but what was selected. */
export function reached(data: unknown, selected: readonly string[]): Record<string, unknown>[] {
  if (Array.isArray(data)) return data.flatMap((item) => reached(item, selected));
  if (data === null || typeof data !== 'object') return [];
  const names = Object.keys(data);
  if (names.length === selected.length && names.every((name) => selected.includes(name))) {
    return [data as Record<string, unknown>];
  }
  return Object.values(data).flatMap((value) => reached(value, selected));
}
