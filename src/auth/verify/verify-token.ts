import { decodeJwt, decodeProtectedHeader, jwtVerify, type JWTPayload } from 'jose';
import { LRUCache } from 'lru-cache';
import { maxEntries } from '../../rest/max-entries.ts';
import { credentialHash } from './bearer-token.ts';
import type { JwksCache } from './jwks-cache.ts';
import type { TenantMetadata } from '../entra/tenant-metadata.ts';

export interface VerifierOptions {
  /** Audience of tokens meant for the gateway. */
  audience: string;
  /** Scope that a delegated token must carry. */
  scope: string;
  /** Served tenants, lower case. */
  tenantIds: ReadonlySet<string>;
  /** True on the commercial sign-in host, whose v1 tokens come from sts.windows.net. */
  acceptsV1Issuer: boolean;
  keys: JwksCache;
  metadata: TenantMetadata;
  now: () => number;
}

interface Claims {
  tenantId: string;
  objectId: string;
  applicationId: string | null;
  name: string | null;
}

/** What a token for the gateway was found to be. */
export type VerifiedToken =
  | (Claims & { kind: 'delegated'; scopes: readonly string[] })
  | (Claims & { kind: 'application'; roles: readonly string[] });

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** Members by which a token could bring or point to its own key, or change what is signed (RFC 8725 section 3.10). */
const REFUSED_HEADERS = ['jwk', 'jku', 'x5u', 'x5c', 'crit', 'b64', 'enc', 'zip'];

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function isListOfTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

/** Which of the two kinds a token is; null for one that is both or neither. */
function kindOf(payload: JWTPayload, claims: Claims, scope: string): VerifiedToken | null {
  const { scp, roles, idtyp } = payload;
  if (idtyp === 'app') {
    return scp === undefined && isListOfTexts(roles) ? { ...claims, kind: 'application', roles } : null;
  }
  const scopes = text(scp)?.split(' ') ?? [];
  const user = idtyp === undefined || idtyp === 'user';
  return user && scopes.includes(scope) ? { ...claims, kind: 'delegated', scopes } : null;
}

/** Verifies tokens of which the gateway is the audience; a verdict is kept until the token expires. */
export class TokenVerifier {
  readonly #options: VerifierOptions;
  readonly #verdicts = new LRUCache<string, { token: VerifiedToken; expiresAt: number }>(maxEntries(10_000));

  constructor(options: VerifierOptions) {
    this.#options = options;
  }

  /**
   * The claims of a sound token; null for any other, without a word on what was wrong with it. Throws RestError when the
   * signing keys cannot be had.
   */
  async verify(token: string): Promise<VerifiedToken | null> {
    const hash = credentialHash(token);
    const verdict = this.#verdicts.get(hash);
    if (verdict !== undefined && verdict.expiresAt > this.#options.now()) return verdict.token;
    const checked = await this.#check(token);
    if (checked !== null) this.#verdicts.set(hash, checked);
    return checked?.token ?? null;
  }

  async #check(token: string): Promise<{ token: VerifiedToken; expiresAt: number } | null> {
    const { keys, tenantIds, now, audience, scope } = this.#options;
    let header: ReturnType<typeof decodeProtectedHeader>;
    let hinted: JWTPayload;
    try {
      header = decodeProtectedHeader(token);
      hinted = decodeJwt(token);
    } catch {
      return null;
    }
    const { kid, alg, typ } = header;
    const tenantId = text(hinted.tid)?.toLowerCase() ?? '';
    // Everything that costs a look-up or a call comes after what costs nothing.
    if (alg !== 'RS256' || kid === undefined || !/^(at\+)?jwt$/i.test(typ === undefined ? 'JWT' : (text(typ) ?? ''))) {
      return null;
    }
    if (REFUSED_HEADERS.some((name) => name in header)) return null;
    if (!GUID.test(tenantId) || !tenantIds.has(tenantId)) return null;

    const held = await keys.keyById(tenantId, kid);
    if (held === null) return null;
    const issuers = await this.#issuers(tenantId);
    // Not a registered member: Entra ID says by it for whose tokens a key is.
    const keyIssuer = text(Reflect.get(held.key, 'issuer'))?.replace('{tenantid}', tenantId);
    if (keyIssuer !== undefined && !issuers.some(({ issuer }) => issuer === keyIssuer)) return null;
    try {
      const { payload } = await jwtVerify(token, held.getKey, {
        algorithms: ['RS256'],
        issuer: issuers.map(({ issuer }) => issuer),
        audience,
        requiredClaims: ['exp', 'nbf', 'iat', 'tid', 'oid', 'ver'],
        currentDate: new Date(now()),
      });
      // An array of audiences is no form that Entra gives out.
      if (typeof payload.aud !== 'string') return null;
      if (issuers.find(({ issuer }) => issuer === payload.iss)?.version !== payload.ver) return null;
      const claims = {
        tenantId,
        objectId: text(payload.oid) ?? '',
        applicationId: text(payload.azp) ?? text(payload.appid),
        name: text(payload.name) ?? text(payload.app_displayname),
      };
      const verified = claims.objectId === '' ? null : kindOf(payload, claims, scope);
      return verified === null ? null : { token: verified, expiresAt: (payload.exp ?? 0) * 1000 };
    } catch {
      return null;
    }
  }

  /** Who may have issued a token of the tenant, with the `ver` that goes with it. */
  async #issuers(tenantId: string): Promise<{ issuer: string; version: string }[]> {
    const { metadata, acceptsV1Issuer } = this.#options;
    const { issuer } = await metadata.get(tenantId);
    const current = { issuer: issuer.replace('{tenantid}', tenantId), version: '2.0' };
    return acceptsV1Issuer ? [current, { issuer: `https://sts.windows.net/${tenantId}/`, version: '1.0' }] : [current];
  }
}
