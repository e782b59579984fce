import {
  execute,
  getNamedType,
  GraphQLEnumType,
  GraphQLList,
  GraphQLObjectType,
  GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isObjectType,
  parse,
} from 'graphql';
import { acceptUnknownEnumValues, showRawTexts } from '../../src/graphql/schema/open-enum.ts';
import { createSchema } from '../../src/schema.ts';
import { DOCUMENTED_ENUMS } from '../support/documented/documented-enums.ts';
import { sharedFakeGateway } from '../support/gateway/shared-fake-gateway.ts';
import { reached, ROUTES } from '../support/fakes/reach.ts';

const schema = await createSchema();
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

/** Those of objects that the vendor sends; a plan is the gateway's own and shows the words of a device. */
const SENT_FIELDS = FIELDS.filter(([type]) => type !== 'PlannedTarget');

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

const shared = sharedFakeGateway();
const { replies } = shared;

async function unrecognized(enumName: string): Promise<number> {
  const text = await (await fetch(`${shared.gateway.url}/metrics`)).text();
  const line = new RegExp(`^defender_graphql_unrecognized_enum_values_total{enum="${enumName}"} (\\d+)$`, 'm');
  return Number(line.exec(text)?.[1] ?? 0);
}

/** What a field shows for each of the vendor's values. */
async function shown(type: string, field: string, values: readonly unknown[]): Promise<unknown[]> {
  return (await shownWithRaw(type, field, values)).map(([value]) => value);
}

/** What a field shows for each of the vendor's values, and what the field of its vendor's text shows. */
async function shownWithRaw(type: string, field: string, values: readonly unknown[]): Promise<unknown[][]> {
  const route = ROUTES[type];
  if (route === undefined) throw new Error(`test/support/fakes/reach.ts does not say how a ${type} is reached.`);
  Object.assign(replies, route.replies(values.map((value, index) => ({ id: `row${index}`, [field]: value }))));
  const { data } = await shared.gateway.run(route.query(`${field} ${field}Raw`));
  return reached(data, [field, `${field}Raw`]).map((row) => [row[field], row[`${field}Raw`]]);
}

/** Fields in which the vendor writes empty text for a value, or for none. */
const EMPTY_IS_DOCUMENTED = ['DeviceAvInfo.avMode', 'DeviceAvInfo.quickScanResult', 'DeviceAvInfo.fullScanResult'];

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

  test.each(SENT_FIELDS)('%s.%s shows every documented value in any letter case', async (type, field, named) => {
    const before = await unrecognized(named);
    const values = Object.entries(DOCUMENTED_ENUMS[named] ?? {});
    const spellings = values.flatMap(([value, name]) =>
      [value, value.toLowerCase(), value.toUpperCase()].map((text) => [text, name] as const),
    );
    expect(spellings.length).toBeGreaterThan(3);
    const texts = spellings.map(([text]) => text);
    expect(await shownWithRaw(type, field, texts)).toEqual(spellings.map(([text, name]) => [name, text]));
    expect(await unrecognized(named)).toBe(before);
  });

  test.each(SENT_FIELDS)(
    '%s.%s shows UNRECOGNIZED for what is not documented, the vendor’s text beside it, and counts it',
    async (type, field, named) => {
      const before = await unrecognized(named);
      const every = ['BrandNewValue', '', 'UNRECOGNIZED value', 7, 'toString', 'High; drop'];
      const odd = every.filter((value) => value !== '' || !EMPTY_IS_DOCUMENTED.includes(`${type}.${field}`));
      const values = [...odd, null, undefined];
      expect(await shownWithRaw(type, field, values)).toEqual([
        ...odd.map((value) => ['UNRECOGNIZED', String(value)]),
        [null, null],
        [null, null],
      ]);
      expect(await unrecognized(named)).toBe(before + odd.length);
    },
  );

  test('the counter has the enum for its label, never the value', async () => {
    await shown('Machine', 'healthStatus', ['sensitive-looking-value']);
    expect(await (await fetch(`${shared.gateway.url}/metrics`)).text()).not.toContain('sensitive-looking-value');
  });

  test('a boolean and a list of one are read where the pages disagree on the type', async () => {
    const truths = [true, false, 'True', 'false', 'maybe', null].map((generateAlert, at) => ({
      id: `i${at}`,
      generateAlert,
    }));
    replies['GET /api/indicators'] = { value: truths };
    const { data } = await shared.gateway.run('{ indicators { nodes { generateAlert } } }');
    const nodes = [true, false, true, false, null, null].map((generateAlert) => ({ generateAlert }));
    expect(data).toEqual({ indicators: { nodes } });
    expect(await shownWithRaw('Vulnerability', 'cveSupportability', [['Supported'], 'supported'])).toEqual([
      ['SUPPORTED', 'Supported'],
      ['SUPPORTED', 'supported'],
    ]);
  });
});

