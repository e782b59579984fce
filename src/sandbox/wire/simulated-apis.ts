import { ApiError, errorBody } from './errors.ts';
import { graphErrorBody, invalidToken } from './graph-error.ts';

/** What tells the APIs apart that share the server. */
export interface SimulatedApi {
  /** The audience of its tokens, whatever host is called. */
  audience: string;
  /** The refusal of a token that is missing, broken or expired. */
  unauthorized(message: string): ApiError;
  /** The refusal of a sound token that is for another caller. */
  wrongAudience(): ApiError;
  /** `clientRequestId` is what the caller named its request; `now` in milliseconds. */
  errorBody(error: ApiError, correlationId: string, clientRequestId: string | undefined, now: number): object;
}

const CHALLENGE = {
  'www-authenticate': `Bearer authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", error="invalid_token"`,
};

export const DEFENDER: SimulatedApi = {
  audience: 'https://api.securitycenter.microsoft.com',
  unauthorized: (message) => new ApiError(401, 'Unauthorized', message, CHALLENGE),
  // Observed trap: a wrong audience is told as 403, not 401.
  wrongAudience: () => new ApiError(403, 'Forbidden', 'The token is not meant for this resource'),
  errorBody,
};

export const GRAPH: SimulatedApi = {
  audience: 'https://graph.microsoft.com',
  unauthorized: (message) => invalidToken(message, CHALLENGE),
  wrongAudience: () => invalidToken('Access token validation failure. Invalid audience.', CHALLENGE),
  errorBody: graphErrorBody,
};

/** The page on errors has Defender's form and names none for a wrong audience (defender-xdr: api-error-codes.md). */
export const XDR: SimulatedApi = { ...DEFENDER, audience: 'https://api.security.microsoft.com' };

/** The API that a path belongs to: Graph's begin with a version, the others with `api`, two resources of which are XDR's. */
export function apiAt(path: string): SimulatedApi {
  if (/^\/(v1\.0|beta)\//i.test(path)) return GRAPH;
  return /^\/api\/(incidents|advancedhunting)(?=[/?]|$)/i.test(path) ? XDR : DEFENDER;
}
