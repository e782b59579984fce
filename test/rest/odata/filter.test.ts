import fc from 'fast-check';
import { filterText, hasInOperator, quoted, type InDialect, type Where } from '../../../src/rest/odata/filter.ts';
import { RestError } from '../../../src/rest/rest-error.ts';

const properties = {
  severity: 'text',
  incidentId: 'number',
  lastUpdateTime: 'date',
  machineTags: 'tags',
  generateAlert: 'boolean',
} as const;

const text = (where: Where, dialect: InDialect = 'in'): string | undefined => filterText(where, properties, dialect);

const WHEN = '2026-11-20T08:30:00.1234567Z';

describe('filter text', () => {
  test.each<[string, Where, string]>([
    ['text eq', { severity: { eq: 'High' } }, `severity eq 'High'`],
    ['text ne', { severity: { ne: 'High' } }, `severity ne 'High'`],
    ['text startsWith', { severity: { startsWith: 'Hi' } }, `startswith(severity,'Hi')`],
    ['empty text', { severity: { eq: '' } }, `severity eq ''`],
    ['a number under a text property', { severity: { eq: 7 } }, `severity eq '7'`],
    ['number eq', { incidentId: { eq: 42 } }, 'incidentId eq 42'],
    ['number zero', { incidentId: { eq: 0 } }, 'incidentId eq 0'],
    ['number ne', { incidentId: { ne: -42 } }, 'incidentId ne -42'],
    ['number gt', { incidentId: { gt: 1.5 } }, 'incidentId gt 1.5'],
    ['number ge', { incidentId: { ge: 1 } }, 'incidentId ge 1'],
    ['number lt', { incidentId: { lt: 1 } }, 'incidentId lt 1'],
    ['number le', { incidentId: { le: '12' } }, 'incidentId le 12'],
    ['date eq', { lastUpdateTime: { eq: WHEN } }, `lastUpdateTime eq ${WHEN}`],
    ['date gt', { lastUpdateTime: { gt: WHEN } }, `lastUpdateTime gt ${WHEN}`],
    ['date ge', { lastUpdateTime: { ge: WHEN } }, `lastUpdateTime ge ${WHEN}`],
    ['date lt', { lastUpdateTime: { lt: WHEN } }, `lastUpdateTime lt ${WHEN}`],
    [
      'date le with an offset',
      { lastUpdateTime: { le: '2026-11-20T08:30:00+02:00' } },
      'lastUpdateTime le 2026-11-20T08:30:00+02:00',
    ],
    ['truth, from text of any letter case', { generateAlert: { eq: 'True' } }, 'generateAlert eq true'],
    ['falsehood', { generateAlert: { ne: 'false' } }, 'generateAlert ne false'],
    ['tag eq', { machineTags: { eq: 'Tier 0' } }, `machineTags/any(tag: tag eq 'Tier 0')`],
    ['a quote, doubled', { severity: { eq: "O'Neill's" } }, `severity eq 'O''Neill''s'`],
    ['a quote in a prefix', { severity: { startsWith: "'" } }, `startswith(severity,'''')`],
    ['a quote in a tag', { machineTags: { eq: "Joe's" } }, `machineTags/any(tag: tag eq 'Joe''s')`],
    ['letters of any script', { severity: { eq: 'Größe 漢字 🦊' } }, `severity eq 'Größe 漢字 🦊'`],
    ['an injected condition', { severity: { eq: "x' or 1 eq 1" } }, `severity eq 'x'' or 1 eq 1'`],
    ['an injected comment', { severity: { eq: "') or ('' eq '" } }, `severity eq ''') or ('''' eq '''`],
    [
      'several, joined with and',
      { severity: { ne: 'Low' }, lastUpdateTime: { ge: WHEN, lt: '2027-01-01T00:00:00Z' } },
      `severity ne 'Low' and lastUpdateTime ge ${WHEN} and lastUpdateTime lt 2027-01-01T00:00:00Z`,
    ],
  ])('%s', (_, where, expected) => {
    expect(text(where, 'in')).toBe(expected);
    expect(text(where, 'or')).toBe(expected);
  });

  test.each<[string, Where, string, string]>([
    [
      'texts',
      { severity: { in: ['High', "Lo'w"] } },
      `severity in ('High','Lo''w')`,
      `(severity eq 'High' or severity eq 'Lo''w')`,
    ],
    ['numbers', { incidentId: { in: [1, 2] } }, 'incidentId in (1,2)', '(incidentId eq 1 or incidentId eq 2)'],
    ['one value', { severity: { in: ['High'] } }, `severity eq 'High'`, `severity eq 'High'`],
    [
      'a choice next to another condition',
      { severity: { in: ['High', 'Low'] }, incidentId: { gt: 3 } },
      `severity in ('High','Low') and incidentId gt 3`,
      `(severity eq 'High' or severity eq 'Low') and incidentId gt 3`,
    ],
  ])('a choice of %s is written as the dialect says', (_, where, withIn, withOr) => {
    expect(text(where, 'in')).toBe(withIn);
    expect(text(where, 'or')).toBe(withOr);
  });

  test.each<[string, Where]>([
    ['a condition as a number', { incidentId: { eq: '1 or 1 eq 1' } }],
    ['a quoted number', { incidentId: { eq: "'1'" } }],
    ['an empty number', { incidentId: { eq: '' } }],
    ['a number with a line break', { incidentId: { eq: '1\n' } }],
    ['not a number', { incidentId: { gt: NaN } }],
    ['infinity', { incidentId: { gt: Infinity } }],
    ['a bad number among good ones', { incidentId: { in: [1, '2)', 3] } }],
    ['a condition as a date', { lastUpdateTime: { ge: `${WHEN} or 1 eq 1` } }],
    ['a condition before a date', { lastUpdateTime: { ge: `1 or ${WHEN}` } }],
    ['a date with a line break', { lastUpdateTime: { ge: `${WHEN}\n` } }],
    ['a date without a zone', { lastUpdateTime: { ge: '2026-11-20T08:30:00' } }],
    ['a condition as truth', { generateAlert: { eq: 'true or 1 eq 1' } }],
    ['truth in words', { generateAlert: { eq: 'yes' } }],
    ['a date in words', { lastUpdateTime: { ge: 'yesterday' } }],
  ])('refuses %s where no quotes would hold it', (_, where) => {
    expect(() => text(where)).toThrow(
      expect.objectContaining({
        code: 'BAD_USER_INPUT',
        message: expect.stringMatching(/^where\.\w+: .* is needed/) as string,
      }) as Error,
    );
    expect(() => text(where)).toThrow(RestError);
  });

  test.each<[string, Where]>([
    ['nothing', {}],
    ['null operators', { severity: { eq: null } }],
  ])('of %s is none at all', (_, where) => {
    expect(text(where)).toBeUndefined();
  });

  test.each<[string, Where]>([
    ['a property that the operation does not declare', { title: { eq: 'x' } }],
    ['one beside others that it does', { severity: { eq: 'High' }, title: { eq: 'x' } }],
    ['one without a value', { title: { eq: null } }],
    ['a condition for a name', { 'id eq 1 or severity': { eq: 'High' } }],
    ['a property of every object', { constructor: { eq: 'x' } }],
  ])('refuses %s, since leaving it out would widen the answer', (_, where) => {
    expect(() => text(where)).toThrow('The operation declares no filter by');
  });

  test('any text stands in quotes that hold no single quote of their own, and reads back the same', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("'", "''", 'a', ' ', ')', '\\', '%27', 'é', '🦊', '\n') }),
        (value) => {
          const [, inside] = /^severity eq '([\s\S]*)'$/.exec(text({ severity: { eq: value } }) ?? '') ?? [];
          expect(inside?.replaceAll("''", '')).not.toContain("'");
          expect(inside?.replaceAll("''", "'")).toBe(value);
        },
      ),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        expect(quoted(value).slice(1, -1).replaceAll("''", "'")).toBe(value);
      }),
      { numRuns: 500 },
    );
  });

  test('depends on the dialect only where several values are asked for', () => {
    expect(hasInOperator({ severity: { in: ['High', 'Low'] } })).toBe(true);
    expect(hasInOperator({ severity: { in: ['High'], eq: 'High' } })).toBe(false);
    expect(hasInOperator({ severity: { eq: 'High' } })).toBe(false);
    expect(hasInOperator({})).toBe(false);
  });
});
