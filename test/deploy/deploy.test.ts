import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { until } from '../support/clocks/until.ts';
import { startFakeGateway, type FakeGateway } from '../support/gateway/fake-gateway.ts';
import { samplesAt, type Sample } from '../support/gateway/samples.ts';
import { sendingTo, startCollector, type Collector } from '../support/telemetry/collector.ts';
import { readPromql, type ReadExpression } from '../support/telemetry/promql.ts';

const text = (file: string): string => readFileSync(new URL(`../../deploy/${file}`, import.meta.url), 'utf8');

interface Dashboard {
  panels: { title: string; targets?: { expr: string; legendFormat: string }[] }[];
  templating: { list: { name: string; query: string | { query: string } }[] };
}
interface Rules {
  groups: { rules: { alert: string; expr: string; labels: object; annotations: Record<string, string> }[] }[];
}

const dashboard = JSON.parse(text('grafana/dashboard.json')) as Dashboard;
const { rules } = (parse(text('prometheus/alerts.yaml')) as Rules).groups[0] as Rules['groups'][number];
/** Where each expression stands, and what is said of what it gives. */
const EXPRESSIONS = [
  ...dashboard.panels.flatMap(({ title, targets = [] }) =>
    targets.map(({ expr, legendFormat }) => ({ place: title, expr, told: legendFormat, own: /\{\{(\w+)\}\}/g })),
  ),
  ...rules.map(({ alert, expr, annotations }) => ({
    place: alert,
    expr,
    told: Object.values(annotations).join(' '),
    own: /\$labels\.(\w+)/g,
  })),
];
/** Labels that Prometheus adds to all it scrapes, and `up`, which it makes for each of them. */
const ADDED = ['job', 'instance'];
const MADE_BY_PROMETHEUS = 'up';

let collector: Collector;
let gateway: FakeGateway;
let samples: Sample[];
let release = (): void => undefined;

beforeAll(async () => {
  const held = new Promise<void>((resolve) => (release = resolve));
  collector = await startCollector(() => 400);
  const body =
    '{"error":{"code":"TooManyRequests","message":"API calls quota exceeded! maximum allowed 100 per 00:01:00"}}';
  let throttled = 0;
  gateway = await startFakeGateway(
    {
      'GET /api/alerts/1': { id: '1', severity: 'Odd', notKnown: true },
      'PATCH /api/alerts/1': { id: '1' },
      'GET /api/machines/slow': async (_, response) => {
        await held;
        response.end('{"id":"slow"}');
      },
      'GET /api/investigations/1': (_, response) => void response.writeHead(503).end(),
      'GET /api/alerts/2': (_, response) => {
        const isFirst = (throttled += 1) === 1;
        response.writeHead(isFirst ? 429 : 200, { 'retry-after': '1' }).end(isFirst ? body : '{"id":"2"}');
      },
    },
    { ...sendingTo(collector.url), MAX_CONCURRENT_REQUESTS: '1', MAX_WAITING_REQUESTS: '0', LIMITS: 'depth=4' },
  );
  const token = 'one-token';
  // Each kind of thing that is counted happens once, so that what it is counted by can be seen.
  await gateway.run('query OneMachine { alert(id: "1") { id severity } }', {}, token);
  await gateway.attempt('{ alert(id: "2") { id } }', {}, token);
  await gateway.attempt(
    'mutation { updateAlert(input: { alertId: "1", status: RESOLVED }) { clientMutationId } }',
    {},
    token,
  );
  await gateway.attempt('{ alerts { nodes { machine { alerts { nodes { id } } } } } }', {}, token);
  const slow = gateway.attempt('{ machine(id: "slow") { id } }', {}, token);
  await until('the call to arrive', () => gateway.api.calls.some(({ path }) => path === '/api/machines/slow'));
  await gateway.attempt('{ alert(id: "1") { id } }', {}, token);
  release();
  await slow;
  for (let call = 0; call < 8; call++) await gateway.attempt('{ investigation(id: "1") { id } }', {}, token);
  const seen = (name: string): boolean => samples.some((sample) => sample.name.startsWith(name));
  await until('everything to be counted', async () => {
    samples = await samplesAt(gateway.url);
    return (
      seen('defender_graphql_event_loop_delay_seconds_count') && seen('defender_graphql_telemetry_export_failures')
    );
  });
});
afterAll(async () => {
  release();
  await gateway.close();
  await collector.close();
});

