import { setTimeout as delay } from 'node:timers/promises';
import { jest } from '@jest/globals';
import { operation, DEFAULT_LIMIT } from '../../../src/rest/operation.ts';
import { RestError, type RestErrorCode } from '../../../src/rest/rest-error.ts';
import { isQueryRejected, ODataCapabilities } from '../../../src/rest/odata/capabilities.ts';
import type { InSupport } from '../../../src/rest/odata/finding.ts';

const declare = (id: string) =>
  operation({
    id,
    method: 'GET',
    path: `/api/${id}`,
    permissions: { application: [], delegated: [] },
    limit: DEFAULT_LIMIT,
    source: 'get-alerts.md',
  });
const alerts = declare('alerts');
const machines = declare('machines');
const refused = () => new RestError('UPSTREAM_ERROR', 'Defender failed.', { status: 400, vendorCode: 'ODataError' });

/** A server that takes only these forms of choice; it notes what it was asked. */
function server(...takes: InSupport[]) {
  const asked: InSupport[] = [];
  const run = (form: InSupport): Promise<string> => {
    asked.push(form);
    return takes.includes(form) ? Promise.resolve(form) : Promise.reject(refused());
  };
  return { asked, run };
}

test('a refusal without a code of the vendor is of something in between, and says nothing of the query', () => {
  expect(isQueryRejected(refused())).toBe(true);
  expect(isQueryRejected(new RestError('UPSTREAM_ERROR', 'Too long.', { status: 400 }))).toBe(false);
});

describe('the form of a choice of keys', () => {
  test.each<[InSupport[], InSupport[], InSupport[]]>([
    [['in', 'or', 'single'], ['in'], ['in']],
    [['or', 'single'], ['in', 'or'], ['or']],
    [['single'], ['in', 'or', 'single'], ['single']],
  ])('of a server that takes %j is tried as %j, then as %j', async (takes, first, second) => {
    const features = new ODataCapabilities();
    const one = server(...takes);
    expect(await features.withInOperator(alerts, one.run)).toBe(takes[0]);
    expect(one.asked).toEqual(first);
    const two = server(...takes);
    await features.withInOperator(alerts, two.run);
    expect(two.asked).toEqual(second);
    expect(features.inSupport(alerts)).toBe(takes[0]);
    expect(features.inSupport(machines)).toBe('in');
  });

  test('is not worsened by a call that no form could save', async () => {
    const features = new ODataCapabilities();
    const broken = server();
    await expect(features.withInOperator(alerts, broken.run)).rejects.toMatchObject({ status: 400 });
    expect(broken.asked).toEqual(['in', 'or', 'single']);
    expect(features.inSupport(alerts)).toBe('in');
  });

  test.each<[RestErrorCode, number | undefined]>([
    ['RATE_LIMITED', 429],
    ['FORBIDDEN', 403],
    ['BAD_USER_INPUT', 400],
    ['UPSTREAM_ERROR', 500],
    ['UPSTREAM_TIMEOUT', undefined],
  ])('is not tried again after %s %p', async (code, status) => {
    const error = new RestError(code, 'no', status === undefined ? {} : { status });
    expect(isQueryRejected(error)).toBe(false);
    const features = new ODataCapabilities();
    let calls = 0;
    const run = (): Promise<never> => {
      calls += 1;
      return Promise.reject(error);
    };
    await expect(features.withInOperator(alerts, run)).rejects.toBe(error);
    expect(calls).toBe(1);
    expect(features.inSupport(alerts)).toBe('in');
  });
});

describe('a refusal', () => {
  test('is remembered per operation and feature', () => {
    const features = new ODataCapabilities();
    features.markUnsupported(alerts, '$count=true');
    expect(features.supports(alerts, '$count=true')).toBe(false);
    expect(features.supports(alerts, '/$count')).toBe(true);
    expect(features.supports(machines, '$count=true')).toBe(true);
  });

  test('is forgotten after an hour, so that a server that learned is found out', async () => {
    const clock = jest.spyOn(performance, 'now');
    try {
      const from = performance.now();
      const features = new ODataCapabilities();
      clock.mockReturnValue(from);
      features.markUnsupported(alerts, '/$count');
      await features.withInOperator(alerts, server('or').run);
      clock.mockReturnValue(from + 59 * 60_000);
      // The cache reads the clock once a millisecond.
      await delay(2);
      expect([features.supports(alerts, '/$count'), features.inSupport(alerts)]).toEqual([false, 'or']);
      clock.mockReturnValue(from + 61 * 60_000);
      await delay(2);
      expect([features.supports(alerts, '/$count'), features.inSupport(alerts)]).toEqual([true, 'in']);
    } finally {
      clock.mockRestore();
    }
  });

  test('of both forms of choice is doubted after five minutes, since calls one by one are dear', async () => {
    const clock = jest.spyOn(performance, 'now');
    try {
      const from = performance.now();
      const features = new ODataCapabilities();
      clock.mockReturnValue(from);
      await features.withInOperator(alerts, server('single').run);
      clock.mockReturnValue(from + 4 * 60_000);
      await delay(2);
      expect(features.inSupport(alerts)).toBe('single');
      clock.mockReturnValue(from + 6 * 60_000);
      await delay(2);
      expect(features.inSupport(alerts)).toBe('in');
    } finally {
      clock.mockRestore();
    }
  });
});
