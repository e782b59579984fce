import type { GraphQLSchema } from 'graphql';
import { apisOfToken, passThrough, type ApiAudiences } from '../auth/pass-through.ts';
import { missingFor } from '../auth/authorize.ts';
import type { Authenticated } from '../auth/caller.ts';
import { audiences, claimHints, shownPermissions, textClaim } from '../auth/verify/token-claims.ts';
import { upstreamFields } from '../graphql/schema/upstream-directive.ts';
import { permissionText, type Operation } from '../rest/operation.ts';
import { UsageError } from './usage-error.ts';

export interface InspectOptions extends ApiAudiences {
  schema: GraphQLSchema;
  /** Audience of tokens meant for the gateway, where one is configured. */
  gatewayAudience: string | undefined;
  now: () => number;
}

/** Pads the columns of a table to their widest cell. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** Fields that need the same permission, together. */
function groups(schema: GraphQLSchema): { operation: Operation; fields: string[] }[] {
  const byNeed = new Map<string, { operation: Operation; fields: string[] }>();
  for (const [field, { operations }] of upstreamFields<Operation>(schema)) {
    const [operation] = operations;
    const group = byNeed.get(permissionText(operation)) ?? { operation, fields: [] };
    group.fields.push(field.replace(/^Query\./, ''));
    byNeed.set(permissionText(operation), group);
  }
  return [...byNeed.values()];
}

function destination(audience: readonly string[], options: InspectOptions): string {
  if (audience.some((name) => options.audiences.includes(name))) return 'the Defender API (passed through)';
  if (audience.some((name) => options.graphAudiences?.includes(name)))
    return 'Microsoft Graph (passed through, for hunts)';
  if (audience.some((name) => options.xdrAudiences.includes(name))) return 'Microsoft Defender XDR (passed through)';
  if (options.gatewayAudience !== undefined && audience.includes(options.gatewayAudience)) return 'this gateway';
  return `another API: ask for ${options.audiences[0]}/.default`;
}

function life(expiry: unknown, now: number): string {
  if (typeof expiry !== 'number') return 'not told';
  const minutes = Math.floor((expiry * 1000 - now) / 60_000);
  const when = new Date(expiry * 1000).toISOString();
  return minutes < 0 ? `${when}, which has passed` : `${when}, in ${minutes} min`;
}

/** Whether each group of fields is allowed, as far as the token shows. */
async function allowance(schema: GraphQLSchema, authenticated: Authenticated): Promise<string[]> {
  const rows = await Promise.all(
    groups(schema).map(async ({ operation, fields }) => {
      const missing = await missingFor(operation, authenticated);
      return [missing === null ? 'yes' : 'no', fields.join(', '), missing === null ? '' : `needs ${missing}`];
    }),
  );
  return table([['allowed', 'fields', ''], ...rows]);
}

/** Says in words what a token is good for: its kind, tenant, expiry and permissions, and which fields it may ask for. */
export async function inspectToken(text: string, options: InspectOptions): Promise<string> {
  const token = text.trim().replace(/^Bearer\s+/i, '');
  const claims = claimHints(token);
  if (claims === null)
    throw new UsageError('The text on standard input is not a JWT; pipe an access token into inspect.');
  const audience = audiences(claims);
  const permissions = shownPermissions(claims);
  const lines = table([
    ['kind', claims.idtyp === 'app' || claims.scp === undefined ? 'application' : 'user'],
    ['name', textClaim(claims.name) ?? textClaim(claims.app_displayname) ?? 'not told'],
    ['tenant', textClaim(claims.tid) ?? 'not told'],
    ['application', textClaim(claims.appid) ?? textClaim(claims.azp) ?? 'not told'],
    ['audience', `${audience.join(', ') || 'not told'}: for ${destination(audience, options)}`],
    ['expires', life(claims.exp, options.now())],
    ['permissions', permissions.join(' ') || 'none shown: Defender decides'],
  ]);
  const everywhere = { ...options, homeTenantId: undefined, tenantIds: null };
  // What it is good for in its time, which is told above.
  const timeless = { ...claims, exp: undefined, nbf: undefined };
  const apis = audience.length === 0 ? [] : apisOfToken(claims, options);
  const authenticated = apis.length === 0 ? null : passThrough(token, timeless, apis, everywhere);
  if (authenticated !== null) lines.push('', ...(await allowance(options.schema, authenticated)));
  return lines.join('\n');
}
