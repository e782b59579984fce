import { SignJWT } from 'jose';
import { startSignIn, type SignIn } from '../../src/sandbox/sign-in/sign-in.ts';
import { signingKeys } from '../../src/sandbox/sign-in/keys/signing-keys.ts';
import { startFakeApi, type FakeApi } from '../support/fakes/fake-api.ts';
import { startGateway, type Answer, type TestGateway } from '../support/gateway/gateway.ts';
import { startHostileSignIn, type HostileSignIn, type Received } from '../support/sign-in/hostile-sign-in.ts';
import { PARTNER_TENANT, signInSettings } from '../support/sign-in/sign-in-gateway.ts';
import { startTrap, watchConnections, type Connections, type Trap } from '../support/process/sockets.ts';
import { until } from '../support/clocks/until.ts';

const HOME_TENANT = '4c7e1a2b-8d3f-4e60-9b15-7f2a3c4d5e61';
const QUERY = '{ alerts { nodes { title } } }';

let connections: Connections;
let trap: Trap;
let api: FakeApi;
let signIn: SignIn;
let hostile: HostileSignIn;
let gateway: TestGateway;
/** Milliseconds that the gateway's clock is ahead. */
let ahead = 0;

beforeAll(async () => {
  trap = await startTrap();
  api = await startFakeApi({ 'GET /api/alerts': { value: [{ id: 'alert-0', title: 'Contoso' }] } });
  signIn = await startSignIn({ tenantIds: [HOME_TENANT, PARTNER_TENANT] });
  hostile = await startHostileSignIn();
  connections = watchConnections();
});
// A gateway remembers what it once read, so each test has its own.
beforeEach(async () => {
  ahead = 0;
  hostile.answer = () => undefined;
  const settings = signInSettings({ ...signIn, url: hostile.url, ca: hostile.ca });
  gateway = await startGateway(api.url, {}, settings, () => Date.now() + ahead);
});
afterEach(async () => {
  await gateway.close();
  const configured = [gateway.url, api.url, hostile.url].map((url) => new URL(url).host);
  const elsewhere = connections.tried.splice(0).filter((target) => !configured.includes(target));
  const { arrivals } = trap;
  // Emptied before anything is expected: one failure must not make all that follow fail.
  trap.arrivals = 0;
  hostile.received.length = 0;
  api.calls.length = 0;
  expect({ elsewhere, arrivals }).toEqual({ elsewhere: [], arrivals: 0 });
});
afterAll(async () => {
  connections.stop();
  await Promise.all([api.close(), signIn.close(), hostile.close(), trap.close()]);
});

/** Claims of the hostile host, which signs with the same keys. */
const claims = (tid = HOME_TENANT) => ({ tid, iss: `${hostile.url}/${tid}/v2.0` });
const tokens = (): Promise<string[]> =>
  Promise.all((['reader', 'app'] as const).map((as) => signIn.mintGatewayToken(as, claims())));

async function ask(sent: readonly string[]): Promise<Answer<unknown>[]> {
  return Promise.all(sent.map((token) => gateway.send(token, QUERY)));
}

const codes = (answers: readonly Answer<unknown>[]) => answers.map(({ errors }) => errors?.[0]?.extensions.code);
const port = () => trap.port;
const usualAnd = (kind: Received['kind'], change: () => object) => (arrival: Received) =>
  arrival.kind === kind ? { body: { ...arrival.usual, ...change() } } : undefined;
const tokenAnswer = () => ({ token_type: 'Bearer', expires_in: 3600, ext_expires_in: 3600, access_token: 'upstream' });

const ELSEWHERE: readonly [string, () => string][] = [
  ['another port', () => `https://localhost:${port()}/token`],
  ['another address', () => `https://127.0.0.2:${port()}/token`],
  ['this host without TLS', () => `${hostile.url.replace('https', 'http')}/token`],
  ['this host by its address', () => `${hostile.url.replace('localhost', '127.0.0.1')}/token`],
  ['a host behind ours as user name', () => `https://${new URL(hostile.url).host}@127.0.0.1:${port()}/token`],
  ['a host that begins like ours', () => `${hostile.url.replace(/:\d+$/, '.contoso.example')}/token`],
  ['a file', () => 'file:///token'],
];

