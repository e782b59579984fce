import { LRUCache } from 'lru-cache';

/** An answer that may be given again as it is. */
export interface CachedAnswer {
  /** Its text up to the extensions, which tell of each request by itself. */
  text: string;
  contentType: string;
  operationName: string | null;
  /** Reads that the answer was made of. */
  reads: number;
}

const BYTES_PER_CHARACTER = 2;
const MAX_RENEWALS = 10_000;
const RENEWAL_SECONDS = 600;
const EXTENSIONS = ',"extensions":{"upstream":';
const NO_REQUESTS = ',"requests":[],"requestsOmitted":0';

/** A body as text; null for one that is nested too deep to be written. */
function textOf(body: unknown): string | null {
  try {
    return JSON.stringify(body) ?? null;
  } catch {
    return null;
  }
}

/** Where the extensions begin in the text of an answer; -1 for an answer that has others than those of ours. */
export function extensionsAt(answer: string): number {
  return answer.lastIndexOf(EXTENSIONS);
}

/**
 * Answers to equal requests of one caller, as text: parsing, execution and JSON are not done again while all that an answer
 * was made of is cached. Bounded in bytes.
 */
export class AnswerCache {
  readonly #answers: LRUCache<string, CachedAnswer> | null;
  readonly #requests: string;
  /** By scope; longer than any answer is cached. */
  readonly #renewals = new LRUCache<string, number>({
    maxSize: MAX_RENEWALS,
    sizeCalculation: () => 1,
    ttl: RENEWAL_SECONDS * 1000,
  });
  #count = 0;

  /** `maxBytes` 0 caches nothing; with `showsRequests` an answer says that it took no call. */
  constructor(maxBytes: number, showsRequests = false) {
    this.#requests = showsRequests ? NO_REQUESTS : '';
    this.#answers =
      maxBytes === 0
        ? null
        : new LRUCache<string, CachedAnswer>({
            maxSize: maxBytes,
            // One answer must not push out all the others.
            maxEntrySize: Math.ceil(maxBytes / 4),
            sizeCalculation: ({ text }, key) => BYTES_PER_CHARACTER * (text.length + key.length),
          });
  }

  /** Drops the answers of a caller who has asked for fresh ones: what they were made of may be older than what came. */
  renew(scope: string): void {
    this.#renewals.set(scope, (this.#count += 1));
  }

  /** The name of a request of a caller, or null where its answer is not looked for: `scope` is what no other caller has. */
  keyOf(scope: string, body: unknown, accept = ''): string | null {
    const text = this.#answers === null ? null : textOf(body);
    return text === null ? null : `${scope}\n${this.#renewals.get(scope)}\n${accept}\n${text}`;
  }

  get(key: string): CachedAnswer | undefined {
    return this.#answers?.get(key);
  }

  /** Milliseconds of performance.now() until which an answer is cached; 0 for one that is not. */
  keptUntil(key: string): number {
    return performance.now() + (this.#answers?.getRemainingTTL(key) ?? -Infinity);
  }

  /** `until`: milliseconds of performance.now(). */
  set(key: string, answer: CachedAnswer, until: number): void {
    const ttl = Math.floor(until - performance.now());
    if (ttl > 0) this.#answers?.set(key, answer, { ttl });
  }

  /** The text of a cached answer, with what it has cost this time. */
  textOf({ text, reads }: CachedAnswer): string {
    return `${text}${EXTENSIONS}{"calls":0,"cacheHits":${reads},"coalesced":0,"waitedMs":0${this.#requests}}}}\n`;
  }
}
