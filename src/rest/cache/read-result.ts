/** An answer and the size of its text in bytes. */
export interface ReadResult<T = unknown> {
  body: T;
  bytes: number;
  /** When it was asked for, ISO 8601. */
  asOf: string;
  /** Ties it to the exchange that brought it, where those are traced. */
  origin?: object | undefined;
}
