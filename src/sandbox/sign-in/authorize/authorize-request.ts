import { consentOf, findApplication, TENANT_ALIASES } from '../directory/directory.ts';
import type { Directory } from '../directory/directory.ts';
import { isRedirectUri } from '../directory/registered-application.ts';
import type { RegisteredApplication } from '../directory/registered-application.ts';
import { askedScopes, resourceForUser } from '../directory/resources.ts';
import { errorBody, invalidRequest, missingField, SignInError } from '../directory/sign-in-error.ts';

/** Where the answer to a request for authorization goes. */
export interface ReplyAddress {
  application: RegisteredApplication;
  redirectUri: string;
  /** The part of the address that the answer is in. */
  responseMode: 'fragment' | 'query';
  state: string | null;
}

/** What is asked for, once it is known to be sound. */
export interface AuthorizeRequest {
  scopes: readonly string[];
  nonce: string | null;
  codeChallenge: string;
}

/** A SHA-256 in base64url. */
const CODE_CHALLENGE = /^[\w-]{43}$/;

/**
 * Whom to answer, and where. Throws what is told on a page of the sign-in server's own: with an unknown address there is
 * nobody who could be told.
 */
export function replyAddressOf(directory: Directory, tenant: string, query: URLSearchParams): ReplyAddress {
  const application = findApplication(directory, tenant, query);
  if (!TENANT_ALIASES.includes(tenant)) consentOf(application, tenant);
  const redirectUri = query.get('redirect_uri');
  if (!redirectUri) throw invalidRequest(900971, 'No reply address provided.');
  if (!isRedirectUri(application, redirectUri)) {
    throw invalidRequest(
      50011,
      `The redirect URI '${redirectUri}' specified in the request does not match the redirect URIs configured for the ` +
        `application '${application.clientId}'. Make sure the redirect URI sent in the request matches one added to ` +
        'your application in the Azure portal. Navigate to https://aka.ms/redirectUriMismatchError to learn more about ' +
        'how to troubleshoot this error.',
    );
  }
  const responseMode = query.get('response_mode') === 'fragment' ? 'fragment' : 'query';
  return { application, redirectUri, responseMode, state: query.get('state') };
}

/** Reads what is asked for; throws what the application is told. */
export function authorizeRequestOf(directory: Directory, tenant: string, query: URLSearchParams): AuthorizeRequest {
  const responseType = query.get('response_type') ?? '';
  if (responseType === '') throw missingField('response_type');
  if (responseType !== 'code') {
    const message = `response_type '${responseType}' is not enabled for the application.`;
    throw new SignInError(400, 'unsupported_response_type', 700051, message);
  }
  if (query.get('response_mode') === 'form_post') throw invalidRequest(9002313, 'form_post is not simulated.');
  const scopes = askedScopes(query);
  resourceForUser(scopes, directory.gatewayClientId, tenant);
  const codeChallenge = query.get('code_challenge') ?? '';
  if (codeChallenge === '') {
    throw invalidRequest(
      9002325,
      'Proof Key for Code Exchange is required for cross-origin authorization code redemption.',
    );
  }
  if (query.get('code_challenge_method') !== 'S256') throw invalidRequest(50149, 'Invalid Code_Challenge_method.');
  if (!CODE_CHALLENGE.test(codeChallenge)) throw invalidRequest(501491, 'Invalid size of Code_Challenge parameter.');
  if (query.get('prompt') === 'none') {
    const message = 'Session information is not sufficient for single-sign-on; no user is signed in.';
    throw new SignInError(400, 'login_required', 50058, message);
  }
  return { scopes, nonce: query.get('nonce'), codeChallenge };
}

/** The address that a browser is sent back to, with these parameters. */
export function replyUrl(address: ReplyAddress, parameters: Readonly<Record<string, string>>): string {
  const { redirectUri, responseMode, state } = address;
  const reply = new URLSearchParams(parameters);
  if (state !== null) reply.set('state', state);
  return `${redirectUri}${responseMode === 'fragment' ? '#' : '?'}${reply.toString()}`;
}

/** The address that tells an application of a refusal. */
export function refusalUrl(directory: Directory, address: ReplyAddress, fault: SignInError, subcode?: string): string {
  const { error, error_description, error_uri } = errorBody(fault, directory.url(), directory.now(), null);
  return replyUrl(address, {
    error,
    ...(subcode !== undefined && { error_subcode: subcode }),
    error_description,
    error_uri,
  });
}
