import { readParameters, required, text } from '../endpoint/body-parameters.ts';
import type { Handlers } from '../endpoint/call.ts';
import { runHunt } from '../hunting/run-hunt.ts';

/** Hunting; the answer has no OData envelope, and its names begin with capitals (run-advanced-query-api.md). */
export const HUNTING_ROUTES: Handlers = {
  runAdvancedQuery: (call) => {
    const { Query } = readParameters(call, { Query: required(text) });
    return { status: 200, json: runHunt(call, Query, call.world.database()) };
  },
};
