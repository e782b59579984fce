import type { GraphQLResolveInfo } from 'graphql';
import { parseResolveInfo, type FieldsByTypeName, type ResolveTree } from 'graphql-parse-resolve-info';

function fieldsNamed(tree: FieldsByTypeName, name: string): ResolveTree[] {
  return Object.values(tree).flatMap((byAlias) => Object.values(byAlias).filter((field) => field.name === name));
}

/**
 * Whether the field being resolved has `path` (names joined by dots) below it, through aliases and fragments, with
 * `@skip` and `@include` applied.
 */
export function selects(info: GraphQLResolveInfo, path: string): boolean {
  const root = parseResolveInfo(info) as ResolveTree | null | undefined;
  let level = root ? [root] : [];
  for (const name of path.split('.')) level = level.flatMap((field) => fieldsNamed(field.fieldsByTypeName, name));
  return level.length > 0;
}

/** Whether the nodes of the connection being resolved have `field` selected. */
export function selectsOnNodes(info: GraphQLResolveInfo, field: string): boolean {
  return selects(info, `nodes.${field}`) || selects(info, `edges.node.${field}`);
}
