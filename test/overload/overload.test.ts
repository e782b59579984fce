import type { ServerResponse } from 'node:http';
import { until } from '../support/clocks/until.ts';
import { startFakeGateway, type FakeGateway } from '../support/gateway/fake-gateway.ts';

const DEVICE = '1e5bc9d7e413ddd7902c2932e418702b84d0cc07';
const READ = 'query ($n: Int!) { alerts(first: $n) { nodes { title } } }';
const ISOLATE = `mutation { isolateMachine(input: { machineId: "${DEVICE}", comment: "Contoso case 7", isolationType: FULL }) { outcome } }`;

describe('a gateway with a place for two reads and a seat for one', () => {
  let gateway: FakeGateway;
  const held: ServerResponse[] = [];
  const release = (): void => {
    for (const response of held.splice(0)) {
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"@odata.count":0,"value":[]}');
    }
  };
  beforeAll(async () => {
    gateway = await startFakeGateway(
      {
        'GET /api/alerts': (_, response) => void held.push(response),
        [`GET /api/machines/${DEVICE}`]: { id: DEVICE, computerDnsName: 'pc-1.contoso.example' },
        'GET /api/machineactions': { value: [] },
        [`POST /api/machines/${DEVICE}/isolate`]: (_, response) =>
          void response
            .writeHead(201, { 'content-type': 'application/json' })
            .end(JSON.stringify({ id: 'ffffffff-0000-0000-0000-000000000007', type: 'Isolate', status: 'Pending' })),
      },
      { MAX_CONCURRENT_REQUESTS: '2', MAX_WAITING_REQUESTS: '1', CACHE_MEGABYTES: '0' },
    );
  });
  afterAll(() => gateway.close());

  test('refuses the fourth with 503 and a time to wait, isolates meanwhile, and answers the three', async () => {
    const reads = [1, 2].map((n) => gateway.attempt(READ, { n }));
    await until('both to be upstream', () => held.length === 2);
    reads.push(gateway.attempt(READ, { n: 3 }));
    // Its seat is taken once a fourth is refused.
    await until('the fourth to be refused', async () => {
      const { status, headers, errors } = await gateway.attempt(READ, { n: 4 });
      if (status !== 503) return false;
      expect(headers.get('retry-after')).toBe('5');
      expect(errors?.map(({ extensions }) => extensions)).toEqual([{ code: 'RATE_LIMITED', retryAfter: 5 }]);
      return true;
    });
    const isolation = await gateway.run<{ isolateMachine: { outcome: string } }>(ISOLATE);
    expect(isolation.data.isolateMachine.outcome).toBe('CREATED');
    release();
    await until('the third to be upstream', () => held.length > 0);
    release();
    expect((await Promise.all(reads)).map(({ status }) => status)).toEqual([200, 200, 200]);
    const metrics = await (await fetch(`${gateway.url}/metrics`)).text();
    expect(metrics).toMatch(/^defender_graphql_shed_total\{priority="read",reason="CONCURRENCY"\} [1-9]/m);
  });
});

describe('a caller', () => {
  let gateway: FakeGateway;
  beforeAll(async () => {
    gateway = await startFakeGateway({}, { REQUESTS_PER_MINUTE: '30', CONCURRENT_REQUESTS_PER_CALLER: '3' });
  });
  afterAll(() => gateway.close());
  const send = (token: string, query = '{ viewer { mode } }') => gateway.send(token, query);

  test('who has sent a minute’s requests gets 429 and the time to wait, and others are served', async () => {
    const answers = [];
    for (let count = 0; count < 31; count++) answers.push(await send('a-busy-token'));
    expect(answers.slice(0, 30).map(({ status }) => status)).toEqual(Array(30).fill(200));
    const { status, headers, errors } = answers[30] ?? {};
    expect([status, errors?.[0]?.extensions.code]).toEqual([429, 'RATE_LIMITED']);
    expect(Number(headers?.get('retry-after'))).toBeGreaterThan(0);
    expect((await send('another-token')).status).toBe(200);
  });

  test('whose requests are refused for what is in them may send a tenth as many', async () => {
    const statuses: number[] = [];
    for (let count = 0; count < 4; count++) statuses.push((await send('a-wrong-token', '{ nothing }')).status);
    expect(statuses).toEqual([400, 400, 400, 429]);
  });
});
