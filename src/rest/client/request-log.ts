/** One HTTP exchange with the vendor, as `extensions.upstream.requests` shows it. */
export interface UpstreamRequest {
  method: string;
  /** Path and query; neither the host nor the body, which holds the bound parameters of hunts. */
  url: string;
  /** Null where no answer came, or none yet. */
  status: number | null;
  /** Whole milliseconds from the sending to the end of the answer; null where that has not come yet. */
  durationMs: number | null;
}

const MAX_REQUESTS = 100;
/** A filter by a hundred ids is some kilobytes. */
const MAX_URL_LENGTH = 2_000;
/** Its value is a handle that the vendor gave out, which cursors of ours stand for. */
const SKIP_TOKEN = /((?:\$|%24)skiptoken=)[^&]*/gi;

/** The exchanges that one request has had made, in the order in which they were sent, bounded in number and length. */
export class RequestLog {
  readonly #requests: UpstreamRequest[] = [];
  #omitted = 0;

  /** Notes an exchange as it is sent; what is returned is to be told its status, 0 for none, and its milliseconds. */
  send(method: string, path: string): (status: number, milliseconds: number) => void {
    if (this.#requests.length >= MAX_REQUESTS) {
      this.#omitted += 1;
      return () => undefined;
    }
    const url = path.replace(SKIP_TOKEN, '$1…');
    const request: UpstreamRequest = {
      method,
      url: url.length > MAX_URL_LENGTH ? `${url.slice(0, MAX_URL_LENGTH)}…` : url,
      status: null,
      durationMs: null,
    };
    this.#requests.push(request);
    return (status, milliseconds) => {
      request.status = status === 0 ? null : status;
      request.durationMs = Math.round(milliseconds);
    };
  }

  /** As they are at this moment, with the number of those beyond the most that are kept. */
  get shown(): { requests: readonly UpstreamRequest[]; requestsOmitted: number } {
    return { requests: this.#requests.map((request) => ({ ...request })), requestsOmitted: this.#omitted };
  }
}
