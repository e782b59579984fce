import { isEnumType, isInputObjectType, isInterfaceType, isObjectType, type GraphQLNamedType } from 'graphql';
import { createSchema } from '../../src/schema.ts';

interface Described {
  description?: string | null | undefined;
}

/** A type and everything in it: schema coordinate and element. */
function elementsOf(type: GraphQLNamedType): (readonly [coordinate: string, element: Described])[] {
  const within = [];
  if (isEnumType(type))
    for (const value of type.getValues()) within.push([`${type.name}.${value.name}`, value] as const);
  if (isInputObjectType(type)) {
    for (const field of Object.values(type.getFields())) within.push([`${type.name}.${field.name}`, field] as const);
  }
  if (isObjectType(type) || isInterfaceType(type)) {
    for (const field of Object.values(type.getFields())) {
      within.push([`${type.name}.${field.name}`, field] as const);
      for (const argument of field.args) {
        within.push([`${type.name}.${field.name}(${argument.name}:)`, argument] as const);
      }
    }
  }
  return [[type.name, type], ...within];
}

const schema = await createSchema();
const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'));
const elements = types.flatMap(elementsOf);

describe('the schema', () => {
  test('describes every type, field, argument, value of an enum and field of an input', () => {
    expect(elements.length).toBeGreaterThan(1_000);
    expect(elements.filter(([, { description }]) => (description ?? '').trim() === '').map(([name]) => name)).toEqual(
      [],
    );
  });

  test('describes them in whole sentences', () => {
    const unfinished = elements.filter(([, { description }]) => !/[.`)]$/.test((description ?? '').trim()));
    expect(unfinished.map(([coordinate, { description }]) => [coordinate, description])).toEqual([]);
  });
});
