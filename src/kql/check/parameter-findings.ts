import type { CheckRequest, Finding } from './report.ts';
import { symbolOf, type TreeNode } from '../language/walk-tree.ts';

/** A parameter that the query never reads. */
export const PARAMETER_UNUSED = 'PARAMETER_UNUSED';

/** What a name may stand for beside a variable without anything else being called by it. */
const NO_VARIABLE = new Set(['Column', null]);

/** Parameters whose name the query gives to something else, and parameters that it never reads. */
export function parameterFindings(nodes: readonly TreeNode[], { start, names }: CheckRequest): Finding[] {
  return names.flatMap((name) => {
    const named = nodes.filter(({ node }) => node.SimpleName === name && node.TextStart >= start);
    const taken = named.filter(({ kind, node }) => kind === 'NameDeclaration' && !NO_VARIABLE.has(symbolOf(node)));
    const references = named.filter(({ kind }) => kind === 'NameReference').map(({ node }) => symbolOf(node));
    if (taken.length > 0) return taken.map((place) => redefined(name, place));
    if (references.some((symbol) => !NO_VARIABLE.has(symbol))) return [];
    const message = references.includes('Column')
      ? `The parameter ${name} is never read: ${name} is a column wherever the query says it; rename the parameter.`
      : `The parameter ${name} is never read; use it in the query, or leave it out.`;
    // A filter that filters nothing would answer with every row, and no one would know.
    return [{ code: PARAMETER_UNUSED, severity: 'ERROR' as const, message, start, length: 0 }];
  });
}

function redefined(name: string, { node }: TreeNode): Finding {
  return {
    code: 'PARAMETER_REDEFINED',
    severity: 'ERROR',
    message: `The parameter ${name} is defined by the query itself; remove one of the two, or rename it.`,
    start: node.TextStart,
    length: node.End - node.TextStart,
  };
}
