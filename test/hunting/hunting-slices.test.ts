import type { ServerResponse } from 'node:http';
import type { ApiCall } from '../support/fakes/fake-api.ts';
import { startFakeGateway, type FakeGateway } from '../support/gateway/fake-gateway.ts';
import { startSandboxGateway } from '../support/gateway/gateway.ts';
import { until } from '../support/clocks/until.ts';

interface Hunt {
  rowCount: number;
  slices: { from: string | null; to: string | null; rowCount: number | null; missing: string | null }[];
  rows: {
    nodes: { values: { N: string } }[];
    completeness: { complete: boolean; reason: string; upstreamPages: number };
  };
}

const FIELDS = `rowCount slices { from to rowCount missing }
  rows(first: 1000) { nodes { values } completeness { complete reason upstreamPages } }`;
const HUNT = `query ($slice: HuntSliceInput, $maxRows: Int) {
  hunt(query: "DeviceInfo | project Timestamp, N = DeviceId // all\\n;", slice: $slice, maxRows: $maxRows) { ${FIELDS} } }`;
const DAYS = { column: 'Timestamp', by: '1d', from: '2026-11-10T00:00:00Z', to: '2026-11-13T00:00:00Z' };

let gateway: FakeGateway;
/** Status and JSON for the slice that begins on a day of November; null where it is open. */
let answers: (day: string | null) => { status: number; json: object };

const rowsOf = (...names: string[]) => ({
  status: 200,
  json: { Schema: [{ Name: 'N', Type: 'String' }], Results: names.map((N) => ({ N })) },
});
const failure = (status: number, message: string) => ({ status, json: { error: { code: 'BadRequest', message } } });

const queries = () => gateway.api.calls.map(({ body }) => (JSON.parse(body) as { Query: string }).Query);
const reply = ({ body }: ApiCall, response: ServerResponse): void => {
  const day = />= datetime\(2026-11-(\d\d)/.exec((JSON.parse(body) as { Query: string }).Query)?.[1];
  const { status, json } = answers(day ?? null);
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json));
};

beforeAll(async () => {
  gateway = await startFakeGateway({ 'POST /api/advancedqueries/run': reply });
});
beforeEach(() => {
  gateway.api.calls.length = 0;
  answers = (day) => rowsOf(`${day}-1`, `${day}-2`);
});
afterAll(async () => {
  await gateway.close();
  expect(gateway.api.unexpected).toEqual([]);
});

const hunt = async (variables: object) =>
  (await gateway.run<{ hunt: Hunt }>(HUNT, { slice: DAYS, ...variables })).data.hunt;
const namesIn = ({ rows }: Hunt) => rows.nodes.map(({ values }) => values.N);

