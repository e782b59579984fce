import { ApiError } from '../../src/sandbox/wire/errors.ts';
import { compileFilter, type FilterAbilities } from '../../src/sandbox/odata/evaluate-filter.ts';
import { parseFilter } from '../../src/sandbox/odata/parse-filter.ts';
import type { FilterableProperties } from '../../src/sandbox/odata/properties.ts';

const PROPERTIES: FilterableProperties = {
  name: 'string',
  risk: 'string',
  seen: 'date',
  number: 'number',
  tags: 'collection',
  open: 'boolean',
  group: 'flexible',
};
const ROWS = [
  {
    name: "O'Neill",
    risk: 'High',
    seen: '2026-11-01T10:11:12.1234567Z',
    number: 7,
    tags: ['a b', "it's"],
    open: true,
    group: 140,
  },
  { name: 'Zürich', risk: 'Low', seen: '2026-11-01T10:11:12.1234568Z', number: -2, tags: [], open: false, group: 0 },
  {
    name: 'lab\\x',
    risk: null,
    seen: '2026-11-03T00:00:00.0000000Z',
    number: null,
    tags: ['a'],
    open: false,
    group: 141,
  },
];
const ALL: FilterAbilities = { in: true, or: true, le: true };

function matches(filter: string, abilities = ALL): number[] {
  const passes = compileFilter(parseFilter(filter), PROPERTIES, abilities, 'Row');
  return ROWS.flatMap((row, index) => (passes(row) ? [index] : []));
}

describe('a filter selects rows', () => {
  test.each<[string, number[]]>([
    ["name eq 'O''Neill'", [0]],
    ["name eq 'o''neill'", []],
    ["NAME eq 'Zürich'", [1]],
    ["name eq 'lab\\x'", [2]],
    ["risk ne 'High'", [1, 2]],
    ['risk eq null', [2]],
    ['risk ne null', [0, 1]],
    ["risk gt 'A'", [0, 1]],
    ['number gt -2', [0]],
    ['number ge -2', [0, 1]],
    ['number lt 7', [1]],
    ['number le 7', [0, 1]],
    ['seen ge 2026-11-01T10:11:12.1234568Z', [1, 2]],
    ['seen gt 2026-11-01T10:11:12.1234567Z', [1, 2]],
    ['seen lt 2026-11-01T10:11:12.1234568Z', [0]],
    ['seen eq 2026-11-01T12:11:12.1234567+02:00', [0]],
    ['seen gt 2026-11-02Z', [2]],
    ['seen gt 2026-11-02', [2]],
    ['seen ge 2026-11-03T00:00:00Z', [2]],
    ["name in ('Zürich', 'O''Neill')", [0, 1]],
    ['number in (7)', [0]],
    ["startswith(name,'Z')", [1]],
    ["startswith(name, 'O''')", [0]],
    ["tags/any(tag: tag eq 'a')", [2]],
    ["tags/any(t:t eq 'it''s')", [0]],
    ["tags/any(tag: startswith(tag,'a'))", [0, 2]],
    ["tags/any(tag: tag eq 'a b' or tag eq 'a')", [0, 2]],
    ["tags/any(tag: tag eq 'a b' and tag eq 'a')", []],
    ['tags/any()', [0, 2]],
    ['open eq true', [0]],
    ['group eq 140', [0]],
    ["group eq '140'", [0]],
    ["risk eq 'High' or risk eq 'Low' and number eq 7", [0]],
    ["number eq 99 and risk eq 'High' or risk eq 'Low'", [1]],
    ["(risk eq 'High' or risk eq 'Low') and number eq -2", [1]],
    ["  risk   eq 'High'  and((number eq 7))", [0]],
    ["name eq 'x and y' or risk eq 'Low'", [1]],
  ])('%s', (filter, expected) => {
    expect(matches(filter)).toEqual(expected);
  });
});

describe('a filter is refused with an ODataError that names the fault', () => {
  test.each<[string, RegExp]>([
    ['', /position 0/],
    ["risk eq 'High", /unterminated string literal at position 8/],
    ["risk eq 'High' and", /position 18/],
    ["risk eq 'High')", /position 14/],
    ["(risk eq 'High'", /position 15/],
    ["risk is 'High'", /Operator 'is' is not supported/],
    ["risk EQ 'High'", /Operator 'EQ' is not supported/],
    ["firstSeen eq 'x'", /property named 'firstSeen'/],
    ["contains(name,'x')", /unknown function with name 'contains'/],
    ["not risk eq 'High'", /position|not supported/],
    ['risk eq 5', /incompatible types/],
    ["number eq '7'", /incompatible types/],
    ["seen gt '2026-11-01'", /incompatible types/],
    ['seen gt 2026-13-01Z', /position/],
    ['risk eq High', /position 8/],
    ["tags eq 'a'", /collection/],
    ["risk/any(r: r eq 'x')", /Any may only be used on a collection/],
    ["tags/all(t: t eq 'x')", /position/],
    ["tags/any(t: u eq 'x')", /property named 'u'/],
    ['name in ()', /position/],
    ["startswith(number,'x')", /incompatible types/],
    ['risk eq "High"', /character '"' is not valid/],
  ])('%s', (filter, message) => {
    const read = () => matches(filter);
    expect(read).toThrow(ApiError);
    expect(read).toThrow(expect.objectContaining({ status: 400, code: 'ODataError' }) as Error);
    expect(read).toThrow(message);
  });

  test('in and or are refused when the service is told not to know them', () => {
    expect(() => matches("name in ('a')", { ...ALL, in: false })).toThrow("'in' is not supported");
    expect(() => matches('number le 7', { ...ALL, le: false })).toThrow("'le' is not supported");
    expect(matches('number le -9 and number gt -2', { ...ALL, le: 'ignored' })).toEqual([0]);
    expect(() => matches("name eq 'a' or name eq 'b'", { ...ALL, or: false })).toThrow("'or' is not supported");
    expect(matches("name eq 'Zürich' and number eq -2", { ...ALL, in: false, or: false })).toEqual([1]);
  });
});
