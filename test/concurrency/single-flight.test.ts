import { SingleFlight } from '../../src/concurrency/single-flight.ts';

describe('a single flight', () => {
  test('is one task for all who ask for its key meanwhile, and another for the next', async () => {
    const flights = new SingleFlight<number>();
    let made = 0;
    const task = (): Promise<number> => Promise.resolve((made += 1));
    expect(await Promise.all([flights.run('a', task), flights.run('a', task), flights.run('b', task)])).toEqual([
      1, 1, 2,
    ]);
    expect(flights.get('a')).toBeUndefined();
    expect(await flights.run('a', task)).toBe(3);
  });

  test('fails for all of them, and is forgotten', async () => {
    const flights = new SingleFlight<number>();
    const failed = [1, 2].map(() => flights.run('a', () => Promise.reject(new Error('No.'))));
    for (const one of await Promise.allSettled(failed)) expect(one).toMatchObject({ reason: { message: 'No.' } });
    expect(await flights.run('a', () => Promise.resolve(1))).toBe(1);
  });
});
