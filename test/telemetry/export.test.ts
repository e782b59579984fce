import { until } from '../support/clocks/until.ts';
import { startFakeGateway, type FakeGateway } from '../support/gateway/fake-gateway.ts';
import { samplesAt, valueOf } from '../support/gateway/samples.ts';
import { byName, sendingTo, startCollector, type Collector } from '../support/telemetry/collector.ts';
import { messagesAt } from '../support/telemetry/protobuf.ts';

const ALERT = '{ alert(id: "1") { title } }';

let collector: Collector;
let gateway: FakeGateway;
/** 0 is no answer. */
let status = 200;
beforeEach(async () => {
  status = 200;
  collector = await startCollector(() => status);
});
afterEach(async () => {
  await gateway.close();
  await collector.close();
});

async function start(variables: Record<string, string>): Promise<void> {
  gateway = await startFakeGateway({ 'GET /api/alerts/1': { id: '1', title: 'a' } }, variables);
}

test('metrics are exported under the names and with the values that Prometheus gets', async () => {
  await start(sendingTo(collector.url));
  for (let request = 0; request < 3; request++) await gateway.run(ALERT);
  const samples = await samplesAt(gateway.url);
  const latest = (name: string) => collector.metrics().findLast((metric) => metric.name === name);
  const point = () =>
    latest('defender_graphql_request_seconds')?.histogram?.dataPoints.find(
      ({ attributes }) => byName(attributes).outcome === 'ok',
    );
  await until('the requests to be exported', () => Number(point()?.count) === 3);
  const buckets = samples.filter(({ name }) => name === 'defender_graphql_request_seconds_bucket');
  expect(point()?.explicitBounds).toEqual(buckets.map(({ labels }) => Number(labels.le)).filter(Number.isFinite));
  const sum = (counts: readonly (number | string)[] = []) =>
    counts.reduce<number>((all, count) => all + Number(count), 0);
  expect(sum(point()?.bucketCounts)).toBe(3);
  expect(point()?.sum).toBeCloseTo(valueOf(samples, 'defender_graphql_request_seconds_sum', { outcome: 'ok' }), 6);
  expect(latest('defender_graphql_operations_total')?.sum).toMatchObject({ isMonotonic: true });
  expect(latest('defender_graphql_build_info')?.gauge?.dataPoints.map(({ asDouble }) => asDouble)).toEqual([1]);
  // Every name is one of Prometheus' own.
  const names = new Set(samples.map(({ name }) => name.replace(/_(bucket|sum|count)$/, '')));
  expect(collector.metrics().filter(({ name }) => !names.has(name))).toEqual([]);
});

test('durations have exemplars in OpenMetrics, and both formats have the same names whoever reads first', async () => {
  await start({ ...sendingTo(collector.url), OTEL_METRICS_EXPORTER: 'none' });
  await gateway.run(ALERT);
  const openMetrics = 'application/openmetrics-text; version=1.0.0';
  const [before, open, after] = [
    await samplesAt(gateway.url),
    await samplesAt(gateway.url, openMetrics),
    await samplesAt(gateway.url),
  ];
  const namesOf = (samples: typeof before) => [...new Set(samples.map(({ name }) => name))].sort();
  expect(namesOf(open)).toEqual(namesOf(before));
  expect(namesOf(after)).toEqual(namesOf(before));
  expect(after.filter(({ exemplar }) => exemplar !== null)).toEqual([]);
  await until('the spans to arrive', () => collector.spans().length === 3);
  const traceId = collector.spans()[0]?.traceId;
  for (const family of ['request_seconds', 'operation_seconds', 'upstream_call_seconds']) {
    const [exemplar] = open
      .filter(({ name }) => name === `defender_graphql_${family}_bucket`)
      .flatMap((sample) => sample.exemplar ?? []);
    expect(exemplar).toContain(`trace_id="${traceId}"`);
  }
  const both = await Promise.all([samplesAt(gateway.url, openMetrics), samplesAt(gateway.url)]);
  expect(both.map((samples) => samples.some(({ exemplar }) => exemplar !== null))).toEqual([true, false]);
});

