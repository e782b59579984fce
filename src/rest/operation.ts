/** How a filterable property is written in `$filter`: strings, enums and ids are quoted, the other single values are not. */
export type FilterKind = 'text' | 'number' | 'date' | 'boolean' | 'tags';

export interface Operation {
  /** The name of the operation in logs, metrics and documentation. */
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Path with `{name}` for each parameter. */
  readonly path: string;
  /** Any one of them suffices; each list starts with the least. */
  readonly permissions: { readonly application: readonly string[]; readonly delegated: readonly string[] };
  /** Calls allowed per application and tenant; null where the page states none. */
  readonly limit: { readonly perMinute: number | null; readonly perHour: number | null };
  /** The page of Microsoft's documentation that states all this. */
  readonly source: string;
  /** Time limit of one call in milliseconds; 30,000 unless stated. */
  readonly timeLimit?: number;
  /** Largest answer accepted, in bytes; 64 MB unless stated. */
  readonly largestAnswer?: number;
  /** True where the vendor's message explains a fault in the caller's own text and may be shown (hunting). */
  readonly explainsInput?: boolean;
}

/** An operation that answers `{ value: [...] }` and takes `$top`, `$skip` and `$filter`. */
export interface ListOperation extends Operation {
  readonly method: 'GET';
  /** Filterable properties under their JSON names. */
  readonly filter: Readonly<Record<string, FilterKind>>;
  readonly largestTop: number;
  /** True where "no rows" may be answered by 404 (`get-machines.md`). */
  readonly emptyIs404?: boolean;
}

/** Declares a REST operation; the HTTP call, its quota, permission and documentation are derived from this literal. */
export function operation<const T extends Operation>(literal: T): T {
  return literal;
}

/** The usual allowance: 100 calls a minute and 1,500 an hour. */
export const USUAL_LIMIT = { perMinute: 100, perHour: 1500 } as const;

/** A schema description: the text, then what the field costs and needs, from the operation's declaration. */
export function documented(text: string, ...operations: readonly Operation[]): string {
  const notes = operations.map(({ method, path, permissions, limit }) => {
    const [application, delegated] = [permissions.application[0], permissions.delegated[0]];
    const needs = [application && `${application} (application)`, delegated && `${delegated} (delegated)`];
    const allowance = [
      limit.perMinute !== null && `${limit.perMinute} calls a minute`,
      limit.perHour !== null && `${limit.perHour} an hour`,
    ];
    const parts = [`Needs ${needs.filter(Boolean).join(' or ')}.`, allowance.filter(Boolean).join(', ')];
    return `\`${method} ${path}\`: ${parts.filter(Boolean).join(' ')}${parts[1] ? '.' : ''}`;
  });
  return [text, ...notes].join('\n\n');
}
