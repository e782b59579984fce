import {
  GraphQLError,
  getNamedType,
  getNullableType,
  isLeafType,
  isListType,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
// The CommonJS build, since the other one loads a second copy of graphql, whose schema checks ours would fail.
import { getComplexity, type ComplexityEstimator } from 'graphql-query-complexity/cjs';
import type { InputErrorCode } from '../schema/input-error.ts';
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from '../connection/page-arguments.ts';
import type { Limits } from './limits.ts';

/** Lists inside a row (comments, evidence) have no size argument; the vendor's are seldom longer. */
const TYPICAL_INNER_LIST = 10;

const CONNECTION = /Connection$/;

function pageSize({ first, last }: Record<string, unknown>): number {
  const given = first ?? last ?? DEFAULT_PAGE_SIZE;
  return typeof given === 'number' ? Math.min(Math.max(given, 1), MAX_PAGE_SIZE) : MAX_PAGE_SIZE;
}

/** A JSON value is no scalar in weight: a hunt's row may hold 15 kB. */
const JSON_WEIGHT = 10;

const objects: ComplexityEstimator = ({ args, childComplexity, field, type }) => {
  const named = getNamedType(field.type);
  if (isLeafType(named)) return named.name.startsWith('JSON') ? JSON_WEIGHT : 0;
  // Rows are read and get their cursors even where only the length of the list is selected.
  if (CONNECTION.test(named.name)) return 1 + pageSize(args) * Math.max(1, childComplexity);
  // `edges` and `nodes` are lists whose size the connection above them has counted already.
  if (!isListType(getNullableType(field.type)) || CONNECTION.test(type.name)) return 1 + childComplexity;
  const asked: unknown = args.ids;
  return (Array.isArray(asked) ? asked.length : TYPICAL_INNER_LIST) * (1 + childComplexity);
};

/** Apollo answers 500 to an error before execution unless the error says otherwise. */
function countError(message: string, code: InputErrorCode, nodes?: GraphQLError['nodes']): GraphQLError {
  return new GraphQLError(message, { nodes: nodes ?? null, extensions: { code, http: { status: 400 } } });
}

/**
 * The most objects an operation can build with variables that fit it. Throws BAD_USER_INPUT for what cannot be counted and
 * QUERY_LIMIT_EXCEEDED above the limit.
 */
export function checkObjectCount(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | undefined,
  variables: Record<string, unknown>,
  limits: Limits,
): number {
  let count: number;
  try {
    count = getComplexity({ schema, query: document, operationName, variables, estimators: [objects] });
  } catch (error) {
    // What cannot be counted must not run: execution would lose only the field at fault, such as one with a null id.
    if (!(error instanceof GraphQLError)) throw error;
    throw countError(error.message, 'BAD_USER_INPUT', error.nodes);
  }
  if (limits.refuses('objects', count, operationName ?? null)) {
    throw countError(
      `The query could return ${count} objects, at most ${limits.max('objects')} are allowed; ask for a smaller \`first\` in the outer lists.`,
      'QUERY_LIMIT_EXCEEDED',
    );
  }
  return count;
}
