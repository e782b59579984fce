import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../support/clocks/until.ts';
import { startFakeGateway, type FakeGateway } from '../support/gateway/fake-gateway.ts';
import { sendingTo, startCollector, type Collector, type ReceivedSpan } from '../support/telemetry/collector.ts';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const CALLER_SPAN = 'b7ad6b7169203331';
const SERVER = 2;
const CLIENT = 3;
const ERROR = 2;
const TOKEN = 'a-token-that-nobody-may-see';
const STORY = `query AlertStory($id: ID!) {
  first: alert(id: $id) { title machine { id } }
  list: alerts(where: { assignedTo: { eq: "secret@fabrikam.example" } }) { nodes { machine { id } } }
}`;

let collector: Collector;
let gateway: FakeGateway;
let hold: Promise<unknown> = Promise.resolve();

const REPLIES = {
  'GET /api/alerts/da-7': { id: 'da-7', title: 'secret words', machineId: 'a1' },
  'GET /api/alerts': {
    value: [
      { id: 'da-8', machineId: 'b2' },
      { id: 'da-9', machineId: 'c3' },
    ],
  },
  'GET /api/machines': { value: [{ id: 'a1' }, { id: 'b2' }, { id: 'c3' }] },
  'GET /api/machines/a1': { id: 'a1' },
  'GET /api/alerts/slow': async (_: object, response: { end: (text: string) => void }) => {
    await hold;
    response.end('{"id":"slow"}');
  },
  'GET /api/investigations': (
    _: object,
    response: { writeHead: (status: number) => { end: (text: string) => void } },
  ) => response.writeHead(500).end('{"error":{"code":"InternalServerError","message":"m","target":"vendor-id-1"}}'),
};

const start = async (variables: Record<string, string> = {}): Promise<void> => {
  gateway = await startFakeGateway(REPLIES, { ...sendingTo(collector.url), ...variables });
};
beforeEach(async () => {
  collector = await startCollector();
});
afterEach(async () => {
  await gateway.close();
  await collector.close();
});

function ask(query: string, variables: object = {}, headers: Record<string, string> = {}, token = TOKEN) {
  return fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
    body: JSON.stringify({ query, variables }),
  });
}

/** The spans of requests so far, once there are so many, and all others that they have brought. */
async function spansOf(requests: number): Promise<ReceivedSpan[]> {
  await until(
    'the spans to arrive',
    () =>
      collector.spans().filter(({ kind, attributes }) => kind === SERVER && attributes['http.route'] === '/graphql')
        .length >= requests,
  );
  return collector.spans();
}

const below = (spans: readonly ReceivedSpan[], { spanId }: ReceivedSpan) =>
  spans.filter(({ parentSpanId }) => parentSpanId === spanId);

