import type { ReadResult } from './read-result.ts';

/** What is asked, for all processes alike. */
export interface SharedQuestion {
  /** Those whose invalidation makes the answer a thing of the past: the tenant and the caller. */
  owners: readonly string[];
  /** Everything that the answer depends on, the caller included. */
  name: string;
}

/** An answer, and where it came from: a call of this process, what was cached, or a call of another process. */
export interface SharedRead {
  answer: ReadResult;
  source: 'call' | 'cache' | 'other';
  /** Milliseconds for which it may be given again. */
  left: number;
}

/** What is found under a name, and the generation of its owners at this moment. */
export interface SharedFinding {
  found: { answer: ReadResult; left: number } | null;
  generation: string;
}

/** What the processes of a deployment have cached. Fails for no reason of its own. */
export interface SharedCache {
  /** Whether the others can be asked. */
  readonly isAvailable: boolean;
  /** The cached answer, that of another process that asks the same at this moment, or that of `fetch`. Throws as `fetch`. */
  read(
    question: SharedQuestion,
    needs: { seconds: number; signal: AbortSignal },
    fetch: () => Promise<ReadResult>,
  ): Promise<SharedRead>;
  /** What is cached; null where the others cannot be asked. */
  find(question: SharedQuestion): Promise<SharedFinding | null>;
  /** Caches what was read after `generation` was told. Resolves when it is there, or that takes too long to wait for. */
  put(question: SharedQuestion, generation: string, answer: ReadResult, seconds: number): Promise<void>;
  /** Invalidates all that is cached of an owner. Resolves when all others have heard of it, or that takes too long. */
  invalidate(owner: string): Promise<void>;
  /** Told of what others invalidate; null stands for all owners, where something may have been missed. */
  onInvalidated(listener: (owner: string | null) => void): void;
}
