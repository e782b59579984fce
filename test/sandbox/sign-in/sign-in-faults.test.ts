import { once } from 'node:events';
import { connect } from 'node:net';
import type { SignIn } from '../../../src/sandbox/sign-in/sign-in.ts';
import { until } from '../../support/clocks/until.ts';
import { CONTOSO, DEFENDER, gatewayForm, gatewayMsal, TOKEN, withSignIn } from './sign-in-client.ts';
import type { SignInClient } from './sign-in-client.ts';

let signIn: SignIn;
let client: SignInClient;

withSignIn({ tenantIds: [CONTOSO] }, (...started) => void ([signIn, client] = started));

const ask = () => gatewayMsal(signIn, client).acquireTokenByClientCredential({ scopes: [DEFENDER] });
const post = () => client.post(TOKEN, gatewayForm(signIn));
const lastStatus = () => signIn.requests.at(-1)?.status;

describe('a fault', () => {
  test('throttled is 429 with Retry-After, and passes', async () => {
    signIn.faults.mode = 'throttled';
    signIn.faults.retryAfterSeconds = 7;
    const answer = await post();
    expect([answer.status, answer.headers.get('retry-after'), answer.json['error_codes']]).toEqual([429, '7', [90055]]);
    await expect(ask()).rejects.toMatchObject({ name: 'ServerError', errorCode: 'temporarily_unavailable' });
    signIn.faults.mode = null;
    expect((await post()).status).toBe(200);
    expect((await ask())?.accessToken).toBeTruthy();
  });

  test('unavailable is 503 with a body like any other', async () => {
    signIn.faults.mode = 'unavailable';
    const answer = await post();
    expect([answer.status, answer.json['error'], answer.json['error_codes']]).toEqual([
      503,
      'temporarily_unavailable',
      [90033],
    ]);
    await expect(ask()).rejects.toMatchObject({ errorCode: 'temporarily_unavailable' });
  });

  test('html is a 502 page, which MSAL cannot read', async () => {
    signIn.faults.mode = 'html';
    const answer = await post();
    expect([answer.status, answer.headers.get('content-type')]).toEqual([502, 'text/html; charset=utf-8']);
    await expect(ask()).rejects.toThrow();
    expect(lastStatus()).toBe(502);
  });

  test('reset ends the connection without an answer', async () => {
    signIn.faults.mode = 'reset';
    await expect(post()).rejects.toHaveProperty('cause.code', expect.stringMatching(/ECONNRESET|UND_ERR_SOCKET/));
    await expect(ask()).rejects.toThrow();
    expect(lastStatus()).toBe(0);
    signIn.faults.mode = null;
    expect((await ask())?.accessToken).toBeTruthy();
  });

  test('hang never answers; closing ends the wait', async () => {
    signIn.faults.mode = 'hang';
    const waiting = [post(), ask()].map((each) => each.then(() => 'answered').catch(() => 'cut off'));
    await until('both to arrive', () => signIn.requests.filter(({ method }) => method === 'POST').length === 2);
    // Others are still served meanwhile.
    expect((await client.get(`/${CONTOSO}/discovery/v2.0/keys`)).status).toBe(200);
    expect(await Promise.race([...waiting, Promise.resolve('waiting')])).toBe('waiting');
    await signIn.close();
    expect(await Promise.all(waiting)).toEqual(['cut off', 'cut off']);
  });

  test('befalls device codes too, but neither keys nor metadata', async () => {
    signIn.faults.mode = 'unavailable';
    expect((await client.post(`/${CONTOSO}/oauth2/v2.0/devicecode`, {})).status).toBe(503);
    expect((await client.get(`/${CONTOSO}/discovery/v2.0/keys`)).status).toBe(200);
    expect((await client.get(`/${CONTOSO}/v2.0/.well-known/openid-configuration`)).status).toBe(200);
  });

  test('keysDown and metadataDown are 503 each by itself', async () => {
    const statuses = async () => [
      (await client.get(`/${CONTOSO}/discovery/v2.0/keys`)).status,
      (await client.get(`/${CONTOSO}/v2.0/.well-known/openid-configuration`)).status,
      (await post()).status,
    ];
    signIn.faults.keysDown = true;
    expect(await statuses()).toEqual([503, 200, 200]);
    Object.assign(signIn.faults, { keysDown: false, metadataDown: true });
    expect(await statuses()).toEqual([200, 503, 200]);
    await expect(ask()).rejects.toMatchObject({ errorCode: 'endpoints_resolution_error' });
  });

  test('latency delays each answer, and does not hold up closing', async () => {
    signIn.faults.latencyMs = 40;
    const began = performance.now();
    expect((await post()).status).toBe(200);
    expect(performance.now() - began).toBeGreaterThanOrEqual(39);
    signIn.faults.latencyMs = 60_000;
    const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
    const before = timers();
    const waiting = post().catch(() => 'cut off');
    await until('the delay to begin', () => timers() > before);
    await signIn.close();
    expect(await waiting).toBe('cut off');
    await until('the delay to be gone', () => timers() <= before);
  });
});

describe('closing', () => {
  test('leaves nothing listening or connected, even what never spoke TLS, however often it is called', async () => {
    const port = Number(new URL(signIn.url).port);
    const silent = connect(port, '127.0.0.1');
    await once(silent, 'connect');
    await post();
    const ended = once(silent, 'close');
    await signIn.close();
    await signIn.close();
    await ended;
    const refused = await new Promise<unknown>((resolve) => {
      connect(port, '127.0.0.1').once('error', resolve).once('connect', resolve);
    });
    expect(refused).toMatchObject({ code: 'ECONNREFUSED' });
    const own = () =>
      (process as unknown as { _getActiveHandles(): { localPort?: number }[] })
        ._getActiveHandles()
        .filter(({ localPort }) => localPort === port);
    await until('the server’s sockets to be gone', () => own().length === 0);
  });
});

test('arrivals are kept to the last 10,000', async () => {
  signIn.requests.push(...Array.from({ length: 10_000 }, () => ({ ...EMPTY })));
  await post();
  expect(signIn.requests).toHaveLength(10_000);
  expect(signIn.requests.at(-1)).toMatchObject({ grantType: 'client_credentials', status: 200 });
});

const EMPTY = {
  at: 0,
  method: 'GET',
  path: '/',
  grantType: null,
  tenant: null,
  clientId: null,
  scope: null,
  status: 200,
};
