import { jwtVerify } from 'jose';
import { ApiError } from '../wire/errors.ts';
import type { Permissions } from '../wire/permissions.ts';
import type { SimulatedApi } from '../wire/simulated-apis.ts';
import { findSigningKeys } from './keys/signing-keys.ts';

export { signingKeys } from './keys/signing-keys.ts';

/** Who a token speaks for. */
export interface Caller {
  subject: string;
  name: string;
  applicationId: string;
  tenantId: string;
  isApplication: boolean;
  granted: ReadonlySet<string>;
}

/**
 * Reads the caller out of an `Authorization` header. 401 without a usable token, and what the service says to one that is
 * sound but made for another audience; `now` is in milliseconds.
 */
export async function authenticate(
  header: string | undefined,
  isTenant: (tenantId: string) => boolean,
  now: number,
  api: SimulatedApi,
): Promise<Caller> {
  const token = /^Bearer (\S+)$/i.exec(header ?? '')?.[1];
  if (!token) throw api.unauthorized('The Authorization header is missing or is not a bearer token');
  const { payload } = await jwtVerify(token, keyOf, {
    algorithms: ['RS256'],
    currentDate: new Date(now),
    requiredClaims: ['exp', 'aud', 'tid'],
  }).catch(() => {
    throw api.unauthorized('The token is invalid or expired');
  });
  const tenantId = text(payload['tid']);
  if (!isTenant(tenantId)) throw api.unauthorized('The token belongs to another tenant');
  // One, or a list of them (RFC 7519, section 4.1.3).
  if (![payload.aud].flat().includes(api.audience)) throw api.wrongAudience();
  const isApplication = payload['idtyp'] === 'app' || payload['scp'] === undefined;
  const applicationId = text(payload['appid']) || text(payload['azp']);
  return {
    subject: text(payload['oid']) || text(payload.sub),
    name: text(payload['upn']) || text(payload['app_displayname']) || applicationId,
    applicationId,
    tenantId,
    isApplication,
    granted: new Set(isApplication ? list(payload['roles']) : text(payload['scp']).split(' ')),
  };
}

/** Throws 403 unless the caller holds one of the permissions. */
export function authorize(caller: Caller, permissions: Permissions): void {
  const accepted = caller.isApplication ? permissions.application : permissions.delegated;
  if (accepted.some((name) => caller.granted.has(name))) return;
  throw new ApiError(
    403,
    'Forbidden',
    accepted.length > 0
      ? `The token lacks a needed permission: ${accepted.join(', ')}`
      : 'This operation cannot be called in the context of a user',
  );
}

async function keyOf({ kid }: { kid?: string }) {
  const keys = await findSigningKeys(kid);
  if (!keys) throw new Error('The token is signed with an unknown key');
  return keys.publicKey;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function list(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
