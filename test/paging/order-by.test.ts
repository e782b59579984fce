import { upstreamOf } from '../support/fakes/upstream.ts';
import { startSandboxGateway, type SandboxGateway } from '../support/gateway/gateway.ts';

interface Page {
  alerts: {
    nodes: { alertId: string }[];
    pageInfo: { endCursor: string; hasNextPage: boolean };
    totalCount: number | null;
  };
}
const LIST = `query ($first: Int, $last: Int, $after: String, $orderBy: AlertOrder, $where: AlertWhere) {
  alerts(first: $first, last: $last, after: $after, orderBy: $orderBy, where: $where) {
    nodes { alertId } pageInfo { endCursor hasNextPage } totalCount } }`;
const OLDEST = { field: 'LAST_UPDATE_TIME', direction: 'ASC' };

let gateway: SandboxGateway;
beforeAll(async () => {
  gateway = await startSandboxGateway(
    { machines: 30, alerts: 90, quirks: { limits: false, orderOption: true } },
    { CACHE_MEGABYTES: '0' },
  );
});
afterAll(() => gateway.close());

const run = async (variables: Record<string, unknown>) => (await gateway.run<Page>(LIST, variables)).data.alerts;
const sorted = (): string[] =>
  [...gateway.sandbox.tenant.alerts]
    .sort((one, other) => (one.lastUpdateTime < other.lastUpdateTime ? -1 : 1))
    .map(({ id }) => id);

describe('orderBy, where the vendor sorts', () => {
  test('is asked of the vendor, and holds from page to page', async () => {
    const before = gateway.sandbox.requests.length;
    const first = await run({ first: 40, orderBy: OLDEST });
    const asked = gateway.sandbox.requests
      .slice(before)
      .map(({ path }) => new URL(path, 'http://127.0.0.1').searchParams);
    expect(asked.map((query) => query.get('$orderby'))).toEqual(['lastUpdateTime asc']);
    const second = await run({ first: 60, orderBy: OLDEST, after: first.pageInfo.endCursor });
    expect([...first.nodes, ...second.nodes].map(({ alertId }) => alertId)).toEqual(sorted());
    expect([first.totalCount, second.pageInfo.hasNextPage]).toEqual([90, false]);
  });

  test('comes from the end, the latest first unless told, and with a filter', async () => {
    const last = await run({ last: 7, orderBy: OLDEST });
    expect(last.nodes.map(({ alertId }) => alertId)).toEqual(sorted().slice(-7));
    const high = gateway.sandbox.tenant.alerts.filter(({ severity }) => severity === 'High').map(({ id }) => id);
    const where = { severity: { in: ['HIGH', 'UN_SPECIFIED'] } };
    const { nodes } = await run({ first: 100, orderBy: { field: 'LAST_UPDATE_TIME' }, where });
    const unspecified = gateway.sandbox.tenant.alerts.filter(({ severity }) => severity === 'UnSpecified');
    const wanted = new Set([...high, ...unspecified.map(({ id }) => id)]);
    expect(nodes.map(({ alertId }) => alertId)).toEqual(
      sorted()
        .reverse()
        .filter((id) => wanted.has(id)),
    );
  });

  test('is a part of what a cursor is bound to', async () => {
    const { pageInfo } = await run({ first: 3, orderBy: OLDEST });
    const { errors } = await gateway.attempt(LIST, { first: 3, after: pageInfo.endCursor });
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_CURSOR' } }]);
  });
});

describe('orderBy, where the vendor does not sort', () => {
  // What a server refused is remembered, each list by itself.
  test.each([
    // The count that was asked for with it might be what is refused, so it is asked for once more without.
    [false, 'machines', 'LAST_SEEN', 2],
    ['ignored', 'indicators', 'EXPIRATION_TIME', 1],
  ] as const)('(%s) is refused with what to do, and not asked for again', async (orderOption, list, field, times) => {
    gateway.sandbox.quirks.orderOption = orderOption;
    const query = `{ ${list}(first: 20, orderBy: { field: ${field} }) { nodes { id } } }`;
    const { answer, calls } = await upstreamOf(gateway.sandbox, async () => [
      await gateway.attempt(query, {}, 'admin'),
      await gateway.attempt(query, {}, 'admin'),
    ]);
    expect(calls).toHaveLength(times);
    for (const { errors } of answer) {
      expect(errors).toMatchObject([
        { message: expect.stringMatching(/^orderBy: Defender does not sort list\w+; leave it out/) as unknown },
      ]);
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
    }
    const { data } = await gateway.run<Record<string, { nodes: object[] }>>(
      `{ ${list}(first: 2) { nodes { id } } }`,
      {},
      'admin',
    );
    expect(data[list]?.nodes).toHaveLength(2);
  });
});
