import {
  GraphQLError,
  Kind,
  OperationTypeNode,
  type ASTVisitor,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';

/** The shape a document may have; the reasons and measurements are in docs/decisions. */
export interface DocumentLimits {
  depth: number;
  aliases: number;
  directives: number;
  rootFields: number;
  /** One: 101 aliases of an action in one request would isolate 101 machines. */
  mutationFields: number;
}

/** For the parser, which stops there. */
export const PARSE_LIMITS = { maxLexicalTokens: 2_000, maxSourceLength: 60_000, maxComments: 100 };

const DOCUMENT_LIMITS: DocumentLimits = {
  depth: 14,
  aliases: 30,
  directives: 30,
  rootFields: 10,
  mutationFields: 1,
};

interface Shape {
  depth: number;
  aliases: number;
  directives: number;
  rootFields: number;
}

const EMPTY: Shape = { depth: 0, aliases: 0, directives: 0, rootFields: 0 };

/** Measures selections through fragments; each fragment is measured once, so that nested spreads cannot explode. */
class ShapeReader {
  readonly #fragments: Map<string, FragmentDefinitionNode>;
  readonly #measured = new Map<string, Shape>();

  constructor(fragments: Map<string, FragmentDefinitionNode>) {
    this.#fragments = fragments;
  }

  read(set: SelectionSetNode | undefined): Shape {
    const shape = { ...EMPTY };
    for (const selection of set?.selections ?? []) {
      shape.directives += selection.directives?.length ?? 0;
      if (selection.kind === Kind.FIELD) {
        const below = this.read(selection.selectionSet);
        // Introspection nests deeper than any query of ours and has a limit of its own in graphql-js.
        shape.depth = Math.max(shape.depth, 1 + (selection.name.value.startsWith('__') ? 0 : below.depth));
        shape.aliases += below.aliases + (selection.alias === undefined ? 0 : 1);
        shape.directives += below.directives;
        shape.rootFields += 1;
      } else {
        const below =
          selection.kind === Kind.INLINE_FRAGMENT
            ? this.read(selection.selectionSet)
            : this.#named(selection.name.value);
        shape.depth = Math.max(shape.depth, below.depth);
        shape.aliases += below.aliases;
        shape.directives += below.directives;
        shape.rootFields += below.rootFields;
      }
    }
    return shape;
  }

  #named(name: string): Shape {
    const known = this.#measured.get(name);
    if (known !== undefined) return known;
    // Set before reading: a fragment that spreads itself is refused by another rule and must not hang this one.
    this.#measured.set(name, EMPTY);
    const shape = this.read(this.#fragments.get(name)?.selectionSet);
    this.#measured.set(name, shape);
    return shape;
  }
}

function excess(operation: OperationDefinitionNode, shape: Shape, limits: DocumentLimits): string | null {
  const mutation = operation.operation === OperationTypeNode.MUTATION;
  if (mutation && shape.rootFields > limits.mutationFields) {
    return `A mutation document may hold ${limits.mutationFields} field, this one holds ${shape.rootFields}; send one request per change.`;
  }
  if (shape.depth > limits.depth)
    return `The query is ${shape.depth} levels deep, at most ${limits.depth} are allowed.`;
  if (shape.aliases > limits.aliases)
    return `The query has ${shape.aliases} aliases, at most ${limits.aliases} are allowed.`;
  if (shape.directives > limits.directives) {
    return `The query has ${shape.directives} directives, at most ${limits.directives} are allowed.`;
  }
  if (shape.rootFields > limits.rootFields) {
    return `The query asks for ${shape.rootFields} root fields, at most ${limits.rootFields} are allowed.`;
  }
  return null;
}

/**
 * A validation rule that refuses documents too deep or too wide, through named and inline fragments. It depends on the
 * document alone, because Apollo keeps the verdict of a document it has seen.
 */
export function documentLimitsRule(limits: DocumentLimits = DOCUMENT_LIMITS): ValidationRule {
  return (context: ValidationContext): ASTVisitor => {
    const fragments = new Map<string, FragmentDefinitionNode>();
    for (const definition of context.getDocument().definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
    }
    return {
      OperationDefinition(operation) {
        const message = excess(operation, new ShapeReader(fragments).read(operation.selectionSet), limits);
        if (message === null) return;
        // Apollo overwrites extensions.code of validation errors; format-error puts this one back.
        const extensions = { limit: 'QUERY_LIMIT_EXCEEDED' };
        context.reportError(new GraphQLError(message, { nodes: operation, extensions }));
      },
    };
  };
}
