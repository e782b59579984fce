import { missingFor } from './auth/authorize.ts';
import type { Authenticated, Caller } from './auth/caller.ts';
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
export function perRequest<T>(make: (context: Context) => T): (context: Context) => T {
  const made = new WeakMap<Context, T>();
  return (context) => {
    const existing = made.get(context);
    if (existing !== undefined) return existing;
    const value = make(context);
    made.set(context, value);
    return value;
  };
}

/** One value per request and name, for loaders that differ by an argument. */
export function perRequestNamed<T>(make: (context: Context, name: string) => T): (context: Context, name: string) => T {
  const mapOf = perRequest(() => new Map<string, T>());
  return (context, name) => {
    const values = mapOf(context);
    const value = values.get(name) ?? make(context, name);
    values.set(name, value);
    return value;
  };
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
