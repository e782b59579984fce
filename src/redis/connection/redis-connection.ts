import { setTimeout as delay } from 'node:timers/promises';
import { createRedisClient, type RedisClient, type ScriptOptions } from './redis-client.ts';
import { isUnavailable, RedisUnavailable } from './redis-unavailable.ts';
import type { RedisTopology } from './redis-url.ts';
import { script, type Script } from './script.ts';

export interface RedisConnectionOptions {
  /** Begins the name of every key and channel, so that several deployments can use one server. */
  keyPrefix: string;
  /** Milliseconds that a script may take; after that Redis counts as gone. */
  timeLimit?: number;
  /** Told when Redis is there and when it is gone, with the reason. */
  onChange?: (available: boolean, reason: Error | null) => void;
}

export interface RunOptions {
  keys: readonly string[];
  args?: readonly (string | number | Buffer)[];
  /** Milliseconds, where it is more than others need. */
  timeLimit?: number;
}

/** Runs a script, as `RedisConnection.run` does. */
export type RunScript = (asked: Script, options: RunOptions) => Promise<unknown>;

/** What is done before Redis counts as there again. */
export type Recovery = (run: RunScript) => Promise<void>;

interface Subscription {
  channel: string;
  listener: (message: string) => void;
}

/** With the look at Redis before it, no answer is later by more than 50 ms. */
const TIME_LIMIT_MS = 40;
const PROBE_EVERY_MS = 250;
const LOOK_EVERY_MS = 20;
const PING = script('ping', 'return 1');

/**
 * Redis for scripts and messages. Once it does not answer, everything fails at once with RedisUnavailable, until a look
 * every quarter of a second finds that it answers again.
 */
export class RedisConnection {
  readonly #client: RedisClient;
  readonly #prefix: string;
  readonly #timeLimit: number;
  readonly #onChange: NonNullable<RedisConnectionOptions['onChange']>;
  readonly #recoveries = new Set<Recovery>();
  readonly #known = new Set<string>();
  /** Those that Redis has not heard of yet. */
  readonly #unsubscribed = new Set<Subscription>();
  #available = false;
  #closed = false;
  #timer: NodeJS.Timeout | undefined;
  #probing = false;
  #lastError: Error | null = null;

  constructor(topology: RedisTopology, { keyPrefix, timeLimit = TIME_LIMIT_MS, onChange }: RedisConnectionOptions) {
    this.#client = createRedisClient(topology);
    this.#prefix = keyPrefix;
    this.#timeLimit = timeLimit;
    this.#onChange = onChange ?? (() => undefined);
    // Without a listener the client's errors would end the process; it connects again by itself.
    this.#client.on('error', (error) => (this.#lastError = error));
  }

  /** Whether the last thing asked of Redis was answered in time. */
  get isAvailable(): boolean {
    return this.#available;
  }

