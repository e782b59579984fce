import { openEnum } from '../../graphql/schema/open-enum.ts';

export const IncidentStatus = openEnum('IncidentStatus', ['Active', 'InProgress', 'Resolved', 'Redirected'], {
  description: 'Where an incident stands in triage; one that was merged into another is REDIRECTED.',
});

export const IncidentSeverity = openEnum(
  'IncidentSeverity',
  ['UnSpecified', 'Informational', 'Low', 'Medium', 'High'],
  { description: 'How severe an incident or an alert of it is.' },
);

export const IncidentClassification = openEnum(
  'IncidentClassification',
  ['Unknown', 'TruePositive', 'InformationalExpectedActivity', 'FalsePositive'],
  {
    description: 'The verdict on an incident or an alert of it.',
    // api-incident.md shows the label where api-update-incidents.md has the code.
    aliases: { 'Informational, expected activity': 'InformationalExpectedActivity' },
  },
);

/**
 * Three pages name the same finer verdicts differently, so every spelling is listed (api-incident.md,
 * api-update-incidents.md, api-list-incidents.md); the last has two that are deprecated.
 */
export const IncidentDetermination = openEnum(
  'IncidentDetermination',
  [
    'NotAvailable',
    'Apt',
    'SecurityPersonnel',
    'MultiStagedAttack',
    'MaliciousUserActivity',
    'CompromisedUser',
    'CompromisedAccount',
    'Malware',
    'Phishing',
    'UnwantedSoftware',
    'SecurityTesting',
    'LineOfBusinessApplication',
    'ConfirmedUserActivity',
    'ConfirmedActivity',
    'Clean',
    'NotMalicious',
    'InsufficientData',
    'NoEnoughDataToValidate',
    'Other',
  ],
  { description: 'The finer verdict on an incident or an alert of it.' },
);

/** The table knows no InProgress, its example has it. */
export const IncidentAlertStatus = openEnum('IncidentAlertStatus', ['New', 'Active', 'InProgress', 'Resolved'], {
  description: 'Where an alert of an incident stands in triage.',
});

export const IncidentEntityType = openEnum(
  'IncidentEntityType',
  ['User', 'Ip', 'Url', 'File', 'Process', 'MailBox', 'MailMessage', 'MailCluster', 'Registry', 'SecurityGroup'],
  { description: 'What an entity of an alert is; the other fields are filled accordingly.' },
);
