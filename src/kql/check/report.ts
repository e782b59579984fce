export type KqlSeverity = 'ERROR' | 'WARNING' | 'INFORMATION';

/** Something that is wrong, or may be, at a place of the caller's query. */
export interface KqlDiagnostic {
  message: string;
  /** The parser's own, such as KS142, or a word of ours, such as COMMAND. */
  code: string;
  severity: KqlSeverity;
  /** From 1. */
  line: number;
  /** From 1, in UTF-16 units. */
  column: number;
  /** In UTF-16 units; 0 where something is missing. */
  length: number;
}

export interface KqlReport {
  /** By their places; errors and at most 100. */
  diagnostics: readonly KqlDiagnostic[];
  /**
   * Of the result, as far as the parser knows them, the first 1,000; types in KQL's words, and `unknown`. None where there
   * is an error.
   */
  columns: readonly { name: string; type: string }[];
  /** Offset in the bound text at which its last expression ends, before a closing `;` or comment. */
  tail: number;
}

/** Columns of a report; nine joins give 30,000. */
export const MAX_COLUMNS = 1_000;

/** What a check is about, in plain values that can be sent to another thread. */
export interface CheckRequest {
  /** The bound text. */
  text: string;
  /** Offset at which the caller's query begins in it. */
  start: number;
  /** Names of the parameters. */
  names: readonly string[];
}

/** A finding at a place of the text. */
export interface Finding {
  message: string;
  code: string;
  severity: KqlSeverity;
  start: number;
  length: number;
}

/** What comes back from the other thread; no report where the query is beyond it. */
export interface CheckReply {
  report: KqlReport | null;
}
