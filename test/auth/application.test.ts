import { decodeJwt } from 'jose';
import { postGraphql } from '../support/gateway/post-graphql.ts';
import { PARTNER_TENANT, startSignInGateway, type SignInGateway } from '../support/sign-in/sign-in-gateway.ts';
import type { Answer } from '../support/gateway/gateway.ts';

const UNSERVED = '8d1e4c52-2f37-4b8a-b6d4-5e9a7c3f1b20';
const READ = '{ alerts(first: 1) { nodes { id } } }';
const HUNT = '{ hunt(query: "DeviceInfo | take 1") { rowCount } }';
const WHO = '{ viewer { kind mode tenantId permissions } machines(first: 3) { nodes { id computerDnsName } } }';

interface Who {
  viewer: { kind: string; mode: string; tenantId: string; permissions: string[] };
  machines: { nodes: { id: string; computerDnsName: string }[] };
}

let gateway: SignInGateway;
let home: string;

beforeAll(async () => {
  gateway = await startSignInGateway({ variables: { CACHE_MEGABYTES: '0' } });
  home = gateway.sandbox.tenantId;
});
afterAll(() => gateway.close());

const application = (roles: readonly string[], tid = home): Promise<string> =>
  gateway.signIn.mintGatewayToken('app', { roles, tid });
const tokenRequests = (): { tenant: string | null }[] =>
  gateway.signIn.requests.filter(({ method }) => method === 'POST');

/** What was answered, and which calls it caused at the API and the sign-in server. */
async function sent<T>(token: string, query: string, tenant?: string, variables?: Record<string, unknown>) {
  const before = { api: gateway.sandbox.requests.length, signIn: tokenRequests().length };
  const answer: Answer<T> = await postGraphql(gateway.url, {
    token,
    query,
    ...(tenant !== undefined && { tenant }),
    ...(variables !== undefined && { variables }),
  });
  const calls = gateway.sandbox.requests.slice(before.api);
  return { answer, calls, asked: tokenRequests().slice(before.signIn) };
}

