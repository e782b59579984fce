import { z } from 'zod';
import type { Finding } from '../../rest/odata/finding.ts';
import type { HealthNews, SharedHealth } from '../../rest/resilience/shared-health.ts';
import type { Processes } from '../connection/process-registry.ts';
import type { RedisConnection } from '../connection/redis-connection.ts';
import { ignoreUnavailable } from '../connection/redis-unavailable.ts';
import { script } from '../connection/script.ts';
import type { ValueSealer } from '../connection/sealed-value.ts';

const CHANNEL = '{findings}:news';
/** The longest that any finding counts. */
const KEEP_MS = 60 * 60 * 1000;
/** Findings kept of a tenant. */
const MAX_FINDINGS = 1_000;
const MAX_ROWS = 1_000_000;
/** When all that is done before Redis counts as there again is over. */
const RECOVERED_AFTER_MS = 100;

/** Keeps a finding. KEYS: the findings of a tenant. ARGV: name, value, most of them, milliseconds. */
const KEEP = script(
  'keep finding',
  `if redis.call('HEXISTS', KEYS[1], ARGV[1]) == 0 and redis.call('HLEN', KEYS[1]) >= tonumber(ARGV[3]) then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[4])
return 1`,
);

/** All findings. KEYS: the findings of a tenant. */
const FINDINGS = script('findings', `return redis.call('HVALS', KEYS[1])`);

const NAME = z.string().max(500);
const ROWS = z.number().int().min(0).max(MAX_ROWS);
const FINDING = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('in'), operation: NAME, form: z.enum(['in', 'or', 'single']) }),
  z.object({ kind: z.literal('unsupported'), feature: NAME }),
  z.object({ kind: z.literal('cap'), list: NAME, rows: ROWS.nullable() }),
  z.object({ kind: z.literal('largest'), list: NAME, rows: ROWS }),
]);
const NEWS = z.union([FINDING, z.object({ kind: z.literal('open') })]);
const KEPT = z.object({ version: z.literal(1), at: z.number(), finding: FINDING });
const MESSAGE = z.object({ version: z.literal(1), from: NAME, api: NAME, tenantId: NAME, news: NEWS });

/** What a finding is about: a later one of the same name takes its place. */
function nameOf(finding: Finding): string {
  const about =
    finding.kind === 'in' ? finding.operation : finding.kind === 'unsupported' ? finding.feature : finding.list;
  return `${finding.kind} ${about}`;
}

/** What processes tell each other of the vendor's APIs, encrypted, and looked over before it is believed. */
export class RedisHealth implements SharedHealth {
  readonly #redis: RedisConnection;
  readonly #sealer: ValueSealer;
  readonly #processes: Processes;

  constructor(redis: RedisConnection, sealer: ValueSealer, processes: Processes) {
    this.#redis = redis;
    this.#sealer = sealer;
    this.#processes = processes;
  }

  tell(api: string, tenantId: string, news: HealthNews): void {
    const message: z.infer<typeof MESSAGE> = { version: 1, from: this.#processes.id, api, tenantId, news };
    const sealed = this.#sealer.seal(CHANNEL, Buffer.from(JSON.stringify(message))).toString('base64');
    void this.#redis.publish(CHANNEL, sealed).catch(ignoreUnavailable);
    if (news.kind !== 'open') void this.#keep(`findings ${api} ${tenantId}`, news).catch(ignoreUnavailable);
  }

  async known(api: string, tenantId: string): Promise<{ finding: Finding; age: number }[]> {
    const name = `findings ${api} ${tenantId}`;
    const values = await this.#redis.run(FINDINGS, { keys: [this.#keyOf(name)] }).catch(ignoreUnavailable);
    const now = Date.now();
    return ((values ?? []) as Buffer[]).flatMap((value) => {
      const kept = KEPT.safeParse(this.#open(name, value)).data;
      return kept === undefined ? [] : [{ finding: kept.finding, age: Math.max(0, now - kept.at) }];
    });
  }

  onMissed(listener: () => void): void {
    this.#redis.beforeRecovery(() => {
      setTimeout(listener, RECOVERED_AFTER_MS).unref();
      return Promise.resolve();
    });
  }

  onNews(listener: (api: string, tenantId: string, news: HealthNews) => void): void {
    this.#redis.subscribe(CHANNEL, (text) => {
      const message = MESSAGE.safeParse(this.#open(CHANNEL, Buffer.from(text, 'base64'))).data;
      if (message === undefined || message.from === this.#processes.id) return;
      listener(message.api, message.tenantId, message.news);
    });
  }

  async #keep(name: string, finding: Finding): Promise<void> {
    const kept: z.infer<typeof KEPT> = { version: 1, at: Date.now(), finding };
    const sealed = this.#sealer.seal(name, Buffer.from(JSON.stringify(kept)));
    const field = this.#sealer.nameOf(`${name} ${nameOf(finding)}`);
    await this.#redis.run(KEEP, { keys: [this.#keyOf(name)], args: [field, sealed, MAX_FINDINGS, KEEP_MS] });
  }

  #keyOf(name: string): string {
    return `{findings}:${this.#sealer.nameOf(name)}`;
  }

  /** The JSON of what this deployment has sealed; undefined for anything else. */
  #open(name: string, sealed: Buffer): unknown {
    const opened = this.#sealer.open(name, sealed);
    try {
      return opened === null ? undefined : JSON.parse(opened.toString());
    } catch {
      return undefined;
    }
  }
}
