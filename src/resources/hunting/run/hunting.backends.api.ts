import type { Context } from '../../../context.ts';
import { operation, type ApiName, type Operation } from '../../../rest/operation.ts';
import type { RestClient } from '../../../rest/client/rest-client.ts';
import { RestError } from '../../../rest/rest-error.ts';
import { HUNTING_REFUSALS } from './hunting.refusals.api.ts';

/** What the operations have in common: sent again at will, never kept as answers, explained where the query is wrong. */
const HUNT = {
  method: 'POST',
  role: 'Defender.Hunt',
  // The answer was up to 124 MB until the limit became 50 MB.
  maxResponseBytes: 128 * 1024 * 1024,
  isReadOnly: true,
  cacheSeconds: 0,
  explainsInput: true,
  knownErrors: HUNTING_REFUSALS,
} as const;

/** Being retired since January 2026 in favour of Microsoft Graph's runHuntingQuery. */
export const runAdvancedQueryOperation = operation({
  ...HUNT,
  id: 'runAdvancedQuery',
  path: '/api/advancedqueries/run',
  permissions: { application: ['AdvancedQuery.Read.All'], delegated: ['AdvancedQuery.Read'] },
  limit: { perMinute: 45, perHour: 1500, wholeTenant: true, runSeconds: { perHour: 600, perDay: 10_800 } },
  source: 'run-advanced-query-api.md',
  rows: 'Results',
  // One query may run 200 s.
  timeLimit: 210_000,
});

/** Its successor, with a token for Graph; how long all queries may run there depends on the size of the tenant. */
export const runHuntingQueryOperation = operation({
  ...HUNT,
  id: 'runHuntingQuery',
  api: 'graph',
  path: '/v1.0/security/runHuntingQuery',
  permissions: { application: ['ThreatHunting.Read.All'], delegated: ['ThreatHunting.Read.All'] },
  // "At least" so many: larger tenants have more, and a 429 says so.
  limit: { perMinute: 45, perHour: null, wholeTenant: true },
  source: 'security-security-runhuntingquery.md',
  rows: 'results',
  // One query may run three minutes.
  timeLimit: 190_000,
});

/** Of Defender XDR; how long all queries may run depends on the size of the tenant here too. */
const runAdvancedHuntingOperation = operation({
  ...HUNT,
  id: 'runAdvancedHunting',
  api: 'xdr',
  path: '/api/advancedhunting/run',
  permissions: { application: ['AdvancedHunting.Read.All'], delegated: ['AdvancedHunting.Read'] },
  // "At least" so many: larger tenants have more, and a 429 says so.
  limit: { perMinute: 45, perHour: null, wholeTenant: true },
  source: 'defender-xdr: api-advanced-hunting.md',
  rows: 'Results',
  // One query may run three minutes.
  timeLimit: 190_000,
});

/** The body where a hunt has no time span of its own; names in bodies are case-sensitive, and this one has a capital letter. */
const queryAlone =
  (whose: string) =>
  (Query: string, timespan: string | null): unknown => {
    if (timespan === null) return { Query };
    throw new RestError(
      'BAD_USER_INPUT',
      `timespan: ${whose} takes none; add \`| where Timestamp > ago(7d)\` or the like to the query, or let the gateway hunt through Microsoft Graph (HUNTING_BACKEND=graph).`,
    );
  };

const PASCAL_CASE = { schema: 'Schema', name: 'Name', type: 'Type' };

/** A place where hunts are run. */
export interface HuntingBackend {
  readonly name: ApiName;
  readonly operation: Operation;
  /** The body of a hunt, `timespan` as ISO 8601. Throws BAD_USER_INPUT for a time span where the backend takes none. */
  body(query: string, timespan: string | null): unknown;
  /** Names of the answer's members, beside its rows. */
  readonly members: {
    readonly schema: string;
    readonly name: string;
    readonly type: string;
  };
}

export const HUNTING_BACKENDS: Readonly<Record<ApiName, HuntingBackend>> = {
  defender: {
    name: 'defender',
    operation: runAdvancedQueryOperation,
    body: queryAlone('Defender’s own hunting'),
    members: PASCAL_CASE,
  },
  graph: {
    name: 'graph',
    operation: runHuntingQueryOperation,
    body: (Query, timespan) => (timespan === null ? { Query } : { Query, Timespan: timespan }),
    members: { schema: 'schema', name: 'name', type: 'type' },
  },
  xdr: {
    name: 'xdr',
    operation: runAdvancedHuntingOperation,
    body: queryAlone('the hunting of Defender XDR'),
    members: PASCAL_CASE,
  },
};

/** The backend that is configured, and its API for this caller. */
export function huntingOf({ hunting }: Context): { backend: HuntingBackend; rest: RestClient } {
  return { backend: HUNTING_BACKENDS[hunting.backend], rest: hunting.rest };
}
