import { getNamedType, isEnumType, isInputObjectType, isObjectType, type GraphQLSchema } from 'graphql';
import { createSchema } from '../src/schema.ts';
import { DOCUMENTED_ENUMS } from './support/documented-enums.ts';
import type { Reply } from './support/fake-api.ts';
import { startFakeGateway, type FakeGateway } from './support/fake-gateway.ts';
import { reached, ROUTES } from './support/reach.ts';

const schema: GraphQLSchema = await createSchema();
const types = Object.values(schema.getTypeMap());
const openEnums = types.filter(isEnumType).filter((type) => type.getValue('UNRECOGNIZED') !== undefined);
const isOpen = (name: string): boolean => openEnums.some((type) => type.name === name);

/** Every output field of an open enum: type, field, enum. */
const FIELDS = types
  .filter(isObjectType)
  .flatMap((type) =>
    Object.values(type.getFields()).map((field) => [type.name, field.name, getNamedType(field.type).name] as const),
  )
  .filter(([, , named]) => isOpen(named));

/** Every property of a `where` that is filtered by an open enum: where type, property. */
const FILTERS = types
  .filter(isInputObjectType)
  .filter(({ name }) => name.endsWith('Where'))
  .flatMap((where) =>
    Object.values(where.getFields()).flatMap(({ name, type }) => {
      const operators = getNamedType(type);
      const eq = isInputObjectType(operators) ? operators.getFields().eq : undefined;
      return eq !== undefined && isOpen(getNamedType(eq.type).name) ? [[where.name, name] as const] : [];
    }),
  );

const replies: Record<string, Reply> = {};
let gateway: FakeGateway;
beforeAll(async () => {
  gateway = await startFakeGateway(replies);
});
afterAll(async () => {
  await gateway.close();
  expect(gateway.api.unexpected).toEqual([]);
});

async function unrecognized(enumName: string): Promise<number> {
  const text = await (await fetch(`${gateway.url}/metrics`)).text();
  const line = new RegExp(`^defender_graphql_unrecognized_enum_values_total{enum="${enumName}"} (\\d+)$`, 'm');
  return Number(line.exec(text)?.[1] ?? 0);
}

/** What a field shows for each of the vendor's values. */
async function shown(type: string, field: string, values: readonly unknown[]): Promise<unknown[]> {
  const route = ROUTES[type];
  if (route === undefined) throw new Error(`test/support/reach.ts does not say how a ${type} is reached.`);
  Object.assign(replies, route.replies(values.map((value, index) => ({ id: `row${index}`, [field]: value }))));
  const { data } = await gateway.run(route.query(field));
  return reached(data, [field]).map((row) => row[field]);
}

describe('enums', () => {
  test('are the documented ones with the documented values and UNRECOGNIZED, and each is shown somewhere', () => {
    const built = openEnums.map((type) => [
      type.name,
      type
        .getValues()
        .map(({ name }) => name)
        .sort(),
    ]);
    const documented = Object.entries(DOCUMENTED_ENUMS).map(([name, values]) => [
      name,
      [...new Set([...Object.values(values), 'UNRECOGNIZED'])].sort(),
    ]);
    expect(Object.fromEntries(built)).toEqual(Object.fromEntries(documented));
    expect(new Set(FIELDS.map(([, , named]) => named))).toEqual(new Set(openEnums.map(({ name }) => name)));
  });

  test.each(FIELDS)('%s.%s shows every documented value in any letter case', async (type, field, named) => {
    const before = await unrecognized(named);
    const values = Object.entries(DOCUMENTED_ENUMS[named] ?? {});
    const spellings = values.flatMap(([value, name]) =>
      [value, value.toLowerCase(), value.toUpperCase()].map((text) => [text, name] as const),
    );
    expect(spellings.length).toBeGreaterThan(3);
    expect(
      await shown(
        type,
        field,
        spellings.map(([text]) => text),
      ),
    ).toEqual(spellings.map(([, name]) => name));
    expect(await unrecognized(named)).toBe(before);
  });

  test.each(FIELDS)(
    '%s.%s shows UNRECOGNIZED for what is not documented, and counts it',
    async (type, field, named) => {
      const before = await unrecognized(named);
      const odd = ['BrandNewValue', '', 'UNRECOGNIZED value', 7, 'toString', 'High; drop'];
      const values = [...odd, null, undefined];
      expect(await shown(type, field, values)).toEqual([...odd.map(() => 'UNRECOGNIZED'), null, null]);
      expect(await unrecognized(named)).toBe(before + odd.length);
    },
  );

  test('the counter has the enum for its label, never the value', async () => {
    await shown('Machine', 'healthStatus', ['sensitive-looking-value']);
    expect(await (await fetch(`${gateway.url}/metrics`)).text()).not.toContain('sensitive-looking-value');
  });

  test('a boolean and a list of one are read where the pages disagree on the type', async () => {
    expect(await shown('Indicator', 'generateAlert', [true, false])).toEqual(['TRUE', 'FALSE']);
    expect(await shown('Vulnerability', 'cveSupportability', [['Supported'], 'supported'])).toEqual([
      'SUPPORTED',
      'SUPPORTED',
    ]);
  });
});

describe('UNRECOGNIZED in a where', () => {
  const LISTS: Readonly<Record<string, (where: string) => string>> = {
    AlertWhere: (where) => `alerts(where: ${where})`,
    MachineWhere: (where) => `machines(where: ${where})`,
    MachineActionWhere: (where) => `machineActions(where: ${where})`,
    InvestigationWhere: (where) => `investigations(where: ${where})`,
    IndicatorWhere: (where) => `indicators(where: ${where})`,
    ActionsOfMachineWhere: (where) => `machine(id: "m1") { list: actions(where: ${where})`,
    InvestigationsOfMachineWhere: (where) => `machine(id: "m1") { list: investigations(where: ${where})`,
  };
  const cases = FILTERS.flatMap(([where, property]) =>
    ['eq', 'ne', 'in'].map((operator) => [where, property, operator] as const),
  );

  test.each(cases)(
    '%s.%s.%s is refused with the field named, before the list is asked',
    async (where, property, operator) => {
      replies['GET /api/machines/m1'] = { id: 'm1' };
      const value = operator === 'in' ? '[UNRECOGNIZED]' : 'UNRECOGNIZED';
      const field = LISTS[where]?.(`{ ${property}: { ${operator}: ${value} } }`) ?? where;
      const before = gateway.api.calls.length;
      const { errors } = await gateway.attempt(`{ ${field} { nodes { id } } }${field.includes('{ list') ? ' }' : ''}`);
      expect(errors).toHaveLength(1);
      expect(errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT' });
      expect(errors?.[0]?.message).toContain(`where.${property}.${operator}: UNRECOGNIZED`);
      expect(gateway.api.calls.slice(before).filter(({ path }) => path !== '/api/machines/m1')).toEqual([]);
    },
  );

  test('holds among known values too', async () => {
    const { errors } = await gateway.attempt(
      '{ alerts(where: { severity: { in: [HIGH, UNRECOGNIZED] } }) { nodes { id } } }',
    );
    expect(errors?.[0]?.message).toContain('where.severity.in: UNRECOGNIZED');
  });
});
