import { languageService, namesByNumber, type BridgeNode } from './load-language-service.ts';

/** A node of a parsed query with the way to it. */
export interface TreeNode {
  /** The parser's name of the node, such as FilterOperator. */
  kind: string;
  node: BridgeNode;
  parent: TreeNode | null;
}

let kinds: Map<number, string> | undefined;
let symbolKinds: Map<number, string> | undefined;

/** The nodes of a tree but for its words, parents before children; without recursion, since trees are thousands deep. */
export function* walkTree(root: BridgeNode): Generator<TreeNode> {
  kinds ??= namesByNumber(languageService().Syntax.SyntaxKind);
  const waiting: { node: BridgeNode; parent: TreeNode | null }[] = [{ node: root, parent: null }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node, parent } = next;
    const tree = { kind: kinds.get(node.Kind) ?? '', node, parent };
    yield tree;
    for (let index = node.ChildCount - 1; index >= 0; index--) {
      const child = node.GetChild(index);
      // Whether it is missing and where it begins are asked of few: either walks down to the first word.
      if (child && !child.IsToken) waiting.push({ node: child, parent: tree });
    }
  }
}

/** What a name stands for: Column, Variable, Table, Parameter …; null where the parser does not know. */
export function symbolOf({ ReferencedSymbol: symbol }: BridgeNode): string | null {
  symbolKinds ??= namesByNumber(languageService().Symbols.SymbolKind);
  return symbol ? (symbolKinds.get(symbol.Kind) ?? null) : null;
}
