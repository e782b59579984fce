import { createHash } from 'node:crypto';
import { certificateOf } from './keys/certificates.ts';
import { TENANT_ALIASES } from './directory/directory.ts';
import { signingKeys } from './keys/signing-keys.ts';
import type { SigningKeys } from './keys/signing-keys.ts';

/** The OpenID configuration of a tenant or alias, as version 1.0 or 2.0 of the endpoints give it. */
export function openIdConfiguration(url: string, tenant: string, version: '1.0' | '2.0') {
  const [endpoints, id] = [`${url}/${tenant}`, idIn(tenant)];
  const oauth = version === '2.0' ? 'oauth2/v2.0' : 'oauth2';
  return {
    token_endpoint: `${endpoints}/${oauth}/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt'],
    jwks_uri: `${endpoints}/discovery/${version === '2.0' ? 'v2.0/' : ''}keys`,
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    issuer: version === '2.0' ? `${url}/${id}/v2.0` : `https://sts.windows.net/${id}/`,
    request_uri_parameter_supported: false,
    authorization_endpoint: `${endpoints}/${oauth}/authorize`,
    device_authorization_endpoint: `${endpoints}/oauth2/v2.0/devicecode`,
    http_logout_supported: true,
    end_session_endpoint: `${endpoints}/${oauth}/logout`,
    claims_supported: ['sub', 'iss', 'aud', 'exp', 'iat', 'nbf', 'name', 'oid', 'preferred_username', 'tid', 'ver'],
    tenant_region_scope: null,
    cloud_instance_name: 'microsoftonline.com',
  };
}

const certificates = new WeakMap<SigningKeys, Promise<Buffer>>();

/** The key set of a tenant or alias: the current key alone, with the issuer that it may sign for. */
export async function keySet(url: string, tenant: string) {
  const keys = await signingKeys();
  const made = certificates.get(keys) ?? certificateOf(keys);
  certificates.set(keys, made);
  const certificate = await made;
  const { kty, n, e, kid, use } = keys.publicJwk;
  return {
    keys: [
      {
        kty,
        use,
        kid,
        x5t: createHash('sha1').update(certificate).digest('base64url'),
        n,
        e,
        x5c: [certificate.toString('base64')],
        cloud_instance_name: 'microsoftonline.com',
        issuer: `${url}/${idIn(tenant)}/v2.0`,
      },
    ],
  };
}

// What holds for every tenant is told as a template.
function idIn(tenant: string): string {
  return TENANT_ALIASES.includes(tenant) ? '{tenantid}' : tenant;
}
