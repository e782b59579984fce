/** What became of a change that must not be made twice. */
export interface Sent<Row> {
  outcome: 'CREATED' | 'ALREADY_PENDING';
  row: Row | null;
  /** Whether this very call made the change go upstream. */
  sent: boolean;
}

/** One change to be sent at most once, and how to tell from the rows upstream what became of it. */
export interface Change<Row extends { id: string }> {
  /** Whose it is: what was answered to one caller is given to another only as far as that one may read it. */
  principal: string;
  /** Changes of one lane go one after the other. */
  lane: string;
  /** Changes of one key are the same one, for ten minutes. */
  key: string;
  /** True where the caller gave the key: then its first result stands, whatever happened since. */
  named: boolean;
  /** All that its effect depends on, as text. */
  effect: string;
  /** For errors: what ends its comment upstream, and the name of the request. */
  mark: string;
  requestId: string;
  /** The rows that it is or may be among, read anew. */
  rows(): Promise<readonly Row[]>;
  send(): Promise<Row>;
  /** The row of an earlier sending under the same given key. */
  marked(rows: readonly Row[]): Row | undefined;
  /** One with the same effect that has not ended. */
  underWay(rows: readonly Row[]): Row | undefined;
  /** Throws where it must not be sent while others are as they are. */
  check(rows: readonly Row[]): void;
  /** The row of an earlier sending, where nothing has undone it. */
  stands(rows: readonly Row[], id: string): Row | undefined;
  /** What came of a sending whose answer was lost; `known` are the folded ids of those that were there before. */
  cameOf(rows: readonly Row[], lost: { mark: string; known: ReadonlySet<string> }): Row | undefined;
  /**
   * Looks again at a change that was made, now or earlier: others may have been as fast; `known` were there before. Throws
   * where it has to yield.
   */
  settle?(row: Row, known: ReadonlySet<string>): Promise<Sent<Row>>;
}
