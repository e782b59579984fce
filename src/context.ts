import DataLoader from 'dataloader';
import { missingFor } from './auth/authorize.ts';
import type { Authenticated, Caller } from './auth/caller.ts';
import type { Batch } from './rest/load-each.ts';
import type { Operation } from './rest/operation.ts';
import type { RestClient } from './rest/rest-client.ts';

/** What a resolver may know of the request. */
export interface Context {
  readonly caller: Caller;
  readonly authenticated: Authenticated;
  /** The Defender API with this caller's token. */
  readonly rest: RestClient;
  /** HMAC key of cursors. */
  readonly cursorKey: string;
}

/** One value per request, made on first use: a DataLoader, say. */
function perRequest<T>(make: (context: Context) => T): (context: Context) => T {
  const made = new WeakMap<Context, T>();
  return (context) => {
    const existing = made.get(context);
    if (existing !== undefined) return existing;
    const value = make(context);
    made.set(context, value);
    return value;
  };
}

/** One value per request and argument, for loaders that differ by a filter; arguments of the same JSON text are one. */
export function perRequestFor<A, T>(make: (context: Context, argument: A) => T): (context: Context, argument: A) => T {
  const mapOf = perRequest(() => new Map<string, T>());
  return (context, argument) => {
    const values = mapOf(context);
    const name = JSON.stringify(argument);
    const value = values.get(name) ?? make(context, argument);
    values.set(name, value);
    return value;
  };
}

/** A DataLoader per request over what loads many keys at once. */
export function batched<T>(load: Batch<T>): (context: Context) => DataLoader<string, T> {
  return perRequest(({ rest }) => new DataLoader<string, T>((keys) => load(rest, keys)));
}

/** What the cursors of a list are bound to: `list` is its name in the graph, `where` its filter as given. */
export function cursorScope({ caller, cursorKey }: Context, list: string, where: unknown = null) {
  return { key: cursorKey, tenantId: caller.tenantId, list, where };
}

/** What the caller may do, as far as the tokens tell: the gateway's roles where it decides, else Defender's permissions. */
export async function permissionsOf({ authenticated }: Context): Promise<readonly string[]> {
  return authenticated.gatewayRoles ?? authenticated.permissions();
}

/** What the caller lacks for these operations, each permission once; empty when nothing is known to be lacking. */
export async function missingPermissions(
  { authenticated }: Context,
  operations: readonly Operation[],
): Promise<string[]> {
  const missing = await Promise.all(operations.map((operation) => missingFor(operation, authenticated)));
  return [...new Set(missing.filter((permission) => permission !== null))];
}
