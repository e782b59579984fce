import { Worker } from 'node:worker_threads';
import type { CheckReply, CheckRequest } from './report.ts';

export interface WorkerHostOptions {
  /** Milliseconds of one check, without the loading of the parser. */
  timeLimit: number;
  /** Milliseconds of the loading. */
  loadLimit: number;
  /** Megabytes of the thread's heap. */
  memory: number;
}

/** Parts in which time limits are counted. */
const TICKS = 20;

interface Waiter {
  resolve: (message: unknown) => void;
  reject: (error: Error) => void;
}

/** Why there is no reply. */
export type WorkerFailure = 'TOO_LONG' | 'TOO_BIG' | 'STOPPED' | 'BROKEN';

export class WorkerFailureError extends Error {
  override name = 'ThreadEndError';
  readonly end: WorkerFailure;

  constructor(end: WorkerFailure, cause?: unknown) {
    super(`The thread that checks queries has ended: ${end}.`, { cause });
    this.end = end;
  }
}

/** Runs the compiled file as it is, and that of the sources, which tsx and the tests run, through tsx. */
function startWorker({ memory }: WorkerHostOptions): Worker {
  const options = { execArgv: [], resourceLimits: { maxOldGenerationSizeMb: memory, stackSizeMb: 4 } };
  if (!import.meta.url.endsWith('.ts')) return new Worker(new URL('./check-worker.js', import.meta.url), options);
  const file = new URL('./check-worker.ts', import.meta.url).href;
  // Threads of this version of Node do not take a loader from `--import`.
  const start = `import('node:module').then(({ register }) => {
    register('tsx/esm', '${file}', { data: {} });
    return import('${file}');
  })`;
  return new Worker(start, { ...options, eval: true });
}

/** A thread that checks one query at a time. Ended once, it stays so. */
export class WorkerHost {
  readonly #worker: Worker;
  readonly #options: WorkerHostOptions;
  readonly #ready: Promise<unknown>;
  #waiter: Waiter | null = null;
  #end: WorkerFailureError | null = null;
  #loaded = false;

  constructor(options: WorkerHostOptions) {
    this.#options = options;
    this.#worker = startWorker(options);
    this.#worker.on('message', (message: unknown) => this.#settle()?.resolve(message));
    this.#worker.on('error', (error: Error & { code?: string }) =>
      this.#fail(new WorkerFailureError(this.#isOutOfMemory(error) ? 'TOO_BIG' : 'BROKEN', error)),
    );
    this.#worker.on('exit', () => this.#fail(new WorkerFailureError('BROKEN')));
    // After the listeners, each of which would hold the process again.
    this.#worker.unref();
    this.#ready = this.#answer(options.loadLimit, 'BROKEN').then(() => {
      this.#loaded = true;
    });
    // The next check reports this failure; until then it is not unhandled.
    this.#ready.catch(() => undefined);
  }

  get ended(): boolean {
    return this.#end !== null;
  }

  /** Throws WorkerFailureError; one call at a time. */
  async run(request: CheckRequest, timeLimit = this.#options.timeLimit): Promise<CheckReply> {
    await this.#ready;
    const answer = this.#answer(timeLimit, 'TOO_LONG');
    this.#worker.postMessage(request);
    return (await answer) as CheckReply;
  }

  /** Ends the thread and whatever it does. */
  async stop(): Promise<void> {
    this.#fail(new WorkerFailureError('STOPPED'));
    await this.#worker.terminate();
  }

  /** The query is to blame for that only where the parser itself had found room. */
  #isOutOfMemory({ code }: { code?: string }): boolean {
    return this.#loaded && code === 'ERR_WORKER_OUT_OF_MEMORY';
  }

  #settle(): Waiter | null {
    const waiter = this.#waiter;
    this.#waiter = null;
    return waiter;
  }

  #fail(error: WorkerFailureError): void {
    this.#end ??= error;
    this.#settle()?.reject(this.#end);
  }

  /**
   * The next message. The limit is counted in ticks, so that a process that stood still for longer than it takes what
   * came in the meantime.
   */
  async #answer(limit: number, end: WorkerFailure): Promise<unknown> {
    if (this.#end) throw this.#end;
    const message = new Promise<unknown>((resolve, reject) => {
      this.#waiter = { resolve, reject };
    });
    let ticks = 0;
    const clock = setInterval(() => {
      if (++ticks < TICKS) return;
      this.#fail(new WorkerFailureError(end));
      void this.#worker.terminate();
    }, limit / TICKS);
    try {
      return await message;
    } finally {
      clearInterval(clock);
    }
  }
}