test('a trace goes on from the caller through the request and its root fields to each call', async () => {
  await start({ OTEL_SERVICE_NAME: 'edge', OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=test%20bed' });
  const headers = {
    traceparent: `00-${TRACE}-${CALLER_SPAN}-01`,
    'apollographql-client-name': 'triage',
    'x-request-id': 'r-1',
  };
  expect((await ask(STORY, { id: 'da-7' }, headers)).status).toBe(200);
  const spans = await spansOf(1);
  expect(new Set(spans.map(({ traceId }) => traceId))).toEqual(new Set([TRACE]));

  const [server] = spans.filter(({ kind }) => kind === SERVER) as [ReceivedSpan];
  expect(server).toMatchObject({
    name: 'query AlertStory',
    parentSpanId: CALLER_SPAN,
    attributes: {
      'http.request.method': 'POST',
      'http.route': '/graphql',
      'http.response.status_code': 200,
      'graphql.operation.name': 'AlertStory',
      'graphql.operation.type': 'query',
      'defender_graphql.outcome': 'ok',
      'defender_graphql.request_id': 'r-1',
      'defender_graphql.tenant': '1',
      'defender_graphql.client.name': 'triage',
    },
    resource: { 'service.name': 'edge', 'deployment.environment.name': 'test bed' },
  });
  const fields = below(spans, server);
  expect(fields.map(({ name }) => name).sort()).toEqual(['Query.alert', 'Query.alerts']);
  const callsOf = (field: string) =>
    below(spans, fields.find(({ name }) => name === field) as ReceivedSpan).map(({ attributes }) => attributes);
  expect(callsOf('Query.alert').map((call) => call['url.template'])).toContain('/api/alerts/{id}');
  expect(callsOf('Query.alerts').map((call) => call['url.template'])).toContain('/api/alerts');
  // All calls are below a field, those of the loader too, which asks for the devices of all rows at once.
  const calls = spans.filter(({ kind }) => kind === CLIENT);
  expect(calls).toHaveLength(gateway.api.calls.length);
  expect(server.attributes['defender_graphql.upstream.calls']).toBe(calls.length);
  expect(calls.filter(({ parentSpanId }) => !fields.some(({ spanId }) => spanId === parentSpanId))).toEqual([]);
  const { port } = new URL(gateway.api.url);
  expect(callsOf('Query.alerts')).toContainEqual({
    'http.request.method': 'GET',
    'url.template': '/api/alerts',
    'server.address': '127.0.0.1',
    'server.port': Number(port),
    'http.response.status_code': 200,
    'defender_graphql.upstream.api': 'defender',
    'defender_graphql.upstream.operation': 'listAlerts',
    'defender_graphql.upstream.quota_class': 'listAlerts',
    'defender_graphql.upstream.wait_ms': 0,
  });
  const line = gateway.logs.find(({ msg }) => msg === 'request');
  expect(line).toMatchObject({ trace_id: TRACE, span_id: server.spanId });
});

test('a batch is a part of what asked for its first key, also where several batches run at once', async () => {
  await start();
  await ask('{ alert(id: "da-7") { title } machine(id: "a1") { id } again: machine(id: "a1") { id } }');
  const spans = await spansOf(1);
  const nameOf = (id: string | undefined) => spans.find(({ spanId }) => spanId === id)?.name;
  const calls = spans.filter(({ kind }) => kind === CLIENT);
  expect(calls.map(({ name, parentSpanId }) => [name, nameOf(parentSpanId)]).sort()).toEqual([
    ['GET /api/alerts/{id}', 'Query.alert'],
    ['GET /api/machines/{id}', 'Query.machine'],
  ]);
});

test('nothing that is exported has a token, or what was asked for or answered', async () => {
  await start({ OTEL_EXPORTER_OTLP_HEADERS: 'x-api-key=key%201' });
  expect(await (await ask(STORY, { id: 'da-7' })).json()).toHaveProperty('data.first.title', 'secret words');
  await ask('{ alert(id: "da-7") { title } }', {}, { baggage: 'user=someone', tracestate: 'a=secret-state' });
  await spansOf(2);
  await until('metrics to arrive', () => collector.metrics().length > 0);
  for (const { text, headers } of collector.bodies) {
    expect(text).not.toMatch(/nobody-may-see|da-7|da-8|[Ss]ecret|someone|\btitle\b/);
    expect(headers['x-api-key']).toBe('key 1');
  }
});

test('a failed call has the vendor’s id of it, and its field and request are marked', async () => {
  await start();
  await ask('{ investigations { nodes { id } } }');
  const spans = await spansOf(1);
  const calls = spans.filter(({ kind }) => kind === CLIENT);
  expect(calls).toHaveLength(3);
  for (const { attributes, status } of calls) {
    expect(status.code).toBe(ERROR);
    expect(attributes).toMatchObject({
      'http.response.status_code': 500,
      'error.type': 'UPSTREAM_ERROR',
      'defender_graphql.upstream.correlation_id': 'vendor-id-1',
    });
  }
  const others = spans.filter(({ kind }) => kind !== CLIENT);
  expect(others.map(({ status, attributes }) => [status.code, attributes['error.type']])).toEqual(
    Array.from(others, () => [ERROR, 'UPSTREAM_ERROR']),
  );
});

test('a call that several share is a part of the first, and the others are linked to it, from memory too', async () => {
  await start();
  let release = (): void => undefined;
  hold = new Promise<void>((resolve) => (release = resolve));
  const first = ask('{ alert(id: "slow") { id } }');
  await until('the call to arrive', () => gateway.api.calls.length === 1);
  const second = ask('{ b: alert(id: "slow") { id } }');
  await until('the second to run', async () => {
    const text = await (await fetch(`${gateway.url}/metrics`)).text();
    return /operations_running\{priority="read"\} 2/.test(text);
  });
  release();
  await Promise.all([first, second]);
  await ask('{ c: alert(id: "slow") { id } }');
  const spans = await spansOf(3);
  const [call, ...others] = spans.filter(({ kind }) => kind === CLIENT) as [ReceivedSpan];
  expect(others).toEqual([]);
  const links = spans.flatMap(({ links: own, name }) => own.map((link) => ({ ...link, name })));
  expect(links.map(({ spanId, traceId, name }) => [spanId, traceId, name])).toEqual([
    [call.spanId, call.traceId, 'Query.alert'],
    [call.spanId, call.traceId, 'Query.alert'],
  ]);
  expect(links.map(({ attributes }) => attributes['defender_graphql.answer_source']).sort()).toEqual([
    'cache',
    'other',
  ]);
});

test.each([
  [{}, null],
  [{ PROPAGATE_TRACE_CONTEXT: 'true' }, 'traceparent'],
])('with %p the vendor gets a traceparent only where that is asked for', async (variables, header) => {
  await start(variables);
  await ask('{ alert(id: "da-7") { title } }', {}, { traceparent: `00-${TRACE}-${CALLER_SPAN}-01`, tracestate: 'a=b' });
  const [call] = (await spansOf(1)).filter(({ kind }) => kind === CLIENT) as [ReceivedSpan];
  const [{ headers }] = gateway.api.calls as [FakeGateway['api']['calls'][number]];
  expect(headers.traceparent).toBe(header === null ? undefined : `00-${TRACE}-${call.spanId}-01`);
  expect(headers.tracestate).toBeUndefined();
});

test('a request that is refused, and one that its caller does not sample', async () => {
  await start();
  await ask('{ alert(id: "da-7") { id } }', {}, { traceparent: `00-${TRACE}-${CALLER_SPAN}-00` });
  await fetch(`${gateway.url}/graphql`, { method: 'POST' });
  await fetch(`${gateway.url}/health/live`);
  const spans = await spansOf(1);
  expect(spans.map(({ name, attributes }) => [name, attributes['defender_graphql.outcome']])).toEqual([
    ['POST /graphql', 'UNAUTHENTICATED'],
  ]);
  expect(spans[0]?.status.code).not.toBe(ERROR);
});

test('a persisted operation is told by the hash of its id; one that the caller made up is not named in the span', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'manifest-'));
  const operations = [{ id: 'id-1', name: 'Mine', type: 'query', body: 'query Mine { alert(id: "da-7") { id } }' }];
  const manifest = { format: 'apollo-persisted-query-manifest', version: 1, operations };
  await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest));
  await start({ PERSISTED_OPERATIONS: join(folder, 'manifest.json') });
  await rm(folder, { recursive: true });
  await ask('query MadeUp { alert(id: "da-7") { title } }');
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${TOKEN}` };
  await fetch(`${gateway.url}/graphql`, { method: 'POST', headers, body: '{"documentId":"id-1"}' });
  const servers = (await spansOf(2)).filter(({ kind }) => kind === SERVER);
  const hash = createHash('sha256').update('id-1').digest('hex').slice(0, 16);
  expect(servers.map(({ name, attributes }) => [name, attributes['defender_graphql.document_id_hash']])).toEqual([
    ['query', undefined],
    ['query Mine', hash],
  ]);
});
