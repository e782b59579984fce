import fc from 'fast-check';
import { getNamedType, type GraphQLInputObjectType } from 'graphql';
import { globalId } from '../../src/graphql/node/node.ts';
import { upstreamFields } from '../../src/graphql/schema/upstream-directive.ts';
import type { ListOperation } from '../../src/rest/operation.ts';
import { createSchema } from '../../src/schema.ts';
import { FAKE_TENANT, startFakeGateway, type FakeGateway } from '../support/gateway/fake-gateway.ts';
import { FILTERABLE, type FilterForm } from '../support/documented/documented-filters.ts';

const schema = await createSchema();
const QUERIES = upstreamFields<ListOperation>(schema);
const LISTS = Object.entries(FILTERABLE);

const quote = (value: string): string => `'${value.replaceAll("'", "''")}'`;

/** Operators of each form, with a value given and the condition expected on a property `p`. */
const CONDITIONS: Readonly<Record<FilterForm, Readonly<Record<string, [given: unknown, expected: string]>>>> = {
  text: {
    eq: ["O'Neill", "p eq 'O''Neill'"],
    ne: ['„Söhne“ 🦊', "p ne '„Söhne“ 🦊'"],
    in: [['a', "' or 1 eq 1 or x eq '"], "p in ('a',''' or 1 eq 1 or x eq ''')"],
  },
  prefix: {
    eq: ['pc-1', "p eq 'pc-1'"],
    ne: ['pc-1', "p ne 'pc-1'"],
    in: [['pc-1', 'pc-2'], "p in ('pc-1','pc-2')"],
    startsWith: ["pc'", "startswith(p,'pc''')"],
  },
  id: { eq: ['x1', "p eq 'x1'"], ne: ['x1', "p ne 'x1'"], in: [['x1', 'x2'], "p in ('x1','x2')"] },
  number: { eq: [7, 'p eq 7'], ne: [-7, 'p ne -7'], in: [[1, 9007199254740991], 'p in (1,9007199254740991)'] },
  measure: {
    eq: [7, 'p eq 7'],
    gt: [-7, 'p gt -7'],
    ge: [9.8, 'p ge 9.8'],
    lt: [0, 'p lt 0'],
    le: [10, 'p le 10'],
  },
  date: {
    eq: ['2026-11-20T08:30:00.1234567Z', 'p eq 2026-11-20T08:30:00.1234567Z'],
    gt: ['2026-11-20T08:30:00Z', 'p gt 2026-11-20T08:30:00Z'],
    ge: ['2026-11-20T08:30Z', 'p ge 2026-11-20T08:30Z'],
    lt: ['2026-11-20T08:30:00+02:00', 'p lt 2026-11-20T08:30:00+02:00'],
    le: ['2026-11-20T08:30:00.1Z', 'p le 2026-11-20T08:30:00.1Z'],
  },
  boolean: { eq: [true, 'p eq true'], ne: [false, 'p ne false'] },
  tag: { eq: ["Prod'", "p/any(tag: tag eq 'Prod''')"] },
};

function conditionsOf(form: FilterForm | readonly [string, string]): Readonly<Record<string, [unknown, string]>> {
  if (typeof form === 'string') return CONDITIONS[form];
  const [name, vendor] = form;
  return {
    eq: [name, `p eq '${vendor}'`],
    ne: [name, `p ne '${vendor}'`],
    in: [[name, name], `p in ('${vendor}','${vendor}')`],
    eqRaw: [vendor, `p eq '${vendor}'`],
    neRaw: ["Tomorrow's", "p ne 'Tomorrow''s'"],
    inRaw: [[vendor, 'UNRECOGNIZED'], `p in ('${vendor}','UNRECOGNIZED')`],
  };
}

const CASES = LISTS.flatMap(([list, { where, properties }]) =>
  Object.entries(properties).flatMap(([property, form]) =>
    Object.entries(conditionsOf(form)).map(([operator, [given, expected]]) => ({
      list,
      where,
      property,
      operator,
      given,
      expected: expected.replaceAll(/\bp\b(?=[ ,/])/g, property),
    })),
  ),
);

