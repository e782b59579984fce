import { setTimeout as delay } from 'node:timers/promises';
import { jest } from '@jest/globals';
import { PageSizes } from '../../../src/rest/odata/page-sizes.ts';
import { listThings } from '../../support/fakes/keyed-api.ts';

const things = { list: listThings };
const expanded = { list: listThings, expand: 'evidence' };
const others = { list: { ...listThings, id: 'listOthers' } };

const FIVE_MINUTES = 5 * 60 * 1000;

test('a page of a list that was not seen before may be cut, whatever its size', () => {
  const sizes = new PageSizes();
  expect([sizes.mayBeCut(things, 1), sizes.mayBeCut(things, 9_999), sizes.capOf(things)]).toEqual([
    true,
    true,
    Infinity,
  ]);
});

test('a page smaller than one seen of the same list is not cut, for five minutes after', async () => {
  const clock = jest.spyOn(performance, 'now');
  try {
    const from = performance.now();
    const at = async (time: number): Promise<void> => {
      clock.mockReturnValue(from + time);
      // The cache reads the clock once a millisecond.
      await delay(2);
    };
    await at(0);
    const sizes = new PageSizes();
    sizes.saw(things, 100);
    sizes.saw(things, 3);
    expect([99, 100, 101].map((rows) => sizes.mayBeCut(things, rows))).toEqual([false, true, true]);
    // Another list, and rows that weigh more, may have a cap of their own.
    expect([sizes.mayBeCut(others, 99), sizes.mayBeCut(expanded, 99)]).toEqual([true, true]);
    await at(FIVE_MINUTES - 1_000);
    expect(sizes.mayBeCut(things, 99)).toBe(false);
    // A smaller page says nothing of larger ones.
    sizes.saw(things, 99);
    await at(FIVE_MINUTES + 1_000);
    expect(sizes.mayBeCut(things, 99)).toBe(true);
  } finally {
    clock.mockRestore();
  }
});

test('no more than a page that was cut is asked for, and only one of less than half is beyond doubt', () => {
  const sizes = new PageSizes();
  sizes.saw(things, 5_000);
  sizes.sawCut(things, 1_000);
  expect(sizes.capOf(things)).toBe(1_000);
  expect([499, 500, 1_000].map((rows) => sizes.mayBeCut(things, rows))).toEqual([false, true, true]);
  // Cut by bytes, most likely: the shortest page is not what all others are made of.
  sizes.sawCut(things, 700);
  expect(sizes.capOf(things)).toBe(1_000);
  sizes.sawCut(things, 300);
  expect(sizes.capOf(things)).toBe(300);
  // It gives more than it was believed to.
  sizes.saw(things, 800);
  expect(sizes.capOf(things)).toBe(800);
});

test('what a count promised behind a page, and did not keep, is not taken for a cut', () => {
  const sizes = new PageSizes();
  sizes.sawCut(things, 3);
  sizes.forget(things);
  expect(sizes.capOf(things)).toBe(Infinity);
});
