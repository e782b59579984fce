import type { SendInterceptor } from '../client/rest-client.ts';

/** An interceptor that calls the fence last of all, right before the mutation leaves. */
export function fenced(intercept: SendInterceptor, fence: () => void): SendInterceptor {
  return (send) =>
    intercept(() => {
      fence();
      return send();
    });
}

/** The result of a mutation that must not be made twice. */
export interface MutationResult<Row> {
  outcome: 'CREATED' | 'ALREADY_PENDING';
  row: Row | null;
  /** Whether this call sent it upstream. */
  sent: boolean;
}

/**
 * One mutation to be sent at most once, and how to find its result among the rows upstream. Its life: absent → sent →
 * unconfirmed (the answer was lost) → confirmed.
 */
export interface Mutation<Row extends { id: string }> {
  tenantId: string;
  /** The caller: a result is given to another caller only as far as that one may read it. */
  principal: string;
  /** Mutations of one key are run one after the other. */
  serializationKey: string;
  /** Mutations of one key are the same mutation, for ten minutes. */
  key: string;
  /** True where the caller gave the key: then its first result stands, whatever happened since then. */
  hasClientKey: boolean;
  /** Everything that its effect depends on, as text. */
  fingerprint: string;
  /** For errors: the tag that ends its comment upstream, and the id of the request. */
  correlationTag: string;
  requestId: string;
  /** The rows among which its result may be, read from upstream. */
  rows(): Promise<readonly Row[]>;
  /** `fence` is to be called right before the first byte; what it throws keeps the mutation from being sent. */
  send(fence: () => void): Promise<Row>;
  /** The row of an earlier attempt with the same tag. */
  findByTag(rows: readonly Row[]): Row | undefined;
  /** A row with the same effect that is in progress. */
  findInProgress(rows: readonly Row[]): Row | undefined;
  /** Throws where the state of the rows forbids sending it. */
  check(rows: readonly Row[]): void;
  /** The row of an earlier attempt, where nothing has reversed it. */
  findStillEffective(rows: readonly Row[], id: string): Row | undefined;
  /** What came of a sending whose answer was lost; `known` are the folded ids of those that were there before. */
  findResultOf(rows: readonly Row[], lost: { correlationTag: string; known: ReadonlySet<string> }): Row | undefined;
  /**
   * Confirms a mutation that was made, now or earlier, against concurrent ones; `known` ids were there before. Throws
   * where it has to yield.
   */
  confirm?(row: Row, known: ReadonlySet<string>): Promise<MutationResult<Row>>;
}
