import { getNamedType, isObjectType, type GraphQLField, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { Extensions } from 'type-graphql';

/** The JSON properties that the vendor's objects of a type have, each with the type of what it holds; null for a value. */
export interface RowType {
  readonly name: string;
  readonly properties: Map<string, RowType | null>;
  /** Properties, in small letters, that are taken out of what the vendor sends as soon as it is read. */
  readonly withheld: ReadonlySet<string>;
}

const EXTENSION = 'rowProperty';

/** Says of a field with a resolver, or with the vendor's id, that it shows the JSON property of its own name all the same. */
export function RowProperty(): MethodDecorator & PropertyDecorator {
  return Extensions({ [EXTENSION]: true });
}

const WITHHELD = 'withheldProperties';

/** Says of a type which JSON properties of its objects are secrets: they are taken out before anything keeps or shows them. */
export function Withheld(...properties: readonly string[]): ClassDecorator {
  return Extensions({ [WITHHELD]: properties });
}

/** The same, of a field of a schema that is built: its resolver only looks over what the property holds. */
export function markRowProperty(field: GraphQLField<unknown, unknown>): void {
  field.extensions = { ...field.extensions, [EXTENSION]: true };
}

/** What is made by a resolver (relations, states, ids) is no property of the vendor's. */
function isProperty(type: GraphQLObjectType, { name, resolve, extensions }: GraphQLField<unknown, unknown>): boolean {
  if (extensions[EXTENSION] === true) return true;
  return resolve === undefined && name !== `${type.name[0]?.toLowerCase()}${type.name.slice(1)}Id`;
}

/**
 * The types of a schema as the vendor's JSON has them, so that what the graph knows is written down once: in the fields of
 * its types. Every object has an `id` of the vendor's.
 */
export function rowTypesOf(schema: GraphQLSchema): Map<string, RowType> {
  const types = new Map<string, RowType>();
  const typeOf = (type: GraphQLObjectType): RowType => {
    const known = types.get(type.name);
    if (known !== undefined) return known;
    const withheld = (type.extensions[WITHHELD] as readonly string[] | undefined) ?? [];
    const made: RowType = {
      name: type.name,
      properties: new Map([['id', null]]),
      withheld: new Set(withheld.map((name) => name.toLowerCase())),
    };
    types.set(type.name, made);
    for (const field of Object.values(type.getFields()).filter((each) => isProperty(type, each))) {
      const named = getNamedType(field.type);
      made.properties.set(field.name, isObjectType(named) ? typeOf(named) : null);
    }
    return made;
  };
  Object.values(schema.getTypeMap()).filter(isObjectType).forEach(typeOf);
  return types;
}
