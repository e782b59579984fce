import { LRUCache } from 'lru-cache';
import { FairQueue } from '../../concurrency/fair-queue.ts';
import type { BoundQuery } from '../parameters/bind.ts';
import { WorkerHost, WorkerFailureError, type WorkerHostOptions } from './worker-host.ts';
import { toDiagnostics } from './line-column.ts';
import type { CheckRequest, KqlReport } from './report.ts';

export type { KqlDiagnostic, KqlReport } from './report.ts';

/** The caller of a check. */
export interface CheckCaller {
  /** Key of fair queueing and of the report cache. */
  owner: string;
  /** True for a credential not accepted yet: all of them share one queue. */
  unverified?: boolean;
  /** Fires when the caller leaves. */
  signal?: AbortSignal;
}

/** No check was made: too many wait, the checker is closed, or its thread broke. */
export class KqlCheckError extends Error {
  override name = 'KqlCheckError';
  readonly reason: 'BUSY' | 'CLOSED' | 'BROKEN';

  constructor(reason: KqlCheckError['reason'], message: string, cause?: unknown) {
    super(message, { cause });
    this.reason = reason;
  }
}

export interface KqlCheckerOptions extends WorkerHostOptions {
  /** Checks that may wait for their turn. */
  maxWaiting: number;
  /** Of one owner. */
  maxPerOwner: number;
  /** Of all callers whose credential has not been accepted yet. */
  maxUnverified: number;
  /** Milliseconds of one check of theirs: a made-up credential must not hold up the others for long. */
  unverifiedTimeLimit: number;
  /** Size of the report cache, characters. */
  cacheCharacters: number;
}

const DEFAULTS: KqlCheckerOptions = {
  // A `case` of 600 pairs in 20,000 characters, which may well be honest, takes 2.3 s, and several times that on a slow
  // machine.
  timeLimit: 10_000,
  loadLimit: 120_000,
  memory: 512,
  maxWaiting: 200,
  maxPerOwner: 4,
  maxUnverified: 16,
  unverifiedTimeLimit: 2_000,
  cacheCharacters: 4_000_000,
};

/** No owner's name. */
const UNVERIFIED = '';

const NOT_CHECKED = 'NOT_CHECKED';
/** Checks of unverified callers that may break off in a minute; further ones would keep restarting the thread. */
const MAX_BROKEN_OFF = 3;
const MINUTE_MS = 60_000;

/** For which a query that could not be looked over is not tried again. */
const RETRY_MS = 60_000;

const STOPPING = 'Queries are no longer checked: the gateway is stopping.';

/**
 * Checks queries in a worker thread, started with the first one: owners in turn, equal texts of an owner once. Reports
 * are cached per owner, as response times would otherwise tell what others ask.
 */
export class KqlChecker {
  readonly #options: KqlCheckerOptions;
  readonly #queue = new FairQueue({ concurrency: 1 });
  readonly #reports: LRUCache<string, KqlReport>;
  #thread: WorkerHost | null = null;
  /** Times of the last checks of unverified callers that broke off. */
  #brokenOff: number[] = [];
  #closed = false;

  constructor(options: Partial<KqlCheckerOptions> = {}) {
    this.#options = { ...DEFAULTS, ...options };
    this.#reports = new LRUCache({ maxSize: this.#options.cacheCharacters, sizeCalculation: sizeOf });
  }

  /**
   * What is wrong with a query and what it gives; a query that cannot be looked over in time is wrong. Throws
   * KqlCheckError, and the signal's reason for a caller who leaves while waiting.
   */
  async check(bound: BoundQuery, { owner, unverified = false, signal }: CheckCaller): Promise<KqlReport> {
    const start = bound.text.length - bound.query.length;
    const request = { text: bound.text, start, names: bound.parameters.map(({ name }) => name) };
    const key = JSON.stringify([owner, start, bound.text]);
    const known = this.#reports.get(key);
    if (known) return known;
    const line = unverified ? UNVERIFIED : owner;
    this.#refuseCrowds(line);
    // A running check is not aborted when the caller leaves: a new thread costs more than most checks.
    return this.#queue.run(line, signal, async () => {
      const report = this.#reports.get(key) ?? (await this.#report(request, unverified));
      // A time-out may be the fault of a busy machine, so it is not cached for long.
      const checked = report.diagnostics.every(({ code }) => code !== NOT_CHECKED);
      this.#reports.set(key, report, checked ? {} : { ttl: RETRY_MS });
      return report;
    });
  }

  #refuseCrowds(line: string): void {
    const { maxWaiting, maxPerOwner, maxUnverified } = this.#options;
    const isUnverified = line === UNVERIFIED;
    const max = isUnverified ? maxUnverified : maxPerOwner;
    this.#brokenOff = this.#brokenOff.filter((time) => performance.now() - time < MINUTE_MS);
    const isBarred = isUnverified && this.#brokenOff.length >= MAX_BROKEN_OFF;
    if (!isBarred && this.#queue.waiting(line) < max && this.#queue.waiting() < maxWaiting) return;
    throw new KqlCheckError('BUSY', 'Too many queries wait to be checked.');
  }

  /** Ends the thread; whatever waits fails. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#thread?.stop();
  }

  /** The worker, restarted where it has ended, but only once the old one is gone. */
  async #running(): Promise<WorkerHost> {
    if (this.#thread?.ended === true) await this.#thread.stop();
    // It may have been closed meanwhile.
    if (this.#closed) throw new KqlCheckError('CLOSED', STOPPING);
    if (this.#thread === null || this.#thread.ended) this.#thread = new WorkerHost(this.#options);
    return this.#thread;
  }

  async #report(request: CheckRequest, unverified: boolean): Promise<KqlReport> {
    const thread = await this.#running();
    const { timeLimit, unverifiedTimeLimit } = this.#options;
    try {
      const { report } = await thread.run(request, unverified ? Math.min(unverifiedTimeLimit, timeLimit) : timeLimit);
      return report ?? beyond(request, 'nested too deep to be checked');
    } catch (error) {
      if (!(error instanceof WorkerFailureError)) throw error;
      if (unverified) this.#brokenOff.push(performance.now());
      if (error.end === 'TOO_LONG') return beyond(request, 'too long to check');
      if (error.end === 'TOO_BIG') return beyond(request, 'too big to check');
      if (error.end === 'STOPPED') throw new KqlCheckError('CLOSED', STOPPING);
      throw new KqlCheckError('BROKEN', 'The check of the query broke off.', error.cause);
    }
  }
}

function beyond(request: CheckRequest, what: string): KqlReport {
  const message = `The query is ${what}; make it simpler, or split it.`;
  const { start, text } = request;
  const finding = { code: NOT_CHECKED, severity: 'ERROR' as const, message, start, length: text.length - start };
  return { diagnostics: toDiagnostics([finding], request), columns: [], tail: text.length };
}

function sizeOf(report: KqlReport, key: string): number {
  return key.length + JSON.stringify(report).length;
}