let gateway: FakeGateway;
beforeAll(async () => {
  gateway = await startFakeGateway(Object.fromEntries(LISTS.map(([, { path }]) => [`GET ${path}`, { value: [] }])));
});
afterAll(async () => {
  await gateway.close();
  expect(gateway.api.unexpected).toEqual([]);
});

/** The filters that reached the API, and the errors. */
async function filtersFor(list: string, where: object) {
  const before = gateway.api.calls.length;
  const type = FILTERABLE[list]?.where ?? '';
  const { errors } = await gateway.attempt(
    `query ($where: ${type}) { ${list}(where: $where) { nodes { __typename } } }`,
    {
      where,
    },
  );
  return { errors, filters: gateway.api.calls.slice(before).map(({ query }) => query.get('$filter')) };
}

describe('where inputs', () => {
  test.each(LISTS)(
    'of %s have the documented properties, those of the operation, and no others',
    (list, { where, path, properties }) => {
      const fields = Object.keys((schema.getType(where) as GraphQLInputObjectType).getFields()).sort();
      const operation = QUERIES.get(`Query.${list}`)?.operations[0];
      expect(operation?.path).toBe(path);
      expect(fields).toEqual(Object.keys(properties).sort());
      expect(Object.keys(operation?.filter ?? {}).sort()).toEqual(fields);
    },
  );

  test.each(LISTS)('of %s take the operators of each property’s kind and no others', (_, { where, properties }) => {
    const fields = (schema.getType(where) as GraphQLInputObjectType).getFields();
    for (const [property, form] of Object.entries(properties)) {
      const operators = getNamedType(fields[property]?.type) as GraphQLInputObjectType;
      expect({ property, operators: Object.keys(operators.getFields()).sort() }).toEqual({
        property,
        operators: Object.keys(conditionsOf(form)).sort(),
      });
    }
  });

  test.each([
    ['ActionsOfMachineWhere', 'MachineActionWhere'],
    ['InvestigationsOfMachineWhere', 'InvestigationWhere'],
  ])('%s is %s without the machine', (narrow, wide) => {
    const fieldsOf = (name: string) => Object.keys((schema.getType(name) as GraphQLInputObjectType).getFields()).sort();
    expect(fieldsOf(narrow)).toEqual(fieldsOf(wide).filter((name) => name !== 'machineId'));
  });
});

