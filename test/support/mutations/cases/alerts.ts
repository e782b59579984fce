import { huntingTables } from '../../../../src/sandbox/hunting/hunting-tables.ts';
import type { Sandbox } from '../../../../src/sandbox/sandbox.ts';
import { USUAL_FAULTS, type ChangeCase, type Input } from '../mutation-cases.ts';

let taken = 0;
/** Ids of alerts that no case had before. */
function alertIds({ tenant }: Sandbox, count: number): string[] {
  taken += count;
  return tenant.alerts.slice(-taken, taken === count ? undefined : count - taken).map(({ id }) => id);
}

const alertOf = ({ tenant }: Sandbox, id: unknown) => tenant.alerts.find((alert) => alert.id === id);

/** An event that hunting knows, of a device that is still there. */
function eventOf({ tenant }: Sandbox): { machineId: string; reportId: string; eventTime: string } {
  const machineIds = new Set(tenant.machines.map(({ id }) => id));
  for (const row of huntingTables(tenant).DeviceProcessEvents?.rows() ?? []) {
    if (!machineIds.has(String(row.DeviceId))) continue;
    return {
      machineId: String(row.DeviceId),
      reportId: String(row.ReportId),
      eventTime: String(row.Timestamp),
    };
  }
  throw new Error('The sandbox has no process events.');
}

const TRIAGE = {
  status: 'RESOLVED',
  assignedTo: "mary.o'neill@contoso.example",
  classification: 'FALSE_POSITIVE',
  determination: 'NOT_MALICIOUS',
  comment: 'Größe "ok" ✓',
};
const BODY = {
  status: 'Resolved',
  assignedTo: "mary.o'neill@contoso.example",
  classification: 'FalsePositive',
  comment: 'Größe "ok" ✓',
};

const BAD_TRIAGE: ChangeCase['bad'] = [
  [
    'nothing to change',
    { status: null, assignedTo: null, classification: null, determination: null, comment: null },
    /^input: changes nothing; give/,
  ],
  [
    'a verdict nobody knows',
    { classification: 'UNRECOGNIZED' },
    /^input\.classification: UNRECOGNIZED .*classificationRaw/,
  ],
  ['the vendor’s own word', { status: 'Resolved' }, /"input\.status"/],
];
const ODD_TRIAGE: ChangeCase['warned'] = [
  [
    'a status that no page lets be set',
    { status: 'UNKNOWN' },
    /^input\.status: Defender’s pages name NEW, IN_PROGRESS, RESOLVED here\./,
    { status: 'Unknown' },
  ],
  ['a blank comment', { comment: ' \n' }, /^input\.comment: is blank/, { comment: ' \n' }],
  ['nobody for an owner', { assignedTo: '' }, /^input\.assignedTo: is blank/, { assignedTo: '' }],
  [
    'a finer verdict of another verdict',
    { classification: 'FALSE_POSITIVE', determination: 'MALWARE' },
    /^input\.determination: Defender’s pages name for FALSE_POSITIVE only NOT_MALICIOUS, CLEAN, INSUFFICIENT_DATA, OTHER\./,
    { classification: 'FalsePositive', determination: 'Malware' },
  ],
];

const REFERENCE = { title: "Raised by O'Neill", description: 'Odd start', recommendedAction: 'Ask the owner' };

