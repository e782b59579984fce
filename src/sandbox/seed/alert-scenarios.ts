/** What a detector says: the fixed part of the alerts that it raises. */
export interface AlertScenario {
  title: string;
  category: string;
  source: string;
  mitre: readonly string[];
  /** Malware stories fill `{family}` and carry threat names. */
  malware?: boolean;
  evidence: readonly ('User' | 'Process' | 'File' | 'Ip' | 'Url' | 'Registry')[];
}

const EDR = 'WindowsDefenderAtp';
const AV = 'WindowsDefenderAv';

export const SCENARIOS: readonly AlertScenario[] = [
  {
    title: 'Suspicious script started by an office program',
    category: 'Execution',
    source: EDR,
    mitre: ['T1059.001', 'T1204.002'],
    evidence: ['User', 'Process', 'File'],
  },
  {
    title: "'{family}' malware was prevented",
    category: 'Malware',
    source: AV,
    mitre: [],
    malware: true,
    evidence: ['File', 'User'],
  },
  {
    title: "'{family}' hands-on-keyboard activity",
    category: 'Ransomware',
    source: EDR,
    mitre: ['T1486', 'T1490'],
    malware: true,
    evidence: ['User', 'Process', 'File', 'Ip'],
  },
  {
    title: "Mailbox rule made by O'Neill's account from a new country",
    category: 'Collection',
    source: 'MicrosoftDefenderForOffice365',
    mitre: ['T1114.003'],
    evidence: ['User', 'Ip'],
  },
  {
    title: 'Dump of contoso\\secrets read from memory',
    category: 'CredentialAccess',
    source: EDR,
    mitre: ['T1003.001'],
    evidence: ['User', 'Process'],
  },
  {
    title: 'Connection to a newly registered domain',
    category: 'CommandAndControl',
    source: 'NetworkProtection',
    mitre: ['T1071.001'],
    evidence: ['Process', 'Url', 'Ip'],
  },
  {
    title: 'Verdächtige Anmeldung – 登录异常',
    category: 'InitialAccess',
    source: 'CustomDetection',
    mitre: ['T1078'],
    evidence: ['User', 'Ip'],
  },
  {
    title: 'Run key changed to start an unsigned program',
    category: 'Persistence',
    source: EDR,
    mitre: ['T1547.001'],
    evidence: ['Process', 'Registry', 'File'],
  },
  {
    title: 'Sensor tampering attempt',
    category: 'DefenseEvasion',
    source: EDR,
    mitre: ['T1562.001'],
    evidence: ['Process', 'Registry'],
  },
  {
    title: 'Directory was enumerated by an unusual tool',
    category: 'Discovery',
    source: EDR,
    mitre: ['T1087.002', 'T1018'],
    evidence: ['User', 'Process'],
  },
  {
    title: 'Service made on another device',
    category: 'LateralMovement',
    source: EDR,
    mitre: ['T1021.002', 'T1569.002'],
    evidence: ['User', 'Process', 'Ip'],
  },
  {
    title: 'Large upload to a file-sharing site',
    category: 'Exfiltration',
    source: 'CustomTI',
    mitre: ['T1567.002'],
    evidence: ['User', 'Process', 'Url'],
  },
  {
    title: 'Driver with a known weakness was loaded',
    category: 'PrivilegeEscalation',
    source: EDR,
    mitre: ['T1068'],
    evidence: ['Process', 'File'],
  },
  {
    title: 'Potentially unwanted program "Toolbar 100%"',
    category: 'UnwantedSoftware',
    source: AV,
    mitre: [],
    malware: true,
    evidence: ['File'],
  },
  {
    title: 'Suspicious behavior seen by a cloud model',
    category: 'SuspiciousActivity',
    source: 'AutomatedInvestigation',
    mitre: ['T1055'],
    evidence: ['Process'],
  },
  {
    title: 'Browser exploit blocked',
    category: 'Exploit',
    source: 'SmartScreen',
    mitre: ['T1189'],
    evidence: ['User', 'Url'],
  },
];

export const DOMAINS = [
  'cdn.wingtiptoys.example',
  'files.tailspin.example',
  'login-contoso.example',
  'bücher.example',
  'static.adatum.example',
  'a.b.northwind.example',
] as const;

/** Verdicts with their finer verdicts; both rival spellings of the vendor's pages occur. */
export const VERDICTS: Readonly<Record<string, readonly string[]>> = {
  TruePositive: [
    'MultiStagedAttack',
    'MaliciousUserActivity',
    'CompromisedUser',
    'Malware',
    'Phishing',
    'UnwantedSoftware',
    'Other',
  ],
  InformationalExpectedActivity: [
    'SecurityTesting',
    'LineOfBusinessApplication',
    'ConfirmedUserActivity',
    'ConfirmedActivity',
    'Other',
  ],
  FalsePositive: ['Clean', 'NotMalicious', 'InsufficientData', 'Other'],
};

export const ANALYSTS = [
  'soc.day@contoso.example',
  'soc.night@contoso.example',
  "mary.o'neill@contoso.example",
  'jürgen@contoso.example',
] as const;

/** What an alert raised by hand may be filed under (create-alert-by-reference.md). */
export const ALERT_CATEGORIES = [
  'General',
  'CommandAndControl',
  'Collection',
  'CredentialAccess',
  'DefenseEvasion',
  'Discovery',
  'Exfiltration',
  'Exploit',
  'Execution',
  'InitialAccess',
  'LateralMovement',
  'Malware',
  'Persistence',
  'PrivilegeEscalation',
  'Ransomware',
  'SuspiciousActivity',
] as const;
