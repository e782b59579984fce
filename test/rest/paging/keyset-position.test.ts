import { createHash } from 'node:crypto';
import fc from 'fast-check';
import * as positions from '../../../src/rest/paging/keyset-position.ts';

const { upperBoundText, atOffset, supportsKeyset, decodeCursorState, encodeCursorState, returnedBefore } = positions;
const { isNewestFirst, positionAfter, readTime, samePosition } = positions;
type Position = positions.KeysetPosition;

const mark = (id: string): string => createHash('sha256').update(id).digest('hex').slice(0, 16);
const at = (bound: number | null, skip = 0, seen: string[] = []): Position => ({
  upperBound: bound,
  skip,
  seenIds: seen.map(mark),
});
const names = (from: number, to: number): string[] => Array.from({ length: to - from }, (_, n) => `r${from + n}`);
/** A trail whose row ids are r0, r1 … */
const trail = (from: Position, times: readonly number[] | null, length = times?.length ?? 0) => ({
  from,
  ids: names(0, length),
  times,
});
const run = (length: number, time: number): number[] => Array.from({ length }, () => time);

describe('a vendor’s time', () => {
  test.each<[unknown, string | null]>([
    ['2026-11-20T08:30:00.1234567Z', '2026-11-20T08:30:00.123Z'],
    ['2026-11-20T08:30:00.9999999Z', '2026-11-20T08:30:00.999Z'],
    ['2026-11-20T08:30:00.5Z', '2026-11-20T08:30:00.500Z'],
    ['2026-11-20T08:30:00Z', '2026-11-20T08:30:00.000Z'],
    ['1969-12-31T23:59:59Z', null],
    ['2026-13-20T08:30:00Z', null],
    ['2026-11-20T08:30:00+01:00', null],
    ['2026-11-20', null],
    ['20 Nov 2026', null],
    ['', null],
    [1_790_000_000_000, null],
    [null, null],
    [undefined, null],
  ])('%p is read as %p', (text, expected) => {
    expect(readTime(text)).toBe(expected === null ? null : Date.parse(expected));
  });

  test('is no later than the text of its bound, and the next millisecond is', () => {
    const bound = upperBoundText(readTime('2026-11-20T08:30:00.1234567Z') ?? 0);
    expect(bound).toBe('2026-11-20T08:30:00.1239999Z');
    expect('2026-11-20T08:30:00.1234567Z' <= bound && '2026-11-20T08:30:00.1239999Z' <= bound).toBe(true);
    expect('2026-11-20T08:30:00.1240000Z' <= bound).toBe(false);
  });
});

test.each<[(number | null)[], number | null, boolean]>([
  [[], null, true],
  [[5], null, true],
  [[5, 5, 3], null, true],
  [[5, 5, 3], 5, true],
  [[5, 5, 3], 4, false],
  [[3, 5], null, false],
  [[5, null, 3], null, false],
])('times %j below %p are newest first: %p', (times, bound, expected) => {
  expect(isNewestFirst(times, bound)).toBe(expected);
});

describe('the position after a row', () => {
  test.each<[string, ReturnType<typeof trail>, number, Position]>([
    ['at the start of a list', trail(atOffset(0), [9, 8, 7]), 0, at(9, 0, ['r0'])],
    ['in the middle', trail(atOffset(0), [9, 8, 7]), 1, at(8, 0, ['r1'])],
    ['among others of its time', trail(atOffset(0), [9, 8, 8, 8, 7]), 2, at(8, 0, ['r1', 'r2'])],
    ['after the slice’s own first rows', trail(at(9, 0, ['r0']), [9, 8]), 1, at(8, 0, ['r1'])],
    ['of the slice’s own time', trail(at(9, 0, ['r0']), [9, 9, 8]), 1, at(9, 0, ['r0', 'r1'])],
    ['whose predecessors are gone', trail(at(9, 0, ['x', 'y']), [9, 8]), 0, at(9, 0, ['x', 'y', 'r0'])],
    ['that is the 32nd of its time', trail(atOffset(0), run(40, 9)), 31, at(9, 0, names(0, 32))],
    ['that is the 33rd of its time', trail(atOffset(0), run(40, 9)), 32, at(9, 1, names(1, 33))],
    ['that is the 40th of its time', trail(atOffset(0), [10, ...run(40, 9)]), 40, at(9, 8, names(9, 41))],
    ['far inside its time', trail(at(9, 100, ['x']), run(50, 9)), 49, at(9, 118, names(18, 50))],
    ['early behind an offset', trail(at(9, 100, ['x']), run(50, 9)), 2, at(9, 100, names(0, 3))],
    ['that ends a long time', trail(at(9, 100, ['x']), [...run(50, 9), 8]), 50, at(8, 0, ['r50'])],
    ['of a list without order', trail(atOffset(0), null, 5), 3, at(null, 4)],
    ['of a list without order, further on', trail(atOffset(70), null, 5), 3, at(null, 74)],
    ['of a slice that lost its order', trail(at(9, 0, ['r0']), null, 5), 3, at(9, 4)],
  ])('%s', (_, rows, index, expected) => {
    expect(positionAfter(rows, index)).toEqual(expected);
  });
});

