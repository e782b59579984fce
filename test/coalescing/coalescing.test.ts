import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { ApiCall } from '../support/fakes/fake-api.ts';
import { startFakeGateway, type FakeGateway } from '../support/gateway/fake-gateway.ts';
import type { Answer } from '../support/gateway/gateway.ts';
import { jumpingClock, type JumpingClock } from '../support/clocks/jumping-clock.ts';
import { postGraphql } from '../support/gateway/post-graphql.ts';
import { until } from '../support/clocks/until.ts';

const ALERTS = 'query ($first: Int) { alerts(first: $first) { nodes { title } } }';
const ACTIONS = '{ machineActions(first: 2) { nodes { machineActionId } } }';
const HUNT = '{ hunt(query: "DeviceInfo") { rowCount } }';

let gateway: FakeGateway;
/** Answers are kept for seconds, which must not pass because the machine is slow. */
let clock: JumpingClock;
let answers = 0;
/** Waited for before an answer. */
let hold: Promise<unknown> = Promise.resolve();
const statuses = new Map<string, number>();

async function answer({ method, path }: ApiCall, response: ServerResponse): Promise<void> {
  await hold;
  const title = `answer ${++answers}`;
  const bodies: Record<string, object> = {
    '/api/alerts/one': { id: 'one', title },
    '/api/alerts': { '@odata.count': 1, value: [{ id: 'one', title }] },
    '/api/machineactions': { '@odata.count': 1, value: [{ id: title }] },
    '/api/machineactions/one': { id: title },
    '/api/advancedqueries/run': { Schema: [], Results: [] },
  };
  response.writeHead(statuses.get(`${method} ${path}`) ?? 200).end(JSON.stringify(bodies[path] ?? {}));
}

beforeEach(async () => {
  clock = jumpingClock();
  const paths = ['/alerts', '/alerts/one', '/alerts/none', '/machineactions', '/machineactions/one'];
  const replies = Object.fromEntries(paths.map((path) => [`GET /api${path}`, answer]));
  gateway = await startFakeGateway({ ...replies, 'POST /api/advancedqueries/run': answer });
});
afterEach(async () => {
  expect(gateway.api.unexpected).toEqual([]);
  await gateway.close();
  clock.stop();
  hold = Promise.resolve();
  statuses.clear();
  answers = 0;
});

/** So many turns of the event loop that what was received has come as far as it can. */
async function manyTurns(): Promise<void> {
  for (let turn = 0; turn < 100; turn++) await delay(2);
}

/** As one and the same caller. */
const TOKEN = 'a-token';
const attempt = <T>(query: string) => gateway.attempt<T>(query, {}, TOKEN);
const run = <T>(query: string, variables = {}) => gateway.run<T>(query, variables, TOKEN);

interface Alerts {
  alerts: { nodes: { title: string }[] };
}

const titleOf = ({ data }: Answer<Alerts>): string | undefined => data?.alerts.nodes[0]?.title;

/** Counts as `calls/cacheHits/coalesced`. */
function costOf({ extensions: { upstream } }: Answer<unknown>): string {
  return `${upstream.calls}/${upstream.cacheHits}/${upstream.coalesced}`;
}

describe('200 equal queries of one caller at once', () => {
  test('cost one call, which one of them tells of, and all get its answer', async () => {
    let received = 0;
    gateway.gateway.app.server.on('request', () => (received += 1));
    hold = until('all requests to arrive', () => received === 200).then(manyTurns);
    const all = await Promise.all(Array.from({ length: 200 }, () => run<Alerts>(ALERTS)));
    expect(gateway.api.calls).toHaveLength(1);
    expect(new Set(all.map(titleOf))).toEqual(new Set(['answer 1']));
    const sum = (name: 'calls' | 'cacheHits' | 'coalesced'): number =>
      all.reduce((total, { extensions }) => total + extensions.upstream[name], 0);
    expect(sum('calls')).toBe(1);
    expect(sum('coalesced')).toBeGreaterThan(50);
    expect(sum('coalesced') + sum('cacheHits')).toBe(199);
  });
});

