import {
  BREAK,
  GraphQLError,
  Kind,
  OperationTypeNode,
  TokenKind,
  type ASTNode,
  type ASTVisitor,
  type DocumentNode,
  type FragmentDefinitionNode,
  type ParseOptions,
  type ValidationRule,
} from 'graphql';
import { DocumentShapeReader, type DocumentShape } from './document-shape.ts';
import type { LimitName, Limits } from './limits.ts';

/** For the parser, which stops there. */
export function parseLimits(limits: Limits): ParseOptions {
  return {
    maxLexicalTokens: limits.enforced('tokens'),
    maxSourceLength: limits.enforced('characters'),
    maxComments: limits.enforced('comments'),
  };
}

/** An error of a document beyond a limit. Apollo overwrites extensions.code of validation errors; format-error puts this one back. */
export function documentLimitError(
  message: string,
  nodes: ASTNode,
  code: 'QUERY_LIMIT_EXCEEDED' | 'BAD_USER_INPUT' = 'QUERY_LIMIT_EXCEEDED',
): GraphQLError {
  return new GraphQLError(message, { nodes, extensions: { limit: code } });
}

type ShapeLimit = keyof DocumentShape | 'mutationFields';

const MESSAGES: Readonly<Record<ShapeLimit, (actual: number, max: number) => string>> = {
  mutationFields: (actual, max) =>
    `A mutation document may hold ${max} ${max === 1 ? 'field' : 'fields'}, this one holds ${actual}; send one request per change.`,
  depth: (actual, max) => `The query is ${actual} levels deep, at most ${max} are allowed.`,
  aliases: (actual, max) => `The query has ${actual} aliases, at most ${max} are allowed.`,
  directives: (actual, max) => `The query has ${actual} directives, at most ${max} are allowed.`,
  rootFields: (actual, max) => `The query asks for ${actual} root fields, at most ${max} are allowed.`,
  selections: (actual, max) => `The query selects ${actual} fields and fragments, at most ${max} are allowed.`,
};

/** Name of the first operation of a document; null where it has none. */
export function operationNameIn({ definitions }: DocumentNode): string | null {
  const operation = definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
  return operation?.name?.value ?? null;
}

/** What the parser stops at, unless that only warns. */
function tellOfParserLimits(document: DocumentNode, limits: Limits): void {
  const { startToken: start, source } = document.loc ?? {};
  const name = operationNameIn(document);
  limits.refuses('tokens', document.tokenCount ?? 0, name);
  limits.refuses('characters', source?.body.length ?? 0, name);
  if (limits.enforced('comments') !== Infinity) return;
  let comments = 0;
  for (let token = start; token; token = token.next ?? undefined) if (token.kind === TokenKind.COMMENT) comments += 1;
  limits.refuses('comments', comments, name);
}

/**
 * A validation rule that refuses documents too deep or too wide, through named and inline fragments, or with names that
 * are too long. It depends on the document alone, because Apollo keeps its verdict of a document it has seen.
 */
export function documentLimitsRule(limits: Limits): ValidationRule {
  return (context): ASTVisitor => {
    const document = context.getDocument();
    tellOfParserLimits(document, limits);
    const fragments = new Map<string, FragmentDefinitionNode>();
    for (const definition of document.definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
    }
    const reader = new DocumentShapeReader(fragments);
    let hasLongName = false;
    return {
      OperationDefinition(operation) {
        const shape = reader.read(operation.selectionSet);
        const isMutation = operation.operation === OperationTypeNode.MUTATION;
        const sizes: [ShapeLimit & LimitName, number][] = [
          ...(isMutation ? [['mutationFields', shape.rootFields] as [ShapeLimit, number]] : []),
          ...(Object.entries(shape) as [keyof DocumentShape, number][]),
        ];
        const exceeded = sizes.find(([limit, actual]) => limits.refuses(limit, actual, operation.name?.value ?? null));
        if (exceeded === undefined) return;
        const [limit, actual] = exceeded;
        context.reportError(documentLimitError(MESSAGES[limit](actual, limits.max(limit)), operation));
      },
      Name(name) {
        const { length } = name.value;
        // One is enough to tell of.
        if (hasLongName || length <= limits.max('nameLength')) return undefined;
        hasLongName = true;
        if (!limits.refuses('nameLength', length, operationNameIn(document))) return undefined;
        const message = `A name in the query has ${length} characters, at most ${limits.max('nameLength')} are allowed.`;
        context.reportError(documentLimitError(message, name));
        return BREAK;
      },
    };
  };
}
