import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { connect } from 'node:net';
import type { ApiCall } from '../support/fakes/fake-api.ts';
import { startFakeGateway, type FakeGateway } from '../support/gateway/fake-gateway.ts';
import { until } from '../support/clocks/until.ts';

const REQUESTS = 50;
/** Milliseconds; what is in flight has 25 s, so that whatever waits for nothing takes less on a busy machine too. */
const AT_ONCE = 15_000;

function sendRow({ path }: ApiCall, response: ServerResponse): void {
  const row = { id: path.split('/').at(-1), title: `Beacon to fabrikam.example, ${path}` };
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(row));
}

/** A gateway whose upstream answers `GET /api/alerts/<n>` only when told to. */
async function startSlowGateway() {
  const held: (() => void)[] = [];
  const left: string[] = [];
  let holding = true;
  const hold = (call: ApiCall, response: ServerResponse): void => {
    response.once('close', () => {
      if (!response.writableFinished) left.push(call.path);
    });
    const answer = (): void => sendRow(call, response);
    if (holding) held.push(answer);
    else answer();
  };
  const paths = Array.from({ length: REQUESTS }, (_, index) => `GET /api/alerts/${index}`);
  const gateway = await startFakeGateway(Object.fromEntries(paths.map((path) => [path, hold])));
  const release = (): void => {
    holding = false;
    for (const answer of held.splice(0)) answer();
  };
  return { gateway, left, release };
}

function ask(gateway: FakeGateway, id: number) {
  return gateway.attempt<{ alert: { alertId: string } }>('query ($id: ID!) { alert(id: $id) { alertId } }', {
    id: String(id),
  });
}

describe('a gateway that stops', () => {
  test(`answers the ${REQUESTS} requests in flight, each with its own data, and then refuses connections`, async () => {
    const { gateway, release } = await startSlowGateway();
    const answers = Promise.all(Array.from({ length: REQUESTS }, (_, index) => ask(gateway, index)));
    await until('all calls to arrive', () => gateway.api.calls.length === REQUESTS);
    let closed = false;
    const closing = gateway.gateway.close().then(() => (closed = true));
    await until('new connections to be refused', async () => {
      return fetch(`${gateway.url}/health/live`).then(
        () => false,
        () => true,
      );
    });
    expect(closed).toBe(false);
    release();
    const received = await answers;
    expect(received.map(({ status }) => status)).toEqual(Array(REQUESTS).fill(200));
    expect(received.map(({ data }) => data?.alert.alertId)).toEqual(received.map((_, index) => String(index)));
    await closing;
    await expect(ask(gateway, 1)).rejects.toThrow('fetch failed');
    expect(gateway.api.unexpected).toEqual([]);
    await gateway.api.close();
  });

  test('goes on serving until its notice is over, while readiness tells load balancers to look away', async () => {
    const { gateway, release } = await startSlowGateway();
    release();
    const over = new AbortController();
    const closing = gateway.gateway.close(600_000, over.signal);
    try {
      const ready = await fetch(`${gateway.url}/health/ready`);
      expect([ready.status, await ready.json()]).toEqual([503, { status: 'stopping' }]);
      expect((await fetch(`${gateway.url}/health/accepting`)).status).toBe(503);
      expect((await fetch(`${gateway.url}/health/live`)).status).toBe(200);
      expect((await ask(gateway, 7)).data?.alert.alertId).toBe('7');
    } finally {
      over.abort();
    }
    await closing;
    await expect(fetch(`${gateway.url}/health/ready`)).rejects.toThrow('fetch failed');
    await gateway.api.close();
  });
});

test('a notice ends by itself', async () => {
  const { gateway } = await startSlowGateway();
  await gateway.gateway.close(20);
  await expect(fetch(`${gateway.url}/health/live`)).rejects.toThrow('fetch failed');
  await gateway.api.close();
});

test('a request on a connection that was made right before the end is answered', async () => {
  const { gateway } = await startSlowGateway();
  const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1');
  await once(socket, 'connect');
  expect((await fetch(`${gateway.url}/health/live`)).status).toBe(200);
  const closing = gateway.gateway.close();
  await until('new connections to be refused', async () => {
    return fetch(`${gateway.url}/health/live`).then(
      () => false,
      () => true,
    );
  });
  socket.write('GET /health/live HTTP/1.1\r\nhost: gateway\r\n\r\n');
  const [answer] = (await once(socket, 'data')) as [Buffer];
  expect(answer.toString()).toMatch(/^HTTP\/1\.1 200 /);
  await closing;
  await gateway.api.close();
});

describe('a connection that never sends a request', () => {
  test('does not hold up the end', async () => {
    const { gateway } = await startSlowGateway();
    const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1');
    await once(socket, 'connect');
    // One more round trip, so that the server has taken up the connection before.
    expect((await fetch(`${gateway.url}/health/live`)).status).toBe(200);
    const ended = once(socket, 'close');
    const started = performance.now();
    await gateway.close();
    expect(performance.now() - started).toBeLessThan(AT_ONCE);
    await ended;
  });
});

