import type { RestErrorCode } from './rest-error.ts';

/** How a filterable property is written in `$filter`: strings, enums and ids are quoted, the other single values are not. */
export type FilterKind = 'text' | 'number' | 'date' | 'boolean' | 'tags';

/** The gateway's app roles: Defender sees only the gateway behind an application caller, so the gateway decides. */
export type GatewayRole = 'Defender.Read' | 'Defender.Hunt' | 'Defender.Respond' | 'Defender.Configure';

/** The vendor's APIs: each has an address, an audience and permissions of its own. */
export type ApiName = 'defender' | 'graph' | 'xdr';

/** Display names of the APIs, for messages. */
export const API_LABELS: Readonly<Record<ApiName, string>> = {
  defender: 'Defender',
  graph: 'Microsoft Graph',
  xdr: 'Microsoft Defender XDR',
};

/** A known error of an operation that only the vendor's message tells from others. */
export interface KnownError {
  readonly status: readonly number[];
  /** What the vendor's message says; looked for before its first quotation, which may be the caller's own text. */
  readonly pattern: RegExp;
  readonly code: RestErrorCode;
  /** What happened and what to do, anyone who is called. */
  readonly message: string;
}

export interface Operation {
  /** The name of the operation in logs, metrics and documentation. */
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** The API that has it; Defender unless stated. */
  readonly api?: ApiName;
  /** The type of the graph whose properties the objects of its answer have; none where it answers with no object. */
  readonly rowType?: string;
  /** Path with `{name}` for each parameter. */
  readonly path: string;
  /** Any one of them suffices; each list starts with the least. */
  readonly permissions: { readonly application: readonly string[]; readonly delegated: readonly string[] };
  /** Calls allowed per application and tenant; null where the page states none. */
  readonly limit: {
    readonly perMinute: number | null;
    readonly perHour: number | null;
    /** True where all applications of a tenant share it. */
    readonly wholeTenant?: boolean;
    /** Seconds that all calls together may run within an hour and within a day; counted and shown, not refused here. */
    readonly runSeconds?: { readonly perHour: number; readonly perDay: number };
  };
  /** The page of Microsoft's documentation that states all this. */
  readonly source: string;
  /** See roleOf. */
  readonly role?: GatewayRole;
  /** Time limit of one call in milliseconds; 30,000 unless stated. */
  readonly timeLimit?: number;
  /** True for a POST that changes nothing (hunting), so that it may be retried. */
  readonly isReadOnly?: boolean;
  /** True where success has no body. */
  readonly noContent?: boolean;
  /** What an answer without content stands for, such as a list without rows; it is an error unless given. */
  readonly emptyAs?: object;
  /** Seconds for which an answer is cached; 60 for a single object and 10 for a list unless stated, 0 for a secret. */
  readonly cacheSeconds?: number;
  /** Largest answer accepted, in bytes; 64 MB unless stated. */
  readonly maxResponseBytes?: number;
  /** Property that holds the id of a row, which is then found under `id` too; `id` unless stated. */
  readonly idProperty?: string;
  /** Properties without which a row cannot be read: text or a number each; the id alone unless stated. */
  readonly rowIds?: readonly string[];
  /** Member of the answer whose rows are kept as text and parsed when they are read (hunting). */
  readonly rows?: string;
  /** True where the vendor's message explains a fault in the caller's own text, whatever its code (hunting). */
  readonly explainsInput?: boolean;
  /** Errors that only the text of the answer tells apart; the first match counts. */
  readonly knownErrors?: readonly KnownError[];
}

/** An operation that answers `{ value: [...] }` and takes `$top`, `$skip` and `$filter`. */
export interface ListOperation extends Operation {
  readonly method: 'GET';
  /** Filterable properties under their JSON names. */
  readonly filter: Readonly<Record<string, FilterKind>>;
  readonly maxTop: number;
  /** Property that tells its rows apart where `id` does not; `id` unless stated. */
  readonly rowKey?: string;
  /** Filterable date property by which the list comes newest first; only where the page lets expect that order. */
  readonly newestFirst?: string;
  /** True where "no rows" may be answered by 404 (`get-machines.md`). */
  readonly emptyIs404?: boolean;
}

/**
 * An operation that answers `{ value: [...] }` with all rows at once, as far as its page tells: no `$top`, no `$skip`, no
 * way to the rows behind those that came.
 */
export interface WholeListOperation extends Operation {
  readonly method: 'GET';
  readonly paging: 'none';
  /** Rows that an answer holds at the most, where its page says so: one of so many was cut there. 10,000 unless stated. */
  readonly maxRows?: number;
}

/** Declares a REST operation; the HTTP call, its quota, permission and documentation are derived from this literal. */
export function operation<const T extends Operation>(literal: T): T {
  return literal;
}

/** The usual allowance: 100 calls a minute and 1,500 an hour. */
export const DEFAULT_LIMIT = { perMinute: 100, perHour: 1500 } as const;

/** The API that an operation belongs to. */
export function apiOf({ api }: Pick<Operation, 'api'>): ApiName {
  return api ?? 'defender';
}

/** The API of an operation, for messages: `Defender`. */
export function apiLabel(operation: Pick<Operation, 'api'>): string {
  return API_LABELS[apiOf(operation)];
}

/** `Alert.Read.All (application) or Alert.Read (delegated)`: the least that an operation needs. */
export function permissionText({ permissions }: Pick<Operation, 'permissions'>): string {
  const [application, delegated] = [permissions.application[0], permissions.delegated[0]];
  return [application && `${application} (application)`, delegated && `${delegated} (delegated)`]
    .filter(Boolean)
    .join(' or ');
}

/**
 * The gateway's app role that an operation takes from callers who come with their application's own token: reads
 * `Defender.Read`, unless the operation says otherwise.
 */
export function roleOf({ role }: Operation): GatewayRole {
  return role ?? 'Defender.Read';
}

/** Whether an operation changes nothing, so that it may be retried, coalesced and aborted. */
export function isRead({ method, isReadOnly }: Operation): boolean {
  return method === 'GET' || isReadOnly === true;
}

/** Seconds for which an answer is cached for the same caller. */
export function cacheSecondsOf(operation: Operation): number {
  if (!isRead(operation)) return 0;
  return operation.cacheSeconds ?? (operation.path.endsWith('}') ? 60 : 10);
}
