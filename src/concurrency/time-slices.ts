import { eventLoopTurns, type EventLoopTurns } from './event-loop-turns.ts';

/** Milliseconds that a large answer may hold the event loop at a time; one row takes some 0.1. */
const MAX_SLICE_MS = 5;

export interface TimeSlicesOptions {
  /** Called when the request begins to wait for its next slice; what it returns is called when that has come. */
  onWait: () => () => void;
  maxMilliseconds?: number;
  /** Makes a batch a part of what asks for the first of its keys, where that is followed. */
  bind?: (run: () => void) => () => void;
  turns?: EventLoopTurns;
}

/** The work of one request in slices, between which other requests come to their turn. */
export class TimeSlices {
  readonly #onWait: () => () => void;
  readonly #maxMilliseconds: number;
  readonly #turns: EventLoopTurns;
  readonly #bind: TimeSlicesOptions['bind'];
  /** Parts of the work that wait for their next slice. */
  #waiting = 0;
  #batches: (() => void)[] = [];

  constructor({ onWait, maxMilliseconds = MAX_SLICE_MS, bind, turns = eventLoopTurns }: TimeSlicesOptions) {
    this.#bind = bind;
    this.#onWait = onWait;
    this.#maxMilliseconds = maxMilliseconds;
    this.#turns = turns;
  }

  /** Whether this turn of the event loop has been worked in for so long that the rest should wait for another. */
  isOver(): boolean {
    return this.#turns.age() >= this.#maxMilliseconds;
  }

  /** Resolves when the next slice begins. */
  async next(): Promise<void> {
    const end = this.#onWait();
    this.#waiting += 1;
    await this.#turns.next();
    this.#waiting -= 1;
    end();
    if (this.#batches.length > 0) this.#runBatchesSoon();
  }

  /**
   * DataLoader's `batchScheduleFn`: runs when all promise jobs are done, as its own does, and no part of the work waits
   * for a slice. Rows that are completed in several slices are so asked for in one batch.
   */
  readonly scheduleBatch = (run: () => void): void => {
    this.#batches.push(this.#bind === undefined ? run : this.#bind(run));
    this.#runBatchesSoon();
  };

  #runBatchesSoon(): void {
    if (this.#waiting === 0) void Promise.resolve().then(() => process.nextTick(this.#runBatches));
  }

  readonly #runBatches = (): void => {
    if (this.#waiting > 0) return;
    const batches = this.#batches;
    this.#batches = [];
    for (const run of batches) run();
  };
}
