import fc from 'fast-check';
import { RowBuffer } from '../../../src/rest/http/row-buffer.ts';
import { RowScanner } from '../../../src/rest/http/row-scanner.ts';

/** Takes an answer apart that comes in parts of so many bytes. */
function split(text: string, part: number) {
  const bytes = Buffer.from(text);
  const splitter = new RowScanner('Results');
  for (let at = 0; at < bytes.length; at += part) splitter.write(bytes.subarray(at, at + part));
  const { text: rest, rows } = splitter.end();
  return { rest, rows: rows.slice(0, rows.length) };
}

describe('the rows of an answer', () => {
  test.each<[string, string, string, string[]]>([
    ['none', '{"Schema":[],"Results":[]}', '{"Schema":[],"Results":[]}', []],
    ['two', '{"Results":[{"a":1},{"a":2}],"x":1}', '{"Results":[],"x":1}', ['{"a":1}', '{"a":2}']],
    ['with blanks', '{ "Results" : [ {"a": 1} ,\n {} ] }', '{ "Results" : [  \n  ] }', ['{"a": 1}', '{}']],
    [
      'with brackets, quotes and backslashes in texts',
      String.raw`{"Results":[{"a":"]}\"{[\\"},{"b":{"c":[{}]}}]}`,
      '{"Results":[]}',
      [String.raw`{"a":"]}\"{[\\"}`, '{"b":{"c":[{}]}}'],
    ],
    [
      'beside other lists, one of which has a member of the same name',
      '{"Schema":[{"Results":[{"x":1}]}],"Other":{"Results":[{"y":2}]},"Results":[{"z":3}]}',
      '{"Schema":[{"Results":[{"x":1}]}],"Other":{"Results":[{"y":2}]},"Results":[]}',
      ['{"z":3}'],
    ],
    [
      'after a text that is their name',
      '{"a":"Results","b":[{}],"Results":[]}',
      '{"a":"Results","b":[{}],"Results":[]}',
      [],
    ],
    ['that are no list', '{"Results":{"a":[{}]}}', '{"Results":{"a":[{}]}}', []],
    [
      'of which some are no objects, but have their places',
      '{"Results":[1, {"a":1} ,"a,]b",null , [2],true]}',
      '{"Results":[   ]}',
      ['1', '{"a":1}', '"a,]b"', 'null ', '[2]', 'true'],
    ],
    ['of a name that only begins like it', '{"Results2":[{}],"Result":[{}]}', '{"Results2":[{}],"Result":[{}]}', []],
    [
      'of a name written with an escape, which is not looked for',
      '{"\\u0052esults":[{}]}',
      '{"\\u0052esults":[{}]}',
      [],
    ],
    ['that break off', '{"Results":[{"a":1},{"b"', '{"Results":[', ['{"a":1}']],
  ])('%s', (_, text, rest, rows) => {
    for (const part of [1, 2, 3, 7, text.length]) expect(split(text, part)).toEqual({ rest, rows });
  });

  test('are those of the JSON, wherever its bytes are cut', () => {
    const value = fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' });
    const row = fc.oneof(fc.dictionary(fc.string({ unit: 'binary' }), value), value);
    fc.assert(
      fc.property(fc.array(row), fc.jsonValue(), fc.integer({ min: 1, max: 60 }), (results, other, part) => {
        const { rest, rows } = split(JSON.stringify({ other, Results: results, last: other }), part);
        expect(JSON.parse(rest)).toEqual(JSON.parse(JSON.stringify({ other, Results: [], last: other })));
        expect(rows).toEqual(results.map((each) => JSON.stringify(each)));
      }),
      { numRuns: 300 },
    );
  });

  test('do not make room for an answer that never ends beside them', () => {
    const splitter = new RowScanner('Results');
    splitter.write(Buffer.from('{"Schema":["'));
    const chunk = Buffer.alloc(1024 * 1024, 'x');
    const feed = (): void => {
      for (let times = 0; times < 5; times++) splitter.write(chunk);
    };
    expect(feed).toThrow('bytes that are no rows');
  });
});

describe('kept rows', () => {
  test.each([1, 10, 1_000, 300_000, 1_048_576, 2_500_000])(
    'of %d bytes come back as they were, in any part',
    (length) => {
      const rows = new RowBuffer();
      const texts = Array.from({ length: 9 }, (_, index) => String(index).repeat(length));
      for (const text of texts) {
        const bytes = Buffer.from(text);
        for (let at = 0; at < bytes.length; at += 65_536) rows.write(bytes.subarray(at, at + 65_536));
        rows.end();
      }
      expect(rows.length).toBe(9);
      expect(rows.slice(0, 9).map((text) => text === texts[Number(text[0])])).toEqual(Array(9).fill(true));
      for (const [start, end] of [
        [0, 1],
        [3, 5],
        [8, 9],
        [8, 20],
        [9, 12],
        [4, 4],
      ] as const) {
        expect(rows.slice(start, end).map((text) => text[0])).toEqual(texts.slice(start, end).map((text) => text[0]));
      }
      expect(rows.bytes).toBeGreaterThanOrEqual(9 * length);
      rows.seal();
      // What is sealed keeps no room for more; a row longer than a segment may have kept as much again.
      expect(rows.bytes).toBeLessThanOrEqual((length < 1_048_576 ? 9 : 18) * length * 1.7 + 9 * 8);
      expect(rows.slice(8, 9)[0]).toBe(texts[8]);
    },
  );

  test.each([0, 1, 4, 8, 9, 20])('can be cut to the first %d, the others being let go', (most) => {
    const rows = new RowBuffer();
    for (let index = 0; index < 9; index++) {
      rows.write(Buffer.from(String(index).repeat(300_000)));
      rows.end();
    }
    rows.seal();
    const cut = rows.first(most);
    expect(cut.length).toBe(Math.min(most, 9));
    expect(cut.slice(0, 9)).toEqual(rows.slice(0, most));
    expect(cut.bytes).toBeLessThanOrEqual(Math.min(most, 9) * 300_008 * 1.2);
    expect(rows.length).toBe(9);
    expect(rows.slice(8, 9)[0]).toHaveLength(300_000);
  });
});
