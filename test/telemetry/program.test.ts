import { addressOf, startProgram, type Program } from '../support/process/program.ts';
import { sendingTo, startCollector, type Collector } from '../support/telemetry/collector.ts';

let collector: Collector;
let program: Program;
beforeAll(async () => {
  collector = await startCollector();
});
afterAll(async () => {
  program.child.kill('SIGKILL');
  await program.ended;
  await collector.close();
});

test('a program that is told to end sends what is left of traces and metrics before it does', async () => {
  // Beside such variables the sandbox is still what is served.
  const hour = '3600000';
  const variables = { ...sendingTo(collector.url), OTEL_BSP_SCHEDULE_DELAY: hour, OTEL_METRIC_EXPORT_INTERVAL: hour };
  program = startProgram(variables);
  const address = await addressOf(program);
  const body = new URLSearchParams({ as: 'reader' });
  const token = await fetch(`${address}/sandbox/token`, { method: 'POST', body, headers: { accept: 'text/plain' } });
  const answer = await fetch(`${address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${await token.text()}` },
    body: JSON.stringify({ query: '{ alerts(first: 1) { nodes { title machine { id } } } }' }),
  });
  expect(answer.status).toBe(200);
  expect(collector.bodies).toEqual([]);
  program.child.kill('SIGTERM');
  expect(await program.ended).toBe(0);
  expect(collector.spans().map(({ name }) => name)).toEqual(
    expect.arrayContaining(['query', 'Query.alerts', 'GET /api/alerts']),
  );
  expect(collector.spans()[0]?.resource).toMatchObject({
    'service.name': 'defender-graphql',
    'service.version': '0.1.0',
  });
  expect(collector.metrics().map(({ name }) => name)).toContain('defender_graphql_request_seconds');
});
