import { admit } from './admit.ts';
import { circuitBreaker } from './circuit-breaker.ts';
import { coalesce } from './coalesce.ts';
import { exchange } from './exchange.ts';
import { failFast } from './fail-fast.ts';
import { intercept } from './intercept.ts';
import { invalidate } from './invalidate.ts';
import { permit } from './permit.ts';
import { quota } from './quota.ts';
import { retry } from './retry.ts';
import { compose } from './stage.ts';

/**
 * The way of a read. An open circuit breaker is asked before token and quota are waited for (`failFast`), and watches the
 * exchange alone (`circuitBreaker`): neither the wait nor a refusal for quota says anything about the server.
 */
export const READ = [permit, coalesce, retry, admit, failFast, quota, circuitBreaker, exchange] as const;

/** The way of a mutation: never shared, never sent twice from here, and never held back by a circuit breaker. */
export const MUTATION = [permit, invalidate, admit, quota, intercept, exchange] as const;

export const read = compose(...READ);
export const mutate = compose(...MUTATION);
