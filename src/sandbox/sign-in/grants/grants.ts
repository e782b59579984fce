import { identityOf } from '../directory/personas.ts';
import { authenticateClient } from './client-authentication.ts';
import { consentOf, findApplication, TENANT_ALIASES } from '../directory/directory.ts';
import type { Directory, TokenAnswer, TokenRequest } from '../directory/directory.ts';
import { refuseUserGrant } from '../directory/faults.ts';
import { expectCrossOrigin, redeemCode } from './authorization-code.ts';
import { answerApplication, answerUser } from './issue-token.ts';
import { onBehalfOf } from './on-behalf-of.ts';
import { isSinglePage } from '../directory/registered-application.ts';
import type { RegisteredApplication } from '../directory/registered-application.ts';
import { askedScopes, resourceForApplication, resourceForUser } from '../directory/resources.ts';
import { invalidClient, invalidGrant, invalidRequest, missingField, SignInError } from '../directory/sign-in-error.ts';

type Grant = (directory: Directory, request: TokenRequest) => Promise<TokenAnswer>;

const GRANTS: Readonly<Record<string, Grant>> = {
  client_credentials: async (directory, request) => {
    await authenticateClient(directory, request.application, request.tenant, request.form);
    const tenantId = oneTenant(request.tenant);
    consentOf(request.application, tenantId);
    const resource = resourceForApplication(askedScopes(request.form), directory.gatewayClientId, tenantId);
    return answerApplication(directory, request, tenantId, resource);
  },
  'urn:ietf:params:oauth:grant-type:jwt-bearer': async (directory, request) => {
    await authenticateClient(directory, request.application, request.tenant, request.form);
    return onBehalfOf(directory, request, oneTenant(request.tenant));
  },
  'urn:ietf:params:oauth:grant-type:device_code': redeemDeviceCode,
  // MSAL's name for it.
  device_code: redeemDeviceCode,
  authorization_code: async (directory, request) => redeemCode(directory, request),
  refresh_token: async (directory, request) => {
    const { application, form, tenant } = request;
    if (isSinglePage(application)) expectCrossOrigin(request);
    else if (!application.deviceCode) await authenticateClient(directory, application, tenant, form);
    const known = directory.refreshTokens.find(field(form, 'refresh_token'));
    if (known?.clientId !== application.clientId) {
      throw invalidGrant(9002313, 'Invalid request. Request is malformed or invalid.');
    }
    if (known.endsAt !== null && known.endsAt <= directory.now()) {
      throw invalidGrant(
        700084,
        'The refresh token was issued to a single page app (SPA), and therefore has a fixed, limited lifetime of ' +
          '1.00:00:00, which cannot be extended. It is now expired and a new sign in request must be sent by the SPA to ' +
          'the sign in page.',
      );
    }
    const scopes = askedScopes(form);
    const resource = resourceForUser(scopes, directory.gatewayClientId, known.tenantId);
    refuseUserGrant(directory.faults, resource.identifier, known.tenantId);
    return answerUser(directory, request, known.tenantId, resource, scopes, known.user, { endsAt: known.endsAt });
  },
};

/** Answers a request to the token endpoint; every refusal is a `SignInError`. */
export async function grantToken(
  directory: Directory,
  { tenant, form, origin }: Pick<TokenRequest, 'tenant' | 'form' | 'origin'>,
): Promise<TokenAnswer> {
  const grantType = field(form, 'grant_type');
  const grant = Object.hasOwn(GRANTS, grantType) ? GRANTS[grantType] : undefined;
  if (!grant) {
    throw new SignInError(
      400,
      'unsupported_grant_type',
      70003,
      `The app requested an unsupported grant type '${grantType}'.`,
    );
  }
  return grant(directory, { tenant, form, origin, application: findApplication(directory, tenant, form) });
}

/** Answers a request to the device code endpoint. */
export function startDevice(directory: Directory, tenant: string, form: URLSearchParams) {
  const { clientId } = findApplication(directory, tenant, form);
  const scopes = askedScopes(form);
  resourceForUser(scopes, directory.gatewayClientId, tenant);
  const { deviceCodes } = directory;
  const { userCode, deviceCode } = deviceCodes.open(clientId, scopes);
  const verification_uri = `${directory.url()}/common/oauth2/deviceauth`;
  return {
    user_code: userCode,
    device_code: deviceCode,
    verification_uri,
    expires_in: deviceCodes.lifetimeSeconds,
    interval: deviceCodes.intervalSeconds,
    message: `To sign in, use a web browser to open the page ${verification_uri} and enter the code ${userCode} to authenticate.`,
  };
}

async function redeemDeviceCode(directory: Directory, request: TokenRequest): Promise<TokenAnswer> {
  expectPublicClient(request.application);
  const { as, scopes } = directory.deviceCodes.redeem(field(request.form, 'device_code'), request.application.clientId);
  const tenantId = homeTenant(directory, request.tenant);
  const resource = resourceForUser(scopes, directory.gatewayClientId, tenantId);
  return answerUser(directory, request, tenantId, resource, scopes, identityOf(as, tenantId));
}

function expectPublicClient({ deviceCode }: RegisteredApplication): void {
  if (deviceCode) return;
  throw invalidClient(
    7000218,
    "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
  );
}

function oneTenant(tenant: string): string {
  if (!TENANT_ALIASES.includes(tenant)) return tenant;
  throw invalidRequest(
    50059,
    'No tenant-identifying information found in either the request or implied by any provided credentials.',
  );
}

// Personas live in every tenant; who signs in without naming one means the first.
function homeTenant({ tenantIds }: Directory, tenant: string): string {
  return TENANT_ALIASES.includes(tenant) ? (tenantIds[0] ?? '') : tenant;
}

function field(form: URLSearchParams, name: string): string {
  const value = form.get(name);
  if (!value) throw missingField(name);
  return value;
}
