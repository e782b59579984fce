import { getNamedType, isLeafType, type GraphQLObjectType } from 'graphql';
import { upstreamOf } from '../src/graphql/schema/upstream-directive.ts';
import { createSchema } from '../src/schema.ts';
import { documentedProperties, DOCUMENTED_TYPES } from './support/documented/documented-types.ts';
import { sharedFakeGateway } from './support/gateway/shared-fake-gateway.ts';
import { fieldOf, fieldsOf, filledRow, selectionOf, vendorIdOf } from './support/fakes/made-up-rows.ts';
import { reached, ROUTES, type Route } from './support/fakes/reach.ts';

const schema = await createSchema();
const NAMES = Object.keys(DOCUMENTED_TYPES);

function route(type: string): Route {
  const found = ROUTES[type];
  if (found === undefined) throw new Error(`test/support/fakes/reach.ts does not say how a ${type} is reached.`);
  return found;
}

const pascalCase = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** The same value with its properties spelt in another way; what `JSON` holds is the vendor's own and stays. */
function respelt(value: unknown, spell: (name: string) => string): object {
  const below = (each: unknown): unknown =>
    each !== null && typeof each === 'object' && !('Case' in each) ? respelt(each, spell) : each;
  if (Array.isArray(value)) return value.map(below);
  return Object.fromEntries(Object.entries(value as object).map(([name, each]) => [spell(name), below(each)]));
}

describe('types', () => {
  test.each(NAMES)('%s carries every documented property with its type, and no other value', (name) => {
    const fields = (schema.getType(name) as GraphQLObjectType).getFields();
    // What costs a call of its own is no property: links.
    const leaves = Object.values(fields).filter(
      (field) => isLeafType(getNamedType(field.type)) && upstreamOf(field) === null,
    );
    const documented = documentedProperties(name);
    for (const [property, graphqlType] of documented) {
      const type = String(fields[fieldOf(name, property)]?.type);
      expect({ property, type: type.replaceAll('!', '') }).toEqual({ property, type: graphqlType });
      // A property that the vendor leaves out must not cost the row; only the key is always there.
      // A part of another row is shown without one too.
      const isKey = property === 'id' && name !== 'ScannerAgent';
      expect({ property, required: type.endsWith('!') }).toEqual({ property, required: isKey });
    }
    const known = new Set([...fieldsOf(name), 'id']);
    expect(leaves.map((field) => field.name).filter((field) => !known.has(field))).toEqual([]);
  });

  test('with a global id show it as `id`, and the vendor’s own beside it', () => {
    for (const name of NAMES) {
      const type = schema.getType(name) as GraphQLObjectType;
      const isNode = type.getInterfaces().some((each) => each.name === 'Node');
      expect({ name, id: String(type.getFields().id?.type) }).toEqual({ name, id: isNode ? 'ID!' : 'undefined' });
    }
  });
});

describe('a row', () => {
  const shared = sharedFakeGateway();
  const { replies } = shared;
  const travel = async (type: string, rows: object[]) => {
    Object.assign(replies, route(type).replies(rows));
    const { data } = await shared.gateway.run(route(type).query(selectionOf(type)));
    return reached(data, fieldsOf(type));
  };

  test.each(NAMES)('of %s travels with every property filled and unchanged', async (type) => {
    const { sent, shown } = filledRow(type);
    const [row, ...others] = await travel(type, [sent]);
    expect(row).toEqual(shown);
    expect(others).toEqual([]);
    for (const value of JSON.stringify(row).match(/2026-11-20T[^"]*/g) ?? []) {
      expect(value).toMatch(/^2026-11-20T08:30:00\.\d{6}[1-9]Z$/);
    }
  });

  test.each(NAMES)('of %s with nothing but its id is shown, the rest null', async (type) => {
    const hasId = fieldsOf(type).includes(vendorIdOf(type));
    const [row] = await travel(type, [hasId ? { id: 'only-an-id' } : {}]);
    const empty = Object.fromEntries(fieldsOf(type).map((field) => [field, null]));
    if (hasId) empty[vendorIdOf(type)] = 'only-an-id' as never;
    expect(row).toEqual(empty);
  });

  test.each(NAMES)('of %s is read the same whatever the letter case of its properties', async (type) => {
    const { sent, shown } = filledRow(type);
    for (const spell of [pascalCase, (name: string) => name.toLowerCase(), (name: string) => name.toUpperCase()]) {
      expect(await travel(type, [respelt(sent, spell)])).toEqual([shown]);
    }
    expect(await (await fetch(`${shared.gateway.url}/metrics`)).text()).not.toContain(
      'defender_unknown_properties_total{',
    );
  });

  test.each([
    '2026-11-20T08:30:00Z',
    '2026-11-20T08:30:00.1Z',
    '2026-11-20T10:30:00.1230000+02:00',
    '0001-01-01T00:00:00Z',
    '9999-12-31T23:59:59.9999999Z',
    'not a date at all',
  ])('keeps the date %s as the vendor wrote it', async (lastSeen) => {
    replies['GET /api/machines'] = { value: [{ id: 'm1', lastSeen }] };
    const { data } = await shared.gateway.run<object>('{ machines { nodes { lastSeen } } }');
    expect(data).toEqual({ machines: { nodes: [{ lastSeen }] } });
  });

  test('with a member that no page documents is shown without it', async () => {
    replies['GET /api/machines'] = { value: [{ id: 'm1', '@odata.type': '#x', brandNew: { deep: [1] } }] };
    const { data } = await shared.gateway.run<object>('{ machines { nodes { machineId } } }');
    expect(data).toEqual({ machines: { nodes: [{ machineId: 'm1' }] } });
  });
});
