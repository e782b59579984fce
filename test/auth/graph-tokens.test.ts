import type { ServerResponse } from 'node:http';
import { decodeJwt } from 'jose';
import { mintPersonaToken } from '../../src/sandbox/sign-in/directory/personas.ts';
import type { ApiCall, Reply } from '../support/fakes/fake-api.ts';
import {
  bearerOf,
  CONTOSO,
  DEFENDER,
  GRAPH,
  startTwoApis,
  type Backend,
  type TwoApis,
} from '../support/hunting/hunting-backends.ts';
import { watchConnections, type Connections } from '../support/process/sockets.ts';

const GRAPH_ID = '00000003-0000-0000-c000-000000000000';
const ALERTS = '{ alerts { nodes { id } } }';
const HUNT = '{ hunt(query: "DeviceInfo") { rowCount } }';
const BOTH = '{ alerts { nodes { id } } hunt(query: "DeviceInfo") { rowCount } }';
const PERMISSIONS = '{ viewer { permissions } }';

type Handler = (call: ApiCall, response: ServerResponse) => void;

let connections: Connections;
let apis: TwoApis;
/** How Graph answers the next hunts. */
let hunt: Handler;

const found: Handler = (_, response) =>
  void response.writeHead(200).end(JSON.stringify(GRAPH.answer({ DeviceId: 'String' }, [{ DeviceId: 'device-1' }])));

async function start(backend: Backend): Promise<void> {
  const others = { 'GET /api/alerts': { value: [{ id: 'alert-1' }] }, 'GET /api/machines': { value: [] } };
  const reply: Reply = (call, response) => hunt(call, response);
  apis = await startTwoApis(backend, backend === GRAPH ? reply : DEFENDER.answer({}, []), { defender: others });
}

/** Another gateway, which has no tokens yet. */
async function startAnew(backend: Backend): Promise<void> {
  await apis.close();
  await start(backend);
}

beforeAll(() => start(GRAPH));
beforeEach(() => {
  hunt = found;
  connections = watchConnections();
});
afterEach(() => {
  connections.stop();
  const { defender, other: graph, signIn } = apis;
  const [atDefender, atGraph] = [defender, graph].map(({ calls: arrived }) => arrived.splice(0).map(tokenAudience));
  const unexpected = [...defender.unexpected.splice(0), ...graph.unexpected.splice(0)];
  const own = [apis.url, defender.url, graph.url, signIn.url].map((url) => new URL(url).host);
  const elsewhere = connections.tried.filter((target) => !own.includes(target));
  signIn.requests.length = 0;
  // Whatever a test is about: no token has reached the other API, and nothing any other host.
  expect(atDefender?.filter((audience) => audience !== DEFENDER.audience && audience !== 'opaque')).toEqual([]);
  expect(atGraph?.filter((audience) => audience !== GRAPH.audience && audience !== GRAPH_ID)).toEqual([]);
  expect({ unexpected, elsewhere }).toEqual({ unexpected: [], elsewhere: [] });
});
afterAll(() => apis.close());

function tokenAudience(call: ApiCall): unknown {
  const token = bearerOf(call);
  return token.includes('.') ? decodeJwt(token).aud : 'opaque';
}

/** What was asked of the sign-in server: resource and status. */
const asked = (): [string | null, number][] =>
  apis.signIn.requests.filter(({ method }) => method === 'POST').map(({ scope, status }) => [scope, status]);
const scopeOf = ({ audience }: Backend): string => `${audience}/.default`;
const calls = (): number[] => [apis.defender.calls.length, apis.other.calls.length];
interface Viewer {
  viewer: { permissions: string[]; mode: string };
}

const forGraph = { aud: GRAPH.audience, scp: 'ThreatHunting.Read.All User.Read' };
const passed = (claims: Record<string, unknown>) => mintPersonaToken('admin', CONTOSO, Date.now(), claims);

describe.each(['admin', 'app'] as const)('a token of the gateway, of the persona %s', (persona) => {
  // The tokens of an application are those of the gateway itself.
  if (persona === 'app') beforeEach(() => startAnew(GRAPH));

  test('leads to a token for Graph when a hunt is made, not before, and each is used again', async () => {
    const token = await apis.signIn.mintGatewayToken(persona);
    expect((await apis.send(token, ALERTS)).errors).toBeUndefined();
    expect(asked().map(([scope]) => scope)).toEqual([expect.stringContaining(scopeOf(DEFENDER))]);
    expect((await apis.send(token, HUNT)).errors).toBeUndefined();
    expect(asked()[1]?.[0]).toContain(scopeOf(GRAPH));
    expect((await apis.send(token, BOTH)).errors).toBeUndefined();
    expect(asked()).toHaveLength(2);
    expect(calls().at(1)).toBe(2);
    const [call] = apis.other.calls;
    expect(call && decodeJwt(bearerOf(call))).toMatchObject({
      aud: GRAPH.audience,
      appid: apis.signIn.gatewayClientId,
      tid: CONTOSO,
      ...(persona === 'admin' && { oid: decodeJwt(token).oid }),
    });
  });

  test('loses the token for Graph alone when Graph refuses it', async () => {
    const token = await apis.signIn.mintGatewayToken(persona);
    await apis.send(token, BOTH);
    hunt = (_, response) => void response.writeHead(401).end('{}');
    const refused = await apis.send(token, '{ hunt(query: "AlertInfo") { rowCount } }');
    expect(refused.status).toBe(401);
    expect(refused.errors?.[0]?.message).toContain('Microsoft Graph did not accept the token');
    hunt = found;
    await apis.send(token, ALERTS);
    expect(asked()).toHaveLength(2);
    await apis.send(token, HUNT);
    // The first two are asked for at once.
    const isForGraph = asked().map(([scope]) => scope?.includes(scopeOf(GRAPH)));
    expect([isForGraph.slice(0, 2).sort(), isForGraph.slice(2)]).toEqual([[false, true], [true]]);
  });
});

