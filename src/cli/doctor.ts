import { claimHints, audiences as audiencesOf, shownPermissions } from '../auth/verify/token-claims.ts';
import { listAlertsOperation } from '../resources/alerts/alerts.api.ts';
import { HUNTING_BACKENDS } from '../resources/hunting/run/hunting.backends.api.ts';
import { listIndicatorsOperation } from '../resources/indicators/indicators.api.ts';
import { listInvestigationsOperation } from '../resources/investigations/investigations.api.ts';
import { listMachineActionsOperation } from '../resources/machine-actions/machine-actions.api.ts';
import { listMachinesOperation } from '../resources/machines/machines.api.ts';
import type { ApiName, ListOperation } from '../rest/operation.ts';
import { permissionText } from '../rest/operation.ts';
import type { CallOptions, RestClient } from '../rest/client/rest-client.ts';
import { RestError } from '../rest/rest-error.ts';

export interface Finding {
  subject: string;
  /** `unknown` where nothing went wrong and nothing was learned, or something was met that this version does not know. */
  verdict: 'ok' | 'fault' | 'refused' | 'unknown';
  detail: string;
}

/** Rows of each read: several, as properties may be left out of some. */
const ROWS = 20;

/** One read per permission. */
const READS: readonly ListOperation[] = [
  listAlertsOperation,
  listMachinesOperation,
  listMachineActionsOperation,
  listInvestigationsOperation,
  listIndicatorsOperation,
];

async function attempt(subject: string, detail: string, call: () => Promise<unknown>): Promise<Finding> {
  try {
    await call();
    return { subject, verdict: 'ok', detail };
  } catch (error) {
    if (!(error instanceof RestError)) throw error;
    const refused = error.status === 400 || error.status === 404;
    return { subject, verdict: refused ? 'refused' : 'fault', detail: error.message };
  }
}

/** The token that the gateway would send: whom it is for and what it shows. */
export function examineToken(token: string, accepted: readonly string[]): Finding[] {
  const claims = claimHints(token);
  if (claims === null) return [{ subject: 'token', verdict: 'unknown', detail: 'not a JWT, so it tells nothing' }];
  const audience = audiencesOf(claims);
  const fits = audience.some((name) => accepted.includes(name));
  const permissions = shownPermissions(claims);
  return [
    {
      subject: 'audience',
      verdict: fits ? 'ok' : 'fault',
      detail: fits
        ? audience.join(', ')
        : `${audience.join(', ')}; ask for ${accepted[0]}/.default, or every call is 403`,
    },
    {
      subject: 'permissions',
      verdict: permissions.length > 0 ? 'ok' : 'unknown',
      detail: permissions.join(' ') || 'the token shows none',
    },
  ];
}

/** Tries one read for each permission. */
export async function examineReads(rest: RestClient): Promise<Finding[]> {
  const findings: Finding[] = [];
  // One after the other: a check of a live tenant takes as little of its quota at a time as it can.
  for (const read of READS) {
    findings.push(
      await attempt(`read ${read.path}`, `allowed by ${permissionText(read)}`, () =>
        rest.call(read, { query: { $top: ROWS } }),
      ),
    );
  }
  return findings;
}

/** What the answers to the reads held that the graph has no field for, as `Machine.fooBar`. */
export function examineProperties(unknown: readonly string[]): Finding {
  return unknown.length === 0
    ? { subject: 'properties', verdict: 'ok', detail: 'this version knows all that the reads brought' }
    : {
        subject: 'properties',
        verdict: 'unknown',
        detail: `properties this version does not know: ${unknown.join(', ')}`,
      };
}

/** Tries the smallest hunt, at the API of the backend. */
export function examineHunt(rest: RestClient, backend: ApiName): Promise<Finding> {
  const { operation, ...hunting } = HUNTING_BACKENDS[backend];
  return attempt('hunt', `allowed by ${permissionText(operation)}`, () =>
    rest.call(operation, { body: hunting.body('DeviceInfo | take 1', null) }),
  );
}

/** Finds out which undocumented OData features the API really takes, on the list of alerts. */
export async function examineFeatures(rest: RestClient): Promise<Finding[]> {
  const list = (query: CallOptions['query']): Promise<Record<string, unknown>> =>
    rest.call(listAlertsOperation, { query });
  const features: [string, CallOptions['query']][] = [
    ['$filter … in (…)', { $top: 1, $filter: "severity in ('High','Low')" }],
    ['$filter … or …', { $top: 1, $filter: "severity eq 'High' or severity eq 'Low'" }],
    ['$orderby', { $top: 1, $orderby: 'alertCreationTime desc' }],
    ['$expand=evidence', { $top: 1, $expand: 'evidence' }],
  ];
  const findings: Finding[] = [];
  for (const [subject, query] of features) findings.push(await attempt(subject, 'accepted', () => list(query)));

  let total: unknown;
  const counted = await attempt('$count=true', 'accepted', async () => {
    total = (await list({ $top: 1, $count: true }))['@odata.count'];
  });
  findings.push(
    counted.verdict === 'ok' && typeof total !== 'number'
      ? { ...counted, verdict: 'refused', detail: 'accepted, but no @odata.count is given' }
      : counted,
  );
  findings.push(
    await attempt('/$count', 'accepted', () => rest.call({ ...listAlertsOperation, path: '/api/alerts/$count' })),
  );
  let link = false;
  const linked = await attempt('@odata.nextLink with $top', '', async () => {
    link = '@odata.nextLink' in (await list({ $top: 1 }));
  });
  findings.push({
    ...linked,
    detail: linked.verdict === 'ok' ? (link ? 'given' : 'not given: lists are walked by $skip') : linked.detail,
  });
  return findings;
}
