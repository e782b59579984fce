import { LRUCache } from 'lru-cache';
import { RestError } from './rest-error.ts';

/** An answer and what its text weighs. */
export interface Answer<T = unknown> {
  body: T;
  bytes: number;
  /** When it was asked for, ISO 8601. */
  asOf: string;
}

export interface ReadRequest {
  /** Everything that the answer depends on, the principal included: two callers with different rights never share. */
  key: string;
  /** Seconds for which the answer may be given again; 0 is never. */
  seconds: number;
  /** Set where neither a kept answer nor another request's call will do: the name of the request. */
  fresh: string | undefined;
  /** The reader's own. */
  signal: AbortSignal | undefined;
  /** Milliseconds of performance.now() until which the reader waits. */
  deadline: number;
  /** The signal given to it is that of the call, which ends when no reader is left. */
  run: (signal: AbortSignal) => Promise<Answer>;
}

export interface Shared extends Answer {
  source: 'call' | 'cache' | 'other';
}

interface UnderWay {
  promise: Promise<Answer>;
  controller: AbortController;
  readers: number;
  /** That of the reader who started it, within which it is made. */
  deadline: number;
}

/** What is parsed takes several times the room of its text. */
const PARSED = 3;
/** How a read fails that its deadline was too near for. */
const OUT_OF_TIME: ReadonlySet<string> = new Set(['UPSTREAM_TIMEOUT', 'RATE_LIMITED']);
/**
 * So much more time than the starter's is worth another call; readers who came together would else start one after the
 * other, each with a millisecond left.
 */
const WORTH_ANEW_MS = 250;
/** Of a key and the bookkeeping for it. */
const OVERHEAD = 200;

/**
 * Same question, one call: identical reads under way are shared, and answers are kept for a few seconds, bounded in
 * bytes. A reader who leaves ends the call only where nobody else waits for it (lru-cache's own `fetch` fails them all).
 */
export class SharedReads {
  readonly #kept: LRUCache<string, Answer> | null;
  readonly #underWay = new Map<string, UnderWay>();

  /** `mostBytes` 0 keeps nothing. */
  constructor(mostBytes: number) {
    this.#kept =
      mostBytes === 0
        ? null
        : new LRUCache<string, Answer>({
            maxSize: mostBytes,
            // One answer must not push out all the others.
            maxEntrySize: Math.ceil(mostBytes / 2),
            sizeCalculation: ({ bytes }, key) => bytes * PARSED + 2 * key.length + OVERHEAD,
          });
  }

  /** Whether anything is kept at all. */
  get keeps(): boolean {
    return this.#kept !== null;
  }

  /** Bytes accounted for. */
  get size(): number {
    return this.#kept?.calculatedSize ?? 0;
  }

  get(key: string): Answer | undefined {
    return this.#kept?.get(key);
  }

  set(key: string, answer: Answer, seconds: number): void {
    if (seconds > 0) this.#kept?.set(key, answer, { ttl: seconds * 1000 });
  }

  async read(request: ReadRequest): Promise<Shared> {
    const { key, seconds, fresh, run } = request;
    const kept = fresh === undefined ? this.get(key) : undefined;
    if (kept !== undefined) return { ...kept, source: 'cache' };
    const question = fresh === undefined ? key : `${fresh} ${key}`;
    const known = this.#underWay.get(question);
    if (known !== undefined) return this.#join(question, known, request);

    const controller = new AbortController();
    const started: UnderWay = { promise: run(controller.signal), controller, readers: 0, deadline: request.deadline };
    this.#underWay.set(question, started);
    const end = (): void => this.#forget(question, started);
    started.promise.then((answer) => {
      end();
      this.set(key, answer, seconds);
    }, end);
    return { ...(await this.#wait(question, started, request)), source: 'call' };
  }

  async #join(question: string, read: UnderWay, request: ReadRequest): Promise<Shared> {
    try {
      return { ...(await this.#wait(question, read, request)), source: 'other' };
    } catch (error) {
      if (request.signal?.aborted === true) throw error;
      // The token of the reader who started it could not be had; this one has its own.
      if (!(error instanceof RestError)) return this.read(request);
      // It ran out of the time of the reader who started it, or of the calls of its request; this one may have more.
      const hasMoreTime = request.deadline - read.deadline >= WORTH_ANEW_MS;
      const ownFault = OUT_OF_TIME.has(error.code)
        ? hasMoreTime
        : error.code === 'COST_LIMIT_EXCEEDED' && error.status === undefined;
      if (ownFault) return this.read(request);
      throw error;
    }
  }

  #forget(question: string, read: UnderWay): void {
    if (this.#underWay.get(question) === read) this.#underWay.delete(question);
  }

  /** Waits as one of the readers, until the answer is there, the reader leaves, or the time is over. */
  #wait(question: string, read: UnderWay, { signal, deadline }: ReadRequest): Promise<Answer> {
    read.readers += 1;
    return new Promise<Answer>((resolve, reject) => {
      let over = false;
      const end = (): void => {
        if (over) return;
        over = true;
        clearTimeout(timer);
        signal?.removeEventListener('abort', left);
        read.readers -= 1;
      };
      const leave = (message: string): void => {
        end();
        if (read.readers === 0) {
          // Whoever asks from now on starts anew rather than joining a call that is being given up.
          this.#forget(question, read);
          read.controller.abort();
        }
        reject(new RestError('UPSTREAM_TIMEOUT', message));
      };
      const left = (): void => leave('The request was given up.');
      const late = (): void => leave('There was no answer within the time that a request has.');
      const timer = setTimeout(late, Math.max(0, deadline - performance.now()));
      read.promise.then(
        (answer) => {
          end();
          resolve(answer);
        },
        (error: unknown) => {
          end();
          reject(error instanceof Error ? error : new Error(String(error)));
        },
      );
      if (signal?.aborted === true) left();
      else signal?.addEventListener('abort', left, { once: true });
    });
  }
}