describe('a caller who leaves', () => {
  test('ends their upstream call, and nobody else’s', async () => {
    const { gateway, left, release } = await startSlowGateway();
    const leaving = new AbortController();
    const gone = fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer another-token' },
      body: JSON.stringify({ query: '{ alert(id: "1") { title } }' }),
      signal: leaving.signal,
    }).catch((error: Error) => error.name);
    const staying = ask(gateway, 3);
    await until('the calls of both to arrive', () => gateway.api.calls.length === 2);
    expect(left).toEqual([]);
    leaving.abort();
    await expect(gone).resolves.toBe('AbortError');
    await until('the upstream connection of the caller to close', () => left.length > 0);
    expect(left).toEqual(['/api/alerts/1']);
    release();
    expect((await staying).data?.alert.alertId).toBe('3');
    await gateway.close();
  });
});

test('a change whose caller has left is followed to its end, and written down, before the gateway has closed', async () => {
  let answer: (() => void) | undefined;
  const hold = (_: ApiCall, response: ServerResponse): void => {
    answer = () => response.writeHead(200).end('{"id":"1"}');
  };
  const gateway = await startFakeGateway({ 'PATCH /api/alerts/1': hold });
  const leaving = new AbortController();
  const query = 'mutation { updateAlert(input: { alertId: "1", status: NEW }) { clientMutationId } }';
  const gone = fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer another-token' },
    body: JSON.stringify({ query }),
    signal: leaving.signal,
  }).catch((error: Error) => error.name);
  await until('the change to arrive', () => answer !== undefined);
  leaving.abort();
  await expect(gone).resolves.toBe('AbortError');
  const closing = gateway.gateway.close();
  await until('the request to be over', () => gateway.gateway.inFlight().requests === 0);
  expect(gateway.gateway.inFlight().changes).toBe(1);
  answer?.();
  await closing;
  expect(gateway.audit.at(-1)).toMatchObject({ phase: 'outcome', outcome: 'UPDATED', sent: true });
  await gateway.api.close();
});

/** One line of Prometheus' text format: name, labels, value. */
const SAMPLE = /^([a-zA-Z_:][\w:]*)(?:\{((?:\w+="(?:[^"\\]|\\.)*",?)*)\})? (\+Inf|-Inf|NaN|[-+.\deE]+)$/;

describe('GET /metrics', () => {
  test('is Prometheus text and counts requests by outcome and upstream calls by operation and status', async () => {
    const gateway = await startFakeGateway({
      'GET /api/alerts/1': sendRow,
      'GET /api/alerts/2': (_, response) => void response.writeHead(500).end(),
      'GET /api/machines': (_, response) => void response.socket?.destroy(),
      'GET /api/alerts': { value: [{ id: 'da-1', severity: 'Catastrophic' }] },
    });
    await gateway.run('{ alert(id: "1") { title } }');
    await gateway.run('{ alert(id: "1") { title } }');
    await gateway.attempt('{ alert(id: "2") { title } }');
    await gateway.attempt('{ machines { nodes { id } } }');
    await gateway.run('{ alerts { nodes { severity } } }');
    await gateway.attempt('{ nothing }');

    const response = await fetch(`${gateway.url}/metrics`);
    expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    const lines = (await response.text()).split('\n').filter((line) => line !== '');
    const samples = new Map<string, number>();
    for (const line of lines.filter((text) => !text.startsWith('# '))) {
      const [, name, labels, value] = SAMPLE.exec(line) ?? [];
      if (name === undefined) throw new Error(`This is no sample: ${line}`);
      samples.set(`${name}{${labels ?? ''}}`, Number(value));
    }
    for (const line of lines.filter((text) => text.startsWith('# '))) expect(line).toMatch(/^# (HELP|TYPE) \w+ .+/);
    const calls = (labels: string) => samples.get(`defender_graphql_upstream_call_seconds_count{${labels}}`);
    expect(calls('operation="getAlert",status="200"')).toBe(2);
    // What may pass is asked for twice more.
    expect(calls('operation="getAlert",status="500"')).toBe(3);
    expect(calls('operation="listMachines",status="0"')).toBe(3);
    const requests = (outcome: string) => samples.get(`defender_graphql_request_seconds_count{outcome="${outcome}"}`);
    expect([requests('ok'), requests('UPSTREAM_ERROR'), requests('UPSTREAM_UNAVAILABLE')]).toEqual([3, 1, 1]);
    expect(requests('GRAPHQL_VALIDATION_FAILED')).toBe(1);
    expect(samples.get('defender_graphql_unrecognized_enum_values_total{enum="AlertSeverity"}')).toBe(1);
    await gateway.close();
    expect(gateway.api.unexpected).toEqual([]);
  });
});