describe('the vendor’s text of an enum', () => {
  test('stands beside every output field of an open enum, a list beside a list, and beside no other', () => {
    const raws = types.filter(isObjectType).flatMap((type) =>
      Object.values(type.getFields())
        .filter(({ name }) => name.endsWith('Raw'))
        .map((field) => `${type.name}.${field.name}: ${String(field.type)}`),
    );
    const wanted = FIELDS.map(([type, field]) => {
      const shape = String((schema.getType(type) as GraphQLObjectType).getFields()[field]?.type);
      return `${type}.${field}Raw: ${shape.startsWith('[') ? '[String]' : 'String'}`;
    });
    expect(raws.sort()).toEqual(wanted.sort());
  });

  test('tells two values apart that this version knows neither of', async () => {
    expect(await shownWithRaw('MachineAction', 'type', ['ContainUser', 'DisableUser'])).toEqual([
      ['UNRECOGNIZED', 'ContainUser'],
      ['UNRECOGNIZED', 'DisableUser'],
    ]);
  });

  test('is JSON where the vendor sends an object or a list', async () => {
    expect(await shownWithRaw('Machine', 'riskScore', [{ level: 'High' }, ['Low', 'High'], []])).toEqual([
      ['UNRECOGNIZED', '{"level":"High"}'],
      ['UNRECOGNIZED', '["Low","High"]'],
      ['UNRECOGNIZED', '[]'],
    ]);
  });

  test('is a list beside a list of enums, item by item', async () => {
    const Colour = new GraphQLEnumType({
      name: 'Colour',
      values: { RED: { value: 'Red' }, UNRECOGNIZED: { value: 'UNRECOGNIZED' } },
    });
    const made = new GraphQLSchema({
      query: new GraphQLObjectType({
        name: 'Query',
        fields: {
          colours: { type: new GraphQLList(Colour) },
          later: { type: Colour, resolve: () => Promise.resolve('Mauve') },
        },
      }),
    });
    showRawTexts(made);
    acceptUnknownEnumValues(made, () => undefined);
    const { data } = await execute({
      schema: made,
      document: parse('{ colours coloursRaw later laterRaw }'),
      rootValue: { colours: ['red', null, 'Mauve'] },
    });
    expect({ ...data }).toEqual({
      colours: ['RED', null, 'UNRECOGNIZED'],
      coloursRaw: ['red', null, 'Mauve'],
      later: 'UNRECOGNIZED',
      laterRaw: 'Mauve',
    });
  });
});

describe('UNRECOGNIZED in a where', () => {
  const LISTS: Readonly<Record<string, (where: string) => string>> = {
    AlertWhere: (where) => `alerts(where: ${where})`,
    MachineWhere: (where) => `machines(where: ${where})`,
    MachineActionWhere: (where) => `machineActions(where: ${where})`,
    InvestigationWhere: (where) => `investigations(where: ${where})`,
    IncidentWhere: (where) => `incidents(where: ${where})`,
    IndicatorWhere: (where) => `indicators(where: ${where})`,
    VulnerabilityWhere: (where) => `vulnerabilities(where: ${where})`,
    MachineVulnerabilityWhere: (where) => `machineVulnerabilities(where: ${where})`,
    RemediationTaskWhere: (where) => `remediationTasks(where: ${where})`,
    DeviceAvInfoWhere: (where) => `antivirusHealth(where: ${where})`,
    RecommendationWhere: (where) => `recommendations(where: ${where})`,
    ActionsOfMachineWhere: (where) => `machine(id: "m1") { list: actions(where: ${where})`,
    InvestigationsOfMachineWhere: (where) => `machine(id: "m1") { list: investigations(where: ${where})`,
    AlertCountWhere: (where) => `machine(id: "m1") { count: alertCount(where: ${where}) }`,
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
      const before = shared.gateway.api.calls.length;
      const rows = field.includes('{ count') ? '' : '{ nodes { __typename } }';
      const { errors } = await shared.gateway.attempt(`{ ${field} ${rows} ${field.includes('{ list') ? '}' : ''} }`);
      expect(errors).toHaveLength(1);
      expect(errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT' });
      expect(errors?.[0]?.message).toContain(`where.${property}.${operator}: UNRECOGNIZED`);
      expect(shared.gateway.api.calls.slice(before).filter(({ path }) => path !== '/api/machines/m1')).toEqual([]);
    },
  );

  test('holds among known values too', async () => {
    const { errors } = await shared.gateway.attempt(
      '{ alerts(where: { severity: { in: [HIGH, UNRECOGNIZED] } }) { nodes { id } } }',
    );
    expect(errors?.[0]?.message).toContain('where.severity.in: UNRECOGNIZED');
  });
});