  /** Waits until Redis is there, for so many milliseconds at the most; tells whether it is. */
  async waitUntilAvailable(milliseconds: number): Promise<boolean> {
    const end = performance.now() + milliseconds;
    while (!this.#available && !this.#closed && performance.now() < end) await delay(LOOK_EVERY_MS);
    return this.#available;
  }

  /** Runs a task, such as sending what was counted meanwhile, each time before Redis counts as there again. */
  beforeRecovery(recovery: Recovery): void {
    this.#recoveries.add(recovery);
  }

  /** Connects; waits until Redis has answered, or for `patience` milliseconds, after which it goes on trying. */
  async connect(patience: number): Promise<void> {
    const connected = this.#client.connect().catch((error: unknown) => (this.#lastError = error as Error));
    let timer: NodeJS.Timeout | undefined;
    const over = new Promise<void>((resolve) => (timer = setTimeout(resolve, patience)));
    await Promise.race([connected, over]);
    clearTimeout(timer);
    await this.#probe();
    if (!this.#available) this.#onChange(false, this.#lastError);
  }

  /** The answer of a script, blob strings as Buffers. Throws RedisUnavailable. */
  async run(asked: Script, options: RunOptions): Promise<unknown> {
    if (!this.#available) throw new RedisUnavailable(this.#lastError);
    return this.#run(asked, options);
  }

  /** How a key or channel is called at the server, for a script that has to name it. */
  nameOf(name: string): string {
    return this.#prefix + name;
  }

  /** Sends a message to all processes, this one included. Throws RedisUnavailable. */
  async publish(channel: string, message: string): Promise<void> {
    if (!this.#available) throw new RedisUnavailable(this.#lastError);
    await this.#guard(this.#client.publish(this.#prefix + channel, message), this.#timeLimit);
  }

  /** Listens to messages from all processes, this one included, from when Redis is there; what is sent while it is gone is lost. */
  subscribe(channel: string, listener: Subscription['listener']): void {
    this.#unsubscribed.add({ channel: this.#prefix + channel, listener });
    if (this.#available) void this.#subscribe().catch((error: unknown) => (this.#lastError = error as Error));
  }

  /** Counts Redis as gone for another reason, until what is done before a recovery works again. */
  giveUp(reason: Error): void {
    this.#gone(reason);
  }

  /** Ends the connection without waiting for answers. */
  close(): void {
    this.#closed = true;
    this.#available = false;
    clearTimeout(this.#timer);
    this.#client.destroy();
  }

  async #run(asked: Script, { keys, args = [], timeLimit = this.#timeLimit }: RunOptions): Promise<unknown> {
    const options = {
      keys: keys.map((key) => this.#prefix + key),
      arguments: args.map((value) => (typeof value === 'number' ? String(value) : value)),
    };
    return this.#guard(this.#evaluate(asked, options), timeLimit);
  }

  async #evaluate(asked: Script, options: ScriptOptions): Promise<unknown> {
    // A server of a cluster that has not run it yet, or one that was restarted, answers NOSCRIPT.
    if (!this.#known.has(asked.sha1)) {
      const answer = await this.#client.eval(asked.text, options);
      this.#known.add(asked.sha1);
      return answer;
    }
    try {
      return await this.#client.evalSha(asked.sha1, options);
    } catch (error) {
      if (!(error as Error).message.startsWith('NOSCRIPT')) throw error;
      return this.#client.eval(asked.text, options);
    }
  }

  /** Once heard of, a subscription is renewed by the client whenever it connects again. */
  async #subscribe(): Promise<void> {
    const subscribe = async (subscription: Subscription): Promise<void> => {
      await this.#client.subscribe(subscription.channel, subscription.listener);
      this.#unsubscribed.delete(subscription);
    };
    await Promise.all([...this.#unsubscribed].map(subscribe));
  }

  async #guard<T>(command: Promise<T>, timeLimit: number): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      const fail = (): void => reject(new RedisUnavailable(new Error(`no answer within ${timeLimit} ms`)));
      // Where this process was busy the answer may be there and not read yet; it is read before the next turn but one.
      timer = setTimeout(() => setImmediate(() => setImmediate(fail)), timeLimit);
    });
    try {
      return await Promise.race([command, late]);
    } catch (error) {
      if (!isUnavailable(error)) throw error;
      const reason = error instanceof RedisUnavailable ? (error.cause as Error) : (error as Error);
      this.#gone(reason);
      throw error instanceof RedisUnavailable ? error : new RedisUnavailable(error);
    } finally {
      clearTimeout(timer);
      command.catch(() => undefined);
    }
  }

  #gone(reason: Error): void {
    this.#lastError = reason;
    if (this.#available) {
      this.#available = false;
      this.#onChange(false, reason);
    }
    this.#probeLater();
  }

  #probeLater(): void {
    if (this.#closed || this.#probing) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#probe(), PROBE_EVERY_MS).unref();
  }

  async #probe(): Promise<void> {
    if (this.#closed || this.#available || this.#probing) return;
    this.#probing = true;
    try {
      await this.#run(PING, { keys: ['ping'] });
      await this.#guard(this.#subscribe(), this.#timeLimit);
      await Promise.all([...this.#recoveries].map((recover) => recover((asked, options) => this.#run(asked, options))));
      this.#available = !this.#closed;
      if (this.#available) this.#onChange(true, null);
    } catch (error) {
      // It is looked at again.
      this.#lastError =
        error instanceof RedisUnavailable ? ((error.cause as Error | undefined) ?? error) : (error as Error);
    } finally {
      this.#probing = false;
      if (!this.#available) this.#probeLater();
    }
  }
}
