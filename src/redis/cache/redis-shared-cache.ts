import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { ReadResult } from '../../rest/cache/read-result.ts';
import type { SharedCache, SharedFinding, SharedQuestion, SharedRead } from '../../rest/cache/shared-cache.ts';
import { RestError } from '../../rest/rest-error.ts';
import type { RedisConnection } from '../connection/redis-connection.ts';
import { ignoreUnavailable } from '../connection/redis-unavailable.ts';
import type { ValueSealer } from '../connection/sealed-value.ts';
import { decodeAnswer, encodeAnswer } from './answer-codec.ts';
import { END_LEASE, LOOK, RENEW_LEASE } from './answer-scripts.ts';
import type { EntryStore } from './entry-store.ts';
import { COMMON_GENERATION, type Invalidations } from './invalidations.ts';
import { LeaseEnds } from './lease-ends.ts';

/** Milliseconds for which one process alone asks; renewed while it does. Others ask themselves so long after it died. */
const LEASE_MS = 3_000;
/** How often the answer is looked for, should the message that it is there be lost, or Redis be gone: the longer the rarer. */
const [MIN_LOOK_MS, MAX_LOOK_MS] = [50, 1_000];
/** An answer that is larger is worth no transfer. */
const MAX_BYTES = 8 * 1024 * 1024;

interface Look {
  generation: string;
  outcome: 'found' | 'ask' | 'wait' | 'none';
  found: { answer: ReadResult; left: number } | null;
}

/** Cached answers of all processes, and one call for what several of them ask at the same moment. */
export class RedisSharedCache implements SharedCache {
  readonly #redis: RedisConnection;
  readonly #sealer: ValueSealer;
  readonly #entries: EntryStore;
  readonly #invalidations: Invalidations;
  readonly #ends: LeaseEnds;

  constructor(redis: RedisConnection, sealer: ValueSealer, entries: EntryStore, invalidations: Invalidations) {
    this.#redis = redis;
    this.#sealer = sealer;
    this.#entries = entries;
    this.#invalidations = invalidations;
    this.#ends = new LeaseEnds(redis);
  }

  get isAvailable(): boolean {
    return this.#redis.isAvailable;
  }

  async read(
    question: SharedQuestion,
    { seconds, signal }: { seconds: number; signal: AbortSignal },
    fetch: () => Promise<ReadResult>,
  ): Promise<SharedRead> {
    const here = async (): Promise<SharedRead> => ({ answer: await fetch(), source: 'call', left: seconds * 1000 });
    const begun = performance.now();
    for (let waited = false; ; waited = true) {
      const end = this.#ends.next(this.#sealer.nameOf(question.name));
      try {
        const lease = randomUUID();
        const look = await this.#look(question, lease).catch(ignoreUnavailable);
        if (look?.found != null) return { ...look.found, source: waited ? 'other' : 'cache' };
        if (look?.outcome === 'ask') {
          return await this.#ask(question, `${lease} ${look.generation}`, { seconds, look }, here);
        }
        // Without Redis each process asks, and so it does where the one that asked got no answer.
        if (look?.outcome !== 'wait') return await here();
        const next = Math.min(MAX_LOOK_MS, Math.max(MIN_LOOK_MS, (performance.now() - begun) / 4));
        if ((await end.within(next, signal)) === 'failed') return await here();
      } finally {
        end.forget();
      }
      if (signal.aborted) throw new RestError('UPSTREAM_TIMEOUT', 'The request was cancelled.');
    }
  }

  async find(question: SharedQuestion): Promise<SharedFinding | null> {
    return (await this.#look(question, '').catch(ignoreUnavailable)) ?? null;
  }

  async put(question: SharedQuestion, generation: string, answer: ReadResult, seconds: number): Promise<void> {
    const parts = answer.bytes > MAX_BYTES ? null : encodeAnswer(answer);
    if (parts !== null) await this.#entries.put(question.name, parts, seconds * 1000, generation);
  }

  invalidate(owner: string): Promise<void> {
    return this.#invalidations.invalidate(owner);
  }

  onInvalidated(listener: (owner: string | null) => void): void {
    this.#invalidations.onInvalidated(listener);
  }

  /** Asks as the only process, tells the others what it got, and does not wait for that. */
  async #ask(
    question: SharedQuestion,
    lease: string,
    { seconds, look }: { seconds: number; look: Look },
    ask: () => Promise<SharedRead>,
  ): Promise<SharedRead> {
    const hidden = this.#sealer.nameOf(question.name);
    const keys = [leaseKey(hidden), waitersKey(hidden), this.#ends.channel];
    const renew = (): void => {
      const renewed = this.#redis.run(RENEW_LEASE, { keys: keys.slice(0, 1), args: [lease, LEASE_MS] });
      void renewed.catch(ignoreUnavailable);
    };
    const timer = setInterval(renew, LEASE_MS / 3).unref();
    const end = (outcome: 'done' | 'failed'): void => {
      clearInterval(timer);
      void this.#redis.run(END_LEASE, { keys, args: [lease, `${hidden} ${outcome}`] }).catch(ignoreUnavailable);
    };
    try {
      const read = await ask();
      // The readers here get their answer first.
      void setImmediate()
        .then(() => this.put(question, look.generation, read.answer, seconds))
        .then(
          () => end('done'),
          () => end('failed'),
        );
      return read;
    } catch (error) {
      end('failed');
      throw error;
    }
  }

  async #look({ name, owners }: SharedQuestion, lease: string): Promise<Look> {
    const hidden = this.#sealer.nameOf(name);
    const generations = [COMMON_GENERATION, ...owners.map((owner) => this.#invalidations.keyOf(owner))];
    const answer = await this.#redis.run(LOOK, {
      keys: [this.#entries.keyOf(name), leaseKey(hidden), waitersKey(hidden), ...generations],
      args: [lease, LEASE_MS],
    });
    const [generation, outcome, pieces, writer, left, sealed] = answer as [
      Buffer,
      Buffer,
      Buffer,
      Buffer,
      number,
      Buffer,
    ];
    const look = { generation: String(generation), outcome: String(outcome) as Look['outcome'] };
    if (look.outcome !== 'found') return { ...look, found: null };
    const first = { pieces: Number(String(pieces)), writer: String(writer), left: Number(left), sealed };
    const entry = await this.#entries.complete(name, first);
    const read = entry === null ? null : decodeAnswer(entry.value);
    // What cannot be read is asked for again, as if nothing had been found.
    return { ...look, found: entry === null || read === null ? null : { answer: read, left: entry.left } };
  }
}

function leaseKey(hidden: string): string {
  return `{answers}:lease:${hidden}`;
}

function waitersKey(hidden: string): string {
  return `{answers}:waiters:${hidden}`;
}
