import type { Context } from '../../context.ts';
import { operation } from '../../rest/operation.ts';
import { RestError } from '../../rest/rest-error.ts';
import type { HuntingResult } from './hunting.type.ts';

/** Being retired since January 2026 in favour of Microsoft Graph's runHuntingQuery. */
export const runAdvancedQueryOperation = operation({
  id: 'runAdvancedQuery',
  method: 'POST',
  path: '/api/advancedqueries/run',
  permissions: { application: ['AdvancedQuery.Read.All'], delegated: ['AdvancedQuery.Read'] },
  limit: { perMinute: 45, perHour: 1500, wholeTenant: true },
  source: 'run-advanced-query-api.md',
  role: 'Defender.Hunt',
  // One query may run 200 s; the answer was up to 124 MB until the limit became 50 MB.
  timeLimit: 210_000,
  largestAnswer: 128 * 1024 * 1024,
  reads: true,
  keepSeconds: 0,
  explainsInput: true,
});

interface QueryResponse {
  Schema?: { Name: string; Type: string }[];
  Results?: Record<string, unknown>[];
}

/** Runs one KQL query; a fault in the query is BAD_USER_INPUT with the vendor's explanation. */
export async function runHunt({ rest }: Context, query: string): Promise<HuntingResult> {
  // The body's name has a capital letter, and names in bodies are case-sensitive.
  const answer = await rest.call<QueryResponse | null>(runAdvancedQueryOperation, { body: { Query: query } });
  if (!Array.isArray(answer?.Schema) || !Array.isArray(answer.Results)) {
    throw new RestError('UPSTREAM_ERROR', 'Defender answered a hunt without a schema or results.');
  }
  return {
    query,
    columns: answer.Schema.map(({ Name, Type }) => ({ name: Name, type: Type })),
    rowCount: answer.Results.length,
    found: answer.Results.map((values) => ({ values })),
  };
}
