import { readParameters, required, text } from '../endpoint/body-parameters.ts';
import type { Handlers } from '../endpoint/call.ts';
import { runHunt } from '../hunting/run-hunt.ts';

/** Hunting in Defender and in Defender XDR; the answer has no OData envelope, and its names begin with capitals (run-advanced-query-api.md). */
export const HUNTING_ROUTES: Handlers = {
  runAdvancedQuery: (call) => {
    const { Query } = readParameters(call, { Query: required(text) });
    return { status: 200, json: runHunt(call, Query, call.world.database()) };
  },
  // The same with statistics before it (defender-xdr: api-advanced-hunting.md).
  runAdvancedHunting: (call) => {
    const { Query } = readParameters(call, { Query: required(text) });
    const answer = runHunt(call, Query, call.world.database());
    const Stats = { ExecutionTime: 0.25, dataset_statistics: [{ table_row_count: answer.Results.length }] };
    return { status: 200, json: { Stats, ...answer } };
  },
};
