import type { ServerResponse } from 'node:http';
import type { ApiCall } from '../support/fakes/fake-api.ts';
import { startFakeGateway, type FakeGateway } from '../support/gateway/fake-gateway.ts';

interface Hunt {
  rowCount: number;
  asOf: string;
  keptUntil: string | null;
  rows: {
    nodes: { values: { N: number } }[];
    pageInfo: { endCursor: string; hasNextPage: boolean };
    completeness: { complete: boolean; reason: string | null; asOf: string; upstreamPages: number };
  };
}

const HUNT = `query ($query: KQL!, $after: String, $first: Int = 3, $parameters: [HuntingParameterInput!]! = [], $maxRows: Int) {
  hunt(query: $query, parameters: $parameters, maxRows: $maxRows) {
    rowCount asOf keptUntil rows(first: $first, after: $after) {
      nodes { values } pageInfo { endCursor hasNextPage } completeness { complete reason asOf upstreamPages } } } }`;
const QUERY = 'DeviceInfo | project N = 1';

let gateway: FakeGateway;
/** JSON text of the rows that the next hunt finds. */
let results: string[];

const answer = (_: ApiCall, response: ServerResponse): void => {
  const text = `{"Schema":[{"Name":"N","Type":"Int64"}],"Results":[${results.join(',')}]}`;
  response.writeHead(200, { 'content-type': 'application/json' }).end(text);
};
const numbered = (count: number, more = ''): string[] => Array.from({ length: count }, (_, N) => `{"N":${N}${more}}`);

const start = (variables: Readonly<Record<string, string>> = {}): Promise<FakeGateway> =>
  startFakeGateway({ 'POST /api/advancedqueries/run': answer }, variables);

let usual: FakeGateway;
beforeAll(async () => {
  usual = await start();
});
beforeEach(() => {
  gateway = usual;
  gateway.api.calls.length = 0;
});
afterAll(async () => {
  await usual.close();
  expect(usual.api.unexpected).toEqual([]);
});

/** Runs a test with a gateway that keeps so many megabytes of rows. */
async function keeping(megabytes: string, run: () => Promise<void>): Promise<void> {
  gateway = await start({ HUNTING_CACHE_MEGABYTES: megabytes });
  try {
    await run();
  } finally {
    await gateway.close();
  }
}

async function hunt(variables: object = {}, token = 'ann'): Promise<Hunt> {
  return (await gateway.run<{ hunt: Hunt }>(HUNT, { query: QUERY, ...variables }, token)).data.hunt;
}
async function refusal(variables: object, token = 'ann') {
  const { errors } = await gateway.attempt(HUNT, { query: QUERY, ...variables }, token);
  expect(errors).toHaveLength(1);
  return errors?.[0];
}
const calls = () => gateway.api.calls.length;

