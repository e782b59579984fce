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
 * Values of one answer: two hundred for each row of the largest page. An answer of nothing but zeros has thirty million,
 * which would hold up everything else for many seconds.
 */
const MAX_VALUES = 2_000_000;
/** Members of one object; a million different names take as long as all else that an answer may have. */
const MAX_MEMBERS = 1_000;
const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const [OPEN_BRACKET, CLOSE_BRACKET, OPEN_BRACE, CLOSE_BRACE] = [0x5b, 0x5d, 0x7b, 0x7d];

/** Whether a JSON text has more values than an answer may have, each of which takes two characters at least. */
function hasTooManyValues(text: string): boolean {
  if (text.length < 2 * MAX_VALUES) return false;
  let values = 0;
  let inText = false;
  /** Commas in each object that is open; a list has none that count. */
  const open: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) inText = !inText;
    else if (inText) at += code === BACKSLASH ? 1 : 0;
    else if (code === OPEN_BRACKET || code === OPEN_BRACE) {
      open.push(code === OPEN_BRACE ? 0 : -Infinity);
      values += 1;
    } else if (code === CLOSE_BRACKET || code === CLOSE_BRACE) open.pop();
    else if (code === COMMA) {
      const commas = (open.at(-1) ?? 0) + 1;
      open[open.length - 1] = commas;
      values += 1;
      if (commas >= MAX_MEMBERS) return true;
    }
    if (values > MAX_VALUES) return true;
  }
  return false;
}

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
  if (hasTooManyValues(body)) throw unusable(`with more than ${MAX_VALUES} values; ask for less.`);
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
