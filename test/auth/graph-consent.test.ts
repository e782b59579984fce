import type { TenantConsent } from '../../src/sandbox/sign-in/sign-in.ts';
import { CONTOSO, DEFENDER, GRAPH, startTwoApis, XDR, type TwoApis } from '../support/hunting/hunting-backends.ts';

const ALERTS = '{ alerts { nodes { id } } }';
const HUNT = '{ hunt(query: "DeviceInfo") { rowCount } }';
const VIEWER = 'query ($operation: String!) { viewer { permissions missing(operation: $operation) } }';
const NOBODY =
  'Nobody has consented that the gateway calls https://graph.microsoft.com for its users; ask an administrator to.';

interface Viewer {
  viewer: { permissions: string[]; missing: string[] };
}

let apis: TwoApis;

beforeEach(async () => {
  const defender = { 'GET /api/alerts': { value: [{ id: 'alert-1' }] } };
  apis = await startTwoApis(GRAPH, GRAPH.answer({}, []), { defender });
});
afterEach(async () => {
  await apis.close();
  expect([apis.defender.unexpected, apis.other.unexpected]).toEqual([[], []]);
});

/** What the tenant's administrator lets the gateway do. */
function consentTo(consent: TenantConsent): void {
  const [own] = apis.signIn.applications;
  if (own === undefined) throw new Error('There is no gateway.');
  apis.signIn.applications[0] = { ...own, consents: { [CONTOSO]: consent } };
}

const calls = (): number[] => [apis.defender.calls.length, apis.other.calls.length];
/** Resources that the sign-in server was asked to give a token for. */
const asked = (): (string | undefined)[] =>
  apis.signIn.requests
    .filter(({ method }) => method === 'POST')
    .map(({ scope }) => [DEFENDER, GRAPH, XDR].find(({ audience }) => scope?.includes(`${audience}/`))?.name);

async function viewerOf(token: string, operation: string): Promise<Viewer['viewer'] | undefined> {
  const { data, errors } = await apis.send<Viewer>(token, VIEWER, { operation });
  expect(errors).toBeUndefined();
  return data?.viewer;
}

describe('a user of a gateway that nobody lets call Graph', () => {
  beforeEach(() => consentTo({ appRoles: {}, delegated: ['defender', 'gateway'] }));

  test('is told so by a hunt, and may do the rest', async () => {
    const token = await apis.signIn.mintGatewayToken('admin');
    expect((await apis.send(token, ALERTS)).errors).toBeUndefined();
    expect(asked()).toEqual(['defender']);
    const { errors } = await apis.send(token, HUNT);
    expect(errors).toMatchObject([{ message: NOBODY, extensions: { code: 'FORBIDDEN' } }]);
    expect(calls()).toEqual([1, 0]);
  });

  test('sees what Defender allows, and that a hunt lacks a permission', async () => {
    const token = await apis.signIn.mintGatewayToken('admin');
    const viewer = await viewerOf(token, HUNT);
    expect(viewer?.missing).toEqual([GRAPH.permission]);
    expect(viewer?.permissions).toContain('Alert.Read');
    expect(viewer?.permissions).not.toContain(GRAPH.scope);
    expect((await viewerOf(token, ALERTS))?.missing).toEqual([]);
    expect(calls()).toEqual([0, 0]);
  });
});

describe('a user of a gateway that nobody lets call anything', () => {
  test('sees no permissions, and all that a document lacks', async () => {
    consentTo({ appRoles: {}, delegated: ['gateway'] });
    const token = await apis.signIn.mintGatewayToken('admin');
    const both = '{ alerts { nodes { id } } hunt(query: "DeviceInfo") { rowCount } }';
    const viewer = await viewerOf(token, both);
    expect(viewer?.permissions).toEqual([]);
    expect(viewer?.missing.sort()).toEqual([
      'Alert.Read.All (application) or Alert.Read (delegated)',
      GRAPH.permission,
    ]);
  });
});

test('a sign-in service that fails is no lack of permission', async () => {
  const token = await apis.signIn.mintGatewayToken('admin');
  await apis.send(token, ALERTS);
  await apis.signIn.close();
  const { errors } = await apis.send(token, VIEWER, { operation: HUNT });
  expect(errors?.map(({ extensions }) => extensions.code)).toContain('UPSTREAM_UNAVAILABLE');
});

test('an application whose gateway has no role in Graph is told which it needs', async () => {
  consentTo({ appRoles: { defender: ['AdvancedQuery.Read.All'], graph: ['User.Read.All'] }, delegated: [] });
  const token = await apis.signIn.mintGatewayToken('app');
  const { errors } = await apis.send(token, HUNT);
  expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', permission: GRAPH.permission } }]);
  expect(calls()).toEqual([0, 0]);
});
