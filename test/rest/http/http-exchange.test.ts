import { getEventListeners, setMaxListeners } from 'node:events';
import { Agent } from 'undici';
import { httpExchange } from '../../../src/rest/http/http-exchange.ts';
import type { HttpResponse, HttpRequest } from '../../../src/rest/http/http-message.ts';
import { startFaultServer, type FaultServer } from '../../support/faults/fault-server.ts';
import { until } from '../../support/clocks/until.ts';

let server: FaultServer;
let dispatcher: Agent;

beforeEach(async () => {
  server = await startFaultServer();
  dispatcher = new Agent({ headersTimeout: 0, bodyTimeout: 0 });
});
afterEach(async () => {
  await dispatcher.destroy();
  await server.close();
});

const call = (path: string, more: Partial<HttpRequest> = {}): Promise<HttpResponse> =>
  httpExchange({
    target: 'Defender',
    url: server.url + path,
    method: 'GET',
    headers: { authorization: 'Bearer a-token', accept: 'application/json' },
    body: undefined,
    timeLimit: 120_000,
    maxResponseBytes: 1_000_000,
    signal: undefined,
    dispatcher,
    ...more,
  });

const noSocketLeft = () => until('the connection to close', () => server.sockets.size === 0);

describe('one exchange', () => {
  interface Echo {
    method: string;
    headers: Record<string, string | undefined>;
    body: string;
  }

  test('sends the headers and the body given, and returns status, headers and text', async () => {
    const headers = { authorization: 'Bearer a-token', accept: 'application/json', 'content-type': 'application/json' };
    const answer = await call('/echo', { method: 'POST', headers, body: JSON.stringify({ Query: 'Größe' }) });
    expect(answer).toMatchObject({ status: 200, headers: { 'retry-after': '7' } });
    const { method, headers: received, body } = JSON.parse(answer.body) as Echo;
    expect([method, body]).toEqual(['POST', '{"Query":"Größe"}']);
    expect(received).toMatchObject({
      authorization: 'Bearer a-token',
      accept: 'application/json',
      'content-type': 'application/json',
    });
  });

  test('sends neither body nor content type with a GET', async () => {
    const { headers, body } = JSON.parse((await call('/echo')).body) as Echo;
    expect(body).toBe('');
    expect(headers).not.toHaveProperty('content-type');
  });

  test('takes an answer without content for what it is', async () => {
    expect(await call('/no-content')).toMatchObject({ status: 204, body: '' });
  });

  test('follows no redirect, so that the token stays here', async () => {
    const elsewhere = await startFaultServer();
    server.redirectTo = `${elsewhere.url}/api/alerts`;
    expect((await call('/redirects')).status).toBe(302);
    expect(server.arrivals).toEqual(['/redirects']);
    expect(elsewhere.arrivals).toEqual([]);
    expect(elsewhere.sockets.size).toBe(0);
    await elsewhere.close();
  });

  test.each(['/silent', '/stalls', '/floods'])('ends at its time limit where the server is %s', async (path) => {
    const started = performance.now();
    const largestAnswer = Number.MAX_SAFE_INTEGER;
    await expect(call(path, { timeLimit: 200, maxResponseBytes: largestAnswer })).rejects.toMatchObject({
      code: 'UPSTREAM_TIMEOUT',
      message: 'Defender did not answer within 0.2 s.',
    });
    // Without a limit of its own the server never ends it.
    expect(performance.now() - started).toBeGreaterThanOrEqual(199);
    await noSocketLeft();
  });

  test('ends at its time limit while it still waits for a connection', async () => {
    const single = new Agent({ connections: 1, headersTimeout: 0, bodyTimeout: 0 });
    const caller = new AbortController();
    const first = call('/silent', { dispatcher: single, signal: caller.signal }).catch(() => undefined);
    await until('the only connection to be taken', () => server.sockets.size === 1);
    await expect(call('/echo', { dispatcher: single, timeLimit: 200 })).rejects.toMatchObject({
      code: 'UPSTREAM_TIMEOUT',
    });
    caller.abort();
    await first;
    await single.destroy();
  });

  test.each(['/silent', '/stalls', '/floods'])('ends when the caller leaves while the server is %s', async (path) => {
    const caller = new AbortController();
    const answer = call(path, { signal: caller.signal, maxResponseBytes: Number.MAX_SAFE_INTEGER });
    const given = expect(answer).rejects.toMatchObject({
      code: 'UPSTREAM_TIMEOUT',
      message: 'The request was cancelled.',
    });
    await until('the call to arrive', () => server.arrivals.length === 1);
    caller.abort();
    await given;
    await noSocketLeft();
    expect(getEventListeners(caller.signal, 'abort')).toEqual([]);
  });

  test('is not begun for a caller who has left', async () => {
    await expect(call('/echo', { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'UPSTREAM_TIMEOUT' });
    expect(server.arrivals).toEqual([]);
  });

  test('leaves no listener on the caller’s signal and no timer', async () => {
    const { signal } = new AbortController();
    setMaxListeners(0, signal);
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    await call('/echo', { signal });
    const before = timers();
    await Promise.all(Array.from({ length: 20 }, () => call('/echo', { signal, timeLimit: 60_000 })));
    await expect(call('/hangs-up', { signal })).rejects.toThrow();
    expect(getEventListeners(signal, 'abort')).toEqual([]);
    expect(timers()).toBeLessThan(before + 20);
  });

  test('reads no more than it may, and hangs up', async () => {
    await expect(call('/floods', { maxResponseBytes: 200_000 })).rejects.toMatchObject({
      code: 'UPSTREAM_ERROR',
      message: 'Defender sent more than 200000 bytes; ask for less.',
    });
    await noSocketLeft();
  });

  test('reads an answer of exactly the largest size', async () => {
    const { length } = (await call('/html')).body;
    expect((await call('/html', { maxResponseBytes: length })).body).toHaveLength(length);
    await expect(call('/html', { maxResponseBytes: length - 1 })).rejects.toMatchObject({ code: 'UPSTREAM_ERROR' });
  });

  test.each(['/resets', '/hangs-up', '/truncates', '/breaks-a-chunk', '/nonsense'])(
    'is unavailable where the server is %s',
    async (path) => {
      await expect(call(path)).rejects.toMatchObject({
        code: 'UPSTREAM_UNAVAILABLE',
        message: 'Defender could not be reached, or the connection broke.',
        cause: expect.anything() as Error,
      });
      await noSocketLeft();
      expect(server.arrivals).toEqual([path]);
    },
  );

  test('is unavailable where nobody listens', async () => {
    await server.close();
    await expect(call('/echo')).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
    server = await startFaultServer();
  });
});
