import type { CursorScope } from '../../../graphql/connection/cursor.ts';
import { RowBuffer, type RowSegment } from '../../../rest/http/row-buffer.ts';
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
const NUMBER_BYTES = 4;

type Told = Pick<HuntingResult, 'columns' | 'asOf' | 'keptUntil' | 'slices' | 'incomplete' | 'calls'>;
type Head = Told & {
  version: number;
  /** Rows and bytes of each. */
  segments: [number, number][];
};

function numbers(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(NUMBER_BYTES * values.length);
  values.forEach((value, index) => bytes.writeUInt32LE(value, NUMBER_BYTES * index));
  return bytes;
}

/** A stored hunt as bytes: the length of its head, its head as JSON, and of each segment where its rows end and the rows. */
export function encodeHunt({ result }: StoredHunt): Uint8Array[] {
  const { columns, asOf, keptUntil, slices, incomplete, calls, found } = result;
  const segments = found.segments;
  const head: Head = {
    version: VERSION,
    ...{ columns, asOf, keptUntil, slices, incomplete, calls },
    segments: segments.map(({ ends }) => [ends.length, ends.at(-1) ?? 0]),
  };
  const text = Buffer.from(JSON.stringify(head));
  const rows = segments.flatMap(({ bytes, ends }) => [numbers(ends), bytes.subarray(0, ends.at(-1) ?? 0)]);
  return [numbers([text.length]), text, ...rows];
}

/** The stored hunt that bytes stand for, without its rows being parsed; null for another layout. */
export function decodeHunt(
  value: Buffer,
  { scope, resultId, operation }: { scope: CursorScope; resultId: Uint8Array; operation: Operation },
): StoredHunt | null {
  let at = NUMBER_BYTES + value.readUInt32LE(0);
  const { version, segments: sizes, ...told } = JSON.parse(value.toString('utf8', NUMBER_BYTES, at)) as Head;
  if (version !== VERSION) return null;
  const segments = sizes.map(([count, length]): RowSegment => {
    const ends = Array.from({ length: count }, (_, index) => value.readUInt32LE(at + NUMBER_BYTES * index));
    at += NUMBER_BYTES * count;
    const bytes = value.subarray(at, (at += length));
    return { bytes, ends };
  });
  const found = new HuntRows([RowBuffer.of(segments)], told.columns, Infinity, operation);
  return { bytes: value.length, result: { ...told, rowCount: found.length, found, resultId, scope } };
}
