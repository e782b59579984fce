import { KeptResults, type Receipt } from '../../../src/rest/cache/result-store.ts';
import { fakeClock, later, realClock } from '../../support/clocks/fake-clock.ts';

const result = (bytes: number) => ({ bytes });

function keep(kept: KeptResults, owner: string, weighed: { bytes: number }): Receipt | null {
  const receipt = kept.receiptFor(weighed.bytes);
  if (receipt !== null) kept.keep(owner, receipt, weighed);
  return receipt;
}

describe('kept results', () => {
  test('are given to their owner by their id, and to nobody else', () => {
    const kept = new KeptResults(1_000);
    const [mine, other] = [result(10), result(20)];
    const receipt = keep(kept, 'ann', mine);
    keep(kept, 'ann', other);
    const id = receipt?.id ?? new Uint8Array();
    expect(kept.find('ann', id)).toBe(mine);
    expect(kept.find('bob', id)).toBeNull();
    expect(kept.find('ann', new Uint8Array(12))).toBeNull();
    expect(kept.find('ann', new Uint8Array())).toBeNull();
  });

  test('make room for newer ones, the one used longest ago first', () => {
    const kept = new KeptResults(100);
    const [first, second] = [keep(kept, 'ann', result(40)), keep(kept, 'ann', result(40))];
    expect(kept.find('ann', first?.id ?? new Uint8Array())).not.toBeNull();
    keep(kept, 'ann', result(40));
    expect(kept.find('ann', second?.id ?? new Uint8Array())).toBeNull();
    expect(kept.find('ann', first?.id ?? new Uint8Array())).not.toBeNull();
    expect(kept.size).toBe(80);
  });

  test('are not kept when they are too large, or when nothing is to be kept', () => {
    const kept = new KeptResults(100);
    const small = keep(kept, 'ann', result(60));
    expect(keep(kept, 'ann', result(101))).toBeNull();
    expect(kept.find('ann', small?.id ?? new Uint8Array())).not.toBeNull();
    expect(keep(new KeptResults(0), 'ann', result(1))).toBeNull();
    expect(new KeptResults(0).find('ann', new Uint8Array(12))).toBeNull();
  });

  test('are gone after five minutes, however often they were asked for', async () => {
    fakeClock();
    try {
      const kept = new KeptResults(100);
      const receipt = keep(kept, 'ann', result(1));
      const find = () => kept.find('ann', receipt?.id ?? new Uint8Array());
      expect(Date.parse(receipt?.until ?? '')).toBe(Date.now() + 300_000);
      await later(200_000);
      expect(find()).not.toBeNull();
      await later(99_000);
      expect(find()).not.toBeNull();
      expect(kept.size).toBe(1);
      await later(2_000);
      // Not by being asked for.
      expect(kept.size).toBe(0);
      expect(find()).toBeNull();
    } finally {
      realClock();
    }
  });
});