describe('a where reaches the API', () => {
  test.each(CASES)('$list: $property $operator', async ({ list, property, operator, given, expected }) => {
    const { errors, filters } = await filtersFor(list, { [property]: { [operator]: given } });
    expect(errors).toBeUndefined();
    expect(filters).toEqual([expected]);
  });

  test('with several properties and operators joined with and', async () => {
    const { filters } = await filtersFor('alerts', {
      lastUpdateTime: { ge: '2026-11-01T00:00:00Z', lt: '2026-11-08T00:00:00Z' },
      severity: { in: ['HIGH', 'MEDIUM'] },
      assignedTo: { eq: "ronan.o'neill@contoso.example" },
      status: null,
    });
    expect(filters).toEqual([
      "severity in ('High','Medium') and assignedTo eq 'ronan.o''neill@contoso.example' and " +
        'lastUpdateTime ge 2026-11-01T00:00:00Z and lastUpdateTime lt 2026-11-08T00:00:00Z',
    ]);
  });

  test.each([{}, { severity: {} }, { severity: {} }, { id: null }])(
    'not at all when nothing is asked: %j',
    async (where) => {
      expect(await filtersFor('alerts', where)).toEqual({ errors: undefined, filters: [null] });
    },
  );

  test('with any text as one value that cannot leave its quotes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 40 }), async (text) => {
        const { filters } = await filtersFor('machines', { osPlatform: { eq: text } });
        const [, inner = null] = /^osPlatform eq '((?:[^']|'')*)'$/s.exec(filters[0] ?? '') ?? [];
        expect(inner?.replaceAll("''", "'")).toBe(text);
      }),
      { numRuns: 60 },
    );
  });

  test.each<[string, string, string, string]>([
    ['alerts', 'id', 'Alert', 'da6f_1'],
    ['machines', 'id', 'Machine', 'f00d'],
    ['machineActions', 'id', 'MachineAction', 'a-1'],
    ['machineActions', 'machineId', 'Machine', 'f00d'],
    ['investigations', 'id', 'Investigation', '7001'],
    ['investigations', 'machineId', 'Machine', 'f00d'],
    ['investigations', 'triggeringAlertId', 'Alert', 'da6f_1'],
    ['softwareInventory', 'id', 'Software', 'contoso-_-vpn'],
    ['vulnerabilities', 'id', 'Vulnerability', 'CVE-2026-1'],
    ['machineVulnerabilities', 'cveId', 'Vulnerability', 'CVE-2026-1'],
    ['machineVulnerabilities', 'machineId', 'Machine', 'f00d'],
    ['recommendations', 'id', 'Recommendation', 'va-_-contoso-_-vpn'],
  ])('%s: %s with a global id of %s read', async (list, property, type, key) => {
    const own = globalId(type, FAKE_TENANT, key);
    expect(await filtersFor(list, { [property]: { eq: own } })).toMatchObject({ filters: [`${property} eq '${key}'`] });
    expect(await filtersFor(list, { [property]: { in: [own, 'plain'] } })).toMatchObject({
      filters: [`${property} in ('${key}','plain')`],
    });
    const otherType = await filtersFor(list, { [property]: { ne: globalId('User', FAKE_TENANT, key) } });
    const otherTenant = await filtersFor(list, { [property]: { eq: globalId(type, 'another-tenant', key) } });
    expect(otherType.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect(otherTenant.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect([...otherType.filters, ...otherTenant.filters]).toEqual([]);
  });
});

describe('a where is refused before any call', () => {
  const many = (count: number) => Array.from({ length: count }, (_, index) => `v${index}`);

  test('when a choice is empty or has more than a hundred values', async () => {
    for (const [list, property] of [
      ['alerts', 'category'],
      ['machines', 'id'],
    ] as const) {
      const empty = await filtersFor(list, { [property]: { in: [] } });
      const large = await filtersFor(list, { [property]: { in: many(101) } });
      expect(empty.errors?.[0]?.message).toContain(`where.${property}.in is an empty list`);
      expect(large.errors?.[0]?.message).toContain(`where.${property}.in takes at most 100 values, got 101`);
      for (const { errors, filters } of [empty, large]) {
        expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
        expect(filters).toEqual([]);
      }
    }
    const { filters } = await filtersFor('alerts', { category: { in: many(100) } });
    expect(filters).toEqual([`category in (${many(100).map(quote).join(',')})`]);
  });

  test.each<[string, string, object]>([
    ['a property that is not filterable', 'alerts', { title: { eq: 'x' } }],
    ['an operator of another kind', 'alerts', { severity: { gt: 'HIGH' } }],
    ['a prefix where the vendor shows none', 'machines', { version: { startsWith: '2' } }],
    ['an unknown enum value', 'machines', { riskScore: { eq: 'VERY_HIGH' } }],
    ['the vendor’s spelling of an enum value', 'machines', { riskScore: { eq: 'High' } }],
    ['a date without a zone', 'machines', { lastSeen: { gt: '2026-11-20T08:30:00' } }],
    ['a date that smuggles a condition', 'machines', { lastSeen: { gt: '2026-11-20T08:30:00Z or 1 eq 1' } }],
    ['a date that does not exist', 'machines', { lastSeen: { gt: '2026-13-20T08:30:00Z' } }],
    ['text for a number', 'alerts', { incidentId: { eq: '1 or 1 eq 1' } }],
    ['a fraction for a whole number', 'alerts', { incidentId: { eq: 1.5 } }],
    ['a number beyond 2^53', 'alerts', { incidentId: { eq: 9007199254740993 } }],
  ])('for %s', async (_, list, where) => {
    const { errors, filters } = await filtersFor(list, where);
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT']);
    expect(filters).toEqual([]);
  });
});
