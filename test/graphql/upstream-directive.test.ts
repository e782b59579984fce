import { buildSchema, type GraphQLObjectType } from 'graphql';
import { operationsOf } from '../../src/graphql/cost/document-operations.ts';
import { Limits } from '../../src/graphql/limits/limits.ts';
import {
  callsFor,
  describeUpstream,
  upstreamFields,
  type CallsPer,
  type UpstreamOperation,
} from '../../src/graphql/schema/upstream-directive.ts';

const listAlerts: UpstreamOperation = {
  id: 'listAlerts',
  method: 'GET',
  path: '/api/alerts',
  permissions: { application: ['Alert.Read.All'], delegated: ['Alert.Read'] },
  limit: { perMinute: 100, perHour: 1500 },
};
const getUser: UpstreamOperation = { ...listAlerts, id: 'getUser', path: '/api/users/{id}' };
const hunt: UpstreamOperation = { ...listAlerts, id: 'hunt', method: 'POST', path: '/api/hunt' };

/** A small graph whose fields cost these operations. */
function graph(costs: Record<string, { per: CallsPer; operations: UpstreamOperation[] }>) {
  const schema = buildSchema(`
    interface Named { name: String }
    type User implements Named { name: String "Who reports to them." reports: [User] }
    type Alert { title: String user: User }
    type Query { "The alerts." alerts: [Alert] hunted: Named free: String }
  `);
  for (const [coordinate, upstream] of Object.entries(costs)) {
    const [type = '', field = ''] = coordinate.split('.');
    const found = (schema.getType(type) as GraphQLObjectType).getFields()[field];
    if (found === undefined) throw new Error(`There is no ${coordinate}.`);
    found.extensions = { upstream };
  }
  const text = (coordinate: string): string | null | undefined => {
    const [type = '', field = ''] = coordinate.split('.');
    return (schema.getType(type) as GraphQLObjectType).getFields()[field]?.description;
  };
  return { schema, text };
}

const COSTS = {
  'Query.alerts': { per: 'page' as const, operations: [listAlerts] },
  'Query.hunted': { per: 'page' as const, operations: [hunt, listAlerts] },
  'Alert.user': { per: 'object' as const, operations: [getUser] },
  'User.reports': { per: 'hundred' as const, operations: [getUser] },
};

describe('the description of a field that costs calls', () => {
  const { schema, text } = graph(COSTS);
  describeUpstream(schema, ({ id }) => `the leave of ${id}`);

  test('tells price, permission and the vendor’s allowance, after its own text', () => {
    expect(text('Query.alerts')).toBe(
      'The alerts.\n\nOne call a page: `GET /api/alerts`. Needs the leave of listAlerts. ' +
        'The vendor allows 100 a minute, 1500 an hour.',
    );
  });

  test.each([
    ['Alert.user', /^One call each: `GET \/api\/users\/\{id\}`/],
    ['User.reports', /^Who reports to them\.\n\nOne call per hundred objects: /],
    ['Query.hunted', /^One call a page: `POST \/api\/hunt`\. Needs the leave of hunt\./],
  ])('of %s tells how often it is called, by its first operation', (coordinate, description) => {
    expect(text(coordinate)).toMatch(description);
  });

  test('that costs nothing stays as it is', () => {
    expect(text('Query.free')).toBeUndefined();
  });

  test.each([
    [{ perMinute: 45, perHour: null }, ' The vendor allows 45 a minute.'],
    [{ perMinute: null, perHour: 1500 }, ' The vendor allows 1500 an hour.'],
    [{ perMinute: null, perHour: null }, ''],
  ])('leaves out the figures that no page states: %j', (limit, allowance) => {
    const other = graph({ 'Query.free': { per: 'page', operations: [{ ...listAlerts, limit }] } });
    describeUpstream(other.schema, () => 'leave');
    expect(other.text('Query.free')).toBe(`One call a page: \`GET /api/alerts\`. Needs leave.${allowance}`);
  });
});

describe('the operations of a document', () => {
  const { schema } = graph(COSTS);

  test.each([
    ['{ free }', []],
    ['{ alerts { title } }', ['listAlerts']],
    ['{ alerts { user { name } } a: alerts { user { reports { name } } } }', ['listAlerts', 'getUser']],
    ['{ hunted { name } }', ['hunt', 'listAlerts']],
    ['{ hunted { ... on User { reports { name } } } }', ['hunt', 'listAlerts', 'getUser']],
    ['query A { ...F } fragment F on Query { alerts { title } }', ['listAlerts']],
    ['query A { free } query B { alerts { title } }', ['listAlerts']],
    ['query A($no: Boolean!) { alerts @include(if: $no) { title } }', ['listAlerts']],
  ])('%s are %j, each once', (document, ids) => {
    expect(operationsOf(schema, document, new Limits()).map(({ id }) => id)).toEqual(ids);
  });

  test.each([
    ['nothing', '', /Syntax Error/],
    ['no document', 'alerts', /Syntax Error/],
    ['a field that there is not', '{ nothing }', /Cannot query field/],
    ['a mutation where there is none', 'mutation { isolate }', /mutation/],
    ['a very long document', `{ ${'free '.repeat(20_000)} }`, /./],
  ])('are asked for in vain of %s', (_, document, message) => {
    let fault: unknown;
    try {
      operationsOf(schema, document, new Limits());
    } catch (error) {
      fault = error;
    }
    expect(fault).toMatchObject({
      extensions: { code: 'BAD_USER_INPUT' },
      message: expect.stringMatching(message) as string,
    });
  });

  test('are found under their coordinates for the whole graph', () => {
    expect([...upstreamFields(schema).keys()].sort()).toEqual(Object.keys(COSTS).sort());
  });
});

test.each([
  ['object', 250, 250],
  ['hundred', 100, 1],
  ['hundred', 101, 2],
  ['thousand', 1000, 1],
  ['thousand', 1001, 2],
  ['joined', 5, 5],
  ['joined', 6, 6],
  ['joined', 100, 6],
  ['joined', 101, 7],
] as const)('a field that costs by the %s makes, on %i objects, %i calls', (per, objects, calls) => {
  expect(callsFor(per, objects)).toBe(calls);
});
