import { isObjectType, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { upstreamFields } from '../../src/graphql/schema/upstream-directive.ts';
import { permissionText, type Operation } from '../../src/rest/operation.ts';
import { createSchema } from '../../src/schema.ts';
import { startSignInGateway, type SignInGateway } from '../support/sign-in/sign-in-gateway.ts';

let schema: GraphQLSchema;
let gateway: SignInGateway;

beforeAll(async () => {
  schema = await createSchema();
  gateway = await startSignInGateway();
});
afterAll(() => gateway.close());

function fieldOf(coordinate: string) {
  const [type = '', name = ''] = coordinate.split('.');
  const found = schema.getType(type);
  const field = isObjectType(found) ? found.getFields()[name] : undefined;
  if (field === undefined) throw new Error(`There is no ${coordinate}.`);
  return field;
}

describe('every field that costs calls', () => {
  test('names in its description the least permission for it, as the operation declares it', () => {
    const fields = [...upstreamFields<Operation>(schema)];
    expect(fields.length).toBeGreaterThanOrEqual(30);
    for (const [coordinate, { operations }] of fields) {
      const { permissions, method, path } = operations[0];
      const { description } = fieldOf(coordinate);
      expect([coordinate, description]).toEqual([coordinate, expect.stringContaining(permissionText({ permissions }))]);
      expect([coordinate, description]).toEqual([coordinate, expect.stringContaining(`\`${method} ${path}\``)]);
      expect(permissionText({ permissions })).toMatch(/^[A-Za-z]+\.[A-Za-z.]+ \((application|delegated)\)/);
    }
  });

  test('is a query or a relation of those that the graph has: none that calls is forgotten', () => {
    const free = [
      'budgets',
      'domain',
      'huntingTables',
      'ip',
      'node',
      'nodes',
      'savedHunts',
      'validateHunt',
      'viewer',
      '__typename',
    ];
    const queries = Object.keys((schema.getQueryType() as GraphQLObjectType).getFields());
    const priced = new Set(upstreamFields(schema).keys());
    expect(queries.filter((name) => !free.includes(name) && !priced.has(`Query.${name}`))).toEqual([]);
  });
});

interface Missing {
  viewer: { missing: string[]; permissions: string[] };
}
const MISSING = 'query ($operation: String!) { viewer { permissions missing(operation: $operation) } }';

const ALERT_READ = 'Alert.Read.All (application) or Alert.Read (delegated)';
const MACHINE_READ = 'Machine.Read.All (application) or Machine.Read (delegated)';
const SOFTWARE_READ = 'Software.Read.All (application) or Software.Read (delegated)';

const passing = (claims: Record<string, unknown>) => gateway.sandbox.mintToken('reader', claims);
const asUser = (scp: string) => passing({ scp });
const asApplication = (roles: string[]) => passing({ scp: undefined, idtyp: 'app', roles });

describe('viewer.missing', () => {
  test.each<[string, string, string[]]>([
    ['Alert.Read', '{ alerts { nodes { id } } }', []],
    ['Alert.ReadWrite', '{ alerts { nodes { id } } }', []],
    ['Machine.Read', '{ alerts { nodes { id } } }', [ALERT_READ]],
    ['Alert.Read', '{ alerts { nodes { id machine { id } } } }', [MACHINE_READ]],
    ['Machine.Read', '{ machines { nodes { id } } }', []],
    ['Ti.ReadWrite', '{ machines { nodes { software { nodes { id } } } } }', [MACHINE_READ, SOFTWARE_READ]],
    ['Ti.ReadWrite', '{ a: alerts { nodes { id } } b: alert(id: "1") { id } }', [ALERT_READ]],
    ['Ti.ReadWrite', 'query A { ...F } fragment F on Query { machines { nodes { id } } }', [MACHINE_READ]],
    ['Ti.ReadWrite', '{ viewer { name } }', []],
    ['alert.read', '{ alerts { nodes { id } } }', [ALERT_READ]],
    ['Alert.Read.All', '{ alerts { nodes { id } } }', [ALERT_READ]],
  ])('tells a user with %s for %s: %j', async (scp, operation, missing) => {
    const before = gateway.sandbox.requests.length;
    const answer = await gateway.send<Missing>(await asUser(scp), MISSING, { operation });
    expect(answer.errors).toBeUndefined();
    expect(answer.data?.viewer).toEqual({ permissions: [scp], missing });
    expect(gateway.sandbox.requests).toHaveLength(before);
  });

  test.each<[string[], string[]]>([
    [['Alert.Read.All'], []],
    [['Alert.Read'], [ALERT_READ]],
    [['Machine.Read.All'], [ALERT_READ]],
    [['Machine.Read.All', 'Alert.ReadWrite.All'], []],
  ])('tells an application with %j for alerts: %j', async (roles, missing) => {
    const operation = '{ alerts { nodes { id } } }';
    const { data } = await gateway.send<Missing>(await asApplication(roles), MISSING, { operation });
    expect(data?.viewer).toEqual({ permissions: roles, missing });
  });

  test('tells an application of the gateway its lacking roles, and a user the scopes of the exchanged token', async () => {
    const operation = '{ alerts { nodes { id } } hunt(query: "DeviceInfo") { rowCount } }';
    const application = await gateway.signIn.mintGatewayToken('app', { roles: ['Defender.Read'] });
    const { data } = await gateway.send<Missing>(application, MISSING, { operation });
    expect(data?.viewer.missing).toEqual(['Defender.Hunt (app role of the gateway)']);
    const hunter = await gateway.signIn.mintGatewayToken('hunter');
    const software = '{ machines { nodes { software { nodes { id } } } } }';
    const other = await gateway.send<Missing>(hunter, MISSING, { operation: software });
    expect(other.data?.viewer).toEqual({
      permissions: ['AdvancedQuery.Read', 'Alert.Read', 'Machine.Read', 'Incident.Read', 'AdvancedHunting.Read'],
      missing: [SOFTWARE_READ],
    });
  });

  test('knows nothing to be lacking behind a token that shows nothing', async () => {
    const operation = '{ alerts { nodes { id } } }';
    const token = await passing({ scp: undefined, roles: undefined });
    const { data } = await gateway.send<Missing>(token, MISSING, { operation });
    expect(data?.viewer).toEqual({ permissions: [], missing: [] });
  });

  test.each([['{'], ['{ nothing }'], [''], ['mutation { isolate }'], ['subscription { alerts }']])(
    'of what is no document of this graph is the caller’s fault: %j',
    async (operation) => {
      const { errors } = await gateway.send(await asUser('Alert.Read'), MISSING, { operation });
      expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    },
  );
});

describe('an operation that the token shows to be out of reach', () => {
  test.each([
    ['alerts', '{ alerts(first: 1) { nodes { id } } }', ALERT_READ],
    ['machines', '{ machines(first: 1) { nodes { id } } }', MACHINE_READ],
    [
      'indicators',
      '{ indicators(first: 1) { nodes { id } } }',
      'Ti.ReadWrite (application) or Ti.ReadWrite (delegated)',
    ],
    [
      'hunt',
      '{ hunt(query: "DeviceInfo") { rowCount } }',
      'AdvancedQuery.Read.All (application) or AdvancedQuery.Read (delegated)',
    ],
  ])('%s is FORBIDDEN, with what to ask for, and without a call', async (_, query, permission) => {
    for (const token of [await asUser('Score.Read'), await asApplication(['Score.Read.All'])]) {
      const before = gateway.sandbox.requests.length;
      const { status, errors, extensions } = await gateway.send(token, query);
      expect(status).toBe(200);
      expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', permission } }]);
      expect(errors?.[0]?.message).toContain(permission);
      expect(extensions.upstream.calls).toBe(0);
      expect(gateway.sandbox.requests).toHaveLength(before);
    }
  });

  test('costs its own field only: what the token allows is served', async () => {
    const before = gateway.sandbox.requests.length;
    const query = '{ alerts(first: 3) { nodes { id machine { id } } } }';
    const { data, errors } = await gateway.send<{ alerts: { nodes: { machine: unknown }[] } }>(
      await asUser('Alert.Read'),
      query,
    );
    expect(data?.alerts.nodes.map(({ machine }) => machine)).toEqual([null, null, null]);
    expect(errors).toEqual([
      {
        message: `getMachine needs ${MACHINE_READ}; ask an administrator for it. For lack of it, alerts.nodes.machine is null in 3 places.`,
        locations: expect.anything() as unknown,
        path: ['alerts', 'nodes', 0, 'machine'],
        extensions: { code: 'FORBIDDEN', permission: MACHINE_READ },
      },
    ]);
    expect(gateway.sandbox.requests).toHaveLength(before + 1);
  });

  test('is one error for each field that lacks it, whatever the number of rows', async () => {
    const query = '{ alerts(first: 2) { nodes { machine { id } files { sha1 } again: machine { id } } } }';
    const { errors } = await gateway.send(await asUser('Alert.Read'), query);
    const told = (errors ?? []).map(({ path, message }) => [
      path?.join('.'),
      /null in (\d+) places/.exec(message)?.[1],
    ]);
    expect(told.sort()).toEqual([
      ['alerts.nodes.0.again', '2'],
      ['alerts.nodes.0.files', '2'],
      ['alerts.nodes.0.machine', '2'],
    ]);
  });

  test('is no business of the gateway’s where the token shows nothing: Defender decides', async () => {
    const before = gateway.sandbox.requests.length;
    const token = await passing({ scp: undefined, roles: undefined });
    const { errors } = await gateway.send(token, '{ alerts(first: 1) { nodes { id } } }');
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', permission: ALERT_READ } }]);
    expect(gateway.sandbox.requests).toHaveLength(before + 1);
  });
});
