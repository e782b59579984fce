import { HuntRows } from '../../src/resources/hunting/run/hunt-rows.ts';
import { runAdvancedQueryOperation } from '../../src/resources/hunting/run/hunting.backends.api.ts';
import type { HuntingColumn } from '../../src/resources/hunting/hunting.type.ts';
import { RowBuffer } from '../../src/rest/http/row-buffer.ts';

function kept(...texts: string[]): RowBuffer {
  const rows = new RowBuffer();
  for (const text of texts) {
    rows.write(Buffer.from(text));
    rows.end();
  }
  return rows;
}

function huntRows(parts: RowBuffer[], columns: HuntingColumn[], most: number): HuntRows {
  return new HuntRows(parts, columns, most, runAdvancedQueryOperation);
}

async function valueOf(type: string, json: string): Promise<unknown> {
  const rows = huntRows([kept(`{"V":${json}}`)], [{ name: 'V', type }], 10);
  const [row] = await rows.read(rows.slice());
  return row instanceof Error ? row : row?.values.V;
}

describe('a value of a hunt', () => {
  test.each<[string, string, unknown]>([
    ['String', '"text"', 'text'],
    ['String', '"[1,2]"', '[1,2]'],
    ['String', '"9007199254740993"', '9007199254740993'],
    ['String', 'null', null],
    ['DateTime', '"2026-11-20T08:30:00.1234567Z"', '2026-11-20T08:30:00.1234567Z'],
    ['Int64', '5', 5],
    ['Int64', '"5"', 5],
    ['Int64', '9007199254740991', 9007199254740991],
    ['Int64', '9007199254740992', '9007199254740992'],
    ['Int64', '-9223372036854775808', '-9223372036854775808'],
    ['Int64', '"9223372036854775807"', '9223372036854775807'],
    ['Int32', '-7', -7],
    ['Double', '0.1', 0.1],
    ['Double', '1e300', 1e300],
    ['Double', '12345678901234567890', 12345678901234567000],
    ['Double', '3.1415926535897932', 3.141592653589793],
    ['Double', '"NaN"', 'NaN'],
    ['SByte', '1', true],
    ['SByte', '0', false],
    ['SByte', 'true', true],
    ['SByte', 'null', null],
    ['Boolean', 'false', false],
    ['Object', '{"a":[1,{"b":null}]}', { a: [1, { b: null }] }],
    ['Object', '"{\\"a\\":[1,2]}"', { a: [1, 2] }],
    ['Object', '"[\\"x\\"]"', ['x']],
    ['Object', '"{\\"id\\": 9007199254740993}"', { id: '9007199254740993' }],
    ['Object', '"[not JSON"', '[not JSON'],
    ['Object', '"plain text"', 'plain text'],
    ['dynamic', '{"id":9007199254740993}', { id: '9007199254740993' }],
    ['Guid', '"6f0d2b52-0e3a-4b8e-9f43-0d6f0b4b7a11"', '6f0d2b52-0e3a-4b8e-9f43-0d6f0b4b7a11'],
    ['TimeSpan', '"1.02:03:04"', '1.02:03:04'],
    ['SomethingNew', '{"x":1}', { x: 1 }],
  ])('of type %s sent as %s', async (type, json, value) => {
    expect(await valueOf(type, json)).toEqual(value);
  });
});

describe('the rows of a hunt', () => {
  const columns = [
    { name: 'N', type: 'Int64' },
    { name: 'T', type: 'String' },
  ];

  test('go through all parts in their order, up to the most that are wanted', () => {
    const parts = [kept('{"N":0}', '{"N":1}'), kept(), kept('{"N":2}'), kept('{"N":3}', '{"N":4}')];
    const numbers = (rows: HuntRows, ...range: number[]) =>
      rows.slice(...range).map((text) => (JSON.parse(text) as { N: number }).N);
    const rows = huntRows(parts, columns, 4);
    expect(rows.length).toBe(4);
    expect(numbers(rows)).toEqual([0, 1, 2, 3]);
    for (let start = 0; start <= 5; start++) {
      for (let end = start; end <= 6; end++) {
        expect([start, end, numbers(rows, start, end)]).toEqual([start, end, [0, 1, 2, 3].slice(start, end)]);
      }
    }
    expect(huntRows([], columns, 4).slice(0, 10)).toEqual([]);
  });

  test('have every column, null where the vendor left it out, and no annotations', async () => {
    const rows = huntRows([kept('{"N@odata.type":"#Int64","N":1,"Extra":{"a":1}}')], columns, 10);
    expect(await rows.read(rows.slice())).toEqual([{ values: { N: 1, T: null, Extra: { a: 1 } } }]);
  });

  test.each(['{"N":', '[1]', '{"N":1}}', '{"N":1234567890123456789', '"text"', 'null', '7'])(
    'that are no object are an error in their place: %s',
    async (text) => {
      const rows = huntRows([kept('{"N":1}', text, '{"N":2}')], columns, 10);
      const [before, odd, after] = await rows.read(rows.slice());
      expect([before, after]).toMatchObject([{ values: { N: 1 } }, { values: { N: 2 } }]);
      expect(odd).toMatchObject({ operation: 'runAdvancedQuery', why: 'it is no JSON object' });
    },
  );

  test('do not take a member of an object for its prototype', async () => {
    const rows = huntRows([kept('{"__proto__":{"polluted":true},"N":1}')], columns, 10);
    const [row] = await rows.read(rows.slice());
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(row).not.toHaveProperty('values.polluted');
  });

  test('keep a value that is nested too deep as its text, and are an error where the row itself is', async () => {
    const deep = '['.repeat(5_000) + ']'.repeat(5_000);
    const objects = [{ name: 'V', type: 'Object' }];
    const asText = huntRows([kept(JSON.stringify({ V: deep }))], objects, 10);
    expect(await asText.read(asText.slice())).toEqual([{ values: { V: deep } }]);
    const asValue = huntRows([kept(`{"V":${deep}}`)], objects, 10);
    expect(await asValue.read(asValue.slice())).toMatchObject([{ why: 'it is no JSON object' }]);
    const brackets = huntRows([kept(JSON.stringify({ V: `"\\"${deep}` }))], objects, 10);
    expect(await brackets.read(brackets.slice())).toHaveLength(1);
  });

  test('of more text than can be parsed at once are refused before it is', async () => {
    const row = (characters: number) => `{"T":"${'x'.repeat(characters)}"}`;
    const long = huntRows([kept(row(100), row(4 * 1024 * 1024))], columns, 10);
    expect(await long.read(long.slice(0, 1))).toHaveLength(1);
    await expect(long.read(long.slice())).rejects.toMatchObject({ code: 'COST_LIMIT_EXCEEDED' });
  });

  test('hold no more than the first that are wanted', () => {
    const row = `{"T":"${'x'.repeat(100_000)}"}`;
    const parts = [kept(...Array<string>(50).fill(row)), kept(...Array<string>(50).fill(row))];
    expect(huntRows(parts, columns, 60).bytes).toBeLessThan(7.5 * 1024 * 1024);
    expect(huntRows(parts, columns, 1).bytes).toBeLessThan(200_000);
  });
});