describe('a user of the gateway', () => {
  test('is judged for hunts by the scopes of the token for Graph, and sees those of both', async () => {
    const hunter = await apis.signIn.mintGatewayToken('hunter');
    expect((await apis.send(hunter, HUNT)).errors).toBeUndefined();
    const { data } = await apis.send<Viewer>(hunter, PERMISSIONS);
    expect(data?.viewer.permissions).toEqual(
      expect.arrayContaining(['Alert.Read', 'AdvancedQuery.Read', 'ThreatHunting.Read.All']),
    );
    // May hunt in Defender, which counts for nothing in Graph.
    const responder = await apis.signIn.mintGatewayToken('responder');
    const { errors } = await apis.send(responder, HUNT);
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', permission: GRAPH.permission } }]);
    expect(calls()).toEqual([0, 1]);
  });
});

describe('a token passed through', () => {
  test.each([[GRAPH.audience], [GRAPH_ID]])(
    'for the audience %s goes to Graph as it is, and nowhere else',
    async (aud) => {
      const token = await passed({ ...forGraph, aud });
      expect((await apis.send(token, HUNT)).errors).toBeUndefined();
      expect(apis.other.calls.map(bearerOf)).toEqual([token]);
      const { data } = await apis.send<Viewer>(token, '{ viewer { permissions mode } }');
      expect(data?.viewer).toEqual({ permissions: ['ThreatHunting.Read.All', 'User.Read'], mode: 'PASSTHROUGH' });
      const { errors } = await apis.send(token, ALERTS);
      expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
      expect(errors?.[0]?.message).toMatch(
        /^listAlerts goes to Defender, and this token is not for it; send one whose audience is https:\/\/api\.securitycenter\.microsoft\.com\.$/,
      );
      expect([calls(), asked()]).toEqual([[0, 1], []]);
    },
  );

  test('for Graph finds rows, but not what Defender alone knows of them', async () => {
    const query = '{ hunt(query: "DeviceInfo") { rows { nodes { values machine { id } } } } }';
    const { data, errors } = await apis.send(await passed(forGraph), query);
    expect(data).toEqual({ hunt: { rows: { nodes: [{ values: { DeviceId: 'device-1' }, machine: null }] } } });
    expect(errors).toMatchObject([
      { path: ['hunt', 'rows', 'nodes', 0, 'machine'], extensions: { code: 'FORBIDDEN' } },
    ]);
    expect(calls()).toEqual([0, 1]);
  });

  test('for Defender goes to Defender alone, and a hunt says which token it needs', async () => {
    const token = await passed({});
    expect((await apis.send(token, ALERTS)).errors).toBeUndefined();
    const { errors } = await apis.send(token, HUNT);
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', permission: GRAPH.permission } }]);
    expect(errors?.[0]?.message).toBe(
      'runHuntingQuery goes to Microsoft Graph, and this token is not for it; send one whose audience is https://graph.microsoft.com.',
    );
    type Missing = { viewer: { missing: string[] } };
    const query = 'query ($operation: String!) { viewer { missing(operation: $operation) } }';
    const { data } = await apis.send<Missing>(token, query, { operation: BOTH });
    expect(data?.viewer.missing).toEqual([`${GRAPH.permission}, in a token for https://graph.microsoft.com`]);
    expect(apis.defender.calls.map(bearerOf)).toEqual([token]);
    expect(calls()).toEqual([1, 0]);
  });

  test('that tells nothing of itself is Defender’s to judge, and never Graph’s', async () => {
    expect((await apis.send('an-opaque-token', ALERTS)).errors).toBeUndefined();
    expect((await apis.send('an-opaque-token', HUNT)).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    expect(calls()).toEqual([1, 0]);
  });

  test.each([
    ['of another API', { aud: 'https://management.azure.com' }],
    ['of another cloud’s Graph', { aud: 'https://graph.microsoft.us' }],
    ['of a host that begins like Graph', { aud: 'https://graph.microsoft.com.contoso.example' }],
    ['that has expired', { ...forGraph, exp: Math.floor(Date.now() / 1000) - 1 }],
    ['of a tenant that is not served', { ...forGraph, tid: '8d1e4c52-2f37-4b8a-b6d4-5e9a7c3f1b20' }],
  ])('%s is refused', async (_, claims) => {
    expect((await fetchStatus(await passed(claims), HUNT)).status).toBe(401);
    expect(calls()).toEqual([0, 0]);
  });
});

describe('where hunts go to Defender', () => {
  beforeAll(() => startAnew(DEFENDER));

  test.each(['admin', 'app'] as const)('no token for Graph is asked for, for the persona %s', async (persona) => {
    expect((await apis.send(await apis.signIn.mintGatewayToken(persona), BOTH)).errors).toBeUndefined();
    expect(asked()).toHaveLength(1);
    expect(calls()).toEqual([2, 0]);
  });

  test('one for Graph is not let in', async () => {
    expect((await fetchStatus(await passed(forGraph), HUNT)).status).toBe(401);
    expect(calls()).toEqual([0, 0]);
  });
});

function fetchStatus(token: string, query: string): Promise<Response> {
  return fetch(`${apis.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query }),
  });
}
