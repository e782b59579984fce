import { setTimeout as delay } from 'node:timers/promises';
import { FairQueue } from '../../concurrency/fair-queue.ts';
import {
  keyTaken,
  REMEMBER_MS,
  type Claim,
  type ClaimedMutation,
  type IdempotencyRecord,
  type IdempotencyStore,
} from '../../rest/mutation/idempotency-store.ts';
import { RestError } from '../../rest/rest-error.ts';
import { Generations, type KnownState } from '../connection/generations.ts';
import type { RedisConnection } from '../connection/redis-connection.ts';
import { RedisUnavailable } from '../connection/redis-unavailable.ts';
import type { ValueSealer } from '../connection/sealed-value.ts';
import { CHANNEL, CLAIM, RELEASE, RESTORE, SAVE } from './idempotency-scripts.ts';
import { KnownMutations } from './known-mutations.ts';
import { Lease, LEASE_MS } from './lease.ts';

const SPACE = 'mutation';
/** Microseconds for which nothing is sent after Redis was empty, so that all processes can say what they have sent. */
const HOLD_US = 1_500_000;
const RECONCILE_EVERY_MS = 500;
/** How often a lane is looked at that another process works in, at the most. */
const LOOK_EVERY_MS = 50;
/** Longer than an action waits to be sent and looked for. */
const MAX_WAIT_MS = 150_000;
/** A change may wait for Redis longer than a read: refusing an isolation is worse than a second's delay. */
const TIME_LIMIT_MS = 1_000;
const PATIENCE_MS = 3_000;
const RETRY_AFTER_S = 2;

export interface RedisIdempotencyStoreOptions {
  sealer: ValueSealer;
  /** Asked while Redis does not answer; nothing is sent then unless it is given. */
  fallback: IdempotencyStore | null;
}

/**
 * Remembers the mutations of all processes, and keeps those of one lane apart: one process works in a lane, by a lease. What
 * was marked as being sent is never sent again, by any process, for ten minutes.
 */
export class RedisIdempotencyStore implements IdempotencyStore {
  readonly #redis: RedisConnection;
  readonly #options: RedisIdempotencyStoreOptions;
  readonly #generations: Generations;
  /** Of this process's mutations, so that one of them asks for a lane at a time. */
  readonly #lanes = new FairQueue({ perKey: 1 });
  readonly #leases = new Map<Lease, string>();
  readonly #known = new KnownMutations();
  readonly #timer: NodeJS.Timeout;

