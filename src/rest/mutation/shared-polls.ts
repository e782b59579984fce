/** Whom a poll is for: the rows are read with the rights of a principal of a tenant. */
export interface PollOwner {
  tenantId: string;
  principal: string;
}

/** The ids that a process waits for on behalf of an owner. */
export interface AwaitedIds {
  owner: PollOwner;
  ids: readonly string[];
}

/** What comes of asking for a turn. */
export interface PollTurn {
  /** The number of the last turn that had begun when it was asked. */
  asked: number;
  /** Set where it is granted: whose it is, and all that any process waits for on behalf of that owner. */
  granted: (AwaitedIds & { number: number }) | null;
  /** Milliseconds after which to ask again, where it is not. */
  wait: number;
}

/** What a turn of another process has brought. */
export interface PolledRows {
  /** Of the turn: those who asked before it began may have its rows. */
  number: number;
  rows: ReadonlyMap<string, object | null>;
  /** Ids of which no row could be read. */
  failed: readonly string[];
}

/** Turns of polling over all processes. Fails for no reason of its own. */
export interface SharedPolls {
  /** Processes that were there when they last could be asked. */
  readonly processes: number;
  /** One turn in each interval of a tenant, owners in turn; null where the others cannot be asked. */
  nextTurn(tenantId: string, interval: number, awaited: readonly AwaitedIds[]): Promise<PollTurn | null>;
  /** A turn at once, unless another process has the owner's; null where the others cannot be asked. */
  firstTurn(awaited: AwaitedIds): Promise<PollTurn | null>;
  /** Tells the other processes what a turn has brought, and that it is over. */
  end(owner: PollOwner, polled: PolledRows): Promise<void>;
  /** Told of turns of other processes, with what they have brought for an owner, if it was theirs. */
  onPolled(listener: (polledFor: (owner: PollOwner) => PolledRows | null) => void): void;
}
