import { closeAll, COMPLETE, cutting, opened, pageOf, walk, type Page } from '../support/fakes/cut-pages.ts';
import type { ApiCall } from '../support/fakes/fake-api.ts';
import { startFakeGateway, withFakeGateway, type FakeGateway } from '../support/gateway/fake-gateway.ts';
import { startSandboxGateway, type SandboxGateway } from '../support/gateway/gateway.ts';
import { upstreamOf } from '../support/fakes/upstream.ts';

afterEach(closeAll);

describe('a server that holds 3,011 alerts and caps every page at 1,000', () => {
  test('is told apart from one that holds 1,000: the page leads on, from one call', async () => {
    const gateway = await cutting({ '*': 1_000 }, 'always', { alerts: 3_011 });
    const { answer, calls } = await upstreamOf(gateway.sandbox, () =>
      gateway.run<{ alerts: Page }>(
        '{ alerts(first: 1000) { totalCount nodes { alertId } pageInfo { hasNextPage } completeness { complete } } }',
      ),
    );
    expect(answer.data.alerts.nodes).toHaveLength(1_000);
    expect(answer.data.alerts).toMatchObject({
      totalCount: 3_011,
      pageInfo: { hasNextPage: true },
      completeness: { complete: true },
    });
    expect(calls.map(({ top }) => top)).toEqual(['1001']);
  });

  test.each(['always', true, 'ignored', false] as const)(
    'is walked to its end, at most 1,000 rows being asked for from then on, where the count is: %p',
    async (countOption) => {
      const gateway = await cutting({ '*': 1_000 }, countOption, { alerts: 3_011 });
      const { answer: pages, calls } = await upstreamOf(gateway.sandbox, () => walk(gateway, 'alerts', 1_000));
      expect(new Set(pages.flatMap(({ nodes }) => nodes.map(({ id }) => id))).size).toBe(3_011);
      expect(pages.map(({ nodes }) => nodes.length)).toEqual([1_000, 1_000, 1_000, 11]);
      for (const { completeness } of pages) expect(completeness).toEqual(COMPLETE);
      expect(calls[0]?.top).toBe('1001');
      // The second call shows that the first page was cut, and not before is the server's page size known.
      for (const { top } of calls.slice(2)) expect(Number(top)).toBeLessThanOrEqual(1_000);
      // Four pages, and the row behind each but the last.
      expect(calls.length).toBeLessThanOrEqual(8);
    },
  );
});

describe('an answer of 3 rows that counts 900', () => {
  const rows = Array.from({ length: 900 }, (_, n) => ({ id: `machine-${n}` }));
  const ask = async (value: (call: ApiCall) => object[]): Promise<{ gateway: FakeGateway; page: Page }> => {
    const gateway = await startFakeGateway({
      'GET /api/machines': (call, response) =>
        void response.end(JSON.stringify({ value: value(call), '@odata.count': 900 })),
    });
    opened(gateway);
    const page = await pageOf(gateway, 'machines', '(first: 50)', 'totalCount');
    expect(gateway.api.unexpected).toEqual([]);
    return { gateway, page };
  };

  test('is read on where the server gives 3 at a time', async () => {
    const { gateway, page } = await ask(({ query }) => {
      const skip = Number(query.get('$skip') ?? 0);
      return rows.slice(skip, skip + Math.min(3, Number(query.get('$top'))));
    });
    expect(page.nodes).toHaveLength(50);
    expect(page).toMatchObject({ totalCount: 900, pageInfo: { hasNextPage: true }, completeness: COMPLETE });
    const tops = gateway.api.calls.map(({ query }) => Number(query.get('$top')));
    expect(tops[0]).toBe(51);
    expect(Math.max(...tops.slice(1))).toBe(3);
    expect(tops).toHaveLength(17);
  });

  test.each<[string, (call: ApiCall) => object[], string]>([
    ['nothing comes behind them', ({ query }) => (query.has('$skip') ? [] : rows.slice(0, 3)), 'COUNT_DIFFERS'],
    ['the same rows come again', () => rows.slice(0, 3), 'PAGE_BRINGS_NOTHING_NEW'],
  ])('is not complete where %s', async (_, value, reason) => {
    const { gateway, page } = await ask(value);
    expect(page.nodes).toHaveLength(3);
    expect(page).toMatchObject({ totalCount: 900, completeness: { complete: false, reason } });
    expect(page.pageInfo.hasNextPage).toBe(false);
    expect(gateway.api.calls).toHaveLength(2);
  });
});

