import { defaultFieldResolver, getNamedType, isObjectType, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { Extensions } from 'type-graphql';
import { upstreamOf } from '../schema/upstream-directive.ts';

/** An id in a row that is not a valid key. */
export class InvalidKeyError extends Error {
  /** Schema coordinate of the id: `Alert.machineId`. */
  readonly field: string;

  constructor(field: string) {
    super(`${field} is no id.`);
    this.name = 'InvalidKeyError';
    this.field = field;
  }
}

const EXTENSION = 'notById';

/** Says of a relation that it is asked by something other than an id, so that a property of a like name is no key of it. */
export function NotById(): MethodDecorator {
  return Extensions({ [EXTENSION]: true });
}

const NUMBERS = /^(Int|Float|SafeInt)$/;

interface Key {
  property: string;
  field: string;
  /** Whether a number is an id too, and whether none at all means that there is no object. */
  number: boolean;
  optional: boolean;
}

/** The ids that a relation may be asked by: the row's own, and the one with the relation's name. */
function keysOf(type: GraphQLObjectType, relation: string): Key[] {
  const own = `${type.name[0]?.toLowerCase()}${type.name.slice(1)}Id`;
  return Object.values(type.getFields()).flatMap(({ name, type: idType, resolve }) => {
    const isOwn = name === own;
    // What a resolver shows under this name is another property, which is looked at where rows are read.
    if (!isOwn && resolve !== undefined) return [];
    if (!isOwn && !name.toLowerCase().endsWith(`${relation}Id`.toLowerCase())) return [];
    const number = NUMBERS.test(getNamedType(idType).name);
    return [{ property: isOwn ? 'id' : name, field: `${type.name}.${name}`, number, optional: !isOwn }];
  });
}

/** Whether the id of a relation says that there is none: the vendor writes empty text for it too. */
function isNone(id: unknown): boolean {
  return id === null || id === undefined || (typeof id === 'string' && id.trim() === '');
}

function checkKey(row: object, { property, field, number }: Key): void {
  const id: unknown = Reflect.get(row, property);
  const isId = (typeof id === 'string' && !isNone(id)) || (number && typeof id === 'number');
  if (!isId) throw new InvalidKeyError(field);
}

/**
 * Makes relations refuse a row whose ids are none (a number, an object) before they are loaded: loaders ask for many ids
 * at once, and an odd one would cost the others theirs. A relation whose own id is null or empty is null.
 */
export function rejectInvalidKeys(schema: GraphQLSchema): void {
  const roots = new Set([schema.getQueryType(), schema.getMutationType()]);
  for (const type of Object.values(schema.getTypeMap()).filter(isObjectType)) {
    if (roots.has(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const isByKey = upstreamOf(field) !== null && field.extensions[EXTENSION] !== true;
      const keys = isByKey ? keysOf(type, field.name) : [];
      if (keys.length === 0) continue;
      const resolve = field.resolve ?? defaultFieldResolver;
      field.resolve = (row: object, ...rest): unknown => {
        if (keys.some((key) => key.optional && isNone(Reflect.get(row, key.property)))) return null;
        for (const key of keys) checkKey(row, key);
        return resolve(row, ...rest);
      };
    }
  }
}
