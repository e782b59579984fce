import { LRUCache } from 'lru-cache';
import { FairQueue } from '../../concurrency/fair-queue.ts';
import { maxEntries } from '../max-entries.ts';
import { RestError } from '../rest-error.ts';
import type { MutationResult } from './mutation.ts';

/** A mutation that was sent, and of which no answer is known. */
export interface Unconfirmed {
  correlationTag: string;
  /** Folded ids of the rows that were there before. */
  known: readonly string[];
  /** By which the vendor can be asked about it, else the id of the request. */
  correlationId: string;
}

/** What is remembered of a mutation for ten minutes; as JSON too. */
export interface IdempotencyRecord {
  /** Owner of the result. */
  owner: string;
  result?: MutationResult<unknown>;
  /** Set before the first byte is sent, until the outcome is known. */
  unconfirmed?: Unconfirmed;
}

/** Who wants to make which mutation. */
export interface Claim {
  tenantId: string;
  /** Mutations of one lane are made one after the other. */
  lane: string;
  key: string;
  fingerprint: string;
  owner: string;
}

/** A mutation while its lane is this one's alone. */
export interface ClaimedMutation {
  /** What is known of it, as last saved. */
  readonly record: IdempotencyRecord;
  /** Notes that it is about to be sent. Throws RestError, with `notSent`, where another process may send it by now. */
  markSending(unconfirmed: Unconfirmed): Promise<void>;
  /** Called right before the first byte. Throws RestError, with `notSent`, where the lane is no longer certain to be this one's. */
  fence(): void;
  /** Notes what became of it; never fails, as it is what it is. */
  settle(record: IdempotencyRecord): Promise<void>;
}

/** Remembers mutations and keeps those of one lane apart. Processes that share tenants need one that does so for all. */
export interface IdempotencyStore {
  /**
   * Runs a task alone in its lane. Throws what it throws, RestError BAD_USER_INPUT for a key that stands for another
   * mutation, and SHARED_STATE_UNAVAILABLE where other processes cannot be asked.
   */
  run<T>(claim: Claim, task: (claimed: ClaimedMutation) => Promise<T>): Promise<T>;
}

export const REMEMBER_MS = 10 * 60 * 1000;
const MAX_REMEMBERED = 100_000;

export function keyTaken(): RestError {
  return new RestError(
    'BAD_USER_INPUT',
    'input.idempotencyKey: stands for another action or another caller; take a new one for each action.',
  );
}

interface Entry {
  fingerprint: string;
  /** Claims that use the entry now. */
  users: number;
  record: IdempotencyRecord;
}

/** Remembers the mutations of this process. */
export class MemoryIdempotencyStore implements IdempotencyStore {
  readonly #entries = new LRUCache<string, Entry>({ ...maxEntries(MAX_REMEMBERED), ttl: REMEMBER_MS });
  readonly #lanes = new FairQueue({ perKey: 1 });

  async run<T>(claim: Claim, task: (claimed: ClaimedMutation) => Promise<T>): Promise<T> {
    const entry = this.#entryOf(claim);
    entry.users += 1;
    const save = (record: IdempotencyRecord): Promise<void> => {
      entry.record = record;
      this.#entries.set(claim.key, entry);
      return Promise.resolve();
    };
    const claimed: ClaimedMutation = {
      get record() {
        return entry.record;
      },
      markSending: (unconfirmed) => save({ owner: entry.record.owner, unconfirmed }),
      fence: () => undefined,
      settle: save,
    };
    try {
      return await this.#lanes.run(claim.lane, undefined, () => task(claimed));
    } finally {
      entry.users -= 1;
      const { result, unconfirmed } = entry.record;
      const idle = entry.users === 0 && result === undefined && unconfirmed === undefined;
      if (idle && this.#entries.get(claim.key) === entry) this.#entries.delete(claim.key);
    }
  }

  #entryOf({ key, fingerprint, owner }: Claim): Entry {
    const known = this.#entries.get(key);
    if (known === undefined) {
      const entry: Entry = { fingerprint, users: 0, record: { owner } };
      this.#entries.set(key, entry);
      return entry;
    }
    if (known.fingerprint !== fingerprint) throw keyTaken();
    return known;
  }
}