describe('every list', () => {
  const lengths = ({ tenant }: SandboxGateway['sandbox']): Record<string, number> => ({
    alerts: tenant.alerts.length,
    machines: tenant.machines.length,
    machineActions: tenant.actions.length,
    investigations: tenant.investigations.length,
    indicators: tenant.indicators.length,
  });
  const COUNTS = ['always', true, 'ignored', false] as const;

  test.each([7, 40, 10_000].flatMap((cap) => COUNTS.map((countOption) => [cap, countOption] as const)))(
    'comes whole from a server that caps pages at %i and of which the count is: %p',
    async (cap, countOption) => {
      const gateway = await cutting({ '*': cap }, countOption, { alerts: 60, machines: 50 });
      for (const [list, length] of Object.entries(lengths(gateway.sandbox))) {
        const counted = countOption === 'always' || countOption === true;
        for (const [first, more] of [
          [17, ''],
          [1_000, 'totalCount'],
        ] as const) {
          const pages = await walk(gateway, list, first, more);
          const ids = pages.flatMap(({ nodes }) => nodes.map(({ id }) => id));
          expect([list, ids.length, new Set(ids).size]).toEqual([list, length, length]);
          for (const { completeness } of pages) expect(completeness).toEqual(COMPLETE);
          if (more !== '') expect(pages[0]?.totalCount).toBe(counted ? length : null);
        }
      }
    },
  );
});

test('a page that small pages would make exceed the quota ends early, and leads on', async () => {
  const gateway = await cutting({ listAlerts: 3 }, true, { alerts: 900 });
  const page = await pageOf(gateway, 'alerts', '(first: 1000)');
  const { length } = page.nodes;
  // A hundred calls; the row that each began from comes once more.
  expect(length).toBeGreaterThan(180);
  expect(length).toBeLessThanOrEqual(300);
  expect(page).toMatchObject({
    pageInfo: { hasNextPage: true },
    completeness: { complete: false, reason: 'SERVER_PAGE_LIMIT' },
  });
  expect(page.pageInfo.endCursor).not.toBeNull();
});

describe('rows that go while a list is walked', () => {
  test.each(['alerts', 'machines'] as const)('of %s: the last page says that its count differs', async (list) => {
    const gateway = await startSandboxGateway({ machines: 90, alerts: 90, quirks: { limits: false } });
    opened(gateway);
    const first = await pageOf(gateway, list, '(first: 50)', 'totalCount');
    expect(first).toMatchObject({ totalCount: 90, completeness: COMPLETE });
    gateway.sandbox.tenant[list].splice(70, 5);
    const last = await pageOf(gateway, list, `(first: 50, after: "${first.pageInfo.endCursor}")`, 'totalCount');
    expect(last.nodes).toHaveLength(35);
    expect(last).toMatchObject({
      totalCount: 90,
      pageInfo: { hasNextPage: false },
      completeness: { complete: false, reason: 'COUNT_DIFFERS' },
    });
  });

  test('a count below the rows that came is not told', async () => {
    const gateway = await startFakeGateway({
      'GET /api/machines': { value: [{ id: 'm-1' }, { id: 'm-2' }, { id: 'm-3' }], '@odata.count': 2 },
    });
    opened(gateway);
    expect(await pageOf(gateway, 'machines', '', 'totalCount')).toMatchObject({
      totalCount: 3,
      completeness: COMPLETE,
    });
  });
});

test('a server that counts 100 devices and repeats its first page of 50 is not believed to have given them all', async () => {
  const value = Array.from({ length: 50 }, (_, index) => ({ id: `m${index}` }));
  await withFakeGateway({ 'GET /api/machines': { value, '@odata.count': 100 } }, async (gateway) => {
    const { data } = await gateway.run<{ machines: { nodes: object[]; completeness: object } }>(
      '{ machines(first: 100) { nodes { id } completeness { complete reason } } }',
    );
    expect(data.machines.nodes).toHaveLength(50);
    expect(data.machines.completeness).toEqual({ complete: false, reason: expect.any(String) as unknown });
  });
});

test('a server that counts 100 devices and gives 40 of them twice is not believed to have given them all', async () => {
  const list = [...Array(50).keys(), ...Array.from({ length: 50 }, (_, index) => 10 + index)];
  const gateway = await startFakeGateway({
    'GET /api/machines': ({ query }, response) => {
      const skip = Number(query.get('$skip') ?? 0);
      const value = list.slice(skip, skip + Math.min(50, Number(query.get('$top')))).map((n) => ({ id: `m${n}` }));
      response.end(JSON.stringify({ value, '@odata.count': list.length }));
    },
  });
  opened(gateway);
  const page = await pageOf(gateway, 'machines', '(first: 100)', 'totalCount');
  expect(page.nodes).toHaveLength(60);
  expect(page).toMatchObject({
    totalCount: 100,
    pageInfo: { hasNextPage: false },
    completeness: { complete: false, reason: 'COUNT_DIFFERS' },
  });
});

test.each([
  ['7 rows', 7, 50, 50],
  ['100 rows', 100, 300, 200],
] as const)('a server that caps pages at %s where it gave larger ones is read on', async (_, cap, before, first) => {
  const gateway = await cutting({}, true, { machines: 400 });
  expect((await pageOf(gateway, 'machines', `(first: ${before})`)).nodes).toHaveLength(before);
  gateway.sandbox.quirks.silentCaps = { listMachines: cap };
  const pages = await walk(gateway, 'machines', first);
  expect(pages.map(({ nodes }) => nodes.length)).toEqual(Array(400 / first).fill(first));
  for (const { completeness } of pages) expect(completeness).toEqual(COMPLETE);
});