describe.each(['jwks_uri', 'token_endpoint'] as const)('metadata whose %s names', (member) => {
  test.each(ELSEWHERE)('%s is not used at all', async (_, url) => {
    hostile.answer = usualAnd('metadata', () => ({ [member]: url() }));
    const answers = await ask(await tokens());
    expect(answers.map(({ status }) => status)).toEqual([503, 503]);
    expect(codes(answers)).toEqual(['UPSTREAM_UNAVAILABLE', 'UPSTREAM_UNAVAILABLE']);
    expect(new Set(hostile.received.map(({ kind }) => kind))).toEqual(new Set(['metadata']));
  });

  test('another host a day later is not used, and what was read before is', async () => {
    hostile.answer = ({ kind }) => (kind === 'token' ? { body: tokenAnswer() } : undefined);
    expect(codes(await ask(await tokens()))).toEqual([undefined, undefined]);
    ahead = 25 * 60 * 60 * 1000;
    hostile.answer = (arrival) =>
      arrival.kind === 'token'
        ? { body: tokenAnswer() }
        : usualAnd('metadata', () => ({ [member]: `https://127.0.0.2:${port()}/` }))(arrival);
    const later = Math.floor((Date.now() + ahead) / 1000);
    const times = { iat: later, nbf: later, exp: later + 3600 };
    const sent = await Promise.all(
      (['reader', 'app'] as const).map((as) => signIn.mintGatewayToken(as, { ...claims(), ...times })),
    );
    expect(codes(await ask(sent))).toEqual([undefined, undefined]);
    // The one of before and the one of now, which is read in the background.
    await until('new metadata', () => hostile.received.filter(({ kind }) => kind === 'metadata').length === 2);
  });
});

test('metadata with hosts of others in all that is not needed leads nowhere', async () => {
  const other = () => `https://127.0.0.2:${port()}`;
  hostile.answer = (arrival) => {
    if (arrival.kind === 'token') return { body: tokenAnswer() };
    return usualAnd('metadata', () => ({
      authorization_endpoint: `${other()}/authorize`,
      device_authorization_endpoint: `${other()}/devicecode`,
      end_session_endpoint: `${other()}/logout`,
      userinfo_endpoint: `${other()}/userinfo`,
      cloud_instance_name: `127.0.0.2:${port()}`,
      msgraph_host: `127.0.0.2:${port()}`,
    }))(arrival);
  };
  expect(codes(await ask(await tokens()))).toEqual([undefined, undefined]);
  expect(hostile.received.filter(({ kind }) => kind === 'token')).toHaveLength(2);
});

describe.each(['metadata', 'keys', 'token'] as const)('a redirect of the %s', (kind) => {
  test.each([301, 302, 303, 307, 308])('with %i is not followed', async (status) => {
    const headers = { location: `https://127.0.0.2:${port()}/` };
    hostile.answer = (arrival) => (arrival.kind === kind ? { status, headers, body: {} } : undefined);
    expect(codes(await ask(await tokens()))).toEqual(['UPSTREAM_UNAVAILABLE', 'UPSTREAM_UNAVAILABLE']);
    expect(hostile.received.some((arrival) => arrival.kind === kind)).toBe(true);
    expect(api.calls).toEqual([]);
  });
});

describe('a token', () => {
  test.each<[string, () => object]>([
    ['jku', () => ({ jku: `https://127.0.0.2:${port()}/keys` })],
    ['x5u', () => ({ x5u: `https://127.0.0.2:${port()}/certificate` })],
    ['a kid that is a URL', () => ({ kid: `https://127.0.0.2:${port()}/keys` })],
  ])('with %s in its header is refused without asking there', async (_, header) => {
    const { kid, privateKey } = await signingKeys();
    const [sound = ''] = await tokens();
    const payload = JSON.parse(Buffer.from(sound.split('.')[1] ?? '', 'base64url').toString()) as object;
    const signing = new SignJWT({ ...payload }).setProtectedHeader({ alg: 'RS256', kid, ...header() });
    expect(await ask([await signing.sign(privateKey)])).toMatchObject([{ status: 401 }]);
  });

  test.each([
    '..',
    `../127.0.0.2`,
    `${HOME_TENANT}/../${PARTNER_TENANT}`,
    `${HOME_TENANT}#`,
    `${HOME_TENANT}%2f..`,
    '@127.0.0.2',
    'common',
    'contoso.example',
  ])('of tenant %j is refused before anything is asked', async (tid) => {
    const token = await signIn.mintGatewayToken('reader', claims(tid));
    expect(await ask([token])).toMatchObject([{ status: 401 }]);
    expect(hostile.received).toEqual([]);
  });

  test.each([
    '..',
    `${PARTNER_TENANT}/../${HOME_TENANT}`,
    `${PARTNER_TENANT}?x=`,
    `${PARTNER_TENANT}#`,
    `${PARTNER_TENANT},${HOME_TENANT}`,
    '%2e%2e',
    '@127.0.0.2',
    'https://127.0.0.2/',
    'organizations',
    'ffffffff-0000-4000-8000-000000000000',
  ])('that may name tenants may not name %j', async (tenant) => {
    const token = await signIn.mintGatewayToken('app', claims());
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, 'x-tenant-id': tenant },
      body: JSON.stringify({ query: QUERY }),
    });
    expect(response.status).toBe(403);
    expect(hostile.received.filter((arrival) => arrival.kind === 'token')).toEqual([]);
    expect(new Set(hostile.received.map((arrival) => arrival.tenant))).toEqual(new Set([HOME_TENANT]));
    expect(api.calls).toEqual([]);
  });
});
