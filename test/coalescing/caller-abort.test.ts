import type { ServerResponse } from 'node:http';
import type { ApiCall } from '../support/fakes/fake-api.ts';
import { startFakeGateway, type FakeGateway } from '../support/gateway/fake-gateway.ts';
import { postGraphql } from '../support/gateway/post-graphql.ts';
import { until } from '../support/clocks/until.ts';

const ALERTS = 'query ($first: Int) { alerts(first: $first) { nodes { title } } }';
const TOKEN = 'a-token';
const CLIENTS = 50;
const QUESTIONS = 10;
/** Far more than is promised, since machines that run tests are busy; a call that no one ends lasts 30 s. */
const SOON_MS = 15_000;

/** One call as the API sees it. */
interface Arrival {
  question: number;
  response: ServerResponse;
  /** When its connection was closed before it had an answer, milliseconds of performance.now(). */
  ended: number | null;
}

let gateway: FakeGateway;
const arrivals: Arrival[] = [];

beforeEach(async () => {
  arrivals.length = 0;
  const hold = ({ query }: ApiCall, response: ServerResponse): void => {
    // The page asks for one row more than the caller.
    const arrival: Arrival = { question: Number(query.get('$top')) - 1, response, ended: null };
    arrivals.push(arrival);
    response.once('close', () => {
      if (!response.writableFinished) arrival.ended = performance.now();
    });
  };
  gateway = await startFakeGateway({ 'GET /api/alerts': hold, 'GET /api/alerts/known': { id: 'known' } });
  // Of a credential that has never been accepted, only a few calls are made at once.
  await gateway.run('{ alert(id: "known") { alertId } }', {}, TOKEN);
});
afterEach(() => gateway.close());

/** A client that waits for an answer until it leaves; its outcome is null when it has left. */
function client(first: number, token = TOKEN) {
  const leaver = new AbortController();
  const sent = { token, query: ALERTS, variables: { first }, signal: leaver.signal };
  const outcome = postGraphql<{ alerts: { nodes: { title: string }[] } }>(gateway.url, sent).catch(() => null);
  return { leave: () => leaver.abort(), outcome };
}

/** Clients who ask questions of their own in turn. */
const clients = (count: number, tokenOf: (index: number) => string = () => TOKEN) =>
  Array.from({ length: count }, (_, index) => client(1 + (index % QUESTIONS), tokenOf(index)));

function answer(): void {
  for (const { response, ended } of arrivals) {
    if (ended === null)
      response.end(JSON.stringify({ '@odata.count': 1, value: [{ id: 'one', title: 'the answer' }] }));
  }
}

describe('clients who leave', () => {
  test('end what was asked for them at once, but not what somebody else waits for', async () => {
    let received = 0;
    gateway.gateway.app.server.on('request', () => (received += 1));
    const leavers = clients(CLIENTS);
    const stayer = client(1);
    await until('all to ask', () => received === CLIENTS + 1 && arrivals.length === QUESTIONS);
    const left = performance.now();
    for (const { leave } of leavers) leave();
    await until('the calls to be ended', () => arrivals.filter(({ ended }) => ended !== null).length === QUESTIONS - 1);
    for (const { ended } of arrivals) expect((ended ?? left) - left).toBeLessThan(SOON_MS);
    expect(arrivals.find(({ ended }) => ended === null)?.question).toBe(1);
    answer();
    expect((await stayer.outcome)?.data).toEqual({ alerts: { nodes: [{ title: 'the answer' }] } });
    expect(await Promise.all(leavers.map(({ outcome }) => outcome))).toEqual(Array(CLIENTS).fill(null));
    expect(arrivals).toHaveLength(QUESTIONS);
  });

  test('end what was asked for each of them, where they share nothing', async () => {
    const leavers = clients(CLIENTS, (index) => `token-${index}`);
    await until('all calls to arrive', () => arrivals.length === CLIENTS);
    const left = performance.now();
    for (const { leave } of leavers) leave();
    await until('the calls to be ended', () => arrivals.every(({ ended }) => ended !== null));
    expect(Math.max(...arrivals.map(({ ended }) => (ended ?? Infinity) - left))).toBeLessThan(SOON_MS);
  });

  test('leave no place in the line taken', async () => {
    // One caller has sixteen calls in flight; the other questions wait for them to end.
    const leavers = Array.from({ length: 40 }, (_, index) => client(index + 1));
    await until('sixteen calls to arrive', () => arrivals.length === 16);
    for (const { leave } of leavers) leave();
    const newcomer = client(50);
    const open = (): number[] => arrivals.filter(({ ended }) => ended === null).map(({ question }) => question);
    await until('only the newcomer’s call to be open', () => open().join() === '50');
    answer();
    expect((await newcomer.outcome)?.status).toBe(200);
  });

  test('may come back: the question is asked anew', async () => {
    const leaver = client(1);
    await until('the call to arrive', () => arrivals.length === 1);
    leaver.leave();
    await until('the call to be ended', () => arrivals[0]?.ended !== null);
    const back = client(1);
    await until('the second call to arrive', () => arrivals.length === 2);
    answer();
    expect((await back.outcome)?.extensions.upstream).toMatchObject({ calls: 1, coalesced: 0 });
  });
});
