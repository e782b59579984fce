/** One arrival at the API. */
export interface RecordedRequest {
  /** Milliseconds by the sandbox's clock. */
  at: number;
  method: string;
  /** Path and query as received. */
  path: string;
  /** The operation's id, such as `listAlerts`; null when none has this path. */
  operation: string | null;
  /** 0 while the answer is in progress. */
  status: number;
  /** What an error body carries as `target`. */
  correlationId: string;
  /** Object id of the caller; null without a usable token. */
  tokenSubject: string | null;
  /** Tenant of the caller; null without a usable token. */
  tenantId: string | null;
  body: unknown;
}
