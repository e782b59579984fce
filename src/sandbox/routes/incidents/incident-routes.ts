import { oneOf, optional, readParameters, text, texts } from '../../endpoint/body-parameters.ts';
import { entity, param } from '../../endpoint/call.ts';
import type { Call, Handlers } from '../../endpoint/call.ts';
import { answerList } from '../../endpoint/list-endpoint.ts';
import { badRequest, resourceNotFound } from '../../wire/errors.ts';
import { vendorTime } from '../../wire/vendor-time.ts';
import { incidentsOf, type IncidentRow } from './incident-rows.ts';
import { renderIncident } from './render-incident.ts';

/** Verdicts with their finer verdicts, in the spellings of both pages (api-update-incidents.md, api-incident.md). */
const VERDICTS: Readonly<Record<string, readonly string[]>> = {
  TruePositive: [
    'MultiStagedAttack',
    'MaliciousUserActivity',
    'CompromisedAccount',
    'CompromisedUser',
    'Malware',
    'Phishing',
    'UnwantedSoftware',
    'Other',
  ],
  InformationalExpectedActivity: [
    'SecurityTesting',
    'LineOfBusinessApplication',
    'ConfirmedActivity',
    'ConfirmedUserActivity',
    'Other',
  ],
  FalsePositive: ['Clean', 'NoEnoughDataToValidate', 'InsufficientData', 'Other'],
};

const CHANGES = {
  status: optional(oneOf('Active', 'InProgress', 'Resolved', 'Redirected')),
  assignedTo: optional(text),
  classification: optional(oneOf(...Object.keys(VERDICTS))),
  determination: optional(oneOf(...new Set(Object.values(VERDICTS).flat()))),
  tags: optional(texts),
  comment: optional(text),
};

function findIncident(call: Call): IncidentRow {
  const id = param(call);
  const incident = incidentsOf(call.world.tenant).find(({ incidentId }) => String(incidentId) === id);
  if (!incident) throw resourceNotFound('Incident', id);
  return incident;
}

const answerIncident = (call: Call, incident: IncidentRow) =>
  entity('Incidents', renderIncident(call.world.tenant, incident));

/** Incidents of Defender XDR. */
export const INCIDENT_ROUTES: Handlers = {
  listIncidents: (call) =>
    answerList(call, {
      set: 'Incidents',
      rows: incidentsOf(call.world.tenant),
      maxTop: 100,
      render: (incident) => renderIncident(call.world.tenant, incident),
    }),
  getIncident: (call) => answerIncident(call, findIncident(call)),
  updateIncident: (call) => {
    const incident = findIncident(call);
    const { comment, ...changes } = readParameters(call, CHANGES);
    const { classification, determination } = changes;
    if (classification && determination && !VERDICTS[classification]?.includes(determination)) {
      throw badRequest(`Determination ${determination} does not fit classification ${classification}`, 'InvalidInput');
    }
    const now = vendorTime(call.world.now(), 4321);
    const given = Object.entries(changes).filter(([, value]) => value !== undefined);
    Object.assign(incident, Object.fromEntries(given), { lastUpdateTime: now });
    if (comment !== undefined) {
      incident.comments.push({ comment, createdBy: call.caller.name, createdTime: now });
    }
    return answerIncident(call, incident);
  },
};