test.each<[Position, string[], string]>([
  [atOffset(0), ['r0', 'r1'], '--'],
  [at(9, 0, ['r0']), ['r0', 'r1'], 'x-'],
  [at(9, 0, ['r1']), ['r0', 'r1', 'r2'], '-x-'],
  [at(9, 0, ['r7']), ['r0', 'r1'], '--'],
  [at(9, 5, ['r1', 'r2']), ['new', 'r1', 'r2', 'r3'], 'xxx-'],
  [at(9, 5, ['r1', 'r2']), ['r2', 'r3'], 'x-'],
  [at(9, 5, ['r1']), ['r8', 'r9'], '--'],
  [at(9, 5), ['r1'], '-'],
])('of the rows from %j on, %j were given before as in %s', (position, ids, expected) => {
  expect(
    returnedBefore(position, ids)
      .map((given) => (given ? 'x' : '-'))
      .join(''),
  ).toBe(expected);
});

test.each<[Position, boolean]>([
  [atOffset(0), true],
  [atOffset(1), false],
  [at(9, 0, ['r0']), true],
  [at(9, 3, ['r0']), true],
  [at(9, 3), false],
])('rows from %j on can be told by their times: %p', (position, expected) => {
  expect(supportsKeyset(position)).toBe(expected);
});

describe('what a cursor holds', () => {
  const walk = Buffer.from('walk');
  const marks = fc.array(fc.stringMatching(/^[0-9a-f]{16}$/), { maxLength: 32 });
  const anyPosition = fc.record({ upperBound: fc.nat(2 ** 47), skip: fc.nat(0xffff_ffff), seenIds: marks });

  test('gives back any walk and position', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 4, maxLength: 4 }), anyPosition, (id, position) => {
        const found = decodeCursorState(encodeCursorState(id, position));
        expect(found?.position).toEqual(position);
        expect([...(found?.sessionId ?? [])]).toEqual([...id]);
      }),
    );
  });

  test('is the walk alone where the position is a plain offset', () => {
    const bytes = encodeCursorState(walk, atOffset(7));
    expect(bytes).toHaveLength(4);
    expect(decodeCursorState(bytes)).toEqual({ sessionId: walk, position: null });
  });

  test('is 270 bytes at the most', () => {
    expect(encodeCursorState(walk, at(9, 1, names(0, 32)))).toHaveLength(270);
  });

  test('is read from any bytes without a fault, or not at all', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        const found = decodeCursorState(bytes);
        const known =
          bytes.length === 4 || (bytes.length >= 14 && bytes.length <= 270 && (bytes.length - 14) % 8 === 0);
        expect(found !== null).toBe(known);
        if (found?.position != null) expect(() => upperBoundText(found.position?.upperBound ?? 0)).not.toThrow();
      }),
    );
  });
});

test('positions are the same place when all of them is equal', () => {
  expect(samePosition(at(9, 1, ['a']), at(9, 1, ['a']))).toBe(true);
  for (const other of [at(8, 1, ['a']), at(9, 2, ['a']), at(9, 1, ['b']), at(9, 1), atOffset(1)]) {
    expect(samePosition(at(9, 1, ['a']), other)).toBe(false);
  }
});
