import type { CursorScope } from '../../../graphql/connection/cursor.ts';
import { decodeRows, encodeRows } from '../../../rest/http/rows-codec.ts';
import type { Operation } from '../../../rest/operation.ts';
import { HuntRows } from './hunt-rows.ts';
import type { HuntingResult } from '../hunting.type.ts';

/** What is stored of a hunt for the pages after the first. */
export interface StoredHunt {
  readonly bytes: number;
  result: HuntingResult & { found: HuntRows };
}

/** Of the layout; another version finds nothing that it can read. */
const VERSION = 1;

type Told = Pick<HuntingResult, 'columns' | 'asOf' | 'keptUntil' | 'slices' | 'incomplete' | 'calls'>;
type Head = Told & { version: number };

/** A stored hunt as bytes. */
export function encodeHunt({ result }: StoredHunt): Uint8Array[] {
  const { columns, asOf, keptUntil, slices, incomplete, calls, found } = result;
  const head: Head = { version: VERSION, columns, asOf, keptUntil, slices, incomplete, calls };
  return encodeRows(head, found.segments);
}

/** The stored hunt that bytes stand for, without its rows being parsed; null for another layout. */
export function decodeHunt(
  value: Buffer,
  { scope, resultId, operation }: { scope: CursorScope; resultId: Uint8Array; operation: Operation },
): StoredHunt | null {
  const { head, rows } = decodeRows(value);
  const { version, ...told } = head as Head;
  if (version !== VERSION) return null;
  const found = new HuntRows([rows], told.columns, Infinity, operation);
  return { bytes: value.length, result: { ...told, rowCount: found.length, found, resultId, scope } };
}
