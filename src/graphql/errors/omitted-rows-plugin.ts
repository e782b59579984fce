import type { ApolloServerPlugin, BaseContext } from '@apollo/server';
import { GraphQLError, type GraphQLFormattedError, type OperationDefinitionNode } from 'graphql';
import { coercedVariables } from '../document/coerced-variables.ts';
import type { Failure } from './error-reporter.ts';
import { formatError } from './format-error.ts';
import { leftOutOf, type OmittedRows, type Unreadable } from './omitted-rows.ts';
import { UnexpectedShapeError, ShapeErrorAttribution } from './response-shape-error.ts';

/** Indexes that one error names: a page of a thousand odd rows is one fault of the vendor's. */
const MAX_INDEXES = 5;

/** `index 1`, `indexes 1, 2, 3, 4, 5 and 7 more` */
function places(indexes: readonly number[]): string {
  const named = indexes.slice(0, MAX_INDEXES).join(', ');
  const more = indexes.length - MAX_INDEXES;
  return `${indexes.length === 1 ? 'index' : 'indexes'} ${named}${more > 0 ? ` and ${more} more` : ''}`;
}

function rowsMessage(rows: readonly Unreadable[]): string {
  const byFault = new Map<string, number[]>();
  for (const { index, fault } of rows) byFault.set(fault.why, [...(byFault.get(fault.why) ?? []), index]);
  const told = [...byFault].map(([why, indexes]) => `at ${places(indexes)}: ${why}`).join('; ');
  const what = rows.length === 1 ? 'a row that cannot be read' : `${rows.length} rows that cannot be read`;
  return `${rows[0]?.fault.answer} with ${what}, ${told}.`;
}

interface Told {
  error: GraphQLError;
  /** UnexpectedShapeError, or the error itself where the gateway is at fault. */
  cause: unknown;
}

function told(cause: UnexpectedShapeError, message: string, { nodes, path }: OmittedRows): Told {
  return { cause, error: new GraphQLError(message, { nodes, path, extensions: { code: cause.code } }) };
}

/** An error for each page; of rows that several fields share, the first tells. */
function rowErrors(lists: readonly OmittedRows[]): Told[] {
  const seen = new Set<object>();
  return lists.flatMap((list) => {
    const rows = list.rows.filter(({ fault }) => !seen.has(fault));
    const [first] = rows;
    if (first === undefined) return [];
    for (const { fault } of rows) seen.add(fault);
    return [told(new UnexpectedShapeError(first.fault.operation, list.field, first.fault), rowsMessage(rows), list)];
  });
}

/** An error for each property, wherever in the answer it was odd. */
function propertyErrors(
  lists: readonly OmittedRows[],
  operationAt: (path: OmittedRows['path']) => string | null,
): Told[] {
  const byProperty = new Map<string, { first: OmittedRows; operation: string | null; lists: number }>();
  for (const list of lists) {
    if (list.indexes.length === 0) continue;
    const operation = operationAt(list.path);
    const name = `${operation} ${list.field}`;
    const known = byProperty.get(name) ?? { first: list, operation, lists: 0 };
    byProperty.set(name, { ...known, lists: known.lists + 1 });
  }
  return [...byProperty.values()].map(({ first, operation, lists: count }) => {
    const others = count > 1 ? `, and in ${count - 1} more of them` : '';
    // What the gateway makes itself and cannot show is its own fault, which has no code.
    if (operation === null) {
      const cause = new GraphQLError(
        `${first.field} holds what cannot be shown, at ${places(first.indexes)}${others}.`,
        first,
      );
      return { error: cause, cause };
    }
    const cause = new UnexpectedShapeError(operation, first.field, undefined);
    return told(cause, `${cause.message.replace(/\.$/, '')} at ${places(first.indexes)}${others}.`, first);
  });
}

/** Adds an error for what was left out of the lists of an answer, and reports it. */
export function omittedRowsPlugin<C extends BaseContext>(
  report: (failure: Failure, context: C) => void,
): ApolloServerPlugin<C> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        willSendResponse: (resolved) => {
          const { contextValue, response, schema, document, request } = resolved;
          const lists = leftOutOf(contextValue);
          const operation: OperationDefinitionNode | undefined = resolved.operation;
          if (lists.length === 0 || response.body.kind !== 'single' || !document || !operation)
            return Promise.resolve();
          const { coerced } = coercedVariables(schema, operation, request.variables, contextValue);
          const shapeErrors = new ShapeErrorAttribution(schema, document, operation, coerced ?? {});
          const all = [...rowErrors(lists), ...propertyErrors(lists, (path) => shapeErrors.operationAt(path))];
          for (const { cause } of all)
            report({ cause, unexpected: !(cause instanceof UnexpectedShapeError) }, contextValue);
          const errors: GraphQLFormattedError[] = all.map(({ error }) => formatError(error.toJSON(), error));
          const result = response.body.singleResult;
          result.errors = [...(result.errors ?? []), ...errors];
          return Promise.resolve();
        },
      }),
  };
}
