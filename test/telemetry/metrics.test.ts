import { readFile } from 'node:fs/promises';
import { BoundedLabels } from '../../src/telemetry/bounded-labels.ts';
import { operationNamesIn, readPackageFacts } from '../../src/telemetry/package-facts.ts';
import { until } from '../support/clocks/until.ts';
import { startFakeGateway, type FakeGateway } from '../support/gateway/fake-gateway.ts';
import { samplesAt, valueOf } from '../support/gateway/samples.ts';

const ALERT = 'query OneMachine { alert(id: "1") { title } }';

let gateway: FakeGateway;
/** Answers of Defender wait for it. */
let hold: Promise<unknown> = Promise.resolve();
beforeEach(async () => {
  gateway = await startFakeGateway({
    'GET /api/alerts/1': async (_, response) => {
      await hold;
      response.writeHead(200).end('{"id":"1","title":"a"}');
    },
    'GET /api/alerts/2': (_, response) => void response.writeHead(503).end(),
    'PATCH /api/alerts/1': { id: '1' },
    'GET /api/machines/a': { id: 'a' },
  });
});
afterEach(() => gateway.close());

const samples = () => samplesAt(gateway.url);

test('operations are counted by their names where the gateway knows those, and as `other` where not', async () => {
  await gateway.run(ALERT);
  await gateway.attempt('query OneMachine { alert(id: "2") { title } }');
  await gateway.run('query MadeUp { alert(id: "1") { title } }');
  await gateway.run('{ alert(id: "1") { title } }');
  await gateway.attempt('query OneMachine { nothing }');
  const shown = await samples();
  const count = (operation: string, outcome: string, type = 'query') =>
    valueOf(shown, 'defender_graphql_operations_total', { operation, type, outcome });
  expect(count('OneMachine', 'ok')).toBe(1);
  expect(count('OneMachine', 'UPSTREAM_UNAVAILABLE')).toBe(1);
  expect(count('other', 'ok')).toBe(1);
  expect(count('none', 'ok')).toBe(1);
  expect(valueOf(shown, 'defender_graphql_operation_seconds_count', { operation: 'OneMachine' })).toBe(2);
  expect(shown.filter(({ labels }) => labels.operation === 'MadeUp')).toEqual([]);
});

test('answers are counted by where they came from', async () => {
  const token = 'a-token';
  let release = (): void => undefined;
  hold = new Promise<void>((resolve) => (release = resolve));
  const both = [gateway.run(ALERT, {}, token), gateway.run('{ a: alert(id: "1") { title } }', {}, token)];
  await until('the call to arrive', () => gateway.api.calls.length > 0);
  release();
  await Promise.all(both);
  await gateway.run('{ b: alert(id: "1") { title } }', {}, token);
  const shown = await samples();
  const of = (source: string) =>
    valueOf(shown, 'defender_graphql_upstream_reads_total', { operation: 'getAlert', source });
  expect([of('call'), of('other'), of('cache')]).toEqual([1, 1, 1]);
});

test('what runs and what waits is shown while it does', async () => {
  let release = (): void => undefined;
  hold = new Promise<void>((resolve) => (release = resolve));
  const calls = Array.from({ length: 20 }, (_, at) => `a${at}: alert(id: "1") { title }`);
  const running = gateway.run(`{ ${calls[0]} }`);
  await until('the call to arrive', () => gateway.api.calls.length > 0);
  const shown = await samples();
  expect(valueOf(shown, 'defender_graphql_operations_running', { priority: 'read' })).toBe(1);
  expect(valueOf(shown, 'defender_graphql_operations_waiting', { priority: 'read' })).toBe(0);
  release();
  await running;
  const after = await samples();
  expect(valueOf(after, 'defender_graphql_operations_running', { priority: 'read' })).toBe(0);
  expect(valueOf(after, 'defender_graphql_quota_queue_length', { class: 'getAlert' })).toBe(0);
});

test('the build, the event loop and an open circuit are shown', async () => {
  const { version } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  // Of a caller whom Defender does not know no circuit is kept.
  await gateway.run(ALERT, {}, 'one-token');
  for (let call = 0; call < 8; call++) await gateway.attempt('{ alert(id: "2") { title } }', {}, 'one-token');
  await until('a second to pass', async () => {
    return valueOf(await samples(), 'defender_graphql_event_loop_delay_seconds_count') > 0;
  });
  const shown = await samples();
  expect(valueOf(shown, 'defender_graphql_build_info', { version, node: process.versions.node })).toBe(1);
  expect(valueOf(shown, 'defender_graphql_circuit_open', { api: 'defender', tenant: '1' })).toBe(1);
});

test('changes are counted by outcome', async () => {
  await gateway.attempt('mutation { updateAlert(input: { alertId: "1", status: RESOLVED }) { clientMutationId } }');
  const shown = await samples();
  expect(valueOf(shown, 'defender_graphql_changes_total', { action: 'updateAlert', outcome: 'UPDATED' })).toBe(1);
  expect(valueOf(shown, 'defender_graphql_audit_failures_total')).toBe(0);
});

describe('labels from outside', () => {
  test('are as many as there is room for, and learned only where that is allowed', () => {
    const labels = new BoundedLabels(['a'], 3);
    expect(['a', 'b'].map((value) => labels.of(value))).toEqual(['a', 'other']);
    expect(['b', 'c', 'd', 'b'].map((value) => labels.of(value, true))).toEqual(['b', 'c', 'other', 'b']);
    expect(labels.of('d')).toBe('other');
  });

  test('know the worked operations, and those of documents on one line', async () => {
    const { operationNames } = await readPackageFacts();
    expect(operationNames).toEqual(expect.arrayContaining(['OneMachine', 'AlertStory', 'TakeAlert']));
    expect(operationNamesIn(['query A{a} mutation B($a:ID!){b}', '{ query }'])).toEqual(['A', 'B']);
  });
});
