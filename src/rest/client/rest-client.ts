import type { Dispatcher } from 'undici';
import type { InFlightTracker } from './in-flight-tracker.ts';
import type { RequestLog } from './request-log.ts';
import type { QuotaStatus } from '../quota/quota-status.ts';
import type { Operation } from '../operation.ts';
import type { PathParameters, QueryOptions } from '../http/request-url.ts';
import type { ODataCapabilities } from '../odata/capabilities.ts';
import type { ReadResult } from '../cache/read-result.ts';

/** What a request has cost so far; shown in `extensions.upstream`. */
export interface UpstreamCost {
  calls: number;
  cacheHits: number;
  coalesced: number;
  /** Milliseconds spent waiting for quota, or for other calls of the caller. */
  waitedMs: number;
  /** Milliseconds of performance.now() until which all that was read is cached; infinite where nothing was read. */
  cachedUntil: number;
  /** Where each call is to be shown. */
  requests?: RequestLog;
}

export function zeroCost(): UpstreamCost {
  return { calls: 0, cacheHits: 0, coalesced: 0, waitedMs: 0, cachedUntil: Infinity };
}

/**
 * Runs what sends a mutation: called once for each time that it is sent, when it has waited for all that it waits for.
 * What it throws before it calls `send` keeps the mutation from being sent.
 */
export type SendInterceptor = <T>(send: () => Promise<T>) => Promise<T>;

export interface CallOptions {
  path?: PathParameters;
  query?: QueryOptions;
  /** Sent as JSON; a `FormData` as multipart/form-data. */
  body?: unknown;
  /** False where the rows of the answer are cached elsewhere. */
  cache?: boolean;
  /** What an answer without content stands for, where the operation does not say. */
  emptyAs?: object;
  /** For mutations alone. */
  intercept?: SendInterceptor;
}

/** How a value is written down for other processes. */
export interface SlotCodec<T> {
  toJson(value: T): unknown;
  fromJson(json: unknown): T;
}

/** A cache slot of one caller, kept across requests for seconds, bounded in bytes. */
export interface CacheSlot<T extends object = object> {
  /** What this process has put there. */
  get(): T | undefined;
  /** What any process has put there; also what a later `set` needs to tell the others. */
  find(): Promise<T | undefined>;
  /**
   * `bytes` is the size of the value as text. Other processes are told where it was looked there for an earlier value, but not
   * of a value that is only a part of that one.
   */
  set(value: T, bytes: number, seconds: number, isPart?: boolean): Promise<void>;
}

export interface CallPolicy {
  /** Bypass the response cache and coalescing. */
  bypassCache?: boolean;
  /** Not aborted when the caller leaves. */
  detached?: boolean;
  /** Ahead of all reads: what an action needs. */
  urgent?: boolean;
}

/** One of the vendor's APIs as one caller sees it during one request. */
export interface RestClient {
  readonly baseUrl: string;
  /** Connections to the hosts of files that answers link to; the token does not go there. */
  readonly files: Dispatcher;
  readonly cost: Readonly<UpstreamCost>;
  /** What is in progress for the request, at other APIs too. */
  readonly inFlight: InFlightTracker;
  readonly capabilities: ODataCapabilities;
  /** Whether the caller's credential is verified, or was accepted upstream: a made-up one never is. */
  readonly isAccepted: boolean;
  /** This caller's own slot, named when it is first used; always empty when the cache is bypassed. */
  cached<T extends object>(nameOf: () => string, codec: SlotCodec<T>): CacheSlot<T>;
  /** Rows of the largest read-ahead; 0 for none. */
  readonly readAhead: number;
  /**
   * Calls one operation and returns its JSON body, coalesced with equal calls and cached for seconds. Throws RestError.
   */
  call<T>(operation: Operation, options?: CallOptions): Promise<T>;
  /** As `call`, with the size of the answer in bytes. */
  read<T>(operation: Operation, options?: CallOptions): Promise<ReadResult<T>>;
  /**
   * The same caller's API under another policy: its deadline starts now, earlier denials are forgotten, and its cost
   * counts here.
   */
  with(policy: CallPolicy): RestClient;
  /** Keeps the answer of this request from being given again, as reads that bypass the cache do. */
  answerOnce(): void;
  /** Runs calls made once per object, at most 8 of a request at a time. */
  limitConcurrency<T>(run: () => Promise<T>): Promise<T>;
  /** What is left of the caller's quotas, by class. Costs no call. */
  quotaStatus(): Promise<QuotaStatus[]>;
}
