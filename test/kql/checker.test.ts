import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { promisify } from 'node:util';
import { bind, unbindMessage, type BoundQuery } from '../../src/kql/parameters/bind.ts';
import { KqlCheckError, KqlChecker, type KqlCheckerOptions } from '../../src/kql/check/checker.ts';
import { KqlParameterError, type KqlParameter } from '../../src/kql/parameters/parameter.ts';
import { until } from '../support/clocks/until.ts';

const ANN = { owner: 'ann' };

const checkers: KqlChecker[] = [];

function makeChecker(options: Partial<KqlCheckerOptions> = {}): KqlChecker {
  const checker = new KqlChecker(options);
  checkers.push(checker);
  return checker;
}

/** For whatever is not about the thread itself: each takes seconds to load the parser. */
const shared = new KqlChecker({ timeLimit: 120_000 });
afterAll(() => shared.close());

afterEach(async () => {
  await Promise.all(checkers.splice(0).map((checker) => checker.close()));
});

const query = (text: string): BoundQuery => bind(text, []);

/** The parser takes minutes for it, on any machine. */
const ENDLESS = query('union '.repeat(300_000));

/** Each step of it is quickly read, and remembered. */
const HUGE = query(`DeviceInfo${' | count'.repeat(400_000)}`);

/** Threads of this process, as Linux counts them; those of the pool, which come with its first work, are there. */
async function threads(): Promise<number> {
  await Promise.all(Array.from({ length: 32 }, () => readdir('/proc/self/task')));
  return (await readdir('/proc/self/task')).length;
}

/** 20,000 characters as a person may write them, and a machine may paste them together. */
const LARGE = Array.from(
  { length: 90 },
  (_, index) =>
    `let t${index} = DeviceProcessEvents | where Timestamp > ago(${index}d) | where FileName in~ ("a.exe", "b.exe") and ProcessCommandLine has_any ("-enc", "-e") | summarize count() by DeviceId, bin(Timestamp, 1h) | where count_ > ${index};`,
)
  .join('\n')
  .slice(0, 19_700)
  .replace(/\n[^\n]*$/, '\nDeviceInfo | count');

