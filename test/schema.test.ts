import { readFile } from 'node:fs/promises';
import {
  GraphQLEnumType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
  lexicographicSortSchema,
  printSchema,
  validateSchema,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import { createSchema } from '../src/schema.ts';

let schema: GraphQLSchema;
beforeAll(async () => {
  schema = await createSchema();
});

function typeOf(name: string): GraphQLObjectType {
  const type = schema.getType(name);
  if (!isObjectType(type)) throw new Error(`${name} is no object type.`);
  return type;
}

function fieldOf(type: string, name: string): GraphQLField<unknown, unknown> {
  const field = typeOf(type).getFields()[name];
  if (field === undefined) throw new Error(`There is no ${type}.${name}.`);
  return field;
}

/** `first: Int, after: String`, in the order of the schema. */
function argumentsOf(type: string, name: string): Record<string, string> {
  return Object.fromEntries(fieldOf(type, name).args.map((argument) => [argument.name, String(argument.type)]));
}

const PAGED = { first: 'Int', after: 'String', last: 'Int', before: 'String' };

describe('the schema', () => {
  test('is valid, which building it does not look at', () => {
    expect(validateSchema(schema)).toEqual([]);
  });

  test('is what schema/schema.graphql says', async () => {
    const written = await readFile(new URL('../schema/schema.graphql', import.meta.url), 'utf8');
    expect(`${printSchema(lexicographicSortSchema(schema))}\n`).toBe(written);
  });

  test.each([
    ['node', 'Node', { id: 'ID!' }],
    ['nodes', '[Node]!', { ids: '[ID!]!' }],
    ['viewer', 'Viewer!', {}],
    ['alert', 'Alert', { id: 'ID!' }],
    ['alerts', 'AlertConnection!', { ...PAGED, where: 'AlertWhere' }],
    ['machine', 'Machine', { id: 'ID!' }],
    ['machines', 'MachineConnection!', { ...PAGED, where: 'MachineWhere' }],
    ['machineAction', 'MachineAction', { id: 'ID!' }],
    ['machineActions', 'MachineActionConnection!', { ...PAGED, where: 'MachineActionWhere' }],
    ['investigation', 'Investigation', { id: 'ID!' }],
    ['investigations', 'InvestigationConnection!', { ...PAGED, where: 'InvestigationWhere' }],
    ['indicators', 'IndicatorConnection!', { ...PAGED, where: 'IndicatorWhere' }],
    ['hunt', 'HuntingResult!', { query: 'KQL!' }],
    ['indicator', 'Indicator', { id: 'ID!' }],
    ['file', 'File', { id: 'ID!' }],
    ['ip', 'Ip', { id: 'ID!' }],
    ['domain', 'Domain', { id: 'ID!' }],
    ['user', 'User', { id: 'ID!' }],
    ['machinesByIp', 'MachineConnection!', { ip: 'String!', at: 'DateTime!' }],
    ['search', '[SearchHit!]!', { text: 'String!' }],
  ])('has Query.%s: %s as other programs rely on it', (name, type, args) => {
    expect(String(fieldOf('Query', name).type)).toBe(type);
    expect(argumentsOf('Query', name)).toMatchObject(args);
    // An argument that other programs do not know must not be asked of them.
    for (const { name: given, defaultValue, type: wanted } of fieldOf('Query', name).args) {
      if (!(given in args))
        expect([given, defaultValue !== undefined || !String(wanted).endsWith('!')]).toEqual([given, true]);
    }
  });

  test.each([
    ['Viewer', 'kind', 'CallerKind!'],
    ['Viewer', 'tenantId', 'ID!'],
    ['Viewer', 'applicationId', 'ID'],
    ['Viewer', 'objectId', 'ID'],
    ['Viewer', 'name', 'String'],
    ['Viewer', 'mode', 'AuthMode!'],
    ['Viewer', 'permissions', '[String!]!'],
    ['HuntingResult', 'columns', '[HuntingColumn!]!'],
    ['HuntingResult', 'rowCount', 'Int!'],
    ['HuntingResult', 'rows', 'HuntingRowConnection!'],
    ['HuntingColumn', 'name', 'String!'],
    ['HuntingColumn', 'type', 'String!'],
    ['HuntingRow', 'values', 'JSONObject!'],
    ['HuntingRow', 'machine', 'Machine'],
    ['HuntingRow', 'alert', 'Alert'],
    ['Alert', 'alertId', 'ID!'],
    ['Alert', 'machine', 'Machine'],
    ['Alert', 'investigation', 'Investigation'],
    ['Alert', 'evidence', '[AlertEvidence!]'],
    ['Alert', 'files', '[File!]'],
    ['Alert', 'ips', '[Ip!]'],
    ['Alert', 'domains', '[Domain!]'],
    ['Alert', 'user', 'User'],
    ['Machine', 'machineId', 'ID!'],
    ['Machine', 'alerts', 'AlertConnection'],
    ['Machine', 'actions', 'MachineActionConnection'],
    ['Machine', 'investigations', 'InvestigationConnection'],
    ['Machine', 'logonUsers', 'UserConnection'],
    ['Machine', 'software', 'SoftwareConnection'],
    ['Machine', 'vulnerabilities', 'VulnerabilityConnection'],
    ['Machine', 'recommendations', 'RecommendationConnection'],
    ['Machine', 'missingKbs', 'MissingKbConnection'],
    ['MachineAction', 'machineActionId', 'ID!'],
    ['MachineAction', 'machine', 'Machine'],
    ['Investigation', 'investigationId', 'ID!'],
    ['Investigation', 'machine', 'Machine'],
    ['Investigation', 'alert', 'Alert'],
    ['Indicator', 'indicatorId', 'ID!'],
    ['Machine', 'alertCount', 'Int'],
    ['MachineAction', 'relatedFile', 'File'],
    ['User', 'mostPrevalentMachine', 'Machine'],
    ['File', 'statistics', 'FileStatistics'],
    ['SearchHit', 'node', 'Node'],
  ])('has %s.%s: %s', (type, name, wanted) => {
    expect(String(fieldOf(type, name).type)).toBe(wanted);
  });

  test.each(['alerts', 'actions', 'investigations', 'logonUsers', 'software', 'vulnerabilities'])(
    'pages Machine.%s forward',
    (name) => {
      expect(argumentsOf('Machine', name)).toMatchObject({ first: 'Int', after: 'String' });
    },
  );

  test('gives every connection the same fields', () => {
    const connections = Object.keys(schema.getTypeMap()).filter((name) => name.endsWith('Connection'));
    expect(connections.length).toBeGreaterThan(8);
    for (const name of connections) {
      const node = name.replace(/Connection$/, '');
      const fields = Object.values(typeOf(name).getFields()).map((field) => [field.name, String(field.type)]);
      expect([name, Object.fromEntries(fields)]).toEqual([
        name,
        {
          edges: `[${node}Edge!]!`,
          nodes: `[${node}!]!`,
          pageInfo: 'PageInfo!',
          totalCount: 'Int',
          completeness: 'Completeness!',
        },
      ]);
      expect(String(fieldOf(`${node}Edge`, 'cursor').type)).toBe('String!');
      expect(String(fieldOf(`${node}Edge`, 'node').type)).toBe(`${node}!`);
    }
    const completeness = Object.keys(typeOf('Completeness').getFields());
    expect(completeness).toEqual(
      expect.arrayContaining(['complete', 'reason', 'asOf', 'upstreamPages', 'duplicatesDropped']),
    );
  });

  test('names every object with a global id `id: ID!`', () => {
    const nodes = schema.getPossibleTypes(schema.getType('Node') as never);
    expect(nodes.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['Alert', 'Machine', 'MachineAction', 'Investigation', 'Indicator']),
    );
    for (const { name } of nodes) expect([name, String(fieldOf(name, 'id').type)]).toEqual([name, 'ID!']);
  });

  test('describes every query, every relation that costs a call, and every type', () => {
    for (const field of Object.values(schema.getQueryType()?.getFields() ?? {})) {
      expect([field.name, (field.description ?? '').length > 10]).toEqual([field.name, true]);
    }
    for (const name of ['alerts', 'machines', 'machineActions', 'investigations', 'indicators', 'hunt']) {
      expect(fieldOf('Query', name).description).toMatch(/`(GET|POST) \/api\/\w+.*Needs \w+\.\w+/s);
    }
  });

  const OWN_ENUMS = [
    'ActionOutcome',
    'AuthMode',
    'CallerKind',
    'CodeRestrictionState',
    'ContainmentState',
    'DiagnosticSeverity',
    'HuntingParameterType',
    'IsolationState',
    'ItemOutcome',
    'OrderDirection',
    'ResponseAction',
    'SearchKind',
    'StateSource',
  ];

  test('lets every enum of the vendor hold a value that nobody documented, under UPPER_SNAKE_CASE names', () => {
    const enums = Object.values(schema.getTypeMap()).filter((type) => type instanceof GraphQLEnumType);
    const vendors = enums.filter(
      ({ name }) => !/^__|Input$|Grouping$|OrderField$/.test(name) && !OWN_ENUMS.includes(name),
    );
    expect(vendors.length).toBeGreaterThan(15);
    for (const type of vendors) {
      const names = type.getValues().map(({ name }) => name);
      expect([type.name, names.includes('UNRECOGNIZED')]).toEqual([type.name, true]);
      for (const name of names) expect(name).toMatch(/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/);
      expect(type.serialize('a value of tomorrow')).toBe('UNRECOGNIZED');
    }
  });

  /** What no answer shows; anything else has one enum for both, so that a variable fits in a change and in a filter. */
  const ONLY_OF_INPUTS = ['AlertCategoryInput', 'IsolationTypeInput', 'ScanTypeInput', 'TagActionInput'];

  test('lets no input of a change hold a value that nobody documented', () => {
    const closed = Object.values(schema.getTypeMap()).filter(
      (type): type is GraphQLEnumType => type instanceof GraphQLEnumType && type.name.endsWith('Input'),
    );
    expect(closed.map(({ name }) => name).sort()).toEqual(ONLY_OF_INPUTS);
    for (const type of closed) {
      for (const { name, value } of type.getValues()) {
        expect(name).not.toBe('UNRECOGNIZED');
        expect(
          String(value)
            .replaceAll(/[^A-Za-z0-9]/g, '')
            .toUpperCase(),
        ).toBe(name.replaceAll('_', ''));
      }
    }
    const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});
    for (const { name, args } of mutations) {
      expect([name, args.map((argument) => [argument.name, String(argument.type)])]).toEqual([
        name,
        [['input', `${name.charAt(0).toUpperCase()}${name.slice(1)}Input!`]],
      ]);
    }
  });
});

test('every scalar of the schema has its type in the configuration that docs give for typed clients', async () => {
  const docs = await readFile('docs/using-the-graph.md', 'utf8');
  const [, configured = ''] = /scalars: \{([^}]*)\}/.exec(docs) ?? [];
  const names = Object.values(schema.getTypeMap())
    .filter((type) => isScalarType(type) && !isSpecifiedScalarType(type))
    .map(({ name }) => name);
  expect([...configured.matchAll(/(\w+):/g)].map(([, name]) => name).sort()).toEqual([...names, 'ID'].sort());
});