describe('an application with the role', () => {
  test.each([
    ['Defender.Read', READ, null],
    ['Defender.Read', HUNT, 'Defender.Hunt'],
    ['Defender.Hunt', READ, 'Defender.Read'],
    ['Defender.Hunt', HUNT, null],
    ['Defender.Respond', READ, 'Defender.Read'],
    ['Defender.Respond', HUNT, 'Defender.Hunt'],
    ['Defender.Configure', READ, 'Defender.Read'],
    ['Defender.Configure', HUNT, 'Defender.Hunt'],
    ['Defender.Tenants', READ, 'Defender.Read'],
    ['Defender.Tenants', HUNT, 'Defender.Hunt'],
    ['defender.read', READ, 'Defender.Read'],
    ['Alert.Read.All', READ, 'Defender.Read'],
    ['AdvancedQuery.Read.All', HUNT, 'Defender.Hunt'],
  ])('%s that sends %s lacks: %j', async (role, query, lacking) => {
    const { answer, calls } = await sent(await application([role]), query);
    expect(answer.status).toBe(200);
    if (lacking === null) {
      expect(answer.errors).toBeUndefined();
      expect(calls).toHaveLength(1);
      return;
    }
    const permission = `${lacking} (app role of the gateway)`;
    expect(answer.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', permission } }]);
    expect(answer.errors?.[0]?.message).toContain(permission);
    expect(calls).toEqual([]);
  });

  test('pages over the rows of a hunt only as long as it may hunt', async () => {
    interface Found {
      hunt: { rows: { nodes: object[]; pageInfo: { endCursor: string } } };
    }
    const query = `query ($after: String) { hunt(query: "DeviceInfo | take 5") { rows(first: 2, after: $after) {
      nodes { values } pageInfo { endCursor } } } }`;
    const hunter = await application(['Defender.Hunt']);
    const { answer } = await sent<Found>(hunter, query);
    const variables = { after: answer.data?.hunt.rows.pageInfo.endCursor };
    const further = await sent<Found>(hunter, query, undefined, variables);
    expect([further.answer.data?.hunt.rows.nodes.length, further.calls]).toEqual([2, []]);
    const demoted = await sent<Found>(await application(['Defender.Read']), query, undefined, variables);
    expect(demoted.answer.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });

  test('none at all may do nothing, and gets no token', async () => {
    const { answer, calls, asked } = await sent(await application([]), `{ a: ${READ.slice(2)}`);
    expect(answer.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    expect([calls, asked]).toEqual([[], []]);
  });

  test('of Read and Hunt may do both, and sees its roles', async () => {
    const token = await application(['Defender.Read', 'Defender.Hunt']);
    expect((await sent(token, `{ ${READ.slice(2, -2)} ${HUNT.slice(2, -2)} }`)).answer.errors).toBeUndefined();
    const { answer } = await sent<Who>(token, WHO);
    expect(answer.data?.viewer).toEqual({
      kind: 'APPLICATION',
      mode: 'APP',
      tenantId: home,
      permissions: ['Defender.Read', 'Defender.Hunt'],
    });
  });
});

describe('the header x-tenant-id', () => {
  const all = ['Defender.Read', 'Defender.Tenants'];
  const machinesOf = (tenantId: string): Set<string> =>
    new Set(gateway.sandbox.tenants.get(tenantId)?.machines.map((row) => String(row.computerDnsName)));

  test.each([
    ['its id', PARTNER_TENANT],
    ['its id in capitals', PARTNER_TENANT.toUpperCase()],
  ])('by %s gives an application of the home tenant another tenant’s data', async (_, tenant) => {
    const { answer, calls } = await sent<Who>(await application(all), WHO, tenant);
    expect(answer.errors).toBeUndefined();
    expect(answer.data?.viewer.tenantId).toBe(PARTNER_TENANT);
    const names = answer.data?.machines.nodes.map(({ computerDnsName }) => computerDnsName) ?? [];
    expect(names).toHaveLength(3);
    for (const name of names) expect(machinesOf(PARTNER_TENANT)).toContain(name);
    expect(calls).toHaveLength(1);
  });

  test('asks the sign-in server of the tenant named, so each tenant has a token of its own', async () => {
    const fresh = await startSignInGateway({ variables: { CACHE_MEGABYTES: '0' } });
    const token = await fresh.signIn.mintGatewayToken('app');
    const faults: unknown[] = [];
    for (const tenant of [PARTNER_TENANT, fresh.sandbox.tenantId, PARTNER_TENANT]) {
      faults.push((await postGraphql(fresh.url, { token, query: READ, tenant })).errors);
    }
    const asked = fresh.signIn.requests.filter(({ method }) => method === 'POST');
    await fresh.close();
    expect(faults).toEqual([undefined, undefined, undefined]);
    expect(asked.map(({ tenant }) => tenant)).toEqual([PARTNER_TENANT, fresh.sandbox.tenantId]);
  });

  test('may name the own tenant without any role for it', async () => {
    const { answer } = await sent<Who>(await application(['Defender.Read'], PARTNER_TENANT), WHO, PARTNER_TENANT);
    expect(answer.errors).toBeUndefined();
    expect(answer.data?.viewer.tenantId).toBe(PARTNER_TENANT);
  });

  test.each<[string, () => Promise<string>, () => string]>([
    ['without the role Defender.Tenants', () => application(['Defender.Read']), () => PARTNER_TENANT],
    ['of another tenant than the home tenant', () => application(all, PARTNER_TENANT), () => home],
    ['for a tenant that is not served', () => application(all), () => UNSERVED],
    ['for no tenant id', () => application(all), () => 'contoso.onmicrosoft.com'],
    ['for two tenants', () => application(all), () => `${PARTNER_TENANT},${PARTNER_TENANT}`],
    ['for a path', () => application(all), () => `${PARTNER_TENANT}/../common`],
    ['of a user', () => gateway.signIn.mintGatewayToken('admin'), () => PARTNER_TENANT],
    ['of a user with the role', () => gateway.signIn.mintGatewayToken('admin', { roles: all }), () => PARTNER_TENANT],
    ['of a user who passes through', () => gateway.sandbox.mintToken('admin'), () => PARTNER_TENANT],
    ['of an application that passes through', () => gateway.sandbox.mintToken('app'), () => PARTNER_TENANT],
    [
      'of one that passes through and claims the role',
      () => gateway.sandbox.mintToken('app', { roles: [...all, 'Alert.Read.All'] }),
      () => PARTNER_TENANT,
    ],
  ])('%s is refused by 403 without a call', async (_, mint, tenant) => {
    const { answer, calls, asked } = await sent(await mint(), READ, tenant());
    expect(answer.status).toBe(403);
    expect(answer).not.toHaveProperty('data');
    expect(answer.errors).toEqual([{ message: expect.any(String) as string, extensions: { code: 'FORBIDDEN' } }]);
    expect([calls, asked]).toEqual([[], []]);
  });
});

describe('a global id', () => {
  const NODE = 'query ($id: ID!) { node(id: $id) { id ... on Machine { computerDnsName } } }';
  const MACHINE = 'query ($id: ID!) { machine(id: $id) { computerDnsName } }';
  const roles = ['Defender.Read', 'Defender.Tenants'];

  test.each([
    ['node', NODE],
    ['machine', MACHINE],
  ])('of another tenant is FORBIDDEN to %s, not missing, and costs no call', async (_, query) => {
    const token = await application(roles);
    const abroad = await sent<Who>(token, WHO, PARTNER_TENANT);
    const id = abroad.answer.data?.machines.nodes[0]?.id ?? '';
    const { answer, calls } = await sent(token, query, undefined, { id });
    expect(answer.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    expect(calls).toEqual([]);
    const there = await sent(token, query, PARTNER_TENANT, { id });
    expect(there.answer.errors).toBeUndefined();
    expect(there.calls).toHaveLength(1);
  });

  test.each([
    ['on behalf of', () => gateway.signIn.mintGatewayToken('admin')],
    ['passed through', () => gateway.sandbox.mintToken('admin')],
  ])('of another tenant is FORBIDDEN to users %s too', async (_, mint) => {
    const abroad = await sent<Who>(await application(roles), WHO, PARTNER_TENANT);
    const id = abroad.answer.data?.machines.nodes[0]?.id ?? '';
    const token = await mint();
    expect(decodeJwt(token).tid).toBe(home);
    const { answer, calls } = await sent(token, NODE, undefined, { id });
    expect(answer.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    expect(calls).toEqual([]);
  });
});