export const cases: Record<string, ChangeCase> = {
  updateAlert: {
    as: 'responder',
    without: 'reader',
    role: 'Defender.Respond',
    input: (sandbox) => ({ alertId: alertIds(sandbox, 1)[0], ...TRIAGE }),
    select: 'alert { alertId status assignedTo classification determination comments { comment } }',
    shows: ({ alertId }) => ({
      alert: {
        alertId,
        status: 'RESOLVED',
        assignedTo: TRIAGE.assignedTo,
        classification: 'FALSE_POSITIVE',
        determination: 'NOT_MALICIOUS',
        comments: expect.arrayContaining([{ comment: TRIAGE.comment }]) as unknown,
      },
    }),
    arrives: ({ alertId }) => ({
      method: 'PATCH',
      path: `/api/alerts/${String(alertId)}`,
      body: { ...BODY, determination: 'NotMalicious' },
    }),
    state: ({ alertId }, sandbox) =>
      expect(alertOf(sandbox, alertId)).toMatchObject({ status: 'Resolved', determination: 'NotMalicious' }),
    names: { field: 'alertId', type: 'Alert' },
    bad: [
      ...BAD_TRIAGE,
      ['no id', { alertId: '' }, /^input\.alertId: is not an id of type Alert/],
      ['an id with a line break', { alertId: 'da1\n_2' }, /^input\.alertId: is not an id/],
      ['an id that leads elsewhere', { alertId: '../machines' }, /id is not an id that Defender gives out/],
    ],
    warned: ODD_TRIAGE,
    faults: USUAL_FAULTS,
  },
  updateAlerts: {
    as: 'responder',
    without: 'reader',
    role: 'Defender.Respond',
    input: (sandbox) => ({ alertIds: alertIds(sandbox, 3), ...TRIAGE }),
    select: 'results { alertId outcome alert { status determination } }',
    shows: ({ alertIds: ids }) => ({
      results: (ids as string[]).map((alertId) => ({
        alertId,
        outcome: 'UPDATED',
        alert: { status: 'RESOLVED', determination: 'CLEAN' },
      })),
    }),
    arrives: ({ alertIds: ids }) => ({
      method: 'POST',
      path: '/api/alerts/batchUpdate',
      body: { alertIds: ids, ...BODY, determination: 'Clean' },
    }),
    state: ({ alertIds: ids }, sandbox) => {
      for (const id of ids as string[]) expect(alertOf(sandbox, id)).toMatchObject({ assignedTo: BODY.assignedTo });
    },
    names: { field: 'alertIds', type: 'Alert' },
    bad: [
      ...BAD_TRIAGE,
      ['no alert', { alertIds: [] }, /^input\.alertIds: is empty/],
      ['1,001 alerts', { alertIds: Array(1_001).fill('a') }, /1,?000/],
    ],
    warned: ODD_TRIAGE,
    faults: [...USUAL_FAULTS, [400, 'MaximumBatchSizeExceeded', 'BAD_USER_INPUT']],
  },
  createAlert: {
    as: 'responder',
    without: 'reader',
    role: 'Defender.Respond',
    input: (sandbox): Input => ({
      ...eventOf(sandbox),
      ...REFERENCE,
      severity: 'HIGH',
      category: 'LATERAL_MOVEMENT',
    }),
    select: 'alert { title severity category machineId status }',
    shows: ({ machineId }) => ({
      alert: { title: REFERENCE.title, severity: 'HIGH', category: 'LateralMovement', machineId, status: 'NEW' },
    }),
    arrives: ({ machineId, eventTime, reportId }) => ({
      method: 'POST',
      path: '/api/alerts/CreateAlertByReference',
      body: { machineId, severity: 'High', ...REFERENCE, eventTime, reportId, category: 'LateralMovement' },
    }),
    state: ({ machineId }, { tenant }) =>
      expect(tenant.alerts[0]).toMatchObject({ title: REFERENCE.title, machineId, status: 'New' }),
    names: { field: 'machineId', type: 'Machine' },
    bad: [
      ['no title', { title: ' ' }, /^input\.title: is blank/],
      ['no description', { description: '' }, /^input\.description: is blank/],
      ['no advice', { recommendedAction: '' }, /^input\.recommendedAction: is blank/],
      ['no report', { reportId: '' }, /^input\.reportId: is blank/],
      ['a category nobody knows', { category: 'GOSSIP' }, /"input\.category"/],
      ['a time that is none', { eventTime: 'yesterday' }, /"input\.eventTime".*ISO 8601/],
      ['no severity', { severity: null }, /^input\.severity: is missing; give it, or severityRaw/],
    ],
    warned: [
      [
        'a severity that no page names for a new alert',
        { severity: 'INFORMATIONAL' },
        /^input\.severity: Defender’s pages name LOW, MEDIUM, HIGH here\./,
        { severity: 'Informational' },
      ],
      [
        'a time not in UTC',
        { eventTime: '2026-11-20T08:30:00.1234567+01:00' },
        /^input\.eventTime: is not in UTC/,
        { eventTime: '2026-11-20T08:30:00.1234567+01:00' },
      ],
    ],
    faults: USUAL_FAULTS,
  },
};
