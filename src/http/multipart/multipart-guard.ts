import { MultipartError } from './multipart-error.ts';

/** Three parts and the end. */
const MAX_DELIMITERS = 4;
/** Bytes. */
const MAX_HEADER_BYTES = 8 * 1024;
const BLANK_LINE = '\r\n\r\n';

/**
 * Scans the parts of a form while it comes in, as undici's parser will. That one goes through headers byte by byte and
 * makes something of each part, so that a body of nothing else would keep every other request waiting.
 */
export class MultipartGuard {
  readonly #delimiter: Buffer;
  #delimiters = 0;
  #inHeaders = false;
  /** Everything before this has been looked at. */
  #from = 0;

  constructor(boundary: string) {
    this.#delimiter = Buffer.from(`--${boundary}`);
  }

  /** Looks at what is new in `content`, all that has come so far. Throws MultipartError for a fourth part and for long headers. */
  scan(content: Buffer): void {
    while (this.#inHeaders ? this.#endHeaders(content) : this.#findDelimiter(content));
  }

  #findDelimiter(content: Buffer): boolean {
    const at = content.indexOf(this.#delimiter, this.#from);
    if (at === -1) {
      this.#from = Math.max(this.#from, content.length - this.#delimiter.length + 1);
      return false;
    }
    this.#delimiters += 1;
    if (this.#delimiters > MAX_DELIMITERS) {
      throw new MultipartError('The form must have `operations`, `map` and one file.');
    }
    this.#from = at + this.#delimiter.length;
    this.#inHeaders = true;
    return true;
  }

  #endHeaders(content: Buffer): boolean {
    const headers = content.subarray(this.#from, this.#from + MAX_HEADER_BYTES + BLANK_LINE.length);
    const length = headers.indexOf(BLANK_LINE);
    if (length === -1) {
      if (headers.length < MAX_HEADER_BYTES + BLANK_LINE.length) return false;
      throw new MultipartError('A part of the form has more than 8 kB of headers.');
    }
    this.#from += length + BLANK_LINE.length;
    this.#inHeaders = false;
    return true;
  }
}
