import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Dispatcher } from 'undici';
import { createDispatcher } from '../../../src/rest/egress/egress.ts';
import { httpExchange } from '../../../src/rest/http/http-exchange.ts';
import { isNotSent } from '../../../src/rest/mutation/send-failure.ts';
import { RestError } from '../../../src/rest/rest-error.ts';
import { startConnectProxy, type Answer, type ConnectProxy } from '../../support/egress/connect-proxy.ts';
import { startTlsFront, type TlsFront } from '../../support/egress/tls-front.ts';
import { freePort } from '../../support/redis/free-port.ts';

const HOST = 'api.contoso.example';

let arrivals: string[];
let target: Server;
let targetUrl: string;
let front: TlsFront;
let proxy: ConnectProxy;
let dispatcher: Dispatcher;

beforeAll(async () => {
  target = createServer((request, response) => {
    arrivals.push(`${request.method} ${request.url} ${request.headers.authorization}`);
    request.resume().once('end', () => response.end('{"a":1}'));
  }).listen(0, '127.0.0.1');
  await once(target, 'listening');
  targetUrl = `http://127.0.0.1:${(target.address() as AddressInfo).port}`;
  front = await startTlsFront(HOST, targetUrl);
});
beforeEach(async () => {
  arrivals = [];
  proxy = await startConnectProxy();
});
afterEach(async () => {
  await dispatcher.destroy();
  await proxy.close();
});
afterAll(async () => {
  await front.close();
  target.close();
  target.closeAllConnections();
});

const through = ({ url = proxy.url, bypass = '', ca = front.ca } = {}): Dispatcher =>
  (dispatcher = createDispatcher({ connections: 4, headersTimeout: 0, bodyTimeout: 0 }, { url, bypass }, ca));

const send = (url = `${front.url}/api/machines/1/isolate`) =>
  httpExchange({
    target: 'Defender',
    url,
    method: 'POST',
    headers: { authorization: 'Bearer canary-of-a-token' },
    body: '{}',
    timeLimit: 30_000,
    maxResponseBytes: 1_000,
    signal: undefined,
    dispatcher,
    ownConnection: true,
  });

async function failureOf(sent: Promise<unknown>): Promise<RestError> {
  const error: unknown = await sent.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof RestError) return error;
  throw new Error('It did not fail.');
}

describe('a call through a proxy', () => {
  test('is seen by the other end alone: the proxy learns a name and a port', async () => {
    through();
    await expect(send()).resolves.toMatchObject({ status: 200, body: '{"a":1}' });
    expect(arrivals).toEqual(['POST /api/machines/1/isolate Bearer canary-of-a-token']);
    expect(proxy.targets).toEqual([`${HOST}:${front.port}`]);
    expect(proxy.requests).toEqual([]);
    const passed = proxy.passed();
    // The handshake of TLS.
    expect(passed[0]).toBe(0x16);
    expect(passed.toString('latin1')).not.toMatch(/canary|isolate|Bearer/);
  });

  test('of a change has a tunnel of its own', async () => {
    through();
    await send();
    await send();
    expect(proxy.targets).toHaveLength(2);
  });

  test.each(['example', 'contoso.example', '.contoso.example', '*.contoso.example', HOST, '*'])(
    'goes without it where NO_PROXY is %s',
    async (bypass) => {
      through({ bypass: `intranet.fabrikam.example,${bypass}`.replace(/^.*,\*$/, '*') });
      // No one but the proxy finds the name.
      const failure = await failureOf(send());
      expect(isNotSent(failure)).toBe(true);
      expect(proxy.targets).toEqual([]);
    },
  );

  test('to another host than those of NO_PROXY takes it', async () => {
    through({ bypass: 'pi.contoso.example,fabrikam.example' });
    await expect(send()).resolves.toMatchObject({ status: 200 });
    expect(proxy.targets).toHaveLength(1);
  });

  test('never goes to this machine, nor without TLS', async () => {
    through();
    await expect(send(`https://localhost:${front.port}/a`)).resolves.toMatchObject({ status: 200 });
    await expect(send(`https://127.0.0.1:${front.port}/a`)).resolves.toMatchObject({ status: 200 });
    await expect(send(`${targetUrl}/a`)).resolves.toMatchObject({ status: 200 });
    expect(proxy.targets).toEqual([]);
    expect(proxy.requests).toEqual([]);
  });
});

describe('a change that finds no tunnel', () => {
  const notSent = async (): Promise<RestError> => {
    const failure = await failureOf(send());
    expect(failure).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', status: undefined });
    expect(isNotSent(failure)).toBe(true);
    expect(arrivals).toEqual([]);
    expect(`${failure.message} ${String(failure.cause)}`).not.toContain(proxy.password);
    return failure;
  };

  test.each<Answer>(['refuse', 'hang up', 'reset', 'say nothing'])(
    'was not sent: a proxy that would %s',
    async (answer) => {
      through();
      proxy.answer = answer;
      await notSent();
      // Once: no one asks again and again meanwhile.
      expect(proxy.targets).toHaveLength(1);
    },
  );

  test('was not sent: a proxy that wants another password', async () => {
    through({ url: proxy.url.replace(proxy.password, 'another') });
    expect(String((await notSent()).cause)).toContain('407');
  });

  test('was not sent: a proxy that is not there', async () => {
    through({ url: `http://127.0.0.1:${await freePort()}` });
    await notSent();
  });

  test('was not sent: another end that cannot prove its name', async () => {
    const other = await startTlsFront('login.contoso.example', targetUrl);
    through({ ca: other.ca });
    const failure = await failureOf(send(`https://${HOST}:${other.port}/a`));
    expect(isNotSent(failure)).toBe(true);
    const unknown = await failureOf(send());
    expect(isNotSent(unknown)).toBe(true);
    expect(arrivals).toEqual([]);
    await other.close();
  });

  test('is sent when the proxy is well again', async () => {
    through();
    proxy.answer = 'refuse';
    await notSent();
    proxy.answer = 'tunnel';
    await expect(send()).resolves.toMatchObject({ status: 200 });
  });
});
