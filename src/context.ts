import DataLoader from 'dataloader';
import { authorize, missingFor, permissionsAt } from './auth/authorize.ts';
import type { Authenticated, Caller } from './auth/caller.ts';
import type { TimeSlices } from './concurrency/time-slices.ts';
import type { SigningKeys } from './graphql/connection/signature.ts';
import type { Limits } from './graphql/limits/limits.ts';
import type { KqlChecker } from './kql/check/checker.ts';
import { foldId, foldIds } from './rest/rows/hex-id.ts';
import type { ResultStore } from './rest/cache/result-store.ts';
import type { QuotaStatus } from './rest/quota/quota-status.ts';
import type { Batch } from './rest/batch/load-each.ts';
import type { ApiName, Operation } from './rest/operation.ts';
import type { PollScheduler } from './rest/mutation/poll-scheduler.ts';
import type { RestClient } from './rest/client/rest-client.ts';
import type { IdempotentSender } from './rest/mutation/idempotent-sender.ts';
import type { AuditLog } from './telemetry/audit-log.ts';

/** What response actions are bound to in this deployment. */
export interface ActionPolicy {
  /** Devices with one of these tags, values or platforms are not acted upon. Letter case is ignored. */
  protectedTags: readonly string[];
  protectedDeviceValues: readonly string[];
  /** Beginnings of platform names: `WindowsServer`, `Linux`. */
  protectedPlatforms: readonly string[];
  maxMachinesPerPlan: number;
  /** Whether a comment is needed where the vendor needs none. */
  commentRequired: boolean;
  /** Whether nothing runs that was not planned. */
  planRequired: boolean;
}

/** What a resolver may know of the request. */
export interface Context {
  readonly caller: Caller;
  readonly authenticated: Authenticated;
  /** False for a token that Defender has not accepted yet, so that its claims may be made up. */
  readonly isVerified: boolean;
  /** The Defender API with this caller's token. */
  readonly rest: RestClient;
  /** The Defender XDR API with this caller's token. */
  readonly xdr: RestClient;
  /** Where hunts are run, and the API of that place with this caller's token; Defender's own is `rest`, XDR's `xdr`. */
  readonly hunting: { readonly backend: ApiName; readonly rest: RestClient };
  /** Of cursors and plan tokens. */
  readonly signingKeys: SigningKeys;
  /** Who changed what. */
  readonly audit: AuditLog;
  readonly requestId: string;
  readonly policy: ActionPolicy;
  /** Of a document that a caller asks about. */
  readonly limits: Limits;
  /** Sends each action at most once. */
  readonly idempotentSender: IdempotentSender;
  /** Schedules the polling of actions that callers wait for. */
  readonly pollScheduler: PollScheduler;
  /** Checks hunts before they are sent. */
  readonly kql: KqlChecker;
  /** Results of hunts, for the pages after the first. */
  readonly huntResults: ResultStore;
  /** The turns of the event loop in which the answer is made. */
  readonly slices: TimeSlices;
  /** Aborted when the caller disconnects before the answer is sent. */
  readonly abortSignal: AbortSignal;
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

/** A DataLoader whose keys are ids: two spellings of one id are one key, asked for as it was first spelt. */
export function idLoader<T>(
  { slices }: Context,
  load: (ids: readonly string[]) => Promise<(T | Error)[]>,
  { maxBatchSize = Infinity } = {},
): DataLoader<string, T> {
  return new DataLoader<string, T>(load, { cacheKeyFn: foldId, batchScheduleFn: slices.scheduleBatch, maxBatchSize });
}

/** A DataLoader per request over what loads many keys at once, from Defender unless another API is named. */
export function batchLoader<T>(
  load: Batch<T>,
  api: 'rest' | 'xdr' = 'rest',
): (context: Context) => DataLoader<string, T> {
  return perRequest((context) => idLoader<T>(context, (keys) => load(context[api], keys)));
}

/** How an id is written where all its spellings must be one: in global ids. */
export function idSpelling(id: string): string {
  return foldId(id);
}

/** The name of the list that one object has, by its field and the object's id in any letter case. */
export function listUnder(field: string, id: string): string {
  return `${field}:${foldId(id)}`;
}

/**
 * What the cursors of a list are bound to: `list` is its name in the graph, `where` what is asked of it, of which ids may
 * be given in any letter case.
 */
export function cursorScope({ caller, signingKeys }: Context, list: string, where: object | null = null) {
  return {
    keys: signingKeys,
    tenantId: caller.tenantId,
    list,
    where: where === null || Array.isArray(where) ? where : foldIds(where),
  };
}

/** The APIs that this deployment calls: Defender, Defender XDR, and the one that hunts where it is a third. */
function apisOf({ hunting }: Context): ApiName[] {
  return [...new Set(['defender', 'xdr', hunting.backend] as const)];
}

/** What the caller may do, as far as the tokens tell: the gateway's roles where it decides, else the APIs' permissions. */
export async function permissionsOf(context: Context): Promise<readonly string[]> {
  const { authenticated } = context;
  if (authenticated.gatewayRoles !== null) return authenticated.gatewayRoles;
  return (await Promise.all(apisOf(context).map((api) => permissionsAt(api, authenticated)))).flat();
}

/** What is left of the caller's quotas, once for each class, whichever APIs it lies at. Costs no call. */
export async function quotaStatus({ rest, xdr, hunting }: Context): Promise<QuotaStatus[]> {
  const clients = [...new Set([rest, xdr, hunting.rest])];
  const budgets = (await Promise.all(clients.map((client) => client.quotaStatus()))).flat();
  // Of a class at two APIs either tells: it is the tenant's, as hunts are, no matter who asks.
  const byName = new Map(budgets.map((budget) => [budget.name, budget]));
  return [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Throws RestError FORBIDDEN for an operation that the caller's token shows to be out of reach. */
export async function requirePermission({ authenticated }: Context, operation: Operation): Promise<void> {
  await authorize(operation, authenticated);
}

/** What the caller lacks for these operations, each permission once; empty when nothing is known to be lacking. */
export async function missingPermissions(
  { authenticated }: Context,
  operations: readonly Operation[],
): Promise<string[]> {
  const missing = await Promise.all(operations.map((operation) => missingFor(operation, authenticated)));
  return [...new Set(missing.filter((permission) => permission !== null))];
}

/**
 * A name of the caller that no one can make up: the token's own hash where its claims are not verified here, as with
 * tokens passed through.
 */
export function principalOf({ mode, applicationId, objectId, credentialHash }: Caller): string {
  return mode === 'PASSTHROUGH' ? credentialHash : JSON.stringify([mode, applicationId, objectId]);
}