/** Labels of a metric that the gateway serves; null for one that it does not. */
function labelsOf(metric: string): Set<string> | null {
  const found = samples.filter(({ name }) => name === metric);
  return found.length === 0 ? null : new Set([...ADDED, ...found.flatMap(({ labels }) => Object.keys(labels))]);
}

/** What an expression asks for that the gateway does not serve. */
function faultsOf({ selected, grouped }: ReadExpression): string[] {
  const known = selected.filter(({ metric }) => metric !== MADE_BY_PROMETHEUS);
  return [
    ...known.filter(({ metric }) => labelsOf(metric) === null).map(({ metric }) => metric),
    ...known.flatMap(({ metric, labels }) =>
      labels.filter((label) => labelsOf(metric)?.has(label) === false).map((label) => `${metric}{${label}}`),
    ),
    ...grouped
      .filter(({ label, metrics }) => !metrics.every((metric) => labelsOf(metric)?.has(label) === true))
      .map(({ label, metrics }) => `by (${label}) of ${metrics.join(', ')}`),
  ];
}

test.each(EXPRESSIONS)('$place: $expr', ({ expr, told, own }) => {
  const read = readPromql(expr);
  expect(read.selected.length).toBeGreaterThan(0);
  expect(faultsOf(read)).toEqual([]);
  const given = [...ADDED, ...read.grouped.map(({ label }) => label)];
  expect([...told.matchAll(own)].map(([, label]) => label).filter((label) => !given.includes(label ?? ''))).toEqual([]);
});

test('a metric or label that is not served is found, and what is no PromQL', () => {
  const faults = (expr: string): string[] => faultsOf(readPromql(expr));
  expect(faults('rate(defender_graphql_nothing_total[5m])')).toEqual(['defender_graphql_nothing_total']);
  expect(faults('defender_graphql_shed_total{tenant="1"}')).toEqual(['defender_graphql_shed_total{tenant}']);
  expect(faults('sum by (priority, class) (rate(defender_graphql_shed_total[5m]))')).toEqual([
    'by (class) of defender_graphql_shed_total',
  ]);
  expect(() => readPromql('sum by (a (b)')).toThrow('No PromQL');
});

test('the variables of the dashboard, and the job of the rules, are those of the gateway and its scraping', () => {
  const [, ...variables] = dashboard.templating.list;
  const queries = variables.map(({ query }) => (typeof query === 'string' ? query : query.query));
  expect(queries.map((query) => /^label_values\((\w+)/.exec(query)?.[1])).toEqual(
    queries.map(() => 'defender_graphql_build_info'),
  );
  const { scrape_configs: jobs, rule_files: files } = parse(text('prometheus/prometheus.yaml')) as {
    scrape_configs: { job_name: string }[];
    rule_files: string[];
  };
  expect(jobs.map(({ job_name }) => `up{job="${job_name}"} == 0`)).toEqual([rules[0]?.expr]);
  expect(files).toEqual(['alerts.yaml']);
});

test('what an operator has to hear of has an alert', () => {
  const watched = new Set(rules.flatMap(({ expr }) => readPromql(expr).selected.map(({ metric }) => metric)));
  for (const metric of [
    'quota_remaining',
    'throttled_total',
    'quota_wait_seconds_bucket',
    'request_seconds_count',
    'operation_seconds_bucket',
    'event_loop_delay_seconds_bucket',
    'shed_total',
    'audit_failures_total',
    'unknown_outcomes_total',
    'circuit_open',
  ]) {
    expect(watched).toContain(`defender_graphql_${metric}`);
  }
});
