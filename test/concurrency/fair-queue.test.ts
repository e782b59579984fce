import { getEventListeners } from 'node:events';
import { FairQueue, type FairQueueOptions } from '../../src/concurrency/fair-queue.ts';

/** Lets everything go on that waits for a promise. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A queue of tasks that are known by their names (`a1` is of the key `a`) and end when told. */
function queueOf(options: FairQueueOptions) {
  const queue = new FairQueue(options);
  const started: string[] = [];
  const ends = new Map<string, (error?: Error) => void>();
  const run = (name: string, signal?: AbortSignal): Promise<void> =>
    queue.run(name.charAt(0), signal, () => {
      started.push(name);
      return new Promise((resolve, reject) =>
        ends.set(name, (error) => (error === undefined ? resolve() : reject(error))),
      );
    });
  const end = async (name: string, error?: Error): Promise<void> => {
    ends.get(name)?.(error);
    await settled();
  };
  return { queue, started, run, end };
}

describe('a fair queue', () => {
  test('of one task at a time serves keys by turns, each in order', async () => {
    const { queue, started, run, end } = queueOf({ concurrency: 1 });
    const runs = ['a1', 'a2', 'a3', 'b1', 'c1', 'b2'].map((name) => run(name));
    expect([queue.waiting(), queue.waiting('a'), queue.waiting('d')]).toEqual([5, 2, 0]);
    for (const name of ['a1', 'b1', 'c1', 'a2', 'b2', 'a3']) await end(name);
    await Promise.all(runs);
    expect(started).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'a3']);
    expect(queue.waiting()).toBe(0);
  });

  test('of one task for each key holds up no other key', async () => {
    const { started, run, end } = queueOf({ perKey: 1 });
    const runs = ['a1', 'a2', 'b1', 'b2', 'a3'].map((name) => run(name));
    expect(started).toEqual(['a1', 'b1']);
    await end('b1');
    expect(started).toEqual(['a1', 'b1', 'b2']);
    for (const name of ['a1', 'a2', 'a3', 'b2']) await end(name);
    await Promise.all(runs);
    expect(started).toEqual(['a1', 'b1', 'b2', 'a2', 'a3']);
  });

  test('goes on after a task that failed, which fails whoever asked for it', async () => {
    const { started, run, end } = queueOf({ concurrency: 1 });
    const failing = run('a1');
    const next = run('b1');
    const outcome = expect(failing).rejects.toThrow('No.');
    await end('a1', new Error('No.'));
    await outcome;
    expect(started).toEqual(['a1', 'b1']);
    await end('b1');
    await next;
  });

  test('drops a task whose signal fires while it waits, and never starts one whose signal has fired', async () => {
    const { queue, started, run, end } = queueOf({ concurrency: 1 });
    const first = run('a1');
    const leaver = new AbortController();
    const leaving = run('b1', leaver.signal);
    const staying = run('b2', new AbortController().signal);
    const outcome = expect(leaving).rejects.toThrow('Gone.');
    leaver.abort(new Error('Gone.'));
    await outcome;
    expect(queue.waiting('b')).toBe(1);
    await expect(run('c1', leaver.signal)).rejects.toThrow('Gone.');
    for (const name of ['a1', 'b2']) await end(name);
    await Promise.all([first, staying]);
    expect(started).toEqual(['a1', 'b2']);
    expect(getEventListeners(leaver.signal, 'abort')).toEqual([]);
  });

  test('gives a place that was handed over to nobody who comes in between', async () => {
    const { started, run, end } = queueOf({ concurrency: 1 });
    const runs = [run('a1'), run('b1')];
    const ended = end('a1');
    void Promise.resolve().then(() => runs.push(run('c1')));
    await ended;
    expect(started).toEqual(['a1', 'b1']);
    for (const name of ['b1', 'c1']) await end(name);
    await Promise.all(runs);
  });
});