describe('the same query again', () => {
  test('is answered with what was kept, at no call', async () => {
    expect(costOf(await run(ALERTS))).toBe('1/0/0');
    const again = await run<Alerts>(ALERTS);
    expect([titleOf(again), costOf(again)]).toEqual(['answer 1', '0/1/0']);
    expect(gateway.api.calls).toHaveLength(1);
  });

  test('with other variables is another question', async () => {
    for (const first of [2, 3, 2]) await run(ALERTS, { first });
    expect(gateway.api.calls.map(({ query }) => query.get('$top'))).toEqual(['3', '4']);
  });

  test('written otherwise is the same question upstream', async () => {
    await run('{ alerts(first: 2) { nodes { title } } }');
    const other = await run('query Other { everything: alerts(first: 2) { nodes { alertId severity } } }');
    expect(costOf(other)).toBe('0/1/0');
  });

  test.each(['no-cache', 'max-age=0, No-Cache'])('with `Cache-Control: %s` is asked again', async (cacheControl) => {
    await run(ALERTS);
    const fresh = { token: TOKEN, query: ALERTS, cacheControl };
    const asked = await postGraphql<Alerts>(gateway.url, fresh);
    expect([titleOf(asked), costOf(asked)]).toEqual(['answer 2', '1/0/0']);
    // What came is kept for those who do not mind.
    const after = await run<Alerts>(ALERTS);
    expect([titleOf(after), costOf(after)]).toEqual(['answer 2', '0/1/0']);
  });

  test('with `Cache-Control: no-cache` does not join a call under way', async () => {
    hold = until('both calls to arrive', () => gateway.api.calls.length === 2);
    const fresh = { token: TOKEN, query: ALERTS, cacheControl: 'no-cache' };
    const both = await Promise.all([run(ALERTS), postGraphql(gateway.url, fresh)]);
    expect(both.map(costOf)).toEqual(['1/0/0', '1/0/0']);
  });

  test.each([
    ['of response actions', ACTIONS],
    ['of one response action', '{ machineAction(id: "one") { machineActionId status } }'],
    ['that hunts', HUNT],
  ])('%s is asked each time', async (_, query) => {
    for (const time of [1, 2, 3]) {
      expect(costOf(await run(query))).toBe('1/0/0');
      expect(gateway.api.calls).toHaveLength(time);
    }
  });

  test.each([
    ['response actions', ACTIONS],
    ['hunts', HUNT],
  ])('at once of %s is one call all the same', async (_, query) => {
    let received = 0;
    gateway.gateway.app.server.on('request', () => (received += 1));
    hold = until('both requests to arrive', () => received === 2).then(manyTurns);
    const both = await Promise.all([run(query), run(query)]);
    expect(both.map(costOf).sort()).toEqual(['0/0/1', '1/0/0']);
  });
});

describe('what is never kept', () => {
  test.each([
    ['an answer of 400', 400, 1],
    ['an answer of 500', 500, 3],
  ])('%s', async (_, status, calls) => {
    statuses.set('GET /api/alerts', status);
    const { errors } = await attempt(ALERTS);
    expect(errors).toHaveLength(1);
    statuses.clear();
    expect(costOf(await run(ALERTS))).toBe('1/0/0');
    expect(gateway.api.calls).toHaveLength(calls + 1);
  });

  test('an answer of 404', async () => {
    const ONE = '{ alert(id: "one") { title } }';
    statuses.set('GET /api/alerts/one', 404);
    for (const time of [1, 2]) {
      expect((await run(ONE)).data).toEqual({ alert: null });
      expect(gateway.api.calls).toHaveLength(time);
    }
    statuses.clear();
    expect((await run(ONE)).data).toMatchObject({ alert: { title: 'answer 3' } });
  });

  test.each([401, 403])('what a caller had before an answer of %i, while another keeps theirs', async (status) => {
    const others = (): Promise<Answer<Alerts>> => gateway.run<Alerts>(ALERTS, {}, 'another-token');
    await run(ALERTS);
    await others();
    statuses.set('POST /api/advancedqueries/run', status);
    expect((await attempt(HUNT)).errors).toHaveLength(1);
    expect(costOf(await run(ALERTS))).toBe('1/0/0');
    expect(costOf(await others())).toBe('0/1/0');
  });
});
