import { Kind, type FieldNode, type FragmentDefinitionNode, type SelectionSetNode } from 'graphql';

/** How large an operation is, through its fragments. */
export interface DocumentShape {
  /** Levels of fields. */
  depth: number;
  aliases: number;
  directives: number;
  /** Fields at the root, without the one `__typename` that clients add to every selection. */
  rootFields: number;
  /** Selections, those of a fragment counted wherever it is spread. */
  selections: number;
}

const EMPTY: DocumentShape = { depth: 0, aliases: 0, directives: 0, rootFields: 0, selections: 0 };

/** As clients add it; it runs nothing. */
const isTypeName = ({ name, alias }: FieldNode): boolean => name.value === '__typename' && alias === undefined;

/** Measures selections through fragments; each fragment is measured once, so that nested spreads cannot explode. */
export class DocumentShapeReader {
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #measured = new Map<string, DocumentShape>();

  constructor(fragments: ReadonlyMap<string, FragmentDefinitionNode>) {
    this.#fragments = fragments;
  }

  read(set: SelectionSetNode | undefined): DocumentShape {
    const shape = { ...EMPTY };
    let isAdded = false;
    for (const selection of set?.selections ?? []) {
      shape.directives += selection.directives?.length ?? 0;
      shape.selections += 1;
      if (selection.kind === Kind.FIELD) {
        const below = this.read(selection.selectionSet);
        // Introspection nests deeper than any query of ours and has a limit of its own in graphql-js.
        shape.depth = Math.max(shape.depth, 1 + (selection.name.value.startsWith('__') ? 0 : below.depth));
        shape.aliases += below.aliases + (selection.alias === undefined ? 0 : 1);
        shape.directives += below.directives;
        shape.selections += below.selections;
        if (!isAdded && isTypeName(selection)) isAdded = true;
        else shape.rootFields += 1;
      } else {
        const below =
          selection.kind === Kind.INLINE_FRAGMENT
            ? this.read(selection.selectionSet)
            : this.#named(selection.name.value);
        shape.depth = Math.max(shape.depth, below.depth);
        shape.aliases += below.aliases;
        shape.directives += below.directives;
        shape.selections += below.selections;
        shape.rootFields += below.rootFields;
      }
    }
    return shape;
  }

  #named(name: string): DocumentShape {
    const known = this.#measured.get(name);
    if (known !== undefined) return known;
    // Set before reading: a fragment that spreads itself is refused by another rule and must not hang this one.
    this.#measured.set(name, EMPTY);
    const shape = this.read(this.#fragments.get(name)?.selectionSet);
    this.#measured.set(name, shape);
    return shape;
  }
}
