import { decodeProtectedHeader, errors, jwtVerify } from 'jose';
import type { JWTPayload } from 'jose';
import type { Identity } from '../directory/personas.ts';
import type { Directory, TokenAnswer, TokenRequest } from '../directory/directory.ts';
import { refuseUserGrant } from '../directory/faults.ts';
import { answerUser } from './issue-token.ts';
import { askedScopes, resourceForUser } from '../directory/resources.ts';
import { invalidGrant, missingField, SignInError } from '../directory/sign-in-error.ts';
import { findSigningKeys } from '../keys/signing-keys.ts';

/** The on-behalf-of grant: exchanges a user's token for the application into the user's token for a resource. */
export async function onBehalfOf(directory: Directory, request: TokenRequest, tenantId: string): Promise<TokenAnswer> {
  const { form, application } = request;
  if (form.get('requested_token_use') !== 'on_behalf_of') throw missingField('requested_token_use');
  const scopes = askedScopes(form);
  const resource = resourceForUser(scopes, directory.gatewayClientId, tenantId);
  const user = await readAssertion(directory, form.get('assertion'), application.clientId, tenantId);
  refuseUserGrant(directory.faults, resource.identifier, tenantId);
  return answerUser(directory, request, tenantId, resource, scopes, user);
}

async function readAssertion(
  directory: Directory,
  assertion: string | null,
  clientId: string,
  tenantId: string,
): Promise<Identity> {
  if (assertion === null) throw missingField('assertion');
  const claims = await verify(assertion, directory.now());
  const audience = text(claims.aud);
  if (audience !== clientId && audience !== `api://${clientId}`) {
    throw invalidGrant(
      500131,
      'Assertion audience does not match the Client app presenting the assertion. The audience in the assertion was ' +
        `'${audience}' and the expected audience is '${clientId}' or one of the Application Uris of this application ` +
        `with App ID '${clientId}'. The downstream client must request a token for the expected audience (the ` +
        'application that made the OBO request) and this application should use that token as the assertion.',
    );
  }
  const issuers = [`${directory.url()}/${tenantId}/v2.0`, `https://sts.windows.net/${tenantId}/`];
  if (claims['tid'] !== tenantId || !issuers.includes(text(claims.iss))) {
    throw invalidGrant(50013, 'Assertion failed validation. [Reason - The token issuer does not match the tenant.]');
  }
  if (claims['idtyp'] === 'app' || text(claims['scp']) === '') {
    throw new SignInError(
      400,
      'unauthorized_client',
      7000114,
      `Application '${clientId}' is not allowed to make application on-behalf-of calls.`,
    );
  }
  return {
    oid: text(claims['oid']),
    name: text(claims['name']),
    upn: text(claims['preferred_username']) || text(claims['upn']),
  };
}

async function verify(assertion: string, now: number): Promise<JWTPayload> {
  const keys = await findSigningKeys(keyIdOf(assertion));
  if (!keys) throw badSignature('The key was not found.');
  try {
    const options = { algorithms: ['RS256'], currentDate: new Date(now), requiredClaims: ['exp'] };
    return (await jwtVerify(assertion, keys.publicKey, options)).payload;
  } catch (fault) {
    if (!(fault instanceof errors.JWTExpired || fault instanceof errors.JWTClaimValidationFailed)) {
      throw badSignature('The provided signature value did not match the expected signature value.');
    }
    throw invalidGrant(
      500133,
      'Assertion is not within its valid time range. Ensure that the access token is not expired before using it for ' +
        `user assertion, or request a new token. Current time: ${new Date(now).toISOString()}.`,
    );
  }
}

function keyIdOf(assertion: string): string | undefined {
  try {
    return decodeProtectedHeader(assertion).kid;
  } catch {
    throw invalidGrant(50027, 'JWT token is invalid or malformed.');
  }
}

function badSignature(reason: string): SignInError {
  return invalidGrant(50013, `Assertion failed signature validation. [Reason - ${reason}]`);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
