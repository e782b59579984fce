/** A next link that must not be followed, in place of the true one. */
export type HostileLink =
  'foreign-origin' | 'repeats' | 'loses-filter' | 'no-new-rows' | 'malformed' | 'user-info' | 'other-path';

export type CountOption = boolean | 'ignored' | 'always';

/** How awkward the service is; every member can be changed while it runs. */
export interface Quirks {
  /** `without-top`: links only where the caller asked for no `$top`; `always`: also with `$top`, pages then cut at `pageCap`. */
  nextLinks: 'without-top' | 'always' | 'never';
  /** Rows on a page, where the service and not the caller decides. */
  pageCap: number;
  /** Rows on a page at most though `$top` asks for more, by operation, or `*` for all others; nothing else says so. */
  silentCaps: Readonly<Record<string, number>>;
  hostileLink: HostileLink | null;
  /** Links carry an opaque `$skiptoken` in place of `$skip`. */
  skipTokenLinks: boolean;
  /** No device found is 404, not an empty list (get-machines.md). */
  emptyMachinesAs404: boolean;
  /** An action of a kind already in progress: answered with that one, or 400. */
  duplicateAction: 'pending' | 'bad-request';
  caseSensitiveBodies: boolean;
  inOperator: boolean;
  orOperator: boolean;
  /** `le` in a filter: answered, refused, or silently passed over. */
  leOperator: boolean | 'ignored';
  /** How far `$skip` and `$top` together may reach into the list of alerts; null for no end. */
  offsetCeiling: number | null;
  /** `$count=true`: answered, refused, or silently passed over; `always` tells the count without being asked. */
  countOption: CountOption;
  /** `$orderby`, which no page shows: answered, refused, or silently passed over. */
  orderOption: boolean | 'ignored';
  /** The path segment `/$count`: answered with a bare number, or 404. */
  countSegment: boolean;
  /** Enforces the published limits. */
  limits: boolean;
  /** Some rows carry an enum value that no page documents. */
  unknownEnumValues: boolean;
  /** Seconds that each hunt counts as having run; null for those that it took. */
  huntSeconds: number | null;
  /** Rows of Graph's hunts carry `@odata.type` beside values whose type JSON does not tell. */
  odataTypes: boolean;
  /** Milliseconds before each answer. */
  latencyMs: number;
}

/** As the service is believed to behave today. */
export const DEFAULT_QUIRKS: Readonly<Quirks> = {
  nextLinks: 'without-top',
  pageCap: 10_000,
  silentCaps: {},
  hostileLink: null,
  skipTokenLinks: false,
  emptyMachinesAs404: true,
  duplicateAction: 'pending',
  caseSensitiveBodies: true,
  inOperator: true,
  orOperator: true,
  leOperator: true,
  offsetCeiling: null,
  countOption: true,
  orderOption: false,
  countSegment: true,
  limits: true,
  unknownEnumValues: false,
  huntSeconds: null,
  odataTypes: false,
  latencyMs: 0,
};

/** Rows that an operation puts on a page without saying that there are more. */
export function silentCapOf({ silentCaps }: Quirks, { id }: { id: string }): number {
  return silentCaps[id] ?? silentCaps['*'] ?? Infinity;
}
