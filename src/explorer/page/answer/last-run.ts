import { create } from 'zustand';
import type { Credential } from '../session/credential.ts';
import type { GraphqlAnswer, GraphqlRequest } from '../session/send.ts';

/** An operation that was run, and how it ended. */
export interface Run {
  request: GraphqlRequest;
  /** By whom, and with which headers. */
  credential: Credential;
  headers: Readonly<Record<string, string>>;
  answer: GraphqlAnswer;
  /** Milliseconds from sending to the end of the answer, as the browser sees it. */
  elapsed: number;
}

/** One REST call, as the gateway tells where it explains itself. */
export interface UpstreamRequest {
  method: string;
  /** Path with query. */
  url: string;
  /** Null where no answer came. */
  status: number | null;
  durationMs: number;
}

/** `extensions.upstream` */
export interface UpstreamReport {
  calls: number;
  cacheHits: number;
  coalesced: number;
  waitedMs: number;
  requests?: UpstreamRequest[];
  /** How many more there were than are listed. */
  requestsOmitted?: number;
}

/** `extensions.plan` of a dry run. */
export interface Plan {
  calls: number;
  limit: number;
  allowed: boolean;
  remedy: string | null;
  fields: { field: string; operation: string; calls: number }[];
}

/** The run whose answer is shown; null before the first and while one is under way. */
export const useLastRun = create<{ run: Run | null }>()(() => ({ run: null }));
