import { ResultStore, type ResultHandle } from '../../../src/rest/cache/result-store.ts';
import { fakeClock, later, realClock } from '../../support/clocks/fake-clock.ts';

const result = (bytes: number) => ({ bytes });

async function keep(kept: ResultStore, owner: string, weighed: { bytes: number }): Promise<ResultHandle | null> {
  const receipt = kept.reserve(weighed.bytes);
  if (receipt !== null) await kept.put(owner, receipt, weighed);
  return receipt;
}

describe('kept results', () => {
  test('are given to their owner by their id, and to nobody else', async () => {
    const kept = new ResultStore(1_000);
    const [mine, other] = [result(10), result(20)];
    const receipt = await keep(kept, 'ann', mine);
    await keep(kept, 'ann', other);
    const id = receipt?.id ?? new Uint8Array();
    expect(await kept.get('ann', id)).toBe(mine);
    expect(await kept.get('bob', id)).toBeNull();
    expect(await kept.get('ann', new Uint8Array(12))).toBeNull();
    expect(await kept.get('ann', new Uint8Array())).toBeNull();
  });

  test('make room for newer ones, the one used longest ago first', async () => {
    const kept = new ResultStore(100);
    const [first, second] = [await keep(kept, 'ann', result(40)), await keep(kept, 'ann', result(40))];
    expect(await kept.get('ann', first?.id ?? new Uint8Array())).not.toBeNull();
    await keep(kept, 'ann', result(40));
    expect(await kept.get('ann', second?.id ?? new Uint8Array())).toBeNull();
    expect(await kept.get('ann', first?.id ?? new Uint8Array())).not.toBeNull();
    expect(kept.size).toBe(80);
  });

  test('are not kept when they are too large, or when nothing is to be kept', async () => {
    const kept = new ResultStore(100);
    const small = await keep(kept, 'ann', result(60));
    expect(await keep(kept, 'ann', result(101))).toBeNull();
    expect(await kept.get('ann', small?.id ?? new Uint8Array())).not.toBeNull();
    expect(await keep(new ResultStore(0), 'ann', result(1))).toBeNull();
    expect(await new ResultStore(0).get('ann', new Uint8Array(12))).toBeNull();
  });

  test('are gone after five minutes, however often they were asked for', async () => {
    fakeClock();
    try {
      const kept = new ResultStore(100);
      const receipt = await keep(kept, 'ann', result(1));
      const find = () => kept.get('ann', receipt?.id ?? new Uint8Array());
      expect(Date.parse(receipt?.until ?? '')).toBe(Date.now() + 300_000);
      await later(200_000);
      expect(await find()).not.toBeNull();
      await later(99_000);
      expect(await find()).not.toBeNull();
      expect(kept.size).toBe(1);
      await later(2_000);
      // Not by being asked for.
      expect(kept.size).toBe(0);
      expect(await find()).toBeNull();
    } finally {
      realClock();
    }
  });
});
