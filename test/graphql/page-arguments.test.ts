import {
  parsePageArguments,
  type PageArguments,
  type PageWindow,
} from '../../src/graphql/connection/page-arguments.ts';

/** Cursors of these tests are `@<offset>`, and hold their own text for the list's reader. */
const read = (cursor: string) => ({ offset: Number(cursor.slice(1)), resume: Buffer.from(cursor) });
const from = (skip: number, take: number, fromEnd = false): PageWindow => ({ skip, take, fromEnd });
const behind = (cursor: string, skip: number, take: number): PageWindow => ({
  ...from(skip, take),
  resume: Buffer.from(cursor),
});

describe('paging arguments', () => {
  test.each<[PageArguments, PageWindow]>([
    [{}, from(0, 50)],
    [{ first: null, after: null, last: null, before: null }, from(0, 50)],
    [{ first: 7 }, from(0, 7)],
    [{ first: 0 }, from(0, 0)],
    [{ first: 1000 }, from(0, 1000)],
    [{ first: 7, after: '@9' }, behind('@9', 10, 7)],
    [{ after: '@9' }, behind('@9', 10, 50)],
    [{ first: 7, last: null }, from(0, 7)],
    [{ before: '@9' }, from(0, 9)],
    [{ before: '@90' }, from(0, 50)],
    [{ first: 7, before: '@9' }, from(0, 7)],
    [{ first: 7, before: '@3' }, from(0, 3)],
    [{ first: 7, after: '@3', before: '@9' }, behind('@3', 4, 5)],
    [{ first: 7, before: '@0' }, from(0, 0)],
    [{ first: 7, after: '@9', before: '@3' }, behind('@9', 10, 0)],
    [{ last: 7 }, from(0, 7, true)],
    [{ last: 0 }, from(0, 0, true)],
    [{ last: 7, after: '@9' }, from(10, 7, true)],
    [{ last: 7, before: '@9' }, from(2, 7)],
    [{ last: 7, before: '@3' }, from(0, 3)],
    [{ last: 7, before: '@0' }, from(0, 0)],
    [{ last: 7, after: '@3', before: '@9' }, behind('@3', 4, 5)],
    [{ last: 3, after: '@3', before: '@9' }, from(6, 3)],
    [{ last: 7, after: '@9', before: '@3' }, behind('@9', 10, 0)],
  ])('%j ask for %j', (args, window) => {
    expect(parsePageArguments(args, read)).toEqual(window);
  });

  test.each<[PageArguments, string]>([
    [{ first: -1 }, 'first must be from 0 to 1000, got -1'],
    [{ first: 1001 }, 'first must be from 0 to 1000, got 1001'],
    [{ first: 1.5 }, 'first must be from 0 to 1000, got 1.5'],
    [{ first: NaN }, 'first must be from 0 to 1000, got NaN'],
    [{ last: -1 }, 'last must be from 0 to 1000, got -1'],
    [{ last: 1001, before: '@9' }, 'last must be from 0 to 1000, got 1001'],
    [{ first: 1, last: 1 }, 'Give first or last, not both.'],
    [{ first: 0, last: 0 }, 'Give first or last, not both.'],
  ])('%j are refused, saying what is wrong', (args, message) => {
    expect(() => parsePageArguments(args, read)).toThrow(
      expect.objectContaining({
        message: expect.stringContaining(message) as string,
        extensions: { code: 'BAD_USER_INPUT' },
      }) as Error,
    );
  });
});
