import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSignIn, type SignIn } from '../../src/sandbox/sign-in/sign-in.ts';
import { startConnectProxy, type ConnectProxy } from '../support/egress/connect-proxy.ts';
import { startTlsFront, type TlsFront } from '../support/egress/tls-front.ts';
import { startActionApi, type ActionApi } from '../support/fakes/action-api.ts';
import { actionDocument } from '../support/gateway/action-gateway.ts';
import { startSignInProgram, type SignInProgram } from '../support/sign-in/sign-in-program.ts';

const TENANT = '3f2b6f0a-6c11-4d0e-9a53-1c7d0f5b2a10';
const [FIRST, SECOND] = ['a'.repeat(40), 'b'.repeat(40)] as const;

let folder: string;
let proxy: ConnectProxy;
let signIn: SignIn;
let api: ActionApi;
let front: TlsFront;
let program: SignInProgram;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'egress-'));
  proxy = await startConnectProxy();
  signIn = await startSignIn({ tenantIds: [TENANT], host: 'login.contoso.example' });
  api = await startActionApi();
  front = await startTlsFront('api.contoso.example', api.url);
  const NODE_EXTRA_CA_CERTS = join(folder, 'ca.pem');
  await writeFile(NODE_EXTRA_CA_CERTS, `${signIn.ca}\n${front.ca}\n`);
  await writeFile(join(folder, 'proxy'), `${proxy.url}\n`);
  program = await startSignInProgram(signIn, front.url, {
    NODE_EXTRA_CA_CERTS,
    LOG_LEVEL: 'trace',
    HTTPS_PROXY_FILE: join(folder, 'proxy'),
    no_proxy: 'contoso.internal.example',
  });
});
afterAll(async () => {
  await program.close();
  await front.close();
  await api.close();
  await signIn.close();
  await proxy.close();
  await rm(folder, { recursive: true });
});

async function isolate(machineId: string): Promise<string> {
  const response = await fetch(`${program.address}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${await signIn.mintGatewayToken('responder')}`,
    },
    body: JSON.stringify({
      query: actionDocument('isolateMachine'),
      variables: { input: { machineId, comment: 'Alert 4711', idempotencyKey: `alert-4711-${machineId.slice(0, 1)}` } },
    }),
  });
  return response.text();
}

test('a caller is let in, and an action sent, by the proxy alone, which sees two names and no more', async () => {
  expect(await isolate(FIRST)).toContain('"CREATED"');
  proxy.answer = 'refuse';
  expect(await isolate(SECOND)).toContain('"UPSTREAM_UNAVAILABLE"');
  expect(api.arrivals).toHaveLength(1);
  proxy.answer = 'tunnel';
  // What could not be sent is not taken for sent: the same key works.
  expect(await isolate(SECOND)).toContain('"CREATED"');
  expect(api.arrivals.map(({ path }) => path)).toEqual([
    `/api/machines/${FIRST}/isolate`,
    `/api/machines/${SECOND}/isolate`,
  ]);
  const port = new URL(signIn.url).port;
  expect([...new Set(proxy.targets)].sort()).toEqual([
    `api.contoso.example:${front.port}`,
    `login.contoso.example:${port}`,
  ]);
  expect(proxy.requests).toEqual([]);
  expect(proxy.passed().toString('latin1')).not.toMatch(/Bearer|isolate|client_secret/);
});

test('the password of the proxy stands in no log', () => {
  expect(program.logs().length).toBeGreaterThan(3);
  expect(program.stdout + program.stderr).not.toContain(proxy.password);
  expect(program.stdout + program.stderr).not.toContain(Buffer.from(`gateway:${proxy.password}`).toString('base64'));
});
