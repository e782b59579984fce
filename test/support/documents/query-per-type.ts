import {
  getNamedType,
  isAbstractType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';

type Field = GraphQLField<unknown, unknown>;

/** What fields are given, by schema coordinate: the text between the brackets; null for one that is not to be asked. */
export type Arguments = Readonly<Record<string, string | null>>;

/** A field as it is selected: with the arguments that it needs; null where no one says which. */
function selected(type: GraphQLObjectType, field: Field, given: Arguments, size: number): string | null {
  const own = given[`${type.name}.${field.name}`];
  if (own === null || (own === undefined && field.args.some(isRequiredArgument))) return null;
  const isList = getNamedType(field.type).name.endsWith('Connection');
  const paged = isList && field.args.some(({ name }) => name === 'first') ? `first: ${size}` : '';
  const args = [own, paged].filter(Boolean).join(', ');
  return args === '' ? field.name : `${field.name}(${args})`;
}

/** Every field of a type with all below it, so many levels deep; empty where nothing can be selected. */
function selectionOf(type: GraphQLObjectType, levels: number, given: Arguments): string {
  const fields = Object.values(type.getFields()).flatMap((field) => {
    const text = selected(type, field, given, 2);
    const named = getNamedType(field.type);
    if (text === null) return [];
    if (isLeafType(named)) return [text];
    // A page is no level of its own: what counts are the rows in it.
    const deeper = /Connection$|Edge$/.test(type.name) ? levels : levels - 1;
    if (isAbstractType(named)) return [`${text} { __typename }`];
    const below = isObjectType(named) && deeper > 0 ? selectionOf(named, deeper, given) : '';
    return below === '' ? [] : [`${text} { ${below} }`];
  });
  return fields.join(' ');
}

/** A query for all fields of a type, and where its objects stand in the answer. */
export interface TypeQuery {
  type: string;
  query: string;
  /** Names of the fields that lead to it. */
  path: readonly string[];
}

/** The way to the objects of a type: what stands around a selection on them. */
interface Step {
  type: GraphQLObjectType;
  before: string;
  after: string;
  path: readonly string[];
}

/** The shortest way from the query to each object type, the query itself first. */
function waysToTypes(schema: GraphQLSchema, given: Arguments, size: number): Step[] {
  const query = schema.getQueryType();
  const ways: Step[] = query == null ? [] : [{ type: query, before: '', after: '', path: [] }];
  const seen = new Set(ways.map(({ type }) => type.name));
  // Those that are added meanwhile are gone through too.
  for (const { type, before, after, path } of ways) {
    for (const field of Object.values(type.getFields())) {
      const named = getNamedType(field.type);
      const text = selected(type, field, given, size);
      if (text === null || !isObjectType(named) || seen.has(named.name)) continue;
      seen.add(named.name);
      ways.push({ type: named, before: `${before} ${text} {`, after: `} ${after}`, path: [...path, field.name] });
    }
  }
  return ways;
}

/**
 * A query for each object type that a query leads to, by the shortest way, with all fields of the type `levels` deep; of
 * each list on the way `size` rows.
 */
export function queriesPerType(schema: GraphQLSchema, given: Arguments, levels: number, size: number): TypeQuery[] {
  return waysToTypes(schema, given, size)
    .filter(({ path }) => path.length > 0)
    .map(({ type, before, after, path }) => {
      const query = `{ ${before} ${selectionOf(type, levels, given)} ${after} }`;
      return { type: type.name, query, path };
    });
}

/** A query for one field of each type that the filter wants, by schema coordinate; for those that the query leads to. */
export function queriesPerField(
  schema: GraphQLSchema,
  given: Arguments,
  size: number,
  wanted: (coordinate: string) => boolean,
): Map<string, string> {
  const queries = new Map<string, string>();
  for (const { type, before, after } of waysToTypes(schema, given, size)) {
    for (const field of Object.values(type.getFields())) {
      const coordinate = `${type.name}.${field.name}`;
      const text = wanted(coordinate) ? selected(type, field, given, size) : null;
      const below = isLeafType(getNamedType(field.type)) ? '' : '{ __typename }';
      if (text !== null) queries.set(coordinate, `{ ${before} ${text} ${below} ${after} }`);
    }
  }
  return queries;
}

/** What stands in an answer at the end of a path, lists taken apart; nulls left out. */
export function objectsAt(data: unknown, [name, ...rest]: readonly string[]): object[] {
  if (Array.isArray(data)) return data.flatMap((item) => objectsAt(item, name === undefined ? [] : [name, ...rest]));
  if (data === null || typeof data !== 'object') return [];
  return name === undefined ? [data] : objectsAt((data as Record<string, unknown>)[name], rest);
}
