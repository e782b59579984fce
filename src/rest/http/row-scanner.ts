import { RowBuffer } from './row-buffer.ts';
import { RestError } from '../rest-error.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const COMMA = 0x2c;
/** Whitespace lies at or below it. */
const BLANK = 0x20;

/** Depth at which the members of the answer stand, and at which the rows of its list do. */
const MEMBERS = 1;
const ROWS = 2;
/** Rows of one answer; the vendor's largest page has 200,000. */
const MAX_ROWS = 500_000;
/** What is not rows may be so long: a schema of thousands of columns. */
const MAX_ENVELOPE_BYTES = 4 * 1024 * 1024;

/** An answer taken apart: its JSON text with an empty list in place of the rows, and the rows. */
export interface ScannedResponse {
  text: string;
  rows: RowBuffer;
}

/**
 * Separates the rows of a JSON answer `{ …, "<list>": [{…}, {…}] }` as its bytes come in, without parsing them: parsing
 * 50 MB at once would block the event loop for a second and take several times the memory.
 */
export class RowScanner {
  readonly #list: Buffer;
  readonly #rows = new RowBuffer();
  readonly #envelope: Buffer[] = [];
  #envelopeBytes = 0;
  #depth = 0;
  #inText = false;
  #escaped = false;
  /** Within the list of rows, from its bracket on. */
  #inList = false;
  /** Within an element of the list that is neither an object nor a list. */
  #inScalar = false;
  /** The last text seen among the members, while it is read and after: the name of the member that follows. */
  #name: number[] = [];

  /** `list` is the name of the member that holds the rows. */
  constructor(list: string) {
    this.#list = Buffer.from(list);
  }

  /** Takes the next bytes of the answer. Throws UPSTREAM_ERROR where rows, or what is none, go on and on. */
  write(chunk: Buffer): void {
    /** Where the part begins that has not been put anywhere yet. */
    let from = 0;
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at] as number;
      if (this.#inText) {
        this.#readText(byte);
        continue;
      }
      switch (byte) {
        case QUOTE:
          if (this.#startsScalar()) from = this.#cut(chunk, from, at);
          this.#inText = true;
          if (this.#depth === MEMBERS) this.#name = [];
          break;
        case COMMA:
          if (this.#inScalar) from = this.#endScalar(chunk, from, at);
          break;
        case OPEN_BRACKET:
        case OPEN_BRACE:
          if (this.#inScalar) from = this.#endScalar(chunk, from, at);
          if (this.#inList && this.#depth === ROWS) {
            this.#writeEnvelope(chunk.subarray(from, at));
            from = at;
          }
          this.#depth += 1;
          if (byte === OPEN_BRACKET && this.#depth === ROWS && this.#isNamed()) {
            this.#writeEnvelope(chunk.subarray(from, at + 1));
            from = at + 1;
            this.#inList = true;
          }
          break;
        case CLOSE_BRACKET:
        case CLOSE_BRACE:
          if (this.#inScalar) from = this.#endScalar(chunk, from, at);
          if (this.#inList && this.#depth === ROWS) {
            this.#writeEnvelope(chunk.subarray(from, at));
            from = at;
            this.#inList = false;
          }
          this.#depth -= 1;
          if (this.#inList && this.#depth === ROWS) {
            this.#rows.write(chunk.subarray(from, at + 1));
            this.#endRow();
            from = at + 1;
          }
          break;
        default:
          if (byte > BLANK && this.#startsScalar()) from = this.#cut(chunk, from, at);
      }
    }
    const left = chunk.subarray(from);
    if (this.#inScalar || (this.#inList && this.#depth > ROWS)) this.#rows.write(left);
    else this.#writeEnvelope(left);
  }

  /** What came, when all has come. The text is no JSON where the answer was none, or broke off. */
  end(): ScannedResponse {
    this.#rows.seal();
    return { text: Buffer.concat(this.#envelope).toString('utf8'), rows: this.#rows };
  }

  /** Whether an element begins that is no row, but has its place among them. */
  #startsScalar(): boolean {
    if (!this.#inList || this.#depth !== ROWS || this.#inScalar) return false;
    this.#inScalar = true;
    return true;
  }

  #endRow(): void {
    this.#rows.end();
    if (this.#rows.length <= MAX_ROWS) return;
    throw new RestError('UPSTREAM_ERROR', `The answer has more than ${MAX_ROWS} rows.`);
  }

  #cut(chunk: Buffer, from: number, at: number): number {
    this.#writeEnvelope(chunk.subarray(from, at));
    return at;
  }

  #endScalar(chunk: Buffer, from: number, at: number): number {
    this.#rows.write(chunk.subarray(from, at));
    this.#endRow();
    this.#inScalar = false;
    return at;
  }

  #readText(byte: number): void {
    if (this.#depth === MEMBERS && this.#name.length <= this.#list.length && !(byte === QUOTE && !this.#escaped)) {
      this.#name.push(byte);
    }
    if (this.#escaped) this.#escaped = false;
    else if (byte === BACKSLASH) this.#escaped = true;
    else if (byte === QUOTE) this.#inText = false;
  }

  #isNamed(): boolean {
    return this.#list.equals(Buffer.from(this.#name));
  }

  /** Puts bytes beside the rows; between them nothing but a comma belongs, and it would stand alone in an empty list. */
  #writeEnvelope(bytes: Buffer): void {
    const kept = this.#inList ? bytes.filter((byte) => byte !== COMMA) : bytes;
    if (kept.length === 0) return;
    this.#envelopeBytes += kept.length;
    if (this.#envelopeBytes > MAX_ENVELOPE_BYTES) {
      throw new RestError('UPSTREAM_ERROR', `The answer has more than ${MAX_ENVELOPE_BYTES} bytes that are no rows.`);
    }
    // Copied, or a few bytes would keep the whole chunk in memory.
    this.#envelope.push(Buffer.from(kept));
  }
}
