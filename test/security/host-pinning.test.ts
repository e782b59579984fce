import { connect as connectTcp } from 'node:net';
import { connect as connectTls } from 'node:tls';
import fc from 'fast-check';
import { globalId } from '../../src/graphql/node/node.ts';
import { startSignIn, type SignIn } from '../../src/sandbox/sign-in/sign-in.ts';
import { startFakeApi, type FakeApi, type Reply } from '../support/fakes/fake-api.ts';
import { startGateway, type TestGateway } from '../support/gateway/gateway.ts';
import { PARTNER_TENANT, signInSettings } from '../support/sign-in/sign-in-gateway.ts';
import { startTrap, watchConnections, type Connections, type Trap } from '../support/process/sockets.ts';
import { until } from '../support/clocks/until.ts';
import { alertPage, idsOf } from '../support/gateway/walk-alerts.ts';

const HOME_TENANT = '4c7e1a2b-8d3f-4e60-9b15-7f2a3c4d5e61';

let connections: Connections;
let trap: Trap;
let api: FakeApi;
let signIn: SignIn;
let gateway: TestGateway;
let replies: Record<string, Reply>;
/** The application of the home tenant, which may name the other tenant. */
let token: string;
const run = <T>(query: string, variables?: Record<string, unknown>) => gateway.send<T>(token, query, variables);

const hostOf = (url: string) => new URL(url).host;
beforeAll(async () => {
  trap = await startTrap();
  replies = {};
  api = await startFakeApi(replies);
  signIn = await startSignIn({ tenantIds: [HOME_TENANT, PARTNER_TENANT] });
  gateway = await startGateway(api.url, { CACHE_MEGABYTES: '0' }, signInSettings(signIn));
  token = await signIn.mintGatewayToken('app');
  connections = watchConnections();
});
afterEach(() => {
  const configured = [gateway.url, api.url, signIn.url].map(hostOf);
  const elsewhere = connections.tried.splice(0).filter((target) => !configured.includes(target));
  const unexpected = api.unexpected.splice(0);
  const { arrivals } = trap;
  // Emptied before anything is expected: one failure must not make all that follow fail.
  trap.arrivals = 0;
  api.calls.length = 0;
  for (const path of Object.keys(replies)) delete replies[path];
  expect({ elsewhere, unexpected, arrivals }).toEqual({ elsewhere: [], unexpected: [], arrivals: 0 });
});
afterAll(async () => {
  connections.stop();
  await gateway.close();
  await Promise.all([api.close(), signIn.close(), trap.close()]);
});

test('a connection by any client and to any loopback address would be seen', async () => {
  const { port } = trap;
  const failing = new Set<unknown>();
  await fetch(`http://127.0.0.1:${port}/`).catch((error: unknown) => failing.add(error));
  await fetch(`https://localhost:${port}/`).catch((error: unknown) => failing.add(error));
  const clients = [connectTcp({ host: '127.0.0.1', port }), connectTls({ host: '127.0.0.1', port })];
  for (const client of clients) client.on('error', (error) => failing.add(error));
  await until('all connections', () => trap.arrivals >= 4);
  for (const client of clients) client.destroy();
  expect(connections.tried.sort()).toEqual([...Array<string>(3).fill(`127.0.0.1:${port}`), `localhost:${port}`]);
  expect(failing.size).toBeGreaterThanOrEqual(2);
  connections.tried.length = 0;
  trap.arrivals = 0;
});

