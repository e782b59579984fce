import { RowBuffer } from '../../rest/http/row-buffer.ts';
import { decodeRows, encodeRows } from '../../rest/http/rows-codec.ts';
import type { WithRows } from '../../rest/http/parse-json.ts';
import type { ReadResult } from '../../rest/cache/read-result.ts';

/** Of the layout; another version finds nothing that it can read. */
const VERSION = 1;

type Head = Omit<ReadResult, 'body'> & { version: number; json?: unknown; answer?: unknown };

function isWithRows(body: unknown): body is WithRows<unknown> {
  return typeof body === 'object' && body !== null && 'rows' in body && body.rows instanceof RowBuffer;
}

/** An answer as bytes; null for one that has none. */
export function encodeAnswer({ body, bytes, asOf }: ReadResult): Uint8Array[] | null {
  if (body === undefined) return null;
  const told = { version: VERSION, bytes, asOf };
  if (!isWithRows(body)) return encodeRows({ ...told, json: body } satisfies Head);
  return encodeRows({ ...told, answer: body.answer } satisfies Head, body.rows.segments);
}

/** The answer that bytes stand for; null for another layout. */
export function decodeAnswer(value: Buffer): ReadResult | null {
  const { head, rows } = decodeRows(value);
  const { version, bytes, asOf, json, answer } = head as Head;
  if (version !== VERSION) return null;
  const body = answer === undefined ? json : { answer, rows };
  return { body, bytes, asOf };
}
