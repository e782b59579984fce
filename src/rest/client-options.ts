import type { Activity } from './activity.ts';
import type { Account } from './credentials.ts';
import type { ApiName, Operation } from './operation.ts';
import type { RowReader } from './row-reader.ts';
import type { SharedReads } from './shared-reads.ts';
import type { Staleness } from './staleness.ts';
import type { Upstream } from './upstream.ts';

/** What all requests have in common. */
export interface Common {
  api: ApiName;
  baseUrl: string;
  upstream: Upstream;
  rows: RowReader | null;
  shared: SharedReads;
  stale: Staleness;
  readAhead: number;
  /** Milliseconds that a request may take, unless an operation in it is allowed more. */
  timeLimit: number;
}

/** On whose behalf calls are made. */
export interface ClientOptions {
  account: Account;
  token: () => Promise<string>;
  /** Throws RestError FORBIDDEN for an operation that the caller is known to lack the permission for. */
  permit?: (operation: Operation) => Promise<void>;
  /** Told when the API answered 401. */
  tokenRejected?: (token: string) => void;
  /** Fires when the caller leaves. */
  signal?: AbortSignal;
  /** Whether the caller wants answers that nobody has kept. */
  fresh?: boolean;
  /** Shared by the clients of a request, where it has several. */
  activity?: Activity;
}