describe('a next link', () => {
  const rows = [{ id: 'alert-0' }, { id: 'alert-1' }];
  const own = () => hostOf(api.url);
  const port = () => trap.port;

  test.each<[string, () => string]>([
    ['to another port', () => `http://127.0.0.1:${port()}/api/alerts?$skip=2`],
    ['to another loopback address', () => `http://127.0.0.2:${port()}/api/alerts?$skip=2`],
    ['to the same port of another address', () => `http://127.0.0.2:${own().split(':')[1]}/api/alerts?$skip=2`],
    ['to this machine by name', () => `http://localhost:${port()}/api/alerts?$skip=2`],
    ['to this machine by its address of version 6', () => `http://[::1]:${port()}/api/alerts?$skip=2`],
    ['to an address as one number', () => `http://2130706434:${port()}/api/alerts?$skip=2`],
    ['to an address in hexadecimal', () => `http://0x7f.0.0.2:${port()}/api/alerts?$skip=2`],
    ['to an address in wide letters', () => `http://１２７。０。０。２:${port()}/api/alerts?$skip=2`],
    ['to a name that begins like ours', () => `http://127.0.0.1.contoso.example:${port()}/api/alerts?$skip=2`],
    ['to a name that ends like Defender’s', () => 'https://notapi.security.microsoft.com/api/alerts?$skip=2'],
    ['with our host as user name', () => `http://${own()}@127.0.0.1:${port()}/api/alerts?$skip=2`],
    ['with a user name at our host', () => `http://user@${own()}/api/alerts?$skip=2`],
    ['with our host in the path', () => `http://127.0.0.1:${port()}/${own()}/api/alerts?$skip=2`],
    ['with backslashes', () => `http:\\\\127.0.0.1:${port()}\\api\\alerts?$skip=2`],
    ['with a backslash before our host', () => `http://127.0.0.1:${port()}\\@${own()}/api/alerts?$skip=2`],
    ['without a scheme', () => `//127.0.0.1:${port()}/api/alerts?$skip=2`],
    ['with another scheme', () => `https://${own()}/api/alerts?$skip=2`],
    ['to a file', () => 'file:///api/alerts?$skip=2'],
    ['after blanks and a tab', () => ` \thttp://127.0.0.1:${port()}/api/alerts?$skip=2`],
    ['with a line break in its host', () => `http://127.0.\n0.1:${port()}/api/alerts?$skip=2`],
    ['to another path of ours', () => `${api.url}/api/machines/../../hidden?$skip=2`],
    ['to another path, encoded', () => `${api.url}/api/alerts%2f..%2fmachines?$skip=2`],
    ['with a fragment', () => `${api.url}/api/alerts?$skip=2#@127.0.0.1:${port()}`],
    ['with a number that is none', () => `${api.url}/api/alerts?$skip=2@127.0.0.1:${port()}`],
  ])('%s is not followed', async (_, link) => {
    replies['GET /api/alerts'] = { value: rows, '@odata.nextLink': link() };
    const page = await alertPage({ run: run as never }, { first: 5 });
    expect(idsOf(page)).toEqual(['alert-0', 'alert-1']);
    expect(page.completeness.complete).toBe(false);
    expect(page.completeness.reason).toMatch(/^NEXT_LINK_(LEAVES_ORIGIN|MALFORMED)$/);
    expect(api.calls).toHaveLength(1);
  });

  test.each(['2&$filter=x', '2#x', '2/../machines', '2\r\nHost: 127.0.0.2', '2 HTTP/1.1', '２'])(
    'has its token %j sent on as a token and nothing else',
    async (skipToken) => {
      const link = `${api.url}/api/alerts?$skiptoken=${encodeURIComponent(skipToken)}&$top=9&extra=1`;
      const last = { value: [{ id: 'alert-2' }] };
      replies['GET /api/alerts'] = ({ query }, response) => {
        const next = query.has('$skiptoken') ? last : { value: rows, '@odata.nextLink': link };
        response.writeHead(200).end(JSON.stringify(next));
      };
      expect(idsOf(await alertPage({ run: run as never }, { first: 3 }))).toHaveLength(3);
      expect(api.calls[1]).toMatchObject({ path: '/api/alerts', headers: { host: own() } });
      expect(api.calls[1]?.query.get('$skiptoken')).toBe(skipToken);
      expect([...(api.calls[1]?.query.keys() ?? [])].filter((name) => !['$skiptoken', '$top'].includes(name))).toEqual(
        [],
      );
    },
  );
});

