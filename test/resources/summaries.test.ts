import type { ServerResponse } from 'node:http';
import type { ApiCall } from '../support/fakes/fake-api.ts';
import { upstreamOf } from '../support/fakes/upstream.ts';
import { startSandboxGateway, type SandboxGateway } from '../support/gateway/gateway.ts';
import { sharedFakeGateway } from '../support/gateway/shared-fake-gateway.ts';

interface Summary {
  groups: { by: string; key: string | null; count: number }[];
  totalCount: number;
  completeness: { complete: boolean; reason: string | null; upstreamPages: number };
}
const SHOWN = 'groups { by key count } totalCount completeness { complete reason upstreamPages }';

/** How often each value is there, the largest first, equal ones by their keys. */
function counted<Row>(by: string, rows: readonly Row[], keyOf: (row: Row) => string | null): Summary['groups'] {
  const counts = new Map<string | null, number>();
  for (const row of rows) counts.set(keyOf(row), (counts.get(keyOf(row)) ?? 0) + 1);
  const groups = [...counts].map(([key, count]) => ({ by, key, count }));
  return groups.sort((one, other) => other.count - one.count || (String(one.key) < String(other.key) ? -1 : 1));
}
const graphName = (word: string | null): string | null =>
  word === null ? null : word.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase();

describe('a summary of a tenant that one call shows', () => {
  let gateway: SandboxGateway;
  beforeAll(async () => {
    gateway = await startSandboxGateway({ machines: 80, alerts: 200, quirks: { limits: false } });
  });
  afterAll(() => gateway.close());

  test('counts its alerts by each grouping, of the same rows, with that one call', async () => {
    const { alerts } = gateway.sandbox.tenant;
    const query = `{ alertSummary(by: [SEVERITY, DAY, STATUS, CATEGORY, DETECTION_SOURCE, SEVERITY]) { ${SHOWN} } }`;
    const { answer, operations } = await upstreamOf(gateway.sandbox, () =>
      gateway.run<{ alertSummary: Summary }>(query),
    );
    expect(operations).toEqual(['listAlerts']);
    expect(answer.data.alertSummary).toEqual({
      groups: [
        ...counted('SEVERITY', alerts, ({ severity }) => graphName(severity)),
        ...counted('DAY', alerts, ({ alertCreationTime }) => alertCreationTime.slice(0, 10)),
        ...counted('STATUS', alerts, ({ status }) => graphName(status)),
        ...counted('CATEGORY', alerts, ({ category }) => category),
        ...counted('DETECTION_SOURCE', alerts, ({ detectionSource }) => detectionSource),
      ],
      totalCount: alerts.length,
      completeness: { complete: true, reason: null, upstreamPages: 1 },
    });
  });

  test('counts its devices, those that a filter lets through', async () => {
    const active = gateway.sandbox.tenant.machines.filter(({ healthStatus }) => healthStatus === 'Active');
    const query = `{ machineSummary(where: { healthStatus: { eq: ACTIVE } }, by: [RISK_SCORE, HEALTH_STATUS, OS_PLATFORM,
      EXPOSURE_LEVEL]) { ${SHOWN} } }`;
    const { answer, calls } = await upstreamOf(gateway.sandbox, () => gateway.run<{ machineSummary: Summary }>(query));
    expect(calls.map(({ filter }) => filter)).toEqual(["healthStatus eq 'Active'"]);
    const { groups, totalCount } = answer.data.machineSummary;
    expect(totalCount).toBe(active.length);
    expect(groups).toEqual([
      ...counted('RISK_SCORE', active, ({ riskScore }) => graphName(riskScore)),
      { by: 'HEALTH_STATUS', key: 'ACTIVE', count: active.length },
      ...counted('OS_PLATFORM', active, ({ osPlatform }) => osPlatform),
      ...counted('EXPOSURE_LEVEL', active, ({ exposureLevel }) => graphName(exposureLevel)),
    ]);
  });

  test('by nothing is refused before any call', async () => {
    const { answer, calls } = await upstreamOf(gateway.sandbox, () =>
      gateway.attempt('{ alertSummary(by: []) { totalCount } }'),
    );
    expect(answer.errors).toMatchObject([
      { message: expect.stringMatching(/^by: is empty/) as unknown, extensions: { code: 'BAD_USER_INPUT' } },
    ]);
    expect(calls).toEqual([]);
  });

  test('costs ten calls at the most, which is its price', async () => {
    const alias = (index: number): string => `s${index}: alertSummary(by: [DAY]) { totalCount }`;
    const { answer, calls } = await upstreamOf(gateway.sandbox, () =>
      gateway.attempt(`{ ${Array.from({ length: 7 }, (_, index) => alias(index)).join(' ')} }`),
    );
    expect(answer.errors?.[0]).toMatchObject({
      message: expect.stringMatching(/\b70\b.*\b60\b/) as unknown,
      extensions: { code: 'COST_LIMIT_EXCEEDED' },
    });
    expect(calls).toEqual([]);
  });
});

