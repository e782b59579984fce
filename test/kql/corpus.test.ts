import { bind } from '../../src/kql/parameters/bind.ts';
import { KqlChecker, type KqlReport } from '../../src/kql/check/checker.ts';
import type { KqlParameter } from '../../src/kql/parameters/parameter.ts';
import { BROKEN, BROKEN_BESIDE, DOUBTFUL, type Marked } from './corpus/broken-queries.ts';
import { SOUND } from './corpus/sound-queries.ts';

const checker = new KqlChecker({ timeLimit: 120_000 });
afterAll(() => checker.close());
const ANN = { owner: 'ann' };

/** Two parameters that move the query down by two lines. */
const PARAMETERS: KqlParameter[] = [
  { name: 'one_', type: 'STRING', value: 'a\n"b' },
  { name: 'two_', type: 'DYNAMIC', value: ['x'] },
];

/** Each query by itself, and behind parameters, where nothing but their being unread may be added. */
async function reports(query: string): Promise<KqlReport[]> {
  const bound = await checker.check(bind(query, PARAMETERS), ANN);
  const diagnostics = bound.diagnostics.filter(({ code }) => code !== 'PARAMETER_UNUSED');
  return [await checker.check(bind(query, []), ANN), { ...bound, diagnostics }];
}

function place(before: string): { line: number; column: number } {
  const lines = before.split(/\r\n|\r|\n/);
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}

/** A marked query without its marks, and the places that they tell. */
function read([marked, ...found]: Marked): { query: string; expected: object[] } {
  let query = '';
  const open: number[] = [];
  const spans: { start: number; length: number }[] = [];
  for (const character of marked) {
    if (character === '‹') {
      open.push(spans.length);
      spans.push({ start: query.length, length: 0 });
    } else if (character === '›') {
      const span = spans[open.pop() ?? -1];
      if (span) span.length = query.length - span.start;
    } else query += character;
  }
  const expected = found.map((words, index) => {
    const [code, severity] = words.split(' ');
    const { start, length } = spans[index] ?? { start: -1, length: -1 };
    return { code, severity, ...place(query.slice(0, start)), length };
  });
  return { query, expected };
}

test('there are at least 60 queries, 20 of them broken', () => {
  expect(SOUND.length + BROKEN.length + DOUBTFUL.length + BROKEN_BESIDE.length).toBeGreaterThanOrEqual(60);
  expect(BROKEN.length).toBeGreaterThanOrEqual(20);
});

describe('a sound query has no findings, and the columns of its result', () => {
  test.each(SOUND)('%j', async (query, columns) => {
    for (const report of await reports(query)) {
      expect(report.diagnostics).toEqual([]);
      const names = report.columns.map(({ name, type }) => `${name}:${type}`);
      expect(typeof columns === 'number' ? names.length : names.join(' ')).toBe(columns);
    }
  });
});

describe.each([
  ['a broken query is told so at the place of its fault', BROKEN],
  ['what may be known to the service is a warning', DOUBTFUL],
  ['a fault beside it is still a fault', BROKEN_BESIDE],
])('%s', (_, marked) => {
  test.each(marked.map((one) => [one[0].slice(0, 120), one] as const))('%j', async (_, one) => {
    const { query, expected } = read(one);
    for (const { diagnostics } of await reports(query)) {
      expect(diagnostics.map(({ message: _, ...found }) => found)).toEqual(expected);
      for (const { message } of diagnostics) expect(message).toMatch(/\w{3}/);
    }
  });
});

test.each([
  ['DeviceInfo | count', 'DeviceInfo | count'],
  ['DeviceInfo | count ;', 'DeviceInfo | count'],
  ['DeviceInfo | count\n// how many?\n', 'DeviceInfo | count'],
  ['let a = 1;\nDeviceInfo // "\n| take a // ;\n; // end', 'let a = 1;\nDeviceInfo // "\n| take a'],
  ['print "a;//b"', 'print "a;//b"'],
])('the last expression of %j ends where something may be put behind it', async (query, expected) => {
  const bound = bind(query, PARAMETERS);
  const { tail } = await checker.check(bound, ANN);
  expect(bound.text.slice(0, tail)).toBe(bound.text.slice(0, -query.length) + expected);
});
