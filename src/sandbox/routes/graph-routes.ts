import { optional, readParameters, required, text } from '../endpoint/body-parameters.ts';
import type { Handlers } from '../endpoint/call.ts';
import { runHunt } from '../hunting/run-hunt.ts';
import type { KqlAnswer } from '../kql/run-kql.ts';
import { within } from '../endpoint/graph-timespan.ts';

const CONTEXT = 'https://graph.microsoft.com/v1.0/$metadata#microsoft.graph.security.huntingQueryResults';

/** OData's names for types that JSON does not tell by itself. */
const ODATA_TYPES: Readonly<Record<string, string>> = { DateTime: '#DateTimeOffset', Int64: '#Int64', Guid: '#Guid' };

function annotated(row: Record<string, unknown>, schema: KqlAnswer['Schema']): Record<string, unknown> {
  const members = schema.flatMap(({ Name, Type }) => {
    const type = row[Name] === null ? undefined : ODATA_TYPES[Type];
    const value = [Name, row[Name]] as const;
    return type === undefined ? [value] : [[`${Name}@odata.type`, type] as const, value];
  });
  return Object.fromEntries(members);
}

/** Hunting as Graph has it: the same queries over the same tables, other names (security-security-runhuntingquery.md). */
export const GRAPH_ROUTES: Handlers = {
  runHuntingQuery: (call) => {
    const { Query, Timespan } = readParameters(call, { Query: required(text), Timespan: optional(text) });
    const { world } = call;
    const database = Timespan === undefined ? world.database() : within(world.database(), Timespan, world.now());
    const { Schema, Results } = runHunt(call, Query, database);
    const json = {
      '@odata.context': CONTEXT,
      schema: Schema.map(({ Name: name, Type: type }) => ({ name, type })),
      results: world.quirks.odataTypes ? Results.map((row) => annotated(row, Schema)) : Results,
    };
    return { status: 200, json };
  },
};
