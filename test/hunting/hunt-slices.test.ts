import { checkSliceColumn, planSlices, slicedQuery } from '../../src/resources/hunting/run/hunt-slices.ts';

const NOW = Date.parse('2026-11-20T12:00:00Z');
const plan = (by: string, more: object = {}) => planSlices({ column: 'Timestamp', by, ...more }, NOW);

describe('the slices of a hunt', () => {
  test('reach back 30 days and are open at both ends, so that no row is between or beyond them', () => {
    const slices = plan('P1D');
    expect(slices).toHaveLength(30);
    expect(slices[0]).toEqual({ from: null, to: '2026-10-22T12:00:00.000Z' });
    expect(slices[29]).toEqual({ from: '2026-11-19T12:00:00.000Z', to: null });
    slices.forEach(({ to }, index) => expect(slices[index + 1]?.from ?? null).toBe(to));
  });

  test('keep the bounds that were given with all their digits, the last slice being shorter', () => {
    expect(plan('PT12H', { from: '2026-11-19T00:00:00.1234567Z', to: '2026-11-20T05:00:00.7654321Z' })).toEqual([
      { from: '2026-11-19T00:00:00.1234567Z', to: '2026-11-19T12:00:00.123Z' },
      { from: '2026-11-19T12:00:00.123Z', to: '2026-11-20T00:00:00.123Z' },
      { from: '2026-11-20T00:00:00.123Z', to: '2026-11-20T05:00:00.7654321Z' },
    ]);
  });

  test('are told in UTC, since a literal of KQL knows no other zone', () => {
    const [slice] = plan('P1D', { from: '2026-11-19T02:00:00+02:00', to: '2026-11-19T03:00:00+02:00' });
    expect(slice).toEqual({ from: '2026-11-19T00:00:00.0000000Z', to: '2026-11-19T01:00:00.0000000Z' });
    const [fine] = plan('P1D', { from: '2026-11-19T02:00:00.1231Z', to: '2026-11-19T03:00:00.1239999+01:00' });
    expect(fine).toEqual({ from: '2026-11-19T02:00:00.1231000Z', to: '2026-11-19T02:00:00.1239999Z' });
  });

  test('reach back as far as the hunt looks', () => {
    const slices = planSlices({ column: 'Timestamp', by: 'P1D' }, NOW, 'P3D');
    expect(slices.map(({ from, to }) => (from ?? to)?.slice(0, 10))).toEqual([
      '2026-11-18',
      '2026-11-18',
      '2026-11-19',
    ]);
  });

  test('come newest first where that is asked for', () => {
    expect(plan('P10D', { newestFirst: true })).toEqual(plan('P10D').reverse());
  });

  test('lie before a given end, 30 days of it', () => {
    const slices = plan('P15D', { to: '2026-11-10T00:00:00Z' });
    expect(slices).toEqual([
      { from: null, to: '2026-10-26T00:00:00.000Z' },
      { from: '2026-10-26T00:00:00.000Z', to: '2026-11-10T00:00:00.0000000Z' },
    ]);
  });

  test.each<[string, object, RegExp]>([
    ['PT1H', {}, /slice\.by cuts the time into 720 slices, at most 45 .* make it 16h or longer/],
    ['P1D', { from: '2026-11-20T00:00:00Z', to: '2026-11-19T00:00:00Z' }, /slice\.from must lie before slice\.to/],
    ['P1D', { from: '2026-11-21T00:00:00Z' }, /slice\.from must lie before slice\.to/],
    ['P1D', { from: '2026-11-19T02:00:00.1239Z', to: '2026-11-19T02:00:00.1231Z' }, /must lie before/],
    ['P1D', { from: '2026-11-19T02:00:00Z', to: '2026-11-19T02:00:00Z' }, /must lie before/],
    ['P1D', { from: '2026-02-30T02:00:00Z' }, /slice\.from is no instant of the calendar/],
  ])('are refused by %s of %j', (by, more, message) => {
    expect(() => plan(by, more)).toThrow(message);
  });

  test('pass where the refusal says they would', () => {
    expect(plan('PT16H')).toHaveLength(45);
  });
});

describe('the query of a slice', () => {
  const text = 'T\n| take 5; // the end';
  const tail = text.indexOf(';');

  test.each([
    [{ from: 'A', to: 'B' }, "T\n| take 5\n| where ['At'] >= datetime(A) and ['At'] < datetime(B)"],
    [{ from: null, to: 'B' }, "T\n| take 5\n| where ['At'] < datetime(B) or isnull(['At'])"],
    [{ from: 'A', to: null }, "T\n| take 5\n| where ['At'] >= datetime(A)"],
    [{ from: null, to: null }, text],
  ])('from %j', (slice, expected) => {
    expect(slicedQuery(text, tail, 'At', slice)).toBe(expected);
  });
});

describe('the column of slices', () => {
  const report = (columns: [string, string][], warnings = 0, code = 'KS142') => ({
    columns: columns.map(([name, type]) => ({ name, type })),
    diagnostics: Array.from({ length: warnings }, () => ({
      severity: 'WARNING' as const,
      message: '',
      code,
      line: 1,
      column: 1,
      length: 1,
    })),
    tail: 0,
  });

  test.each<[string, string, ReturnType<typeof report>]>([
    ['is there', 'At', report([['At', 'datetime']])],
    ['may be there, as the parser knows no columns', 'At', report([])],
    ['may be there, as not all of so many are told', 'At', report(Array.from({ length: 1_000 }, () => ['N', 'long']))],
    ['may be there, as the parser does not know all names', 'At', report([['N', 'long']], 1)],
  ])('%s', (_, column, known) => {
    expect(() => checkSliceColumn(column, known)).not.toThrow();
  });

  test.each<[string, ReturnType<typeof report>, RegExp]>([
    ['At', report([['N', 'long']]), /no datetime column At; it has no datetime column/],
    ['At', report([['N', 'long']], 1, 'PARAMETER_UNUSED'), /no datetime column At/],
    [
      'At',
      report([
        ['At', 'string'],
        ['Timestamp', 'datetime'],
      ]),
      /its datetime columns are Timestamp/,
    ],
    ["At'] or true or ['At", report([]), /slice\.column is the name of a column/],
    ['', report([]), /slice\.column is the name of a column/],
  ])('is refused: %s', (column, known, message) => {
    expect(() => checkSliceColumn(column, known)).toThrow(message);
  });
});
