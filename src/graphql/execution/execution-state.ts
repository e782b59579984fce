import {
  locatedError,
  responsePathAsArray,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLError,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { AnswerTooLargeError, type AnswerSize } from '../limits/answer-size.ts';

export type ResponsePath = GraphQLResolveInfo['path'];

/** What resolvers are told of the operation, the same for each of its fields. */
export interface OperationInfo {
  readonly schema: GraphQLSchema;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  readonly operation: OperationDefinitionNode;
}

/** Whether a value is a promise, as graphql-js sees it: anything with a `then`. */
export function isPromise(value: unknown): value is Promise<unknown> {
  return typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function';
}

/** The work of one request in slices, between which other requests come to their turn. */
export interface Slices {
  /** Whether this turn of the event loop has been worked in for so long that the rest should wait for another. */
  isOver(): boolean;
  /** Resolves when the next slice begins. */
  next(): Promise<void>;
}

/** One execution of an operation: its variables, its context, and the errors met so far. */
export class ExecutionState {
  readonly info: OperationInfo;
  readonly variableValues: Readonly<Record<string, unknown>>;
  readonly contextValue: unknown;
  /** Of the data so far. */
  readonly size: AnswerSize;
  readonly slices: Slices;
  readonly errors: GraphQLError[] = [];
  /** Arguments of fields, made once although a field may be resolved for a thousand rows. */
  readonly arguments = new Map<object, Readonly<Record<string, unknown>>>();
  /** Positions that an error has made null; undefined is that of the whole answer. */
  readonly #nulled = new Set<ResponsePath | undefined>();

  constructor(
    info: OperationInfo,
    variableValues: Readonly<Record<string, unknown>>,
    contextValue: unknown,
    size: AnswerSize,
    slices: Slices,
  ) {
    this.info = info;
    this.variableValues = variableValues;
    this.contextValue = contextValue;
    this.size = size;
    this.slices = slices;
  }

  /** Notes an error that makes the position null, unless that lies within one that is null already. */
  addError(error: GraphQLError, position: ResponsePath | undefined): void {
    if (this.errors.length > 0) {
      for (let path = position; path !== undefined; path = path.prev) if (this.#nulled.has(path)) return;
      if (this.#nulled.has(undefined)) return;
    }
    this.#nulled.add(position);
    this.errors.push(error);
  }

  /** What becomes of a position whose value could not be made: null, or, where that is not allowed, the error, thrown. */
  failAt(error: unknown, nodes: readonly FieldNode[], position: ResponsePath, isNullable: boolean): null {
    // Not the fault of one field: it ends the execution.
    if (error instanceof AnswerTooLargeError) throw error;
    const located = locatedError(error, nodes, responsePathAsArray(position));
    if (!isNullable) throw located;
    this.addError(located, position);
    return null;
  }
}
