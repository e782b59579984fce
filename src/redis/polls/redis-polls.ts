import { z } from 'zod';
import type { AwaitedIds, PolledRows, PollOwner, PollTurn, SharedPolls } from '../../rest/mutation/shared-polls.ts';
import type { Processes } from '../connection/process-registry.ts';
import type { RedisConnection } from '../connection/redis-connection.ts';
import { ignoreUnavailable } from '../connection/redis-unavailable.ts';
import type { ValueSealer } from '../connection/sealed-value.ts';
import { END_TURN, FIRST_TURN, NEXT_TURN } from './poll-scripts.ts';

/** Milliseconds after which the turn of a process that died is another's. */
const FIRST_TURN_MS = 5_000;
/** Milliseconds, beyond the interval, for which ids stay that no one asks for any more. */
const LINGER_MS = 1_000;
/** Rows of one message. */
const MAX_ROWS = 50;
const CHANNEL = '{polls}:polled';

const MESSAGE = z.object({
  version: z.literal(1),
  from: z.string().max(100),
  number: z.number().int(),
  rows: z.array(z.tuple([z.string(), z.record(z.string(), z.unknown()).nullable()])).max(MAX_ROWS),
  failed: z.array(z.string()),
});

/** The name of an owner, for whom rows are encrypted. */
function nameOf({ tenantId, principal }: PollOwner): string {
  return `polls ${tenantId} ${principal}`;
}

/** Turns of polling of all processes, and the rows that they bring, for waiters of the same principal alone. */
export class RedisPolls implements SharedPolls {
  readonly #redis: RedisConnection;
  readonly #sealer: ValueSealer;
  readonly #processes: Processes;

  constructor(redis: RedisConnection, sealer: ValueSealer, processes: Processes) {
    this.#redis = redis;
    this.#sealer = sealer;
    this.#processes = processes;
  }

  get processes(): number {
    return this.#processes.count;
  }

  async nextTurn(tenantId: string, interval: number, awaited: readonly AwaitedIds[]): Promise<PollTurn | null> {
    const base = this.#base(tenantId);
    const keys = [`${base}:turn`, `${base}:number`, `${base}:served`, `${base}:alive`];
    const owners = awaited.flatMap(({ owner, ids }) => [
      this.#sealer.nameOf(nameOf(owner)),
      ids.length,
      ...this.#idsOf(owner, ids),
    ]);
    const answer = await this.#redis
      .run(NEXT_TURN, {
        keys: [...keys, ...awaited.map(({ owner }) => this.#idsKey(owner))],
        args: [Math.ceil(interval), Math.ceil(2 * interval) + LINGER_MS, ...owners],
      })
      .catch(ignoreUnavailable);
    return this.#turnIn(answer, (place) => awaited[place - 1]?.owner);
  }

  async firstTurn({ owner, ids }: AwaitedIds): Promise<PollTurn | null> {
    const keys = [this.#firstKey(owner), `${this.#base(owner.tenantId)}:number`, `${this.#idsKey(owner)}:first`];
    const args = [FIRST_TURN_MS, ...this.#idsOf(owner, ids)];
    const answer = await this.#redis.run(FIRST_TURN, { keys, args }).catch(ignoreUnavailable);
    return this.#turnIn(answer, () => owner);
  }

  async end(owner: PollOwner, { number, rows, failed }: PolledRows): Promise<void> {
    await this.#redis.run(END_TURN, { keys: [this.#firstKey(owner)] }).catch(ignoreUnavailable);
    const all = [...rows] as z.infer<typeof MESSAGE>['rows'];
    for (let at = 0; at === 0 || at < all.length; at += MAX_ROWS) {
      const last = at + MAX_ROWS >= all.length;
      const message: z.infer<typeof MESSAGE> = {
        version: 1,
        from: this.#processes.id,
        number,
        rows: all.slice(at, at + MAX_ROWS),
        failed: last ? [...failed] : [],
      };
      const name = nameOf(owner);
      const sealed = this.#sealer.seal(name, Buffer.from(JSON.stringify(message))).toString('base64');
      await this.#redis.publish(CHANNEL, `${this.#sealer.nameOf(name)} ${sealed}`).catch(ignoreUnavailable);
    }
  }

  onPolled(listener: (polledFor: (owner: PollOwner) => PolledRows | null) => void): void {
    this.#redis.subscribe(CHANNEL, (text) => {
      const [hidden, sealed = ''] = text.split(' ');
      let polled: PolledRows | null | undefined;
      listener((owner) => {
        const name = nameOf(owner);
        if (this.#sealer.nameOf(name) !== hidden) return null;
        return (polled ??= this.#open(name, Buffer.from(sealed, 'base64')));
      });
    });
  }

  #open(name: string, sealed: Buffer): PolledRows | null {
    const opened = this.#sealer.open(name, sealed);
    const message = opened === null ? undefined : MESSAGE.safeParse(JSON.parse(opened.toString())).data;
    if (message === undefined || message.from === this.#processes.id) return null;
    return { number: message.number, rows: new Map(message.rows), failed: message.failed };
  }

  #turnIn(answer: unknown, ownerAt: (place: number) => PollOwner | undefined): PollTurn | null {
    if (answer === undefined) return null;
    const [asked, number, wait, sealed, place] = answer as [number, number, number, Buffer[], number?];
    const owner = number === 0 ? undefined : ownerAt(place ?? 1);
    if (owner === undefined) return { asked, granted: null, wait };
    const ids = sealed.flatMap(
      (id) => this.#sealer.open(nameOf(owner), Buffer.from(String(id), 'base64'))?.toString() ?? [],
    );
    return { asked, granted: { owner, ids, number }, wait };
  }

  /** Pairs of the name of an id and the id, encrypted. */
  #idsOf(owner: PollOwner, ids: readonly string[]): string[] {
    const name = nameOf(owner);
    return ids.flatMap((id) => [
      this.#sealer.nameOf(`${name} ${id}`),
      this.#sealer.seal(name, Buffer.from(id)).toString('base64'),
    ]);
  }

  #base(tenantId: string): string {
    return `{polls:${this.#sealer.nameOf(tenantId)}}`;
  }

  #idsKey(owner: PollOwner): string {
    return `${this.#base(owner.tenantId)}:ids:${this.#sealer.nameOf(nameOf(owner))}`;
  }

  #firstKey(owner: PollOwner): string {
    return `${this.#base(owner.tenantId)}:first:${this.#sealer.nameOf(nameOf(owner))}`;
  }
}
