import { isObjectType, type GraphQLResolveInfo } from 'graphql';
import { parseResolveInfo, type FieldsByTypeName, type ResolveTree } from 'graphql-parse-resolve-info';

function fieldsNamed(tree: FieldsByTypeName, name: string): ResolveTree[] {
  return Object.values(tree).flatMap((byAlias) => Object.values(byAlias).filter((field) => field.name === name));
}

/**
 * Answers by field and path. The array of a field's nodes is shared by all the objects that the field is resolved on, and
 * by all requests whose `@skip` and `@include` say the same (`execution/`), so the answer cannot differ between them.
 */
const answers = new WeakMap<object, Map<string, boolean>>();

/**
 * Whether the field being resolved has `path` (names joined by dots) below it, through aliases and fragments, with
 * `@skip` and `@include` applied.
 */
export function selects(info: GraphQLResolveInfo, path: string): boolean {
  const known = answers.get(info.fieldNodes) ?? new Map<string, boolean>();
  answers.set(info.fieldNodes, known);
  const answer = known.get(path) ?? fieldsAt(info, path).length > 0;
  known.set(path, answer);
  return answer;
}

/** The selections of the field at a path below the one being resolved; of that itself for an empty path. */
function fieldsAt(info: GraphQLResolveInfo, path: string): ResolveTree[] {
  const root = parseResolveInfo(info) as ResolveTree | null | undefined;
  let level = root ? [root] : [];
  const names = path === '' ? [] : path.split('.');
  for (const name of names) level = level.flatMap((field) => fieldsNamed(field.fieldsByTypeName, name));
  return level;
}

/** Whether the nodes of the connection being resolved have `field` selected. */
export function selectsOnNodes(info: GraphQLResolveInfo, field: string): boolean {
  return selects(info, `nodes.${field}`) || selects(info, `edges.node.${field}`);
}

/** The arguments with which the field named `name` is selected right below the field being resolved, once for each alias. */
export function argumentsOf(info: GraphQLResolveInfo, name: string): Readonly<Record<string, unknown>>[] {
  const root = parseResolveInfo(info) as ResolveTree | null | undefined;
  return root ? fieldsNamed(root.fieldsByTypeName, name).map(({ args }) => args) : [];
}

/**
 * Whether nothing but these fields is selected of the objects of `type`, right below the field being resolved or at `path`
 * below it, so that what is known of an object may suffice.
 */
export function selectsOnly(info: GraphQLResolveInfo, type: string, names: readonly string[], path = ''): boolean {
  const known = answers.get(info.fieldNodes) ?? new Map<string, boolean>();
  answers.set(info.fieldNodes, known);
  const question = `${path} only ${type} ${names.join(' ')}`;
  const answer = known.get(question) ?? areAllAmong(info, type, names, path);
  known.set(question, answer);
  return answer;
}

function areAllAmong(info: GraphQLResolveInfo, type: string, names: readonly string[], path: string): boolean {
  const object = info.schema.getType(type);
  const interfaces = isObjectType(object) ? object.getInterfaces().map(({ name }) => name) : [];
  const fields = fieldsAt(info, path).flatMap(({ fieldsByTypeName }) =>
    [type, ...interfaces].flatMap((name) => Object.values(fieldsByTypeName[name] ?? {})),
  );
  return fields.every(({ name }) => names.includes(name));
}
