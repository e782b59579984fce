import { randomBytes } from 'node:crypto';
import type { Identity } from '../directory/personas.ts';
import { graphScopesOf, scopesOf, xdrScopesOf } from '../directory/personas.ts';
import { createRandom } from '../../seed/random.ts';
import { consentOf } from '../directory/directory.ts';
import type { Directory, TokenAnswer, TokenRequest } from '../directory/directory.ts';
import { isSinglePage } from '../directory/registered-application.ts';
import type { RegisteredApplication } from '../directory/registered-application.ts';
import { ABOUT_THE_USER, GATEWAY_SCOPE } from '../directory/resources.ts';
import type { Resource } from '../directory/resources.ts';
import { invalidGrant } from '../directory/sign-in-error.ts';
import { signToken } from '../keys/signing-keys.ts';

// Real tokens claim to be five minutes older than they are, against clocks that run late.
const BACKDATED_SECONDS = 300;

/** Answers an application that asks in its own name. */
export async function answerApplication(
  directory: Directory,
  { application }: TokenRequest,
  tenantId: string,
  resource: Resource,
): Promise<TokenAnswer> {
  const roles = consentOf(application, tenantId).appRoles[resource.name];
  const oid = createRandom(`${tenantId}:${application.clientId}`).guid();
  const access_token = await signToken({
    ...envelope(directory, application, tenantId, resource),
    idtyp: 'app',
    oid,
    sub: oid,
    ...(resource.name !== 'gateway' && { app_displayname: application.name }),
    ...(roles !== undefined && roles.length > 0 && { roles }),
  });
  return { token_type: 'Bearer', ...lifetime(directory), access_token };
}

/** Answers an application that asks for a user; 400 `consent_required` where no one consented to that. */
export async function answerUser(
  directory: Directory,
  { application, form }: TokenRequest,
  tenantId: string,
  resource: Resource,
  scopes: readonly string[],
  user: Identity,
  { nonce = null, endsAt = null }: { nonce?: string | null; endsAt?: number | null } = {},
): Promise<TokenAnswer> {
  if (!consentOf(application, tenantId).delegated.includes(resource.name)) {
    throw invalidGrant(
      65001,
      `The user or administrator has not consented to use the application with ID '${application.clientId}' named ` +
        `'${application.name}'. Send an interactive authorization request for this user and resource.`,
      { suberror: 'consent_required' },
    );
  }
  const scp = grantedScopes(resource, user);
  const { oid } = user;
  const sub = createRandom(`${application.clientId}:${oid}`).hex(43);
  const access_token = await signToken({
    ...envelope(directory, application, tenantId, resource),
    oid,
    sub,
    name: user.name,
    ...(resource.name === 'gateway'
      ? { preferred_username: user.upn }
      : { idtyp: 'user', upn: user.upn, unique_name: user.upn }),
    scp: scp.join(' '),
  });
  const asked = scopes.filter((scope) => !ABOUT_THE_USER.has(scope));
  const granted = scp.map((name) => `${resource.identifier}/${name}`);
  const uid = { uid: oid, utid: tenantId };
  return {
    token_type: 'Bearer',
    scope: [...new Set([...asked, ...granted])].join(' '),
    ...lifetime(directory),
    access_token,
    ...(scopes.includes('offline_access') && {
      refresh_token: directory.refreshTokens.issue({ clientId: application.clientId, tenantId, user, endsAt }),
    }),
    ...(scopes.includes('openid') && { id_token: await idToken(directory, application, tenantId, user, sub, nonce) }),
    ...(form.get('client_info') === '1' && {
      client_info: Buffer.from(JSON.stringify(uid)).toString('base64url'),
    }),
  };
}

function grantedScopes({ name }: Resource, user: Identity): readonly string[] {
  if (name === 'gateway') return [GATEWAY_SCOPE];
  return { defender: scopesOf, graph: graphScopesOf, xdr: xdrScopesOf }[name](user.name);
}

type Client = Pick<RegisteredApplication, 'clientId' | 'secret' | 'deviceCode' | 'redirectUris'>;

/** `iss`, `aud` and the other claims that say whose token it is; the form depends on the resource alone. */
export function envelope(
  directory: Directory,
  { clientId, secret, deviceCode, redirectUris }: Client,
  tenantId: string,
  { name, audience }: Pick<Resource, 'name' | 'audience'>,
) {
  const now = Math.floor(directory.now() / 1000);
  // 0: a public client, 1: a secret, 2: a certificate.
  const proof = deviceCode || isSinglePage({ redirectUris }) ? '0' : secret === null ? '2' : '1';
  return {
    aud: audience,
    iss: name === 'gateway' ? `${directory.url()}/${tenantId}/v2.0` : `https://sts.windows.net/${tenantId}/`,
    iat: now - BACKDATED_SECONDS,
    nbf: now - BACKDATED_SECONDS,
    exp: now + directory.tokenSeconds,
    ...(name === 'gateway' ? { azp: clientId, azpacr: proof } : { appid: clientId, appidacr: proof }),
    tid: tenantId,
    uti: randomBytes(16).toString('base64url'),
    ver: name === 'gateway' ? '2.0' : '1.0',
  };
}

async function idToken(
  directory: Directory,
  application: RegisteredApplication,
  tenantId: string,
  { oid, name, upn }: Identity,
  sub: string,
  nonce: string | null,
): Promise<string> {
  const { aud, iss, iat, nbf, exp, tid, uti, ver } = envelope(directory, application, tenantId, {
    name: 'gateway',
    audience: application.clientId,
  });
  const own = { oid, name, preferred_username: upn, sub, ...(nonce !== null && { nonce }) };
  return signToken({ aud, iss, iat, nbf, exp, tid, uti, ver, ...own });
}

function lifetime({ tokenSeconds }: Directory) {
  return { expires_in: tokenSeconds, ext_expires_in: tokenSeconds };
}
