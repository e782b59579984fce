/** An error of an answer, as GraphQL has it. */
export interface AnswerError {
  readonly message: string;
  /** Where in the data the null stands that it explains. */
  readonly path?: readonly (string | number)[];
  readonly extensions?: Readonly<Record<string, unknown>> & { readonly code?: string };
}

/** What is known of a request that failed. */
export interface Failure<Data> {
  readonly status: number;
  readonly errors: readonly AnswerError[];
  readonly data: Data | null;
  readonly retryAfter: number | null;
}

/** A request that was answered with errors, all or in part. */
export class RequestError<Data = unknown> extends Error {
  /** The gateway's stable code of the first error; `INVALID_ANSWER` where something else answered than a gateway. */
  readonly code: string;
  /** HTTP status. */
  readonly status: number;
  /** Seconds after which to try again; null where nothing was said of it. */
  readonly retryAfter: number | null;
  /** What could be answered nevertheless. */
  readonly data: Data | null;
  readonly errors: readonly AnswerError[];

  constructor({ status, errors, data, retryAfter }: Failure<Data>) {
    const [first] = errors;
    super(first?.message ?? `The answer of status ${status} is none of GraphQL.`);
    this.name = 'RequestError';
    this.code = first === undefined ? 'INVALID_ANSWER' : (first.extensions?.code ?? 'INTERNAL_SERVER_ERROR');
    this.status = status;
    this.retryAfter = retryAfter;
    this.data = data;
    this.errors = errors;
  }
}
