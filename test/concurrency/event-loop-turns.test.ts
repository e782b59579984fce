import { setImmediate as nextTurn } from 'node:timers/promises';
import { MockAgent } from 'undici';
import { EventLoopTurns } from '../../src/concurrency/event-loop-turns.ts';
import { httpExchange } from '../../src/rest/http/http-exchange.ts';

/** The number of the event loop's turn in which each of these goes on. */
async function turnsOf(work: readonly Promise<unknown>[]): Promise<number[]> {
  let turn = 0;
  let left = work.length;
  const turns = work.map(async (one) => {
    await one;
    left -= 1;
    return turn;
  });
  while (left > 0) {
    await nextTurn();
    turn += 1;
  }
  return Promise.all(turns);
}

describe('turns of the event loop', () => {
  test('let those who wait go on one at a time, in their order', async () => {
    const turns = new EventLoopTurns();
    const order: number[] = [];
    const waiters = [0, 1, 2, 3].map((index) => turns.next().then(() => order.push(index)));
    const went = await turnsOf(waiters);
    expect(new Set(went).size).toBe(4);
    expect(order).toEqual([0, 1, 2, 3]);
  });

  test('let who comes last wait for those before, and who comes later not for nothing', async () => {
    const turns = new EventLoopTurns();
    const [first, second] = [turns.next(), turns.next()];
    await first;
    const went = await turnsOf([second, turns.next(), turns.next()]);
    expect(new Set(went).size).toBe(3);
    // None is left behind after the row has been emptied.
    await turns.next();
  });
});

describe('responses that are there at once', () => {
  async function responsesOf(bytes: number): Promise<number[]> {
    const dispatcher = new MockAgent();
    dispatcher.disableNetConnect();
    dispatcher.get('https://api.contoso.example').intercept({ path: '/rows' }).reply(200, 'x'.repeat(bytes)).persist();
    const exchange = () =>
      httpExchange({
        target: 'Defender',
        url: 'https://api.contoso.example/rows',
        method: 'GET',
        headers: {},
        body: undefined,
        timeLimit: 120_000,
        maxResponseBytes: 1_000_000,
        signal: undefined,
        dispatcher,
      });
    const turns = await turnsOf([1, 2, 3, 4, 5].map(exchange));
    await dispatcher.close();
    return turns;
  }

  test('are worked on in turns of their own where they are large', async () => {
    expect(new Set(await responsesOf(64 * 1024)).size).toBe(5);
  });

  test('go on together where they are small', async () => {
    expect(new Set(await responsesOf(1024)).size).toBe(1);
  });
});
