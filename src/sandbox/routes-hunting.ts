import { readParameters, required, text } from './body-parameters.ts';
import type { Handlers } from './call.ts';
import { badRequest } from './errors.ts';
import { KqlError, runKql } from './kql/run-kql.ts';

/** Hunting; the answer has no OData envelope, and its names begin with capitals (run-advanced-query-api.md). */
export const HUNTING_ROUTES: Handlers = {
  runAdvancedQuery: (call) => {
    const { Query } = readParameters(call, { Query: required(text) });
    try {
      return { status: 200, json: runKql(Query, call.world.database(), new Date(call.world.now())) };
    } catch (fault) {
      throw fault instanceof KqlError ? badRequest(fault.message) : fault;
    }
  },
};
