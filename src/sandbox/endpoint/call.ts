import type { KqlDatabase } from '../kql/run-kql.ts';
import type { Operation } from '../wire/operation.ts';
import type { Quirks } from '../wire/quirks.ts';
import type { SimulatedRunTimes } from '../wire/simulated-run-times.ts';
import type { Tenant } from '../tenant/tenant.ts';
import type { Caller } from '../sign-in/tokens.ts';

/** What the service stands on while it runs. */
export interface World {
  tenant: Tenant;
  quirks: Quirks;
  /** Milliseconds. */
  now: () => number;
  /** How long an action stays in each state before the next. */
  actionSeconds: number;
  /** Own origin, such as `http://127.0.0.1:8080`. */
  origin: () => string;
  /** The hunting tables over the tenant's data. */
  database: () => KqlDatabase;
  /** How long its hunts ran. */
  runTimes: SimulatedRunTimes;
}

/** An admitted call. */
export interface Call {
  operation: Operation;
  /** As requested, without the query. */
  path: string;
  params: Readonly<Record<string, string>>;
  query: URLSearchParams;
  counted: boolean;
  /** Parsed JSON; undefined without a body, a `FormData` for an upload. */
  body: unknown;
  caller: Caller;
  world: World;
}

/** An answer: `json`, `text` or `bytes`, or none of them for an empty body. */
export interface Reply {
  status: number;
  json?: unknown;
  text?: string;
  bytes?: Buffer;
}

export type Handler = (call: Call) => Reply | Promise<Reply>;
export type Handlers = Readonly<Record<string, Handler>>;

// Samples name this host whatever host was called.
const METADATA = 'https://api.securitycenter.microsoft.com/api/$metadata';

/** 200 (or another status) with one entity, its members inline. */
export function entity(set: string, row: object, status = 200): Reply {
  return { status, json: { '@odata.context': `${METADATA}#${set}/$entity`, ...row } };
}

/** 200 with a whole set, unpaged. */
export function collection(set: string, value: readonly object[]): Reply {
  return { status: 200, json: { '@odata.context': `${METADATA}#${set}`, value } };
}

/** 200 with a value of a type that is no entity, such as statistics. */
export function typed(type: string, row: object): Reply {
  return { status: 200, json: { '@odata.context': `${METADATA}#${type}`, ...row } };
}

/** The argument of the path with this name. */
export function param(call: Call, name = 'id'): string {
  return call.params[name] ?? '';
}
