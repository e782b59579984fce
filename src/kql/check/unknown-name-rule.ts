import type { BridgeDiagnostic } from '../language/load-language-service.ts';
import type { TreeNode } from '../language/walk-tree.ts';

/** No column or variable, no table, no function, no plug-in of that name. */
const UNKNOWN = new Set(['KS142', 'KS204', 'KS211', 'KS124']);

/** Nodes that give a name to what is below them. */
const NAMING = new Set(['SimpleNamedExpression', 'LetStatement', 'CompoundNamedExpression']);

/** Where nodes are, asked once: the parser works it out again each time. */
interface Span {
  start: number;
  end: number;
}

function spanOf({ node }: TreeNode): Span {
  return { start: node.TextStart, end: node.End };
}

function isWithin(inner: Span, outer: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** The unknown names, and the names that the query gives to what is made of them. */
function doubtfulNames(nodes: readonly TreeNode[], unknown: readonly BridgeDiagnostic[]): Set<string> {
  const starts = new Set(unknown.map(({ Start }) => Start));
  const references = nodes.filter(({ kind }) => kind === 'NameReference');
  const doubtful = new Set(
    references.filter(({ node }) => starts.has(node.TextStart)).map(({ node }) => node.SimpleName ?? ''),
  );
  for (let size = -1; size !== doubtful.size;) {
    size = doubtful.size;
    for (const { node, parent } of references) {
      if (!isDoubtful(node.SimpleName, doubtful)) continue;
      for (let up = parent; up !== null; up = up.parent) {
        const name = NAMING.has(up.kind) ? up.node.GetChild(up.kind === 'LetStatement' ? 1 : 0)?.SimpleName : null;
        if (name != null) doubtful.add(name);
      }
    }
  }
  return doubtful;
}

/** `max_Size` is made of `Size`. */
function isDoubtful(name: string | null | undefined, doubtful: ReadonlySet<string>): boolean {
  if (!name) return false;
  return doubtful.has(name) || doubtful.has(name.slice(name.indexOf('_') + 1));
}

/**
 * Whether a fault is an unknown name or may come of one: the vendor adds tables, columns and functions every month, so
 * that such a fault is none of the query's, as far as is known here.
 */
export function unknownNameRule(
  nodes: readonly TreeNode[],
  semantic: readonly BridgeDiagnostic[],
): (diagnostic: BridgeDiagnostic) => boolean {
  const unknown = semantic.filter(({ Code }) => UNKNOWN.has(Code));
  if (unknown.length === 0) return () => false;
  const doubtful = doubtfulNames(nodes, unknown);
  const spans = nodes.map(spanOf);
  const references = nodes
    .filter(({ kind, node }) => kind === 'NameReference' && isDoubtful(node.SimpleName, doubtful))
    .map(spanOf);
  return ({ Code, Start, Length }) => {
    if (UNKNOWN.has(Code)) return true;
    // Nodes come before what is in them, so that the last one is the innermost.
    const innermost = spans.findLast((span) => isWithin({ start: Start, end: Start + Length }, span));
    return innermost !== undefined && references.some((span) => isWithin(span, innermost));
  };
}
