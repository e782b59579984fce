import type { ApiState } from './api-state.ts';
import type { CircuitBreaker } from '../resilience/circuit-breaker.ts';
import type { Operation } from '../operation.ts';
import type { Priority } from '../quota/fair-quota-scheduler.ts';
import type { RequestBody } from '../http/request-body.ts';
import type { ReadResult } from '../cache/read-result.ts';
import type { RequestScope } from './request-scope.ts';
import type { SendInterceptor } from '../client/rest-client.ts';

/** What the admission of one attempt decides for the rest of its way. */
export interface Admission {
  /** When the attempt was made, ISO 8601. */
  askedAt: string;
  /** Bytes of answer that it may read. */
  maxResponseBytes: number;
  /** To be called right before the call is sent: milliseconds waited for quota. */
  onSend: (waitedMs: number) => void;
}

/** What the quota stage brings for the exchange. */
export interface Grant {
  /** The token to send. */
  bearer: string;
  /** Milliseconds waited for quota, or for other calls of the caller. */
  waitedMs: number;
}

/** One call to the vendor, which one stage hands to the next; what a stage brings it sets here, in place. */
export interface Call {
  readonly api: ApiState;
  readonly request: RequestScope;
  readonly operation: Operation;
  /** Path and query. */
  readonly path: string;
  readonly body: RequestBody | undefined;
  readonly priority: Priority;
  /** Seconds for which the answer may be given again; 0 is never. */
  readonly cacheSeconds: number;
  /** What an answer without content stands for; it is an error unless given here or with the operation. */
  readonly emptyAs: object | undefined;
  readonly intercept: SendInterceptor | undefined;
  /** Milliseconds of performance.now(); without end until `permit` has set it. */
  deadline: number;
  /** That of the caller; after `coalesce` that of all who wait for the answer. Undefined for what must be followed to its end. */
  signal: AbortSignal | undefined;
  /** Set by `admit`. */
  admission: Admission | undefined;
  /** Set by `failFast` for a read that an open circuit may refuse. */
  circuitBreaker: CircuitBreaker | undefined;
  /** Set by `quota`. */
  grant: Grant | undefined;
}

/** Makes a call. Throws RestError for anything but an answer. */
export type Next = (call: Call) => Promise<ReadResult>;

/** One station on the way of a call: made once with the next one, which it may call, not call, or call again. */
export type Stage = (next: Next) => Next;

/** The way of a call through the stages, the first named outermost, to the exchange that ends it. */
export function compose(...way: readonly [...Stage[], Next]): Next {
  const stages = way.slice(0, -1) as Stage[];
  const exchange = way.at(-1) as Next;
  return stages.reduceRight<Next>((next, stage) => stage(next), exchange);
}
