import type { BufferedResponse } from './http-message.ts';
import { isRead, apiLabel, type Operation } from '../operation.ts';
import type { RowBuffer } from './row-buffer.ts';
import { RestError } from '../rest-error.ts';
import type { RowReader } from '../rows/row-reader.ts';

/** The answer of an operation that keeps its rows as text. */
export interface WithRows<T> {
  /** The answer without its rows. */
  answer: T;
  rows: RowBuffer;
}

/** No JSON begins so; a proxy's page does, and one to sign in at. */
const MARKUP = /^\s*</;

const PARTIAL_CONTENT = 206;

/**
 * The JSON of a successful answer, its objects read by `objects`; `WithRows` where the operation has rows; undefined where
 * it answers nothing, `emptyAs` for one without content. Throws UPSTREAM_ERROR for other text.
 */
export function parseJson<T>(
  operation: Operation,
  { body, status, rows }: Pick<BufferedResponse, 'body' | 'status' | 'rows'>,
  objects: RowReader | null = null,
  emptyAs = operation.emptyAs,
): T {
  if (operation.noContent === true) return undefined as T;
  const peer = apiLabel(operation);
  const unusable = (what: string, cause?: unknown): RestError =>
    new RestError('UPSTREAM_ERROR', `${peer} answered ${operation.id} ${what}`, { status, cause });
  if (body.trim() === '') {
    if (emptyAs !== undefined) return emptyAs as T;
    if (isRead(operation)) throw unusable(`without content (${status}).`);
    throw unusable(`without content (${status}), though it accepted it; read the object to see the change.`);
  }
  if (status === PARTIAL_CONTENT && isRead(operation)) {
    throw unusable('with a part of its content (206), which was not asked for.');
  }
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch (cause) {
    if (!MARKUP.test(body)) throw unusable('with something other than JSON.', cause);
    const remedy = 'a proxy or a sign-in page may stand in between; look at the way from the gateway to the API.';
    throw unusable(`with an HTML page in place of JSON: ${remedy}`, cause);
  }
  objects?.read(operation, json);
  if (operation.rows === undefined) return json as T;
  const list = (json as Record<string, unknown> | null)?.[operation.rows];
  // What is left in the list was no row.
  if (rows === undefined || !Array.isArray(list) || list.length > 0) throw unusable('without a list of rows.');
  return { answer: json, rows } satisfies WithRows<unknown> as T;
}
