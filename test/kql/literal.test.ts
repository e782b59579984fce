import fc from 'fast-check';
import { KEYWORDS } from '../../src/kql/parameters/keywords.ts';
import { LiteralError } from '../../src/kql/parameters/literal-error.ts';
import { literalOf } from '../../src/kql/parameters/literal.ts';
import { languageService, namesByNumber } from '../../src/kql/language/load-language-service.ts';
import type { KqlParameterType } from '../../src/kql/parameters/parameter.ts';

/** Faults of KQL's own parser in a query that only prints a literal. */
function faultsOf(literal: string): number {
  const { KustoCode, GlobalState } = languageService();
  return KustoCode.ParseAndAnalyze(`let p = ${literal};\nprint p`, GlobalState.Default).GetDiagnostics().Count;
}

const deep = (levels: number): unknown => (levels === 0 ? 1 : [deep(levels - 1)]);

describe('a value becomes a literal of its type', () => {
  test.each<[KqlParameterType, unknown, string]>([
    ['STRING', '', '""'],
    ['STRING', 'plain text', '"plain text"'],
    ['STRING', 'Grüße, 日本 😀', '"Grüße, 日本 😀"'],
    ['STRING', 'C:\\Temp\\"x"', '"C:\\\\Temp\\\\\\"x\\""'],
    ['STRING', "O'Neill", '"O\\u0027Neill"'],
    ['STRING', 'a\r\n\tb', '"a\\r\\n\\tb"'],
    ['STRING', 'a\u0000b\u007fc\u0085d', '"a\\u0000b\\u007fc\\u0085d"'],
    ['STRING', '\u2028\u2029\ufeff\u00a0\u202e', '"\\u2028\\u2029\\ufeff\\u00a0\\u202e"'],
    ['STRING', '“x”', '"\\u201cx\\u201d"'],
    ['STRING', '\u{E0001}', '"\\udb40\\udc01"'],
    ['STRING', null, '""'],
    ['LONG', 0, 'long(0)'],
    ['LONG', -0, 'long(0)'],
    ['LONG', -42, 'long(-42)'],
    ['LONG', 9007199254740991, 'long(9007199254740991)'],
    ['LONG', '9007199254740993', 'long(9007199254740993)'],
    ['LONG', '9223372036854775807', 'long(9223372036854775807)'],
    ['LONG', '-9223372036854775808', 'long(-9223372036854775808)'],
    ['LONG', '007', 'long(7)'],
    ['LONG', null, 'long(null)'],
    ['REAL', 0.5, 'real(0.5)'],
    ['REAL', 5, 'real(5)'],
    ['REAL', -0, 'real(-0)'],
    ['REAL', 1e21, 'real(1e+21)'],
    ['REAL', 5e-324, 'real(5e-324)'],
    ['REAL', null, 'real(null)'],
    ['BOOL', true, 'bool(true)'],
    ['BOOL', false, 'bool(false)'],
    ['BOOL', null, 'bool(null)'],
    ['DATETIME', '2026-11-20', 'datetime(2026-11-20T00:00:00.0000000Z)'],
    ['DATETIME', '2026-11-20T08:30Z', 'datetime(2026-11-20T08:30:00.0000000Z)'],
    ['DATETIME', '2026-11-20T08:30:00.1234567Z', 'datetime(2026-11-20T08:30:00.1234567Z)'],
    ['DATETIME', '2026-11-20T00:30:00.5+02:00', 'datetime(2026-11-19T22:30:00.5000000Z)'],
    ['DATETIME', '2026-12-31T23:30:59.9999999-05:45', 'datetime(2027-01-01T05:15:59.9999999Z)'],
    ['DATETIME', '2024-02-29', 'datetime(2024-02-29T00:00:00.0000000Z)'],
    ['DATETIME', '0001-01-01T00:00:00Z', 'datetime(0001-01-01T00:00:00.0000000Z)'],
    ['DATETIME', '9999-12-31T23:59:59.9999999Z', 'datetime(9999-12-31T23:59:59.9999999Z)'],
    ['DATETIME', null, 'datetime(null)'],
    ['TIMESPAN', 'P7D', 'timespan(7.00:00:00.0000000)'],
    ['TIMESPAN', 'P2W', 'timespan(14.00:00:00.0000000)'],
    ['TIMESPAN', 'P1DT2H3M4.5S', 'timespan(1.02:03:04.5000000)'],
    ['TIMESPAN', 'PT90M', 'timespan(0.01:30:00.0000000)'],
    ['TIMESPAN', '-PT0.0000001S', 'timespan(-0.00:00:00.0000001)'],
    ['TIMESPAN', '1.02:03:04', 'timespan(1.02:03:04.0000000)'],
    ['TIMESPAN', '-00:30', 'timespan(-0.00:30:00.0000000)'],
    ['TIMESPAN', '30m', 'timespan(0.00:30:00.0000000)'],
    ['TIMESPAN', '1.5 hours', 'timespan(0.01:30:00.0000000)'],
    ['TIMESPAN', '-7d', 'timespan(-7.00:00:00.0000000)'],
    ['TIMESPAN', '250ms', 'timespan(0.00:00:00.2500000)'],
    ['TIMESPAN', '15 microseconds', 'timespan(0.00:00:00.0000150)'],
    ['TIMESPAN', '1tick', 'timespan(0.00:00:00.0000001)'],
    ['TIMESPAN', '10675199.02:48:05.4775807', 'timespan(10675199.02:48:05.4775807)'],
    ['TIMESPAN', null, 'timespan(null)'],
    ['GUID', '74BE27DE-1E4E-49d9-B579-fe0b331d3642', 'guid(74be27de-1e4e-49d9-b579-fe0b331d3642)'],
    ['GUID', null, 'guid(null)'],
    ['DYNAMIC', null, 'dynamic(null)'],
    ['DYNAMIC', ['a', 1, -2.5, true, null], 'dynamic(["a",1,-2.5,true,null])'],
    ['DYNAMIC', { "it's": { '"': '\u2028' } }, 'dynamic({"it\\u0027s":{"\\"":"\\u2028"}})'],
    ['DYNAMIC', '9007199254740993', 'dynamic("9007199254740993")'],
    ['DYNAMIC', 1e300, 'dynamic(1e+300)'],
    ['DYNAMIC', deep(32), `dynamic(${'['.repeat(32)}1${']'.repeat(32)})`],
  ])('%s %j', (type, value, expected) => {
    const literal = literalOf(type, value);
    expect(literal).toBe(expected);
    expect(faultsOf(literal)).toBe(0);
  });
});