describe('a hunt in slices', () => {
  test('runs them in order, a call each, and gives their rows one after the other', async () => {
    const found = await hunt({});
    expect(namesIn(found)).toEqual(['10-1', '10-2', '11-1', '11-2', '12-1', '12-2']);
    expect(found.slices.map(({ rowCount, missing }) => [rowCount, missing])).toEqual([
      [2, null],
      [2, null],
      [2, null],
    ]);
    expect(found.rows.completeness).toEqual({ complete: true, reason: null, upstreamPages: 3 });
    expect(queries()).toEqual(
      [10, 11, 12].map(
        (day) =>
          `DeviceInfo | project Timestamp, N = DeviceId\n| where ['Timestamp'] >= datetime(2026-11-${day}T00:00:00${day === 10 ? '.0000000' : '.000'}Z) and ['Timestamp'] < datetime(2026-11-${day + 1}T00:00:00${day === 12 ? '.0000000' : '.000'}Z)`,
      ),
    );
  });

  test('begins with the newest where that is asked for', async () => {
    const found = await hunt({ slice: { ...DAYS, newestFirst: true } });
    expect(namesIn(found)).toEqual(['12-1', '12-2', '11-1', '11-2', '10-1', '10-2']);
  });

  test('stops when enough rows are found', async () => {
    const found = await hunt({ maxRows: 3 });
    expect(namesIn(found)).toEqual(['10-1', '10-2', '11-1']);
    expect(found.rowCount).toBe(3);
    expect(found.slices.map(({ missing }) => missing)).toEqual([null, null, 'not run, as maxRows is reached']);
    expect(found.rows.completeness.complete).toBe(false);
    expect(found.rows.completeness.reason).toContain('after the first 3 were left out');
    expect(found.rows.completeness.reason).toContain('1 of 3 slices are missing');
    expect(gateway.api.calls).toHaveLength(2);
  });

  test('goes on after a slice that failed for the moment, and names it', async () => {
    answers = (day) => (day === '11' ? failure(503, 'busy') : rowsOf(`${day}`));
    const found = await hunt({});
    expect(namesIn(found)).toEqual(['10', '12']);
    expect(found.slices[1]).toMatchObject({
      from: '2026-11-11T00:00:00.000Z',
      to: '2026-11-12T00:00:00.000Z',
      rowCount: null,
    });
    expect(found.slices[1]?.missing).toMatch(/^UPSTREAM_UNAVAILABLE: /);
    expect(found.rows.completeness).toMatchObject({ complete: false, upstreamPages: 3 });
    expect(found.rows.completeness.reason).toContain('2026-11-11T00:00:00.000Z to 2026-11-12T00:00:00.000Z');
  });

  test.each([
    ['every slice fails', () => failure(503, 'busy'), 'UPSTREAM_UNAVAILABLE'],
    ['the query is wrong', () => failure(400, 'Semantic error'), 'BAD_USER_INPUT'],
    ['the caller may not', () => failure(403, 'no'), 'FORBIDDEN'],
  ])('fails where %s', async (_, answerOf, code) => {
    answers = answerOf;
    const { errors } = await gateway.attempt(HUNT, { slice: DAYS });
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual([code]);
    if (code !== 'UPSTREAM_UNAVAILABLE') expect(gateway.api.calls).toHaveLength(1);
  });

  test('tells a slice that was cut by the vendor', async () => {
    const many = Array.from({ length: 100_000 }, () => 'x');
    answers = (day) => (day === '10' ? rowsOf(...many) : rowsOf());
    const found = await hunt({ maxRows: 200_000 });
    expect(found.rowCount).toBe(100_000);
    expect(found.slices.map(({ missing }) => missing !== null)).toEqual([true, false, false]);
    expect(found.rows.completeness.reason).toContain('make slice.by shorter');
  });

  test('ends with its caller, and is no success', async () => {
    const leaving = new AbortController();
    let arrived = (): void => undefined;
    const call = new Promise<void>((resolve) => (arrived = resolve));
    const hanging = await startFakeGateway({ 'POST /api/advancedqueries/run': () => arrived() });
    try {
      const gone = fetch(`${hanging.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: 'Bearer ann' },
        body: JSON.stringify({ query: HUNT, variables: { slice: DAYS } }),
        signal: leaving.signal,
      }).catch((error: Error) => error.name);
      await call;
      leaving.abort();
      expect(await gone).toBe('AbortError');
      const told = () => hanging.logs.filter(({ msg }) => msg === 'request');
      await until('the request to be told', () => told().length > 0);
      expect(told()).toMatchObject([{ outcome: 'UPSTREAM_TIMEOUT' }]);
      expect(hanging.api.calls).toHaveLength(1);
    } finally {
      await hanging.close();
    }
  });

  test.each<[object, RegExp]>([
    [{ ...DAYS, column: 'DeviceName' }, /slice\.column: the result of the query has no datetime column DeviceName/],
    [{ ...DAYS, column: "T'] or ['T" }, /slice\.column is the name of a column/],
    [{ ...DAYS, by: '1m' }, /cuts the time into 4320 slices/],
    [{ ...DAYS, to: DAYS.from }, /slice\.from must lie before slice\.to/],
  ])('refuses %j before any call', async (slice, message) => {
    const { errors } = await gateway.attempt(HUNT, { slice });
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect(errors?.[0]?.message).toMatch(message);
    expect(gateway.api.calls).toEqual([]);
  });

  test('costs a call for each slice before it is run', async () => {
    const small = await startFakeGateway({}, { MAX_UPSTREAM_CALLS: '20' });
    try {
      const { errors } = await small.attempt(HUNT, { slice: { column: 'Timestamp', by: '1d' } });
      expect(errors?.[0]?.extensions.code).toBe('COST_LIMIT_EXCEEDED');
      expect(errors?.[0]?.message).toContain('30 upstream calls');
      expect(small.api.calls).toEqual([]);
    } finally {
      await small.close();
    }
  });
});

describe('in the sandbox', () => {
  test('the slices of a hunt hold together what it finds at once, each row once', async () => {
    const sandboxed = await startSandboxGateway({ machines: 30, alerts: 200, quirks: { limits: false } });
    try {
      const query = 'DeviceLogonEvents | project Timestamp, N = strcat(DeviceId, ReportId)';
      const run = async (slice: object | null) => {
        const variables = { query, slice };
        const text = `query ($query: KQL!, $slice: HuntSliceInput) { hunt(query: $query, slice: $slice) { ${FIELDS} } }`;
        return (await sandboxed.run<{ hunt: Hunt }>(text, variables, 'hunter')).data.hunt;
      };
      const [whole, sliced] = [await run(null), await run({ column: 'Timestamp', by: '5d' })];
      expect(whole.rowCount).toBeGreaterThan(50);
      expect(sliced.rowCount).toBe(whole.rowCount);
      expect(namesIn(sliced).sort()).toEqual(namesIn(whole).sort());
      expect(sliced.slices.filter(({ rowCount }) => (rowCount ?? 0) > 0).length).toBeGreaterThan(1);
    } finally {
      await sandboxed.close();
    }
  });
});
