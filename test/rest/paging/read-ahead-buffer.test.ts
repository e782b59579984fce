import {
  atOffset,
  positionAfter,
  type KeysetPosition,
  type FetchedRows,
} from '../../../src/rest/paging/keyset-position.ts';
import {
  prefetchSize,
  sliceFrom,
  sizeOf,
  bufferAfter,
  type ListPlace,
} from '../../../src/rest/paging/read-ahead-buffer.ts';
import type { RangeResult } from '../../../src/rest/paging/page-types.ts';

type Row = string;

/** What was read of a list whose rows are r0, r1 …, one a millisecond, from one place on. */
function readingOf(
  length: number,
  { offset = 0, bytes = 10, ...more }: Partial<RangeResult<Row>> & { bytes?: number } = {},
): RangeResult<Row> {
  const ids = Array.from({ length }, (_, index) => `r${index}`);
  const trail: FetchedRows = { from: atOffset(0), ids, times: ids.map((_, index) => 1_000 - index) };
  const read = { fetched: trail, asOf: '2026-11-20T08:30:00.000Z', bytes };
  return {
    slots: ids.map((row, index) => ({ row, offset: offset + index, index, page: read })),
    next: positionAfter(trail, length - 1),
    offset: offset + length,
    incomplete: null,
    pages: [read],
    total: null,
    duplicates: 0,
    ...more,
  };
}
const start: ListPlace = { offset: 20, position: { upperBound: 2_000, skip: 0, seenIds: ['0123456789abcdef'] } };
const placeAfter = ({ slots }: RangeResult<Row>, index: number): ListPlace => {
  const seat = slots[index];
  if (seat === undefined) throw new Error('There is no such row.');
  return { offset: seat.offset + 1, position: positionAfter(seat.page.fetched, seat.index) };
};
const rowsOf = (window: { slots: readonly { row: unknown }[] } | null) => window?.slots.map(({ row }) => row).join(' ');

test.each([
  [1, 1_000, 50],
  [10, 1_000, 50],
  [20, 1_000, 80],
  [100, 1_000, 400],
  [400, 1_000, 1_000],
  [9_000, 1_000, 1_000],
  [9_000, 30, 30],
  [9_000, 0, 0],
])('at row %i, of %i at most, %i rows are read ahead', (offset, largest, rows) => {
  expect(prefetchSize(offset, largest)).toBe(rows);
});

describe('after a page', () => {
  test('the rows from the page on are kept with what was read ahead', () => {
    const reading = readingOf(9, { offset: 20 });
    const window = bufferAfter(reading, start, 3, 70, true);
    expect(window).toMatchObject({ start, next: reading.next, offset: 29, total: 70 });
    expect(rowsOf(window)).toBe('r0 r1 r2 r3 r4 r5 r6 r7 r8');
  });

  test('nothing but the length is kept where nothing was read ahead', () => {
    const reading = readingOf(4, { offset: 20 });
    const after = placeAfter(reading, 2);
    expect(bufferAfter(reading, start, 3, 70, false)).toEqual({
      start: after,
      slots: [],
      next: after.position,
      offset: 23,
      incomplete: null,
      total: 70,
    });
    expect(bufferAfter(reading, start, 3, null, false)).toMatchObject({ total: null });
    expect(bufferAfter(reading, start, 3, undefined, false)).toBeNull();
    // A page that a count says is followed by another, of which no row was read.
    expect(bufferAfter(reading, start, 4, 70, false)).toMatchObject({ slots: [], offset: 24, total: 70 });
  });

  test.each<[string, RangeResult<Row>, number]>([
    ['that is the last', { ...readingOf(9), next: null }, 9],
    ['that is empty', readingOf(0), 3],
    ['that asked for none', readingOf(1), 0],
    ['of a list that was not led to its end', readingOf(9, { incomplete: 'NEXT_LINK_REPEATS' }), 3],
  ])('%s nothing is kept', (_, reading, take) => {
    expect(bufferAfter(reading, start, take, 70, false)).toBeNull();
  });

  test('the last page of a walk is kept too, and says that it is the last', () => {
    const reading = readingOf(9);
    const window = bufferAfter({ ...reading, next: null }, start, 9, undefined, true);
    expect(rowsOf(window)).toBe('r0 r1 r2 r3 r4 r5 r6 r7 r8');
    expect(window?.next).toBeNull();
    expect(bufferAfter(readingOf(9, { incomplete: 'NEXT_LINK_REPEATS' }), start, 9, 70, true)).toBeNull();
    // Reading it once more would not know which rows had come twice.
    const differs = readingOf(9, { incomplete: 'COUNT_DIFFERS' });
    expect(bufferAfter(differs, start, 3, 70, true)).toMatchObject({ incomplete: 'COUNT_DIFFERS' });
  });

  test('no more is kept than 4 MB, but the next page always', () => {
    const reading = readingOf(9, { offset: 20, bytes: 1024 * 1024 });
    const window = bufferAfter(reading, start, 1, undefined, true);
    expect(rowsOf(window)).toBe('r0 r1 r2');
    expect(window).toMatchObject({ offset: 23, next: placeAfter(reading, 2).position });
    expect(rowsOf(bufferAfter(reading, start, 5, undefined, true))).toBe('r0 r1 r2 r3 r4 r5');
    expect(sizeOf({ slots: reading.slots.slice(0, 2) })).toBe(2 * 1024 * 1024 + 200);
  });
});

describe('a window', () => {
  const reading = readingOf(9, { offset: 20 });
  const window = bufferAfter(reading, start, 3, 70, true);
  const cut = (place: ListPlace) => (window === null ? null : sliceFrom(window, place));

  test('gives what it holds from any place in it', () => {
    expect(rowsOf(cut(start))).toBe('r0 r1 r2 r3 r4 r5 r6 r7 r8');
    expect(rowsOf(cut(placeAfter(reading, 2)))).toBe('r3 r4 r5 r6 r7 r8');
    const rest = cut(placeAfter(reading, 8));
    expect(rowsOf(rest)).toBe('');
    expect(rest).toMatchObject({ start: placeAfter(reading, 8), next: reading.next, offset: 29, total: 70 });
  });

  test.each<[string, ListPlace]>([
    ['before it', { ...start, offset: 19 }],
    ['behind it', { offset: 30, position: atOffset(30) }],
    ['of its offset that was reached another way', { ...start, position: atOffset(20) }],
    ['in it that was reached another way', { ...placeAfter(reading, 2), position: placeAfter(reading, 3).position }],
    ['in it by another offset', { ...placeAfter(reading, 2), offset: 24 }],
  ])('does not lead to a place %s', (_, place) => {
    expect(cut(place)).toBeNull();
  });

  test('is not changed by being cut', () => {
    const position: KeysetPosition = start.position;
    cut(placeAfter(reading, 2));
    expect(window?.slots).toHaveLength(9);
    expect(window?.start).toEqual({ offset: 20, position });
  });
});
