/** Bytes of a segment; a longer row has one of its own. */
const SEGMENT_BYTES = 1024 * 1024;

const OFFSET_BYTES = 8;

/** Rows that stand together. */
export interface RowSegment {
  readonly bytes: Buffer;
  /** Where each of its rows ends. */
  readonly ends: readonly number[];
}

interface Segment extends RowSegment {
  bytes: Buffer;
  /** Number of its first row in the whole. */
  first: number;
  ends: number[];
}

/**
 * Rows as the JSON text in which they came, outside of the JavaScript heap: 100,000 rows take their size on the wire,
 * and a row is parsed only when it is read.
 */
export class RowBuffer {
  readonly #segments: Segment[] = [];
  #length = 0;
  #bytes = 0;
  /** Of the row being written. */
  #written = 0;

  /** The buffer that has these segments. */
  static of(segments: readonly RowSegment[]): RowBuffer {
    const rows = new RowBuffer();
    for (const { bytes, ends } of segments) {
      rows.#segments.push({ bytes, first: rows.#length, ends: [...ends] });
      rows.#length += ends.length;
      rows.#bytes += bytes.length;
    }
    return rows;
  }

  /** The rows as they stand in memory, once no further ones follow. */
  get segments(): readonly RowSegment[] {
    return this.#segments;
  }

  get length(): number {
    return this.#length;
  }

  /** Bytes that the rows take in memory, with the places where they end. */
  get bytes(): number {
    return this.#bytes + OFFSET_BYTES * this.#length;
  }

  /** Adds a part of a row. */
  write(part: Buffer): void {
    const segment = this.#reserve(part.length);
    const start = (segment.ends.at(-1) ?? 0) + this.#written;
    part.copy(segment.bytes, start);
    this.#written += part.length;
  }

  /** Ends the row whose parts were written. */
  end(): void {
    const segment = this.#reserve(0);
    segment.ends.push((segment.ends.at(-1) ?? 0) + this.#written);
    this.#written = 0;
    this.#length += 1;
  }

  /** Gives back the room that was kept for further rows; none may follow. */
  seal(): void {
    const last = this.#segments.at(-1);
    if (last === undefined) return;
    const whole = last.bytes.subarray(0, last.ends.at(-1) ?? 0);
    this.#bytes -= last.bytes.length - whole.length;
    last.bytes = Buffer.from(whole);
  }

  /** The first `count` rows as a new buffer; this one stays unchanged, as others may read it. */
  first(count: number): RowBuffer {
    if (count >= this.#length) return this;
    const rows = new RowBuffer();
    for (const { bytes, first, ends } of this.#segments) {
      if (first >= count) break;
      const kept = ends.slice(0, count - first);
      const whole = kept.length === ends.length ? bytes : Buffer.from(bytes.subarray(0, kept.at(-1)));
      rows.#segments.push({ bytes: whole, first, ends: kept });
      rows.#bytes += whole.length;
    }
    rows.#length = count;
    return rows;
  }

  /** The JSON texts of the rows from `start` to before `end`. */
  slice(start: number, end: number): string[] {
    const texts: string[] = [];
    for (const { bytes, first, ends } of this.#segments) {
      if (first + ends.length <= start) continue;
      for (let index = Math.max(0, start - first); index < ends.length && first + index < end; index++) {
        texts.push(bytes.toString('utf8', ends[index - 1] ?? 0, ends[index]));
      }
      if (first + ends.length >= end) break;
    }
    return texts;
  }

  /** The last segment if it has room for so many bytes more, else a new one that takes over the row being written. */
  #reserve(bytes: number): Segment {
    const last = this.#segments.at(-1);
    const start = last?.ends.at(-1) ?? 0;
    if (last !== undefined && start + this.#written + bytes <= last.bytes.length) return last;
    const made = {
      // Doubled for a row that goes on and on, so that it is not copied once for each of its parts.
      bytes: Buffer.allocUnsafeSlow(Math.max(SEGMENT_BYTES, 2 * (this.#written + bytes))),
      first: this.#length,
      ends: [],
    };
    last?.bytes.copy(made.bytes, 0, start, start + this.#written);
    // A segment without a whole row holds nothing but what was just copied.
    if (last?.ends.length === 0) this.#bytes -= this.#segments.pop()?.bytes.length ?? 0;
    this.#segments.push(made);
    this.#bytes += made.bytes.length;
    return made;
  }
}
