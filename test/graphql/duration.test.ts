import { Duration, durationSeconds } from '../../src/graphql/schema/duration.ts';

describe('a Duration', () => {
  test.each([
    ['P7D', 'P7D', 604_800],
    ['7d', 'P7D', 604_800],
    ['P2W', 'P14D', 1_209_600],
    ['PT12H', 'PT12H', 43_200],
    ['24h', 'P1D', 86_400],
    ['90m', 'PT90M', 5_400],
    ['P1DT30M', 'PT1470M', 88_200],
    ['P1DT2H3M4S', 'PT93784S', 93_784],
    ['45s', 'PT45S', 45],
  ])('%s is %s', (text, iso, seconds) => {
    expect(Duration.parseValue(text)).toBe(iso);
    expect(durationSeconds(text)).toBe(seconds);
    expect(durationSeconds(iso)).toBe(seconds);
  });

  test.each([
    '',
    'P',
    'PT',
    'P1DT',
    'P0D',
    '0h',
    '-7d',
    '7',
    'd',
    '1.5d',
    'P1M',
    'P1Y',
    '7D',
    'p7d',
    ' 7d',
    '7d ',
    '7d\n',
    'P1W2D',
    '999999999d',
    5,
    null,
    {},
  ])('is not %j', (value) => {
    expect(() => Duration.parseValue(value)).toThrow('A Duration is ISO 8601 text such as P7D');
  });
});
