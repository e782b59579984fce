import { Kind, visit, type ASTNode, type GraphQLResolveInfo } from 'graphql';

type Document = Pick<GraphQLResolveInfo, 'operation' | 'fragments'>;

/**
 * Whether any of these fields stands in several selections of an operation, so that its objects may become known at
 * several moments; a fragment that is used more than once counts as several.
 */
export function isSelectedInSeveralPlaces({ operation, fragments }: Document, names: ReadonlySet<string>): boolean {
  const parts: readonly ASTNode[] = [operation, ...Object.values(fragments)];
  let selections = 0;
  let inFragments = false;
  const used = new Map<string, number>();
  for (const part of parts) {
    visit(part, {
      FragmentSpread: ({ name }) => void used.set(name.value, (used.get(name.value) ?? 0) + 1),
      SelectionSet: (set) => {
        if (!set.selections.some((each) => each.kind === Kind.FIELD && names.has(each.name.value))) return;
        selections += 1;
        inFragments ||= part !== operation;
      },
    });
  }
  return selections > 1 || (inFragments && [...used.values()].some((times) => times > 1));
}
