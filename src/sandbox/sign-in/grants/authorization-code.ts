import { createHash } from 'node:crypto';
import type { Directory, TokenAnswer, TokenRequest } from '../directory/directory.ts';
import { TENANT_ALIASES } from '../directory/directory.ts';
import { isSinglePage } from '../directory/registered-application.ts';
import { askedScopes, resourceForUser } from '../directory/resources.ts';
import { invalidGrant, invalidRequest, missingField } from '../directory/sign-in-error.ts';
import { answerUser } from './issue-token.ts';

/** The refresh tokens of a single-page application end a day after the sign-in, however often they are used. */
const SINGLE_PAGE_REFRESH_MS = 86_400_000;

/** The authorization code grant of a single-page application (RFC 6749, section 4.1.3, with RFC 7636). */
export function redeemCode(directory: Directory, request: TokenRequest): Promise<TokenAnswer> {
  const { application, form, tenant } = request;
  const [code, redirectUri] = [form.get('code'), form.get('redirect_uri')];
  if (!code) throw missingField('code');
  if (!redirectUri) throw missingField('redirect_uri');
  expectCrossOrigin(request);
  const signIn = directory.authorizationCodes.redeem(code, application.clientId);
  if (redirectUri !== signIn.redirectUri) {
    throw invalidGrant(
      500112,
      `The reply address '${redirectUri}' does not match the reply address '${signIn.redirectUri}' provided when ` +
        'requesting Authorization code.',
    );
  }
  if (!TENANT_ALIASES.includes(tenant) && tenant !== signIn.tenantId) {
    throw invalidGrant(700005, `Provided Authorization Code is intended to use against other tenant, thus rejected.`);
  }
  expectVerifier(form.get('code_verifier'), signIn.codeChallenge);
  const scopes = form.has('scope') ? askedScopes(form) : signIn.scopes;
  const resource = resourceForUser(scopes, directory.gatewayClientId, signIn.tenantId);
  const endsAt = directory.now() + SINGLE_PAGE_REFRESH_MS;
  return answerUser(directory, request, signIn.tenantId, resource, scopes, signIn.user, {
    nonce: signIn.nonce,
    endsAt,
  });
}

/** A page's grants come from a page of another origin and from nowhere else, and those of others never do. */
export function expectCrossOrigin({ application, origin }: TokenRequest): void {
  if (isSinglePage(application)) {
    if (origin !== null) return;
    throw invalidRequest(
      9002327,
      "Tokens issued for the 'Single-Page Application' client-type may only be redeemed via cross-origin requests.",
    );
  }
  if (origin === null) return;
  throw invalidRequest(
    9002326,
    "Cross-origin token redemption is permitted only for the 'Single-Page Application' client-type.",
  );
}

function expectVerifier(verifier: string | null, codeChallenge: string): void {
  if (!verifier) {
    throw invalidGrant(
      50148,
      'The code_verifier does not match the code_challenge supplied in the authorization request for PKCE.',
    );
  }
  if (createHash('sha256').update(verifier).digest('base64url') === codeChallenge) return;
  throw invalidGrant(
    501481,
    'The Code_Verifier does not match the code_challenge supplied in the authorization request.',
  );
}
