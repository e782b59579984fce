import { bind } from '../../../src/kql/parameters/bind.ts';
import type { KqlParameterType } from '../../../src/kql/parameters/parameter.ts';
import { runKql } from '../../../src/sandbox/kql/run-kql.ts';
import { column, database, NOW } from './kql-database.ts';

/** What a query makes of one parameter `p`. */
function answer(type: KqlParameterType, value: unknown, query: string): unknown[] {
  const { text } = bind(query, [{ name: 'p', type, value }]);
  return runKql(text, database, NOW).Results.map((row) => Object.values(row)[0]);
}

describe('a bound parameter of every type is read, and stands where a literal would', () => {
  test.each<[KqlParameterType, unknown, unknown, string, unknown[]]>([
    ['STRING', `O'Neill "x" \\ \n\t\u2028 ü 東 😀`, `O'Neill "x" \\ \n\t\u2028 ü 東 😀`, '', []],
    ['STRING', 'd1', 'd1', 'Events | where DeviceId == p | count', [2]],
    ['STRING', null, '', 'Events | where isempty(p) | count', [4]],
    ['LONG', 60, 60, 'Events | where Size > p | count', [2]],
    ['LONG', '-7', -7, 'print p / 2', [-3]],
    ['LONG', null, null, 'Events | where isnull(p) or Size == p | count', [4]],
    ['REAL', 2.5, 2.5, 'Events | where Score >= p | count', [2]],
    ['REAL', -1e-7, -1e-7, 'print p * 2', [-2e-7]],
    ['REAL', null, null, 'Events | where Score == p | count', [0]],
    ['BOOL', true, 1, 'Events | where Elevated == p | count', [2]],
    ['BOOL', false, 0, 'Events | where p or DeviceId == "d3" | count', [1]],
    ['BOOL', null, null, 'Events | where p | count', [0]],
    [
      'DATETIME',
      '2026-03-10T10:00:00.1234568+02:00',
      '2026-03-10T08:00:00.1234568Z',
      'Events | where Timestamp >= p | count',
      [3],
    ],
    ['DATETIME', null, null, 'Events | where isnull(p) or Timestamp > p | count', [4]],
    ['TIMESPAN', 'PT13H', '13:00:00', 'Events | where Timestamp > ago(p) | count', [2]],
    ['TIMESPAN', '-1.02:03:04', '-1.02:03:04', 'print now() - p', ['2026-03-13T14:03:04.0000000Z']],
    ['TIMESPAN', 'P1D', '1.00:00:00', 'Events | summarize by bin(Timestamp, p) | count', [3]],
    ['TIMESPAN', null, null, 'Events | where Timestamp > ago(p) | count', [0]],
    [
      'GUID',
      '74BE27DE-1E4E-49D9-B579-FE0B331D3642',
      '74be27de-1e4e-49d9-b579-fe0b331d3642',
      'print p == toguid("74be27de-1e4e-49d9-b579-fe0b331d3642")',
      [1],
    ],
    ['GUID', null, null, 'print isnull(p)', [1]],
    ['DYNAMIC', ['POWERSHELL.exe', 'x'], ['POWERSHELL.exe', 'x'], 'Events | where FileName in~ (p) | count', [2]],
    ['DYNAMIC', ['whoami', 'report'], ['whoami', 'report'], 'Events | where CommandLine has_any (p) | count', [2]],
    ['DYNAMIC', [50, 70], [50, 70], 'Events | where Size in (p) | count', [2]],
    ['DYNAMIC', [], [], 'Events | where array_length(p) == 0 or DeviceId in (p) | count', [4]],
    [
      'DYNAMIC',
      { a: { 'b"c': [1, -2.5, null, true] } },
      { a: { 'b"c': [1, -2.5, null, true] } },
      'print p.a["b\\"c"][1]',
      [-2.5],
    ],
    ['DYNAMIC', ['b', 'a'], ['b', 'a'], 'print m = p | mv-expand m to typeof(string) | where m == "a" | count', [1]],
    ['DYNAMIC', null, null, 'Events | where DeviceId in (p) or CommandLine has_any (p) | count', [0]],
  ])('%s %j', (type, value, shown, query, expected) => {
    expect(answer(type, value, 'print p')).toEqual([shown]);
    if (query !== '') expect(answer(type, value, query)).toEqual(expected);
  });
});

describe('Base64 is decoded', () => {
  test.each<[string, unknown]>([
    ["base64_decode_toarray('QUL/')", [65, 66, 255]],
    ["base64_decode_toarray('no Base64')", []],
    ["base64_decode_tostring('/w==')", ''],
    ['unicode_codepoints_to_string(dynamic([79, 128512]))', 'O😀'],
    ['make_string(75, 81, 76)', 'KQL'],
    ['unicode_codepoints_to_string(-1)', ''],
    ["replace_regex(unicode_codepoints_to_string(base64_decode_toarray('aABpAA==')), @'\\x00', '')", 'hi'],
  ])('%s', (expression, expected) => {
    expect(column(`print ${expression}`)).toEqual([expected]);
  });
});

describe('a large answer', () => {
  const columns = Array.from({ length: 11 }, (_, index) => `Column${index} = strcat('value ', N, ' of ${index}')`);
  const query = (rows: number) => `range N from 1 to ${rows} step 1 | extend ${columns.join(', ')}`;

  test('of 100,000 rows with twelve columns is given', () => {
    const { Schema, Results } = runKql(query(100_000), database, NOW, { milliseconds: 200_000 });
    expect(Schema).toHaveLength(12);
    expect(Results).toHaveLength(100_000);
    expect(Results.at(-1)).toMatchObject({ N: 100_000, Column10: 'value 100000 of 10' });
  });

  test('of one row more is refused in the words of the service', () => {
    expect(() => runKql(query(100_001), database, NOW, { milliseconds: 200_000 })).toThrow(
      /^Query execution has exceeded the allowed result size/,
    );
  });
});
