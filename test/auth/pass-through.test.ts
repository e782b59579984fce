import { createHash } from 'node:crypto';
import { DEFENDER_AUDIENCES, XDR_AUDIENCES } from '../../src/auth/entra/clouds.ts';
import { claimHints } from '../../src/auth/verify/token-claims.ts';
import { Authenticator } from '../../src/auth/authenticator.ts';
import type { Authenticated } from '../../src/auth/caller.ts';
import { AuthError } from '../../src/auth/verify/auth-error.ts';
import { passThrough, type PassThroughOptions } from '../../src/auth/pass-through.ts';

const NOW = Date.UTC(2026, 10, 20, 12);
const TENANT = '0f5a7a0e-3c1b-4a53-9d0a-6c1f0b8c2d11';

/** A token no one signed: its claims are hints, so no signature is looked at. */
function tokenOf(claims: Record<string, unknown>): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}.c2lnbmF0dXJl`;
}

function options(more: Partial<PassThroughOptions>): PassThroughOptions {
  return {
    audiences: DEFENDER_AUDIENCES,
    graphAudiences: null,
    xdrAudiences: XDR_AUDIENCES,
    homeTenantId: undefined,
    tenantIds: null,
    now: () => NOW,
    ...more,
  };
}

function tried(token: string, more: Partial<PassThroughOptions> = {}): Authenticated | null {
  return passThrough(token, claimHints(token), ['defender'], options(more));
}

function enter(token: string, homeTenantId: string | undefined = undefined): Authenticated {
  const entered = tried(token, { homeTenantId });
  if (entered === null) throw new Error('The token was refused.');
  return entered;
}

/** What a gateway in this mode alone has against a token. */
async function refusal(token: string, more: Partial<PassThroughOptions> = {}, tenant?: string): Promise<AuthError> {
  const authenticator = new Authenticator({ passThrough: options(more), gateway: null });
  try {
    await authenticator.authenticate({ authorization: `Bearer ${token}`, tenant });
  } catch (error) {
    if (error instanceof AuthError) return error;
    throw error;
  }
  throw new Error('The token was accepted.');
}

describe('a token passed through', () => {
  test('is sent upstream as it came', async () => {
    const token = tokenOf({ aud: DEFENDER_AUDIENCES[0] });
    await expect(enter(token).at('defender').token()).resolves.toBe(token);
  });

  test.each(DEFENDER_AUDIENCES.flatMap((audience) => [[audience], [`${audience}/`]]))(
    'for the audience %s is let in',
    (aud) => {
      expect(enter(tokenOf({ aud })).caller.mode).toBe('PASSTHROUGH');
    },
  );

  test.each([
    ['https://graph.microsoft.com'],
    ['https://api.securitycenter.microsoft.com.contoso.example'],
    ['00000003-0000-0000-c000-000000000000'],
    [['https://graph.microsoft.com', 'https://management.azure.com']],
  ])('for the audience %s is refused as an invalid token', async (aud) => {
    const { status, challenge, message } = await refusal(tokenOf({ aud }));
    expect(status).toBe(401);
    expect(challenge).toBe('Bearer error="invalid_token"');
    expect(message).toContain('not meant for this service');
  });

  test.each([
    ['a second ago', -1],
    ['at this very second', 0],
  ])('that expired %s is refused as an invalid token', async (_, seconds) => {
    const token = tokenOf({ aud: DEFENDER_AUDIENCES[0], exp: NOW / 1000 + seconds });
    expect(tried(token)).toBeNull();
    const { status, challenge, message } = await refusal(token);
    expect(status).toBe(401);
    expect(challenge).toBe('Bearer error="invalid_token"');
    expect(message).toContain('expired');
  });

  test('is let in for a served tenant alone, whatever letters its id is written in', async () => {
    const tenantIds = new Set([TENANT]);
    expect(tried(tokenOf({ tid: TENANT.toUpperCase() }), { tenantIds })?.caller.tenantId).toBe(TENANT);
    const foreign = { aud: DEFENDER_AUDIENCES[0], tid: '8d1e4c52-2f37-4b8a-b6d4-5e9a7c3f1b20' };
    expect((await refusal(tokenOf(foreign), { tenantIds })).challenge).toBe('Bearer error="invalid_token"');
    expect((await refusal('opaque-token', { tenantIds })).challenge).toBe('Bearer error="invalid_token"');
    expect(tried('opaque-token', { tenantIds, homeTenantId: TENANT })?.caller.tenantId).toBe(TENANT);
  });

  test('cannot call for another tenant, whatever roles it shows', async () => {
    const token = tokenOf({ aud: DEFENDER_AUDIENCES[0], tid: TENANT, roles: ['Defender.Tenants'] });
    const elsewhere = await refusal(token, { homeTenantId: TENANT }, '8d1e4c52-2f37-4b8a-b6d4-5e9a7c3f1b20');
    expect(elsewhere.status).toBe(403);
    const authenticator = new Authenticator({ passThrough: options({}), gateway: null });
    const own = await authenticator.authenticate({ authorization: `Bearer ${token}`, tenant: TENANT.toUpperCase() });
    expect(own.caller.tenantId).toBe(TENANT);
  });

  test('that expires a second from now is let in', () => {
    expect(enter(tokenOf({ exp: NOW / 1000 + 1 })).caller.kind).toBe('USER');
  });

  test('that is valid from later on is refused, but for what clocks may differ by', () => {
    expect(tried(tokenOf({ nbf: NOW / 1000 + 299 }))).not.toBeNull();
    expect(tried(tokenOf({ nbf: NOW / 1000 + 301 }))).toBeNull();
  });

  test.each([
    ['opaque text', 'opaque-token'],
    ['a JWT of broken parts', 'a.b.c'],
    ['a JWT whose claims are a list', `x.${Buffer.from('[1]').toString('base64url')}.y`],
    ['a JWT with claims of wrong types', tokenOf({ exp: 'soon', aud: 5, tid: {}, scp: 7, roles: [1, null], name: 3 })],
  ])('that is %s is let in as it came, since Defender decides', async (_, token) => {
    const entered = enter(token);
    const { caller, gatewayRoles } = entered;
    await expect(entered.at('defender').token()).resolves.toBe(token);
    expect(caller).toMatchObject({ kind: 'USER', tenantId: 'unknown', name: null, objectId: null });
    await expect(entered.at('defender').permissions()).resolves.toEqual([]);
    expect(gatewayRoles).toBeNull();
  });

  test('of a person shows their name, ids and scopes', async () => {
    const claims = { tid: TENANT, oid: 'o-1', appid: 'a-1', name: 'Ada Admin', scp: 'Alert.Read  Machine.Read' };
    const entered = enter(tokenOf(claims));
    expect(entered.caller).toMatchObject({
      kind: 'USER',
      tenantId: TENANT,
      objectId: 'o-1',
      applicationId: 'a-1',
      name: 'Ada Admin',
    });
    await expect(entered.at('defender').permissions()).resolves.toEqual(['Alert.Read', 'Machine.Read']);
  });

  test('of an application shows its display name, its id of either version and its roles', async () => {
    const claims = { tid: TENANT, azp: 'a-2', app_displayname: 'Contoso SOAR', roles: ['Alert.Read.All'] };
    const entered = enter(tokenOf(claims));
    expect(entered.caller).toMatchObject({ kind: 'APPLICATION', applicationId: 'a-2', name: 'Contoso SOAR' });
    await expect(entered.at('defender').permissions()).resolves.toEqual(['Alert.Read.All']);
  });

  test('of a person who also holds roles is a person’s, with the scopes', async () => {
    const entered = enter(tokenOf({ scp: 'Alert.Read', roles: ['Alert.ReadWrite.All'] }));
    expect(entered.caller.kind).toBe('USER');
    await expect(entered.at('defender').permissions()).resolves.toEqual(['Alert.Read']);
  });

  test('without a tenant of its own belongs to the home tenant', () => {
    expect(enter('opaque-token', TENANT).caller.tenantId).toBe(TENANT);
    const other = 'AAAAAAAA-0000-4000-8000-000000000001';
    expect(enter(tokenOf({ tid: other }), TENANT).caller.tenantId).toBe(other.toLowerCase());
  });

  test.each(['contoso', '../evil', `${TENANT}\n{"level":30}`, 'x'.repeat(10_000)])(
    'does not believe that %j is a tenant',
    (tid) => {
      expect(enter(tokenOf({ tid }), TENANT).caller.tenantId).toBe(TENANT);
    },
  );

  test('identifies its caller by the hash of the whole token, so that equal claims do not make equal callers', () => {
    const claims = { tid: TENANT, oid: 'victim' };
    const [own, forged] = [tokenOf(claims), `${tokenOf(claims)}x`];
    expect(enter(own).caller.credentialHash).toBe(createHash('sha256').update(own).digest('hex'));
    expect(enter(forged).caller.credentialHash).not.toBe(enter(own).caller.credentialHash);
  });
});
