import { startFakeGateway, type FakeGateway } from '../support/gateway/fake-gateway.ts';
import { samplesAt, valueOf } from '../support/gateway/samples.ts';
import { until } from '../support/clocks/until.ts';

let gateway: FakeGateway;
beforeAll(async () => {
  gateway = await startFakeGateway({ 'GET /api/alerts/1': { id: '1', title: 'a' } });
});
afterAll(() => gateway.close());

/** Asks for something as a program that says this of itself. */
function ask(headers: Record<string, string>, token = 'a-token'): Promise<Response> {
  return fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
    body: JSON.stringify({ query: '{ alert(id: "1") { title } }' }),
  });
}

async function lineOf(requestId: string): Promise<Record<string, unknown>> {
  const find = () => gateway.logs.find((line) => line.requestId === requestId && line.msg === 'request');
  await until('the request to be logged', () => find() !== undefined);
  return find() ?? {};
}

test('the id that a request comes with is told in the answer and in the log', async () => {
  const id = '4bf92f35-77b3.4da6:a3ce/929d=0e_0e+4736';
  expect((await ask({ 'x-request-id': id })).headers.get('x-request-id')).toBe(id);
  await lineOf(id);
});

test.each([
  ['is empty', ''],
  ['has a blank', 'a b'],
  ['is of two headers', 'a, b'],
  ['has a quotation mark', 'a"b'],
  ['has other letters', 'é'],
  ['is too long', 'a'.repeat(129)],
])('an id that %s is replaced', async (_, id) => {
  const told = (await ask({ 'x-request-id': id })).headers.get('x-request-id');
  expect(told).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
});

test('the name and version of a client are logged, and counted by name', async () => {
  await ask({}, 'token-known');
  await ask(
    { 'x-request-id': 'client-1', 'apollographql-client-name': 'triage', 'apollographql-client-version': '1.2.0' },
    'token-known',
  );
  expect(await lineOf('client-1')).toMatchObject({ client: 'triage', clientVersion: '1.2.0' });
  expect(valueOf(await samplesAt(gateway.url), 'defender_graphql_client_requests_total', { client: 'triage' })).toBe(1);
});

test('a name that is no short word is dropped, and one of a caller whom Defender does not know gets no label', async () => {
  await ask({ 'x-request-id': 'client-2', 'apollographql-client-name': '{"a":1}' });
  expect(await lineOf('client-2')).not.toHaveProperty('client');
  const body = JSON.stringify({ query: '{ nothing }' });
  await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: 'Bearer never-seen',
      'apollographql-client-name': 'made-up',
      'x-request-id': 'client-3',
    },
    body,
  });
  expect(await lineOf('client-3')).toMatchObject({ client: 'made-up' });
  const samples = await samplesAt(gateway.url);
  expect(samples.filter(({ labels }) => labels.client === 'made-up')).toEqual([]);
  expect(valueOf(samples, 'defender_graphql_client_requests_total', { client: 'other' })).toBe(1);
});
