import type { Caller } from './auth/caller.ts';
import type { RestClient } from './rest/rest-client.ts';

/** What a resolver may know of the request. */
export interface Context {
  readonly caller: Caller;
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
