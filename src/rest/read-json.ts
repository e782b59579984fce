import type { Received } from './http-call.ts';
import { peerOf, type Operation } from './operation.ts';
import type { RawRows } from './raw-rows.ts';
import { RestError } from './rest-error.ts';

/** The answer of an operation that keeps its rows as text. */
export interface WithRows<T> {
  /** The answer without its rows. */
  answer: T;
  rows: RawRows;
}

/**
 * The JSON of a successful answer, `WithRows` where the operation has rows; undefined where it answers nothing. Throws
 * UPSTREAM_ERROR for other text.
 */
export function readJson<T>(
  operation: Operation,
  { body, status, rows }: Pick<Received, 'body' | 'status' | 'rows'>,
): T {
  if (operation.answersNothing === true) return undefined as T;
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch (cause) {
    throw new RestError(
      'UPSTREAM_ERROR',
      `${peerOf(operation)} answered ${operation.id} with something other than JSON.`,
      {
        status,
        cause,
      },
    );
  }
  if (operation.rows === undefined) return json as T;
  const list = (json as Record<string, unknown> | null)?.[operation.rows];
  // What is left in the list was no row.
  if (rows === undefined || !Array.isArray(list) || list.length > 0) {
    throw new RestError('UPSTREAM_ERROR', `${peerOf(operation)} answered ${operation.id} without a list of rows.`, {
      status,
    });
  }
  return { answer: json, rows } satisfies WithRows<unknown> as T;
}
