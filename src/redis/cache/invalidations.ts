import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { Processes } from '../connection/process-registry.ts';
import type { RedisConnection, RunScript } from '../connection/redis-connection.ts';
import { ignoreUnavailable, RedisUnavailable } from '../connection/redis-unavailable.ts';
import type { ValueSealer } from '../connection/sealed-value.ts';
import { INVALIDATE, MESSAGES } from './answer-scripts.ts';

/** How long a change waits for the others to have heard of it. */
const PATIENCE_MS = 40;
/** How often it is seen whether messages were lost, and how long those on their way may take. */
const CHECK_EVERY_MS = 1_000;
const ON_THE_WAY_MS = 100;
const CHANNEL = '{answers}:invalidated';
const HEARD = '{answers}:heard';
const COUNT = '{answers}:messages';
/** The generation of all answers since Redis was last empty, or since something was missed. */
export const COMMON_GENERATION = '{answers}:generation';

const MESSAGE = z.object({
  version: z.literal(1),
  id: z.string().max(100),
  from: z.string().max(100),
  /** Null for all owners. */
  owner: z.string().max(2_000).nullable(),
});

/**
 * Tells all processes of what one of them has changed, and learns it from the others. Messages are numbered: where one was
 * missed, all that is cached here counts as changed.
 */
export class Invalidations {
  readonly #redis: RedisConnection;
  readonly #sealer: ValueSealer;
  readonly #processes: Processes;
  readonly #listeners = new Set<(owner: string | null) => void>();
  /** Those that have yet to hear of a message of this process. */
  readonly #waiting = new Map<string, { missing: number; done: () => void }>();
  readonly #timer: NodeJS.Timeout;
  /** The number of the last message; undefined until the first look. */
  #last: number | undefined;
  /** Whether this process has changed something of which Redis does not know. */
  #hasUnsent = false;

  constructor(redis: RedisConnection, sealer: ValueSealer, processes: Processes) {
    this.#redis = redis;
    this.#sealer = sealer;
    this.#processes = processes;
    redis.subscribe(CHANNEL, (message) => this.#receive(message));
    redis.subscribe(HEARD, (id) => this.#heard(id));
    redis.beforeRecovery((run) => this.#recover(run));
    this.#timer = setInterval(() => void this.#check().catch(ignoreUnavailable), CHECK_EVERY_MS).unref();
    void this.#check().catch(ignoreUnavailable);
  }

  /** The key of an owner's generation. */
  keyOf(owner: string): string {
    return `${COMMON_GENERATION}:${this.#sealer.nameOf(owner)}`;
  }

  /** Told of what other processes have changed; null stands for all owners. */
  onInvalidated(listener: (owner: string | null) => void): void {
    this.#listeners.add(listener);
  }

  /** Resolves when all other processes have heard that an owner's answers are of the past, or after 40 ms. */
  async invalidate(owner: string): Promise<void> {
    const id = randomUUID();
    let timer: NodeJS.Timeout | undefined;
    const heard = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, PATIENCE_MS).unref();
      this.#waiting.set(id, { missing: this.#processes.count - 1, done: resolve });
    });
    try {
      await this.#send((asked, options) => this.#redis.run(asked, options), { id, owner, key: this.keyOf(owner) });
      if (this.#processes.count > 1) await heard;
    } catch (error) {
      if (!(error instanceof RedisUnavailable)) throw error;
      this.#hasUnsent = true;
    } finally {
      clearTimeout(timer);
      this.#waiting.delete(id);
    }
  }

  close(): void {
    clearInterval(this.#timer);
  }

  async #send(run: RunScript, { id, owner, key }: { id: string; owner: string | null; key: string }): Promise<void> {
    const message: z.infer<typeof MESSAGE> = { version: 1, id, from: this.#processes.id, owner };
    const sealed = this.#sealer.seal(CHANNEL, Buffer.from(JSON.stringify(message))).toString('base64');
    await run(INVALIDATE, { keys: [key, COUNT, CHANNEL], args: [sealed] });
  }

  #receive(text: string): void {
    const [, number, sealed] = /^(\d+) (.+)$/s.exec(text) ?? [];
    if (number === undefined || sealed === undefined) return;
    const missed = this.#last !== undefined && Number(number) !== this.#last + 1;
    this.#last = Number(number);
    const message = this.#open(sealed);
    if (missed) this.#tell(null);
    else if (message !== null && message.from !== this.#processes.id) this.#tell(message.owner);
    if (message === null || message.from === this.#processes.id) return;
    void this.#redis.publish(HEARD, message.id).catch(ignoreUnavailable);
  }

  /** Messages come from outside: one that this deployment has not made says nothing. */
  #open(sealed: string): z.infer<typeof MESSAGE> | null {
    const opened = this.#sealer.open(CHANNEL, Buffer.from(sealed, 'base64'));
    if (opened === null) return null;
    return MESSAGE.safeParse(JSON.parse(opened.toString())).data ?? null;
  }

  #heard(id: string): void {
    const waiting = this.#waiting.get(id);
    if (waiting === undefined) return;
    waiting.missing -= 1;
    if (waiting.missing <= 0) waiting.done();
  }

  #tell(owner: string | null): void {
    for (const listener of this.#listeners) listener(owner);
  }

  async #check(): Promise<void> {
    const count = async (): Promise<number> => Number(String(await this.#redis.run(MESSAGES, { keys: [COUNT] })));
    const before = await count();
    this.#last ??= before;
    const last = this.#last;
    if (last === before) return;
    await delay(ON_THE_WAY_MS, undefined, { ref: false });
    const now = await count();
    // While messages come, their numbers tell whether one is missing.
    if (this.#last !== last || last === now) return;
    this.#last = now;
    this.#tell(null);
  }

  async #recover(run: RunScript): Promise<void> {
    if (this.#hasUnsent) await this.#send(run, { id: randomUUID(), owner: null, key: COMMON_GENERATION });
    this.#hasUnsent = false;
    this.#last = Number(String(await run(MESSAGES, { keys: [COUNT] })));
    this.#tell(null);
  }
}
