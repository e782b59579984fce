import { RowBuffer, type RowSegment } from './row-buffer.ts';

const NUMBER_BYTES = 4;

interface Layout {
  head: unknown;
  /** Rows and bytes of each segment. */
  segments: [number, number][];
}

function numbers(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(NUMBER_BYTES * values.length);
  values.forEach((value, index) => bytes.writeUInt32LE(value, NUMBER_BYTES * index));
  return bytes;
}

/** JSON and rows as bytes: the length of the JSON, the JSON, and of each segment where its rows end and the rows. */
export function encodeRows(head: unknown, segments: readonly RowSegment[] = []): Uint8Array[] {
  const layout: Layout = { head, segments: segments.map(({ ends }) => [ends.length, ends.at(-1) ?? 0]) };
  const text = Buffer.from(JSON.stringify(layout));
  const rows = segments.flatMap(({ bytes, ends }) => [numbers(ends), bytes.subarray(0, ends.at(-1) ?? 0)]);
  return [numbers([text.length]), text, ...rows];
}

/** What `encodeRows` was given; the rows stay bytes. */
export function decodeRows(value: Buffer): { head: unknown; rows: RowBuffer } {
  let at = NUMBER_BYTES + value.readUInt32LE(0);
  const { head, segments: sizes } = JSON.parse(value.toString('utf8', NUMBER_BYTES, at)) as Layout;
  const segments = sizes.map(([count, length]): RowSegment => {
    const ends = Array.from({ length: count }, (_, index) => value.readUInt32LE(at + NUMBER_BYTES * index));
    at += NUMBER_BYTES * count;
    return { bytes: value.subarray(at, (at += length)), ends };
  });
  return { head, rows: RowBuffer.of(segments) };
}
