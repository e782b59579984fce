import type { PolledRows, PollOwner } from './shared-polls.ts';

/** What a waiter gets: the row, null where there is none, or the error. */
export type PollAnswer<Row> = Row | null | Error;

/** Reads rows by id, in the order of the ids. */
export type ReadMany<Row> = (ids: readonly string[]) => Promise<readonly PollAnswer<Row>[]>;

interface Waiter {
  id: string;
  resolve: (answer: PollAnswer<object>) => void;
  /** The number of the last turn, of all processes, that had begun when it asked; undefined until that is known. */
  asked?: number;
}

/** Those who wait for rows of one owner. */
export class PollBatch {
  readonly owner: PollOwner;
  /** That of the last one who joined: the credentials of earlier ones may be worn out. */
  #read: ReadMany<object> = () => Promise.resolve([]);
  #waiters: Waiter[] = [];
  #tell: () => void = () => undefined;

  constructor(owner: PollOwner) {
    this.owner = owner;
  }

  get isEmpty(): boolean {
    return this.#waiters.length === 0;
  }

  get ids(): string[] {
    return [...new Set(this.#waiters.map(({ id }) => id))];
  }

  /** Waits for a row that is read from now on. */
  join(id: string, read: ReadMany<object>): Promise<PollAnswer<object>> {
    this.#read = read;
    return new Promise((resolve) => this.#waiters.push({ id, resolve }));
  }

  /** What is to be called with the number of the last turn once it is known, of those who wait now. */
  register(): (asked: number) => void {
    const registered = [...this.#waiters];
    return (asked) => {
      // A number that falls is of a Redis that was emptied.
      for (const waiter of registered) waiter.asked = Math.min(waiter.asked ?? asked, asked);
    };
  }

  /** Reads these rows for all who wait for them now, here and elsewhere. */
  async poll(ids: readonly string[] = this.ids): Promise<Omit<PolledRows, 'number'>> {
    const waiting = this.#waiters.filter(({ id }) => ids.includes(id));
    this.#waiters = this.#waiters.filter(({ id }) => !ids.includes(id));
    const answers = await this.#read(ids).catch((cause: unknown) => {
      const error = cause instanceof Error ? cause : new Error(String(cause));
      return ids.map(() => error);
    });
    const byId = new Map(ids.map((id, index) => [id, answers[index] ?? null]));
    for (const { id, resolve } of waiting) resolve(byId.get(id) ?? null);
    const rows = new Map<string, object | null>();
    for (const [id, answer] of byId) if (!(answer instanceof Error)) rows.set(id, answer);
    return { rows, failed: ids.filter((id) => !rows.has(id)) };
  }

  /** Takes what another process has read. What failed there is read here, as its failure is the waiter's to know. */
  async hear({ number, rows, failed }: PolledRows): Promise<void> {
    const mayHave = ({ id, asked }: Waiter): boolean => asked !== undefined && asked < number && rows.has(id);
    const served = this.#waiters.filter(mayHave);
    this.#waiters = this.#waiters.filter((waiter) => !mayHave(waiter));
    for (const { id, resolve } of served) resolve(rows.get(id) ?? null);
    this.#tell();
    const own = this.ids.filter((id) => failed.includes(id));
    if (own.length > 0) await this.poll(own);
  }

  /** Resolves when another process has told something, or the time is over. */
  async news(milliseconds: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.#tell = resolve;
      timer = setTimeout(resolve, milliseconds);
      timer.unref();
    });
    clearTimeout(timer);
  }
}