describe('a summary of a longer list', () => {
  const shared = sharedFakeGateway({ CACHE_MEGABYTES: '0' });
  const WORDS = ['High', 'Low', 'Low', 'Mauve'];
  const start = Date.parse('2026-11-20T08:30:00Z');
  const timeOf = (index: number): string => new Date(start - 1_000 * index).toISOString().replace('Z', '0000Z');

  /** A server with so many alerts, newest first, that takes what the gateway asks of such a list. */
  const serve =
    (length: number) =>
    ({ query }: ApiCall, response: ServerResponse): void => {
      const filter = query.get('$filter') ?? '';
      const word = /severity eq '(\w+)'/.exec(filter)?.[1];
      const bound = /alertCreationTime le (\S+)/.exec(filter)?.[1];
      const first = bound === undefined ? 0 : Math.max(0, Math.ceil((start - Date.parse(bound)) / 1_000));
      const indexes = Array.from({ length: length - first }, (_, index) => first + index);
      const all = word === undefined ? indexes : indexes.filter((index) => WORDS[index % WORDS.length] === word);
      const skip = Number(query.get('$skip') ?? 0);
      const shown = all.slice(skip, skip + Number(query.get('$top')));
      const value = shown.map((index) => ({
        id: `a${index}`,
        severity: WORDS[index % WORDS.length],
        alertCreationTime: timeOf(index),
      }));
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ '@odata.count': all.length, value }));
    };
  const ask = async (length: number, by: string, where = ''): Promise<Summary> => {
    shared.replies['GET /api/alerts'] = serve(length);
    const query = `{ alertSummary(${where} by: [${by}]) { ${SHOWN} } }`;
    return (await shared.gateway.run<{ alertSummary: Summary }>(query)).data.alertSummary;
  };
  const severities = (of: number): Summary['groups'] => [
    { by: 'SEVERITY', key: 'LOW', count: of / 2 },
    { by: 'SEVERITY', key: 'HIGH', count: of / 4 },
    // Nothing that this version knows, and shown as it came.
    { by: 'SEVERITY', key: 'Mauve', count: of / 4 },
  ];

  test('is read on where that takes fewer calls than the number of each group', async () => {
    expect(await ask(32_000, 'SEVERITY')).toEqual({
      groups: severities(32_000),
      totalCount: 32_000,
      completeness: { complete: true, reason: null, upstreamPages: 4 },
    });
    expect(shared.gateway.api.calls).toHaveLength(4);
  });

  test('is made of the number of each group where that takes fewer', async () => {
    expect(await ask(84_000, 'SEVERITY')).toEqual({
      groups: severities(84_000).map((group) => (group.key === 'Mauve' ? { ...group, key: 'UNRECOGNIZED' } : group)),
      totalCount: 84_000,
      completeness: { complete: true, reason: null, upstreamPages: 6 },
    });
    const filters = shared.gateway.api.calls.map(({ query }) => [query.get('$filter'), query.get('$count')]);
    expect(filters).toEqual([
      [null, 'true'],
      ...['UnSpecified', 'Informational', 'Low', 'Medium', 'High'].map((word) => [`severity eq '${word}'`, 'true']),
    ]);
  });

  test('of a property that the filter names already is read', async () => {
    const { completeness } = await ask(84_000, 'SEVERITY', 'where: { severity: { ne: INFORMATIONAL } }');
    expect(completeness).toMatchObject({ complete: true, upstreamPages: 9 });
  });

  test('says so where ten calls do not reach its end', async () => {
    const { groups, totalCount, completeness } = await ask(140_000, 'DAY');
    expect(completeness).toMatchObject({ complete: false, reason: 'LIST_TOO_LONG' });
    expect(totalCount).toBe(140_000);
    const rows = groups.reduce((sum, { count }) => sum + count, 0);
    expect(rows).toBeGreaterThan(90_000);
    expect(rows).toBeLessThan(100_000);
    expect(shared.gateway.api.calls.length).toBeLessThanOrEqual(10);
  });
});
