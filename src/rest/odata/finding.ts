/** How a list can be filtered by many keys: by `in` or `or` in one call, or `single`, one call each. */
export type InSupport = 'in' | 'or' | 'single';

/** One thing that was learnt of a server, as other processes are told of it. */
export type Finding =
  | { kind: 'in'; operation: string; form: InSupport }
  | { kind: 'unsupported'; feature: string }
  /** Null where it was found to be none. */
  | { kind: 'cap'; list: string; rows: number | null }
  | { kind: 'largest'; list: string; rows: number };

/** Told of what is learnt here. */
export type OnFinding = (finding: Finding) => void;
