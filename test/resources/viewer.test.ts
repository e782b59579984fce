import { decodeJwt } from 'jose';
import { globalId } from '../../src/graphql/node/node.ts';
import { FAKE_TENANT, withFakeGateway } from '../support/gateway/fake-gateway.ts';
import { startSandboxGateway, type SandboxGateway } from '../support/gateway/gateway.ts';

const VIEWER = '{ viewer { kind tenantId applicationId objectId name mode permissions } }';

describe('viewer', () => {
  let gateway: SandboxGateway;
  beforeAll(async () => {
    gateway = await startSandboxGateway({ machines: 3, alerts: 3 });
  });
  afterAll(() => gateway.close());

  test.each(['reader', 'responder', 'hunter', 'admin'] as const)('is the user of the token: %s', async (persona) => {
    const token = await gateway.sandbox.mintToken(persona);
    const { appid, oid, scp, name } = decodeJwt<{ appid: string; oid: string; scp: string; name: string }>(token);
    const answer = await gateway.send(token, VIEWER);
    expect(answer.data).toEqual({
      viewer: {
        kind: 'USER',
        tenantId: gateway.sandbox.tenantId,
        applicationId: appid,
        objectId: oid,
        name,
        mode: 'PASSTHROUGH',
        permissions: scp.split(' '),
      },
    });
    expect(answer.extensions.upstream.calls).toBe(0);
  });

  test('is the application of the token, with its roles', async () => {
    const token = await gateway.sandbox.mintToken('app');
    const { roles } = decodeJwt<{ roles: string[] }>(token);
    const { data } = await gateway.send(token, VIEWER);
    expect(data).toMatchObject({
      viewer: { kind: 'APPLICATION', name: 'Contoso Response Automation', permissions: roles },
    });
    expect(roles).toContain('Machine.Isolate');
  });

  test('is nobody in particular, of the home tenant, behind a token that is not a JWT', async () => {
    await withFakeGateway({}, async (fake) => {
      const { data } = await fake.run<object>(VIEWER);
      const nobody = { applicationId: null, objectId: null, name: null };
      expect(data).toEqual({
        viewer: { kind: 'USER', tenantId: FAKE_TENANT, ...nobody, mode: 'PASSTHROUGH', permissions: [] },
      });
      expect(fake.api.calls).toEqual([]);
    });
  });
});

describe('viewer.missing of objects by global id', () => {
  let gateway: SandboxGateway;
  beforeAll(async () => {
    gateway = await startSandboxGateway({ machines: 3, alerts: 3 });
  });
  afterAll(() => gateway.close());

  const id = (type: string) => JSON.stringify(globalId(type, gateway.sandbox.tenantId, 'key'));
  const ALERT = 'Alert.Read.All (application) or Alert.Read (delegated)';
  const MACHINE = 'Machine.Read.All (application) or Machine.Read (delegated)';
  const FILE = 'File.Read.All (application) or File.Read.All (delegated)';

  test.each<[string, () => string, string[]]>([
    ['an id', () => `{ node(id: ${id('Alert')}) { id } }`, [ALERT]],
    ['several ids', () => `{ nodes(ids: [${id('Alert')}, ${id('Machine')}, ${id('Ip')}]) { id } }`, [ALERT, MACHINE]],
    ['one id where a list may be', () => `{ nodes(ids: ${id('Machine')}) { id } }`, [MACHINE]],
    ['what costs no call', () => `{ node(id: ${id('Domain')}) { id } }`, []],
    ['what is refused', () => '{ a: node(id: "nonsense") { id } b: node(id: 5) { id } }', []],
    [
      'an id and a relation',
      () => `{ node(id: ${id('Alert')}) { ... on Alert { machine { id } } } }`,
      [ALERT, MACHINE],
    ],
    [
      'an id in a variable, by the types that fragments name',
      () => 'query ($id: ID!) { node(id: $id) { id ... on Alert { id } ...M } } fragment M on Machine { id }',
      [ALERT, MACHINE],
    ],
    [
      'ids of which one is in a variable',
      () => `query ($id: ID!) { nodes(ids: [$id, ${id('Alert')}]) { id ... on Node { ... on Machine { id } } } }`,
      [ALERT, MACHINE],
    ],
    ['an id in a variable, of which nothing is known', () => 'query ($id: ID!) { node(id: $id) { id } }', []],
    [
      'an id next to fragments on other types',
      () => `{ node(id: ${id('Alert')}) { ... on Machine { id } ... on File { sha1 } } }`,
      [ALERT],
    ],
    ['a file', () => `{ node(id: ${id('File')}) { id } }`, [FILE]],
  ])('knows it of %s', async (_, document, missing) => {
    const token = await gateway.sandbox.mintToken('reader', { scp: 'Ti.ReadWrite' });
    const query = 'query ($document: String!) { viewer { missing(operation: $document) } }';
    const { data, errors } = await gateway.send<object>(token, query, { document: document() });
    expect(errors).toBeUndefined();
    expect(data).toEqual({ viewer: { missing } });
  });
});