describe('an id', () => {
  const IDS = [
    '..',
    '.',
    '../isolate',
    'a/../../isolate',
    'a%2f..%2fisolate',
    '%2e%2e',
    'a?b',
    'a#b',
    '..\\isolate',
    'a\u0000',
    'a\r\nb',
    '@127.0.0.2',
  ];
  const FIELDS = [
    ['alert', 'Alert'],
    ['machine', 'Machine'],
    ['investigation', 'Investigation'],
    ['machineAction', 'MachineAction'],
  ] as const;

  test.each(IDS.filter((id) => !id.startsWith('@')))('of %j reaches nothing, be it plain or global', async (id) => {
    for (const [field, type] of FIELDS) {
      for (const given of [id, globalId(type, HOME_TENANT, id)]) {
        const { errors } = await run(`query ($id: ID!) { ${field}(id: $id) { id } }`, { id: given });
        expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT']);
      }
      const { errors } = await run('query ($id: ID!) { node(id: $id) { id } }', {
        id: globalId(type, HOME_TENANT, id),
      });
      expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT']);
    }
    expect(api.calls).toEqual([]);
  });

  test('that looks like a host stays a segment of the path', async () => {
    replies['GET /api/machines/@127.0.0.2'] = { id: '@127.0.0.2' };
    const { data } = await run('{ machine(id: "@127.0.0.2") { machineId } }');
    expect(data).toEqual({ machine: { machineId: '@127.0.0.2' } });
  });
});

describe.each([301, 302, 303, 307, 308])('a redirect with %i', (status) => {
  test.each<[string, () => string]>([
    ['another port', () => `http://127.0.0.1:${trap.port}/api/alerts`],
    ['another address', () => `//127.0.0.2:${trap.port}/api/alerts`],
    ['our own host', () => `${api.url}/api/hidden`],
  ])('to %s is an error, for reads and for posts', async (_, location) => {
    const redirect: Reply = (__, response) => void response.writeHead(status, { location: location() }).end('{}');
    Object.assign(replies, { 'GET /api/alerts': redirect, 'POST /api/advancedqueries/run': redirect });
    for (const query of ['{ alerts { nodes { id } } }', '{ hunt(query: "DeviceInfo") { rowCount } }']) {
      const { errors } = await run(query);
      expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['UPSTREAM_ERROR']);
    }
    expect(api.calls.map(({ method }) => method)).toEqual(['GET', 'POST']);
  });
});

describe('a cursor', () => {
  test('that was changed or made up leads nowhere', async () => {
    replies['GET /api/alerts'] = { value: Array.from({ length: 3 }, (_, n) => ({ id: `alert-${n}` })) };
    const { pageInfo } = await alertPage({ run: run as never }, { first: 2 });
    const genuine = Buffer.from(pageInfo.endCursor ?? '', 'base64url');
    const changed = fc.tuple(fc.nat(genuine.length - 1), fc.integer({ min: 1, max: 255 })).map(([at, by]) => {
      const bytes = Buffer.from(genuine);
      bytes[at] = (bytes[at] ?? 0) ^ by;
      return bytes.toString('base64url');
    });
    const madeUp = fc.uint8Array({ maxLength: 64 }).map((bytes) => Buffer.from(bytes).toString('base64url'));
    const link = fc.webUrl().map((url) => Buffer.from(url).toString('base64url'));
    api.calls.length = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          changed,
          madeUp.filter((text) => text !== ''),
          link,
        ),
        async (after) => {
          const { errors } = await run('query ($after: String) { alerts(after: $after) { nodes { id } } }', { after });
          expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['BAD_CURSOR']);
        },
      ),
      { numRuns: 200 },
    );
    expect(api.calls).toEqual([]);
    const { endCursor: after } = pageInfo;
    const other = await run('query ($after: String) { machines(after: $after) { nodes { id } } }', { after });
    expect(other.errors?.map(({ extensions }) => extensions.code)).toEqual(['BAD_CURSOR']);
  });
});
