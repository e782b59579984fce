import { readdir } from 'node:fs/promises';
import { bind, type BoundQuery } from '../../src/kql/parameters/bind.ts';
import { KqlChecker, type CheckCaller, type KqlCheckerOptions } from '../../src/kql/check/checker.ts';
import { until } from '../support/clocks/until.ts';

let checker: KqlChecker;
/** Names of the checks, in the order in which they ended well. */
let ended: string[];

function start(options: Partial<KqlCheckerOptions> = {}): void {
  // Nothing here is told by the clock.
  checker = new KqlChecker({ timeLimit: 230_000, ...options });
  ended = [];
}
afterEach(() => checker.close());

const query = (text: string): BoundQuery => bind(text, []);
const BUSY = { name: 'KqlCheckError', reason: 'BUSY' };
/** The parser takes minutes for it, on any machine. */
const ENDLESS = query('union '.repeat(300_000));

/** A check that is known by its name. */
async function check(name: string, caller: CheckCaller, bound = query(`print "${name}"`)): Promise<void> {
  await checker.check(bound, caller);
  ended.push(name);
}

const checks = (names: string, caller: CheckCaller): Promise<void>[] =>
  names.split(' ').map((name) => check(name, caller));

const [ann, ben, cem] = ['ann', 'ben', 'cem'].map((owner) => ({ owner })) as [CheckCaller, CheckCaller, CheckCaller];
const stranger = (owner: string): CheckCaller => ({ owner, unverified: true });

describe('callers share the thread by turns', () => {
  test('whoever has many checks delays another by the one under way', async () => {
    start();
    await Promise.all([...checks('a1 a2 a3 a4 a5', ann), ...checks('b1 b2', ben), ...checks('c1', cem)]);
    expect(ended).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'a3', 'a4', 'a5']);
  });

  test('whoever comes back goes behind those who have waited', async () => {
    start();
    const back = check('a1', ann).then(() => Promise.all(checks('a2', ann)));
    await Promise.all([back, ...checks('b1 b2', ben), ...checks('c1 c2', cem)]);
    expect(ended).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'c2']);
  });

  test('strangers take turns as one, whatever they call themselves', async () => {
    start();
    const crowd = ['s1', 's2', 's3', 's4'].map((name) => check(name, stranger(name)));
    // Not even as a caller who is known.
    await Promise.all([...crowd, check('s5', stranger('ann')), ...checks('a1 a2', ann)]);
    expect(ended).toEqual(['s1', 'a1', 's2', 'a2', 's3', 's4', 's5']);
  });
});

describe('only so many wait', () => {
  test('of one caller, and others are none the worse', async () => {
    start();
    const admitted = checks('a1 a2 a3 a4 a5', ann);
    await expect(check('a6', ann)).rejects.toMatchObject(BUSY);
    await Promise.all([...admitted, ...checks('b1', ben)]);
    await check('a7', ann);
    expect(ended).toEqual(['a1', 'b1', 'a2', 'a3', 'a4', 'a5', 'a7']);
  });

  test('of all strangers together', async () => {
    start();
    const admitted = Array.from({ length: 17 }, (_, index) => check(`s${index}`, stranger(`token ${index}`)));
    await expect(check('s17', stranger('another token'))).rejects.toMatchObject(BUSY);
    await Promise.all([...admitted, ...checks('a1', ann)]);
    expect(ended).toHaveLength(18);
    expect(ended.slice(0, 2)).toEqual(['s0', 'a1']);
  });

  test('of all callers together', async () => {
    start({ maxWaiting: 5 });
    const admitted = Array.from({ length: 6 }, (_, index) => check(`${index}`, { owner: `caller ${index}` }));
    await expect(check('6', { owner: 'caller 6' })).rejects.toMatchObject(BUSY);
    await Promise.all(admitted);
    expect(ended).toEqual(['0', '1', '2', '3', '4', '5']);
  });
});

describe('a caller who leaves', () => {
  test('is dropped at once, makes room, and leaves nothing to be checked', async () => {
    start();
    const leaver = new AbortController();
    const gone = { ...ann, signal: leaver.signal };
    const stays = checks('a1', ann);
    // Were one of them begun, nothing after it would end.
    const leaves = Promise.allSettled([1, 2, 3, 4].map((n) => check(`gone ${n}`, gone, ENDLESS)));
    await expect(check('too many', ann)).rejects.toMatchObject(BUSY);
    leaver.abort(new Error('The caller has left.'));
    for (const one of await leaves) expect(one).toMatchObject({ reason: { message: 'The caller has left.' } });
    expect(ended).toEqual([]);
    await Promise.all([...stays, ...checks('a2 a3 a4 a5', ann)]);
    await expect(check('late', gone)).rejects.toThrow('The caller has left.');
    expect(ended).toEqual(['a1', 'a2', 'a3', 'a4', 'a5']);
  });

  test('may leave a check that has begun: it is kept for when they come back', async () => {
    start();
    const leaver = new AbortController();
    const begun = checker.check(query('print 1'), { ...ann, signal: leaver.signal });
    leaver.abort();
    const report = await begun;
    expect(report.diagnostics).toEqual([]);
    expect(await checker.check(query('print 1'), ann)).toBe(report);
  });

  test('holds no thread of a checker that is closed', async () => {
    // Those of the pool come with its first work.
    const threads = async (): Promise<number> => {
      await Promise.all(Array.from({ length: 32 }, () => readdir('/proc/self/task')));
      return (await readdir('/proc/self/task')).length;
    };
    const before = await threads();
    start();
    await check('a1', ann);
    expect(await threads()).toBeGreaterThan(before);
    const leaver = new AbortController();
    const left = Promise.allSettled([1, 2].map((n) => check(`${n}`, { ...ann, signal: leaver.signal }, ENDLESS)));
    leaver.abort();
    await checker.close();
    expect(await left).toMatchObject([{ reason: { reason: 'CLOSED' } }, { reason: { name: 'AbortError' } }]);
    await until('the thread to be gone', async () => (await threads()) <= before);
  });
});

test('a report is found again by its owner alone, so that its speed tells nobody what others ask', async () => {
  start();
  const text = query('DeviceInfo | count');
  const report = await checker.check(text, ann);
  expect(await checker.check(text, ann)).toBe(report);
  const [ofBen, ofStranger] = [await checker.check(text, ben), await checker.check(text, stranger('cem'))];
  for (const other of [ofBen, ofStranger, await checker.check(text, stranger('eve'))]) {
    expect(other).toEqual(report);
    expect(other).not.toBe(report);
  }
  expect(ofStranger).not.toBe(ofBen);
  expect(await checker.check(text, stranger('eve'))).not.toBe(ofStranger);
});
