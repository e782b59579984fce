import { Kind } from 'graphql';
import { DateTime } from '../../src/graphql/schema/scalars.ts';

const refused = expect.objectContaining({
  message: 'A DateTime is ISO 8601 text with a time zone, such as 2026-11-20T08:30:00Z.',
  extensions: { code: 'BAD_USER_INPUT' },
}) as Error;

describe('DateTime', () => {
  test.each([
    '2026-11-20T08:30:00.1234567Z',
    '2026-11-20T08:30:00Z',
    '2026-11-20T08:30:00.1Z',
    '2026-11-20T08:30Z',
    '2026-11-20T08:30:00+02:00',
    '2026-11-20T08:30:00.1234567-11:30',
  ])('takes %s, digit for digit, as a variable and in the text', (value) => {
    expect(DateTime.parseValue(value)).toBe(value);
    expect(DateTime.parseLiteral({ kind: Kind.STRING, value })).toBe(value);
  });

  test.each([
    ['', '2026-11-20', '2026-11-20T08:30:00', 'yesterday', '20.11.2026', '2026-11-20 08:30:00Z'],
    ['2026-13-20T08:30:00Z', '2026-11-32T08:30:00Z', '2026-11-20T25:30:00Z', '2026-11-20T08:61:00Z'],
    ['2026-11-20T08:30:00.12345678Z', '2026-11-20T08:30:00.Z', '2026-11-20T08:30:00ZZ', ' 2026-11-20T08:30:00Z'],
    ['2026-11-20T08:30:00Z\n', "2026-11-20T08:30:00Z' or 1 eq 1", '+122026-11-20T08:30:00Z'],
    [1_763_627_400_000, new Date(0), true, ['2026-11-20T08:30:00Z'], {}, null],
  ])('refuses %j and the like, naming what it wants', (...values: unknown[]) => {
    for (const value of values) expect(() => DateTime.parseValue(value)).toThrow(refused);
  });

  test.each([
    { kind: Kind.INT, value: '2026' } as const,
    { kind: Kind.BOOLEAN, value: true } as const,
    { kind: Kind.ENUM, value: 'TODAY' } as const,
    { kind: Kind.STRING, value: 'yesterday' } as const,
  ])('refuses the literal $value', (literal) => {
    expect(() => DateTime.parseLiteral(literal)).toThrow(refused);
  });

  test.each(['2026-11-20T08:30:00.1234567Z', '0001-01-01T00:00:00', 'never'])(
    'shows %s as the vendor sent it, so that an odd date costs no field',
    (value) => {
      expect(DateTime.serialize(value)).toBe(value);
    },
  );
});
