import { incidentsOf } from '../../../../src/sandbox/routes/incidents/incident-rows.ts';
import type { Sandbox } from '../../../../src/sandbox/sandbox.ts';
import { USUAL_FAULTS, type ChangeCase } from '../mutation-cases.ts';

let taken = 0;
/** An incident that no case had before, and that stands by itself. */
function incidentId({ tenant }: Sandbox): string {
  const own = incidentsOf(tenant).filter(({ redirectIncidentId }) => redirectIncidentId === null);
  return String(own[(taken += 1) % own.length]?.incidentId);
}

const incidentOf = ({ tenant }: Sandbox, id: unknown) =>
  incidentsOf(tenant).find((incident) => String(incident.incidentId) === id);

const TRIAGE = {
  status: 'RESOLVED',
  assignedTo: "mary.o'neill@contoso.example",
  classification: 'FALSE_POSITIVE',
  determination: 'CLEAN',
  tags: ['Größe', 'Tier "0"'],
  comment: 'Looked at ✓',
};
const BODY = { ...TRIAGE, status: 'Resolved', classification: 'FalsePositive', determination: 'Clean' };

export const cases: Record<string, ChangeCase> = {
  updateIncident: {
    api: 'xdr',
    as: 'responder',
    without: 'reader',
    role: 'Defender.Respond',
    input: (sandbox) => ({ incidentId: incidentId(sandbox), ...TRIAGE }),
    select: 'warnings incident { incidentId status assignedTo classification determination tags comments { comment } }',
    shows: ({ incidentId: id }) => ({
      warnings: [],
      incident: {
        incidentId: id,
        status: 'RESOLVED',
        assignedTo: TRIAGE.assignedTo,
        classification: 'FALSE_POSITIVE',
        determination: 'CLEAN',
        tags: TRIAGE.tags,
        comments: expect.arrayContaining([{ comment: TRIAGE.comment }]) as unknown,
      },
    }),
    arrives: ({ incidentId: id }) => ({ method: 'PATCH', path: `/api/incidents/${String(id)}`, body: BODY }),
    state: ({ incidentId: id }, sandbox) =>
      expect(incidentOf(sandbox, id)).toMatchObject({ status: 'Resolved', determination: 'Clean', tags: TRIAGE.tags }),
    names: { field: 'incidentId', type: 'Incident' },
    bad: [
      [
        'nothing to change',
        { status: null, assignedTo: null, classification: null, determination: null, tags: null, comment: null },
        /^input: changes nothing; give/,
      ],
      [
        'a verdict nobody knows',
        { classification: 'UNRECOGNIZED' },
        /^input\.classification: UNRECOGNIZED .*classificationRaw/,
      ],
      ['a verdict of nobody', { classification: 'MAYBE' }, /"input\.classification".*IncidentClassification/],
      ['the vendor’s own word', { status: 'Resolved' }, /"input\.status"/],
      ['no id', { incidentId: '' }, /^input\.incidentId: is not an id of type Incident/],
      ['an id that leads elsewhere', { incidentId: '../alerts' }, /id is not an id that Defender gives out/],
      ['1,001 tags', { tags: Array(1_001).fill('a') }, /1,?000/],
    ],
    warned: [
      [
        'a verdict that no page lets be set',
        { classification: 'UNKNOWN' },
        /^input\.classification: Defender’s pages name TRUE_POSITIVE, INFORMATIONAL_EXPECTED_ACTIVITY, FALSE_POSITIVE here\./,
        { classification: 'Unknown' },
      ],
      ['a blank comment', { comment: ' ' }, /^input\.comment: is blank/, { comment: ' ' }],
      ['a blank tag', { tags: ['a', ''] }, /^input\.tags\[1\]: is blank/, { tags: ['a', ''] }],
      [
        'a finer verdict of another verdict',
        { determination: 'MALWARE' },
        /^input\.determination: Defender’s pages name for FALSE_POSITIVE only CLEAN, NO_ENOUGH_DATA_TO_VALIDATE, INSUFFICIENT_DATA, OTHER\./,
        { determination: 'Malware' },
      ],
    ],
    faults: USUAL_FAULTS,
  },
};