describe('the checker', () => {
  test('leaves the main thread free while it looks over 20,000 characters', async () => {
    await shared.check(query('print 1'), ANN);
    let beats = 0;
    const pulse = setInterval(() => beats++, 2);
    const report = await shared.check(query(LARGE), ANN);
    clearInterval(pulse);
    expect(LARGE.length).toBeGreaterThan(19_000);
    expect(report).toMatchObject({ diagnostics: [], columns: [{ name: 'Count', type: 'long' }] });
    // Done on this thread, it would be none; it takes a quarter of a second at the least.
    expect(beats).toBeGreaterThan(5);
  });

  test('gives up on a query that takes too long, and goes on with the next one', async () => {
    const checker = makeChecker({ timeLimit: 3_000 });
    const [endless, next] = await Promise.all([checker.check(ENDLESS, ANN), checker.check(query('print 1'), ANN)]);
    expect(endless.diagnostics).toEqual([
      {
        code: 'NOT_CHECKED',
        severity: 'ERROR',
        message: 'The query is too long to check; make it simpler, or split it.',
        line: 1,
        column: 1,
        length: ENDLESS.text.length,
      },
    ]);
    expect(next.diagnostics).toEqual([]);
  });

  test('gives up on a query that takes too much memory, and goes on with the next one', async () => {
    const checker = makeChecker({ memory: 150, timeLimit: 230_000 });
    const [large, next] = await Promise.all([checker.check(HUGE, ANN), checker.check(query('print 1'), ANN)]);
    expect(large.diagnostics).toMatchObject([
      { code: 'NOT_CHECKED', message: expect.stringContaining('too big') as string },
    ]);
    expect(next.diagnostics).toEqual([]);
  });

  test('says so when the parser cannot be loaded, and tries again with the next query', async () => {
    const checker = makeChecker({ memory: 40 });
    const attempts = await Promise.allSettled([
      checker.check(query('print 1'), ANN),
      checker.check(query('print 2'), ANN),
    ]);
    expect(attempts.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    for (const attempt of attempts) {
      expect(attempt).toMatchObject({ reason: { name: 'KqlCheckError', reason: 'BROKEN' } });
    }
  });

  test('tells the first 1,000 columns of a result', async () => {
    // Each has twice the columns of the one before.
    const lets = [1, 2, 3, 4, 5].map((n) => `let t${n} = t${n - 1} | join t${n - 1} on DeviceId;`);
    const text = `let t0 = DeviceProcessEvents; ${lets.join(' ')} t5`;
    const { columns } = await shared.check(query(text), ANN);
    expect(columns).toHaveLength(1_000);
    expect(columns[0]).toEqual({ name: 'Timestamp', type: 'datetime' });
  });

  test('looks equal texts over once, and equal queries behind other parameters again', async () => {
    const bound = (name: string) => bind('print a', [{ name, type: 'LONG', value: 1 }]);
    const [first, second] = await Promise.all([shared.check(bound('a'), ANN), shared.check(bound('a'), ANN)]);
    expect(second).toBe(first);
    expect(await shared.check(bound('a'), ANN)).toBe(first);
    expect(first.diagnostics).toEqual([]);
    expect((await shared.check(bound('b'), ANN)).diagnostics).toMatchObject(
      [
        { code: 'KS142', severity: 'WARNING', column: 7 },
        { code: 'PARAMETER_UNUSED', severity: 'ERROR' },
      ].reverse(),
    );
  });

  test('closed, it ends its thread, and whatever waits fails', async () => {
    const before = await threads();
    const checker = makeChecker({ timeLimit: 230_000 });
    await checker.check(query('print 1'), ANN);
    expect(await threads()).toBeGreaterThan(before);
    const waiting = Promise.allSettled([checker.check(ENDLESS, ANN), checker.check(query('print 2'), ANN)]);
    await checker.close();
    for (const attempt of await waiting) {
      expect(attempt).toMatchObject({ reason: { name: 'KqlCheckError', reason: 'CLOSED' } });
    }
    await expect(checker.check(query('print 3'), ANN)).rejects.toThrow(KqlCheckError);
    await until('the thread to be gone', async () => (await threads()) <= before);
  });

  test('holds no process that has nothing else to do', async () => {
    const [checker, bind] = ['check/checker', 'parameters/bind'].map(
      (name) => new URL(`../../src/kql/${name}.ts`, import.meta.url).href,
    );
    const program = `
      const [{ KqlChecker }, { bind }] = await Promise.all([import('${checker}'), import('${bind}')]);
      const report = await new KqlChecker().check(bind('print 1', []), { owner: 'ann' });
      console.log(report.columns.length);`;
    const node = ['--import', 'tsx', '--input-type=module', '--eval', program];
    const { stdout } = await promisify(execFile)(process.execPath, node, { timeout: 200_000 });
    expect(stdout.trim()).toBe('1');
  });

  test('closed before it was used, it has nothing to end', async () => {
    const before = await threads();
    await makeChecker().close();
    expect(await threads()).toBeLessThanOrEqual(before);
  });
});

describe('parameters', () => {
  const parameter = (name: string): KqlParameter => ({ name, type: 'STRING', value: 'x' });

  test.each<[string, string, string[]]>([
    ['let p = 5;\nDeviceInfo | take p', 'p', ['1:5+1 PARAMETER_REDEFINED']],
    ['let f = (a: long, p: string) { p }; print f(1, "a")', 'p', ['1:19+1 PARAMETER_REDEFINED']],
    ['declare query_parameters(p: string = "a");\nprint p', 'p', ['1:26+1 PARAMETER_REDEFINED']],
    ['DeviceInfo | as p | count', 'p', ['1:17+1 PARAMETER_REDEFINED']],
    ['let f = () { let p = 1; p }; print f()', 'p', ['1:18+1 PARAMETER_REDEFINED']],
    ["let ['p'] = 1; print p", 'p', ['1:5+5 PARAMETER_REDEFINED']],
    ['let a = "let p = 1;"; // let p = 1;\nprint p, a', 'p', []],
    ['DeviceInfo | extend p = p | where p == "x"', 'p', []],
    ['let f = () { p }; print f()', 'p', []],
    ["print ['p']", 'p', []],
    ['EmailEvents | where Subject has p', 'p', []],
    ['DeviceInfo | count', 'p', ['1:1+0 PARAMETER_UNUSED']],
    ['print "p", dynamic({}).p', 'p', ['1:1+0 PARAMETER_UNUSED']],
    ['DeviceInfo | where DeviceId == DeviceId', 'DeviceId', ['1:1+0 PARAMETER_UNUSED']],
  ])('%j, given %s', async (text, name, expected) => {
    const { diagnostics } = await shared.check(bind(text, [parameter('other'), parameter(name)]), ANN);
    const found = diagnostics.filter(({ message }) => !message.includes(' other '));
    expect(found.map(({ line, column, length, code }) => `${line}:${column}+${length} ${code}`)).toEqual(expected);
    for (const { message, code, severity } of found) {
      expect(message).toContain(name);
      expect([code, severity]).toEqual([code, 'ERROR']);
    }
  });

  test.each<[KqlParameter[], number, 'name' | 'value', RegExp]>([
    [[parameter('')], 0, 'name', /is no name/],
    [[parameter('5a')], 0, 'name', /is no name/],
    [[parameter('a'.repeat(65))], 0, 'name', /64/],
    [[parameter('a'), parameter('b'), parameter('a')], 2, 'name', /also the name of parameter 0/],
    [[parameter('a'), parameter('where')], 1, 'name', /word of KQL/],
    [[parameter('True')], 0, 'name', /word of KQL/],
    [[parameter('DeviceInfo')], 0, 'name', /hunting table/],
    [Array.from({ length: 51 }, (_, index) => parameter(`p${index}`)), 50, 'name', /at most 50/],
    [[parameter('a'), { name: 'b', type: 'STRING', value: 'x'.repeat(100_000) }], 1, 'value', /100000 characters/],
    [[parameter('a'), { name: 'b', type: 'LONG', value: 'x' }], 1, 'value', /an integer/],
  ])('are refused by their place: %#', (parameters, index, member, message) => {
    const attempt = (): unknown => bind('print 1', parameters);
    expect(attempt).toThrow(KqlParameterError);
    expect(attempt).toThrow(message);
    expect(attempt).toThrow(expect.objectContaining({ index, member, parameter: parameters[index]?.name }) as Error);
  });

  test.each([
    ["Query could not be parsed at 'x' [line:position=3:7]", "Query could not be parsed at 'x' [line:position=1:7]"],
    ['Syntax error on line [12,5]', 'Syntax error on line [10,5]'],
    ['Line: 3, Position: 4; line 4', 'Line: 1, Position: 4; line 2'],
    ['line 2 is before the query, and underline 9 is none', 'line 2 is before the query, and underline 9 is none'],
  ])('are taken out of what the service says: %s', (message, expected) => {
    const parameters = [parameter('a'), parameter('b')];
    expect(unbindMessage(message, bind('print a, b', parameters))).toBe(expected);
    expect(unbindMessage(message, bind('print 1', []))).toBe(message);
  });
});