describe('a value that is not of its type is refused, with what to give instead', () => {
  test.each<[KqlParameterType, unknown, RegExp]>([
    ['STRING', undefined, /is missing; write null/],
    ['STRING', 5, /takes a text/],
    ['STRING', ['a'], /takes a text/],
    ['STRING', 'half \ud83d', /surrogate/],
    ['LONG', 9007199254740992, /beyond 2\^53 as a text/],
    ['LONG', 1.5, /an integer/],
    ['LONG', '9223372036854775808', /an integer/],
    ['LONG', '-9223372036854775809', /an integer/],
    ['LONG', '5 ', /an integer/],
    ['LONG', '0x10', /an integer/],
    ['LONG', '1e3', /an integer/],
    ['LONG', true, /an integer/],
    ['REAL', Infinity, /finite/],
    ['REAL', NaN, /finite/],
    ['REAL', '0.5', /finite/],
    ['BOOL', 'true', /true or false/],
    ['BOOL', 1, /true or false/],
    ['DATETIME', '2026-02-30', /ISO 8601/],
    ['DATETIME', '2025-02-29', /ISO 8601/],
    ['DATETIME', '2026-11-20T24:00:00Z', /ISO 8601/],
    ['DATETIME', '2026-11-20T08:30:60Z', /ISO 8601/],
    ['DATETIME', '2026-11-20T08:30:00', /with its zone/],
    ['DATETIME', '2026-11-20 08:30:00Z', /ISO 8601/],
    ['DATETIME', '2026-11-20T08:30:00.12345678Z', /ISO 8601/],
    ['DATETIME', '2026-11-20T08:30:00+15:00', /ISO 8601/],
    ['DATETIME', '0001-01-01T00:00:00+01:00', /ISO 8601/],
    ['DATETIME', '9999-12-31T23:59:59-01:00', /ISO 8601/],
    ['DATETIME', 'ago(1d)', /ISO 8601/],
    ['DATETIME', '2026-11-20\n', /ISO 8601/],
    ['DATETIME', 1763627400, /ISO 8601/],
    ['TIMESPAN', 'P1M', /such as "P7D"/],
    ['TIMESPAN', 'P1Y', /such as "P7D"/],
    ['TIMESPAN', 'P', /such as "P7D"/],
    ['TIMESPAN', 'PT', /such as "P7D"/],
    ['TIMESPAN', 'P1DT', /such as "P7D"/],
    ['TIMESPAN', '25:00:00', /such as "P7D"/],
    ['TIMESPAN', '00:60:00', /such as "P7D"/],
    ['TIMESPAN', '7', /such as "P7D"/],
    ['TIMESPAN', '5 fortnights', /such as "P7D"/],
    ['TIMESPAN', '0.5tick', /such as "P7D"/],
    ['TIMESPAN', '10675199.02:48:05.4775808', /such as "P7D"/],
    ['TIMESPAN', 30, /such as "P7D"/],
    ['GUID', '74be27de1e4e49d9b579fe0b331d3642', /such as "74be27de/],
    ['GUID', '{74be27de-1e4e-49d9-b579-fe0b331d3642}', /such as "74be27de/],
    ['GUID', 5, /such as "74be27de/],
    ['DYNAMIC', [9007199254740993], /beyond 2\^53/],
    ['DYNAMIC', Infinity, /not finite/],
    ['DYNAMIC', ['\udc00'], /surrogate/],
    ['DYNAMIC', { '\udc00': 1 }, /surrogate/],
    ['DYNAMIC', deep(33), /32 levels/],
    ['DYNAMIC', [undefined], /no JSON/],
  ])('%s %j', (type, value, message) => {
    expect(() => literalOf(type, value)).toThrow(LiteralError);
    expect(() => literalOf(type, value)).toThrow(message);
  });
});

test('whatever a duration of ticks is, the parser takes it', () => {
  const ticks = fc.bigInt({ min: 0n, max: 2n ** 63n - 1n });
  fc.assert(
    fc.property(ticks, fc.boolean(), (size, negative) => {
      const text = `${negative ? '-' : ''}${size}ticks`;
      expect(literalOf('TIMESPAN', text)).toMatch(/^timespan\(-?\d{1,8}\.\d\d:\d\d:\d\d\.\d{7}\)$/);
      expect(faultsOf(literalOf('TIMESPAN', text))).toBe(0);
    }),
    { numRuns: 100 },
  );
});

test('the words of KQL are those of its parser', () => {
  const { SyntaxFacts, SyntaxKind } = languageService().Syntax;
  const kinds = [...namesByNumber(SyntaxKind).keys()].filter((kind) => SyntaxFacts.IsKeyword(kind));
  const names = kinds.map((kind) => SyntaxFacts.GetText(kind));
  expect([...KEYWORDS].sort()).toEqual(names.filter((name) => /^[A-Za-z_]\w*$/.test(name)).sort());
});