  constructor(redis: RedisConnection, options: RedisIdempotencyStoreOptions) {
    this.#redis = redis;
    this.#options = options;
    this.#generations = new Generations(redis, {
      space: SPACE,
      restore: RESTORE,
      known: (tenantId) => this.#stateOf(tenantId),
      holdFor: () => HOLD_US,
      timeLimit: TIME_LIMIT_MS,
    });
    redis.beforeRecovery(async (run) => {
      for (const tenantId of this.#tenants()) await this.#generations.restore(run, tenantId);
    });
    redis.subscribe(CHANNEL, (message) => this.#known.receive(message));
    this.#timer = setInterval(() => void this.#reconcile(), RECONCILE_EVERY_MS).unref();
  }

  async run<T>(claim: Claim, task: (claimed: ClaimedMutation) => Promise<T>): Promise<T> {
    const { fallback } = this.#options;
    return this.#lanes.run(claim.lane, undefined, async () => {
      const claimed = await this.#patiently(() => this.#claim(claim)).catch((error: unknown) => {
        if (!(error instanceof RedisUnavailable)) throw error;
        if (fallback === null) throw unavailable(error);
        return null;
      });
      if (claimed === null) return (fallback as IdempotencyStore).run(claim, task);
      try {
        return await task(claimed);
      } finally {
        await claimed.release();
      }
    });
  }

  /** Renews no lease any more. */
  close(): void {
    clearInterval(this.#timer);
    for (const lease of this.#leases.keys()) lease.end();
  }

  /** Tries once more where Redis is back within a few seconds. */
  async #patiently<T>(attempt: () => Promise<T>): Promise<T> {
    await this.#redis.waitUntilAvailable(PATIENCE_MS);
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof RedisUnavailable) || !(await this.#redis.waitUntilAvailable(PATIENCE_MS))) throw error;
      return attempt();
    }
  }

  async #claim(claim: Claim): Promise<ClaimedMutation & { release: () => Promise<void> }> {
    const { tenantId } = claim;
    const [lane, record] = this.#keysOf(tenantId, claim);
    const fingerprint = this.#options.sealer.nameOf(claim.fingerprint);
    const lease = new Lease(this.#redis, { lane, record });
    try {
      const state = await this.#take(lease, tenantId, fingerprint);
      this.#leases.set(lease, tenantId);
      return this.#claimed(claim, lease, { tenantId, fingerprint, state });
    } catch (error) {
      this.#drop(lease);
      throw error;
    }
  }

  async #take(lease: Lease, tenantId: string, fingerprint: string): Promise<Buffer> {
    const end = performance.now() + MAX_WAIT_MS;
    for (;;) {
      const asked = performance.now();
      const args = [lease.token, LEASE_MS, fingerprint];
      const [word, value] = await this.#generations.ask(CLAIM, tenantId, { keys: [lease.lane, lease.record], args });
      if (String(word) === 'TAKEN') throw keyTaken();
      if (String(word) === 'CLAIMED') {
        lease.keptAt(asked);
        return value as Buffer;
      }
      if (performance.now() > end) throw laneBusy();
      await delay(Math.min(LOOK_EVERY_MS, Math.max(1, Number(value))) * (0.5 + Math.random() / 2));
    }
  }

  #claimed(
    claim: Claim,
    lease: Lease,
    { tenantId, fingerprint, state }: { tenantId: string; fingerprint: string; state: Buffer },
  ): ClaimedMutation & { release: () => Promise<void> } {
    const { sealer } = this.#options;
    let record = this.#recordOf(lease.record, state) ?? { owner: claim.owner };
    const save = async (kind: 'mark' | 'settle', changed: IdempotencyRecord): Promise<void> => {
      record = changed;
      const isEmpty = changed.result === undefined && changed.unconfirmed === undefined;
      const sealed = isEmpty ? Buffer.alloc(0) : sealer.seal(lease.record, Buffer.from(JSON.stringify(changed)));
      const saved = { tenantId, fingerprint, state: sealed, sender: lease.token };
      const { record: name, lane } = lease;
      const message = this.#known.messageOf(name, saved);
      // Redis may be gone before it says that it has it: then it learns of it when it is back.
      if (kind === 'settle') this.#known.note(name, { ...saved, version: null });
      const channel = this.#redis.nameOf(CHANNEL);
      const args = [lease.token, kind, fingerprint, sealed, REMEMBER_MS, channel, message];
      const [word, version] = await this.#generations.ask(SAVE, tenantId, { keys: [lane, name], args });
      if (String(word) !== 'LOST') return this.#known.confirm(name, { ...saved, version: Number(String(version)) });
      this.#known.forget(name, lease.token);
      if (kind === 'mark') throw lostLane();
    };
    return {
      get record() {
        return record;
      },
      markSending: async (unconfirmed) => {
        const before = record;
        try {
          await this.#patiently(() => save('mark', { owner: record.owner, unconfirmed }));
        } catch (error) {
          // It may stand there all the same; what is known here is that nothing was sent.
          await save('settle', before).catch(() => undefined);
          throw error instanceof RedisUnavailable ? unavailable(error) : error;
        }
      },
      fence: () => {
        if (!lease.isCertain) throw lostLane();
      },
      settle: (changed) =>
        save('settle', changed).catch((error: unknown) => {
          // It is sent when Redis is there again.
          if (!(error instanceof RedisUnavailable)) throw error;
        }),
      release: async () => {
        this.#drop(lease);
        const run = this.#redis.run(RELEASE, { keys: [lease.lane, lease.record], args: [lease.token] });
        await run.catch(() => undefined);
      },
    };
  }

  #recordOf(name: string, sealed: Buffer): IdempotencyRecord | null {
    if (sealed.length === 0) return null;
    const opened = this.#options.sealer.open(name, sealed);
    if (opened === null) throw unavailable(new Error('A record of a mutation cannot be decrypted.'));
    return JSON.parse(opened.toString()) as IdempotencyRecord;
  }

  #drop(lease: Lease): void {
    lease.end();
    this.#leases.delete(lease);
  }

  #keysOf(tenantId: string, { lane, key }: Claim): [string, string] {
    const base = `${SPACE}:{${tenantId}}`;
    return [`${base}:lane:${this.#options.sealer.nameOf(lane)}`, `${base}:record:${this.#options.sealer.nameOf(key)}`];
  }

  #tenants(): Set<string> {
    return new Set([...this.#leases.values(), ...this.#known.tenants()]);
  }

  #stateOf(tenantId: string): KnownState {
    const leases = [...this.#leases].filter(([lease, owner]) => owner === tenantId && lease.left > 0);
    const { keys, args } = this.#known.of(tenantId);
    return {
      keys: [...leases.map(([{ lane }]) => lane), ...keys],
      args: [leases.length, ...leases.flatMap(([{ token, left }]) => [token, Math.ceil(left)]), ...args],
    };
  }

  async #reconcile(): Promise<void> {
    if (!this.#redis.isAvailable) return;
    const run: Parameters<Generations['isCurrent']>[0] = (asked, options) => this.#redis.run(asked, options);
    for (const tenantId of this.#tenants()) {
      const current = await this.#generations.isCurrent(run, tenantId).catch(() => true);
      if (!current) await this.#generations.restore(run, tenantId).catch(() => undefined);
    }
  }
}

function unavailable(cause: unknown): RestError {
  return new RestError(
    'SHARED_STATE_UNAVAILABLE',
    'Nothing was sent, since this process of the gateway cannot ask the others what they have sent; try again in a moment, and tell the operator of the gateway if it lasts.',
    { retryAfter: RETRY_AFTER_S, notSent: true, cause },
  );
}

function lostLane(): RestError {
  return new RestError(
    'SHARED_STATE_UNAVAILABLE',
    'Nothing was sent, since this process of the gateway was held up and another one may act on the device by now; ask again.',
    { retryAfter: RETRY_AFTER_S, notSent: true },
  );
}

function laneBusy(): RestError {
  const message = 'Nothing was sent: other changes of the same device took all the time that this one had; ask again.';
  return new RestError('UPSTREAM_TIMEOUT', message, { notSent: true });
}