describe('the rows of a hunt', () => {
  test('are paged over the result that was found, by one call, though the rows have moved meanwhile', async () => {
    results = numbered(7);
    const first = await hunt();
    results = ['{"N":100}'];
    const pages = [first];
    for (let page = first; page.rows.pageInfo.hasNextPage;) {
      page = await hunt({ after: page.rows.pageInfo.endCursor });
      pages.push(page);
    }
    expect(pages.map(({ rows }) => rows.nodes.map(({ values }) => values.N))).toEqual([[0, 1, 2], [3, 4, 5], [6]]);
    for (const { rowCount, asOf, keptUntil, rows } of pages) {
      expect([rowCount, asOf, keptUntil]).toEqual([7, first.asOf, first.keptUntil]);
      expect(rows.completeness).toEqual({ complete: true, reason: null, asOf: first.asOf, upstreamPages: 1 });
    }
    expect(Date.parse(first.keptUntil ?? '') - Date.parse(first.asOf)).toBeGreaterThanOrEqual(300_000);
    expect(calls()).toBe(1);
    // Without a cursor the hunt runs again.
    expect((await hunt()).rows.nodes).toEqual([{ values: { N: 100 } }]);
    expect(calls()).toBe(2);
  });

  test('are kept for their caller and their hunt alone', async () => {
    results = numbered(7);
    const { endCursor: after } = (await hunt()).rows.pageInfo;
    const parameters = [{ name: 'limit', type: 'LONG', value: 5 }];
    for (const [variables, token] of [
      [{ after }, 'bob'],
      [{ after, query: `${QUERY} | take 5` }, 'ann'],
      [{ after, parameters }, 'ann'],
      [{ after, maxRows: 5 }, 'ann'],
      [{ after: `${after.slice(0, -2)}AA` }, 'ann'],
    ] as const) {
      expect((await refusal(variables, token))?.extensions.code).toBe('BAD_CURSOR');
    }
    expect(calls()).toBe(1);
    expect((await hunt({ after, maxRows: null })).rows.nodes).toHaveLength(3);
  });

  test('say that they are no longer kept rather than being looked for again', () =>
    keeping('1', async () => {
      results = numbered(7, `,"Text":"${'x'.repeat(100_000)}"`);
      const { endCursor: after } = (await hunt()).rows.pageInfo;
      expect((await hunt({ first: 1 })).keptUntil).not.toBeNull();
      const gone = await refusal({ after });
      expect(gone?.extensions.code).toBe('BAD_CURSOR');
      expect(gone?.message).toContain('Run it again without `after`');
      expect(calls()).toBe(2);
    }));

  test('of a result too large to be kept are given for the first page alone', () =>
    keeping('0', async () => {
      results = numbered(7);
      const { keptUntil, rows } = await hunt();
      expect(keptUntil).toBeNull();
      expect(rows.nodes).toHaveLength(3);
      expect((await refusal({ after: rows.pageInfo.endCursor }))?.extensions.code).toBe('BAD_CURSOR');
    }));

  test('of two results are not mixed below one hunt', async () => {
    results = numbered(7);
    const [a, b] = [await hunt(), await hunt()];
    const { errors } = await gateway.attempt(
      `query ($query: KQL!, $a: String, $b: String) { hunt(query: $query) {
        one: rows(after: $a) { nodes { values } } two: rows(after: $b) { nodes { values } } } }`,
      { query: QUERY, a: a.rows.pageInfo.endCursor, b: b.rows.pageInfo.endCursor },
      'ann',
    );
    expect(errors?.map(({ path, extensions }) => [path, extensions.code])).toEqual([[['hunt', 'two'], 'BAD_CURSOR']]);
    expect(calls()).toBe(2);
  });

  test.each([1001, -1])('are refused by a page of %d before the hunt costs a call', async (first) => {
    const refused = await refusal({ first });
    expect(refused?.extensions.code).toBe('BAD_USER_INPUT');
    expect(refused?.message).toContain('first must be from 0 to 1000');
    expect(calls()).toBe(0);
  });

  test('are as many as are wanted at the most, and say that there are more', async () => {
    results = numbered(7);
    const { rowCount, rows } = await hunt({ maxRows: 2 });
    expect([rowCount, rows.nodes.length]).toEqual([2, 2]);
    expect(rows.completeness.complete).toBe(false);
    expect(rows.completeness.reason).toContain('after the first 2 were left out');
    expect(rows.pageInfo.hasNextPage).toBe(false);
    for (const maxRows of [0, -1, 1_000_001]) {
      const { message, extensions } = (await refusal({ maxRows })) ?? {};
      expect([message, extensions?.code]).toEqual([
        `maxRows must be from 1 to 1000000, got ${maxRows}.`,
        'BAD_USER_INPUT',
      ]);
    }
  });

  test('may be cut when there are as many as the vendor ever gives', async () => {
    results = numbered(100_000);
    const { rowCount, rows } = await hunt();
    expect(rowCount).toBe(100_000);
    expect(rows.completeness.complete).toBe(false);
    expect(rows.completeness.reason).toContain('SERVER_PAGE_LIMIT: the vendor gives at most 100000 rows at a time');
    results = numbered(99_999);
    expect((await hunt()).rows.completeness.complete).toBe(true);
  });

  test('that are no JSON fail where they are looked at, and no other page does', async () => {
    results = [...numbered(3), '{"N":1 2}'];
    const { endCursor: after } = (await hunt()).rows.pageInfo;
    expect((await refusal({ after }))?.extensions.code).toBe('UPSTREAM_ERROR');
  });
});

describe('the first page of a hunt', () => {
  test('asked for by two callers at once costs a call each', async () => {
    results = numbered(7);
    await Promise.all([hunt({}, 'ann'), hunt({}, 'bob')]);
    expect(calls()).toBe(2);
  });
});