test('protocol buffers are sent unless JSON is asked for', async () => {
  const { OTEL_EXPORTER_OTLP_PROTOCOL: _, ...variables } = sendingTo(collector.url);
  await start(variables);
  await gateway.run(ALERT);
  const spans = () =>
    collector.bodies
      .filter(({ path, contentType }) => path === '/v1/traces' && contentType === 'application/x-protobuf')
      // TracesData.resource_spans.scope_spans.spans, each with its name in field 5.
      .flatMap(({ text }) => messagesAt(Buffer.from(text, 'latin1'), [1, 2, 2]));
  await until('the spans to arrive', () => spans().length === 3);
  const names = spans().map((span) => messagesAt(span, [5]).map((name) => Buffer.from(name).toString()));
  expect(names.flat().sort()).toEqual(['GET /api/alerts/{id}', 'Query.alert', 'query']);
});

test.each([
  ['refuses everything', () => (status = 400)],
  ['does not answer', () => (status = 0)],
])('a collector that %s neither slows requests nor fills log or memory', async (_, fail) => {
  fail();
  await start({
    ...sendingTo(collector.url),
    OTEL_EXPORTER_OTLP_TIMEOUT: '100',
    OTEL_BSP_MAX_QUEUE_SIZE: '64',
    OTEL_BSP_MAX_EXPORT_BATCH_SIZE: '16',
  });
  // The same caller, so that most answers come from memory.
  for (let request = 0; request < 300; request++) await gateway.run(ALERT, {}, 'one-token');
  await until('failures to be counted', async () => {
    return (
      valueOf(await samplesAt(gateway.url), 'defender_graphql_telemetry_export_failures_total', { signal: 'traces' }) >
      1
    );
  });
  const told = gateway.logs.filter(({ msg }) => String(msg).startsWith('the collector does not take telemetry'));
  expect(told).toHaveLength(1);
  const slowest = gateway.logs.filter(({ msg }) => msg === 'request').map(({ milliseconds }) => Number(milliseconds));
  expect(slowest.sort((a, b) => a - b).at(150)).toBeLessThan(100);
  // What waited when it comes back is no more than the queue and the batch that was on its way.
  status = 200;
  await gateway.gateway.close();
  await gateway.api.close();
  gateway = { ...gateway, close: () => Promise.resolve() };
  expect(collector.spans().length).toBeLessThanOrEqual(64 + 16);
});

test('a collector that does not answer holds up the end for some seconds at the most', async () => {
  status = 0;
  await start(sendingTo(collector.url));
  await gateway.run(ALERT);
  const started = performance.now();
  await gateway.gateway.close();
  expect(performance.now() - started).toBeLessThan(15_000);
  await gateway.api.close();
  gateway = { ...gateway, close: () => Promise.resolve() };
});

test('a collector that comes back gets what comes then', async () => {
  status = 0;
  await start({ ...sendingTo(collector.url), OTEL_EXPORTER_OTLP_TIMEOUT: '100' });
  await gateway.run(ALERT);
  await until('a failure to be counted', async () => {
    return (
      valueOf(await samplesAt(gateway.url), 'defender_graphql_telemetry_export_failures_total', { signal: 'traces' }) >
      0
    );
  });
  status = 200;
  await gateway.run(ALERT);
  await until('the spans to arrive', () => collector.spans().length >= 3);
});

test.each([
  ['nothing is set', {}],
  ['the SDK is disabled', { OTEL_SDK_DISABLED: 'true', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' }],
  [
    'no exporter is chosen',
    {
      OTEL_TRACES_EXPORTER: 'none',
      OTEL_METRICS_EXPORTER: 'prometheus',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9',
    },
  ],
])('where %s there are no traces, and metrics are as they were', async (_, variables) => {
  await start(variables);
  await gateway.run(ALERT);
  const response = await fetch(`${gateway.url}/metrics`, { headers: { accept: 'application/openmetrics-text' } });
  expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  expect(gateway.logs.find(({ msg }) => msg === 'request')).not.toHaveProperty('trace_id');
});
