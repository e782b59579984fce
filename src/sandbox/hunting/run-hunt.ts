import { advanceActions } from '../simulation/action-lifecycle.ts';
import type { Call } from '../endpoint/call.ts';
import { badRequest } from '../wire/errors.ts';
import { KqlError, runKql, type KqlAnswer, type KqlDatabase } from '../kql/run-kql.ts';

/** Runs a query for a call, on the tenant's running time; 400 with the reason where it cannot be run. */
export function runHunt({ operation, world: dataset }: Call, query: string, database: KqlDatabase): KqlAnswer {
  const { quirks, runTimes } = dataset;
  if (quirks.limits) runTimes.expectTime(operation.id);
  // What has ended meanwhile shows in the tables.
  advanceActions(dataset);
  const started = performance.now();
  try {
    return runKql(query, database, new Date(dataset.now()));
  } catch (fault) {
    throw fault instanceof KqlError ? badRequest(fault.message) : fault;
  } finally {
    runTimes.add(operation.id, quirks.huntSeconds ?? (performance.now() - started) / 1000);
  }
}
