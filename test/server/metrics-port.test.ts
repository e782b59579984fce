import { startFakeGateway } from '../support/gateway/fake-gateway.ts';

test('metrics are beside the graph on the loopback address, with tenants as numbers', async () => {
  const gateway = await startFakeGateway({ 'GET /api/alerts': { value: [] } });
  await gateway.run('{ alerts { totalCount } }');
  const text = await (await fetch(`${gateway.url}/metrics`)).text();
  expect(text).toMatch(/^defender_graphql_quota_remaining\{class="listAlerts",tenant="1",window="minute"\} \d+$/m);
  expect(gateway.gateway.metricsApp).toBeNull();
  await gateway.close();
});

test('metrics have a port of their own where the gateway listens for others, and show tenants where that is asked for', async () => {
  const gateway = await startFakeGateway(
    { 'GET /api/alerts': { value: [] } },
    { HOST: '0.0.0.0', METRICS_TENANT_IDS: 'true' },
  );
  const { metricsApp } = gateway.gateway;
  if (metricsApp === null) throw new Error('There is no port for the metrics.');
  const address = await metricsApp.listen({ host: '127.0.0.1', port: 0 });
  await gateway.run('{ alerts { totalCount } }');
  expect((await fetch(`${gateway.url}/metrics`)).status).toBe(404);
  expect(await (await fetch(`${address}/metrics`)).text()).toMatch(/tenant="6f1d2c3b-0a49-4e58-8d67-1c2b3a495868"/);
  const elsewhere = await fetch(`${address}/graphql`);
  expect([elsewhere.status, await elsewhere.json()]).toMatchObject([
    404,
    { errors: [{ extensions: { code: 'NOT_FOUND' } }] },
  ]);
  await gateway.close();
  await expect(fetch(`${address}/metrics`)).rejects.toThrow();
});
