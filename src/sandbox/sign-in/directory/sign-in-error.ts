import { randomUUID } from 'node:crypto';

/** What an error answer may carry beyond its code and message. */
export interface ErrorExtras {
  suberror?: string;
  /** A claims challenge as JSON text. */
  claims?: string;
  headers?: Readonly<Record<string, string>>;
}

/** A refusal as Entra ID words it: HTTP status, OAuth error, number of the AADSTS code, message. */
export class SignInError extends Error {
  readonly status: number;
  readonly error: string;
  readonly code: number;
  readonly extras: ErrorExtras;

  constructor(status: number, error: string, code: number, message: string, extras: ErrorExtras = {}) {
    super(message);
    this.status = status;
    this.error = error;
    this.code = code;
    this.extras = extras;
  }
}

/** 401: the application did not prove who it is. */
export function invalidClient(code: number, message: string): SignInError {
  return new SignInError(401, 'invalid_client', code, message);
}

/** 400: the assertion, code or refresh token is no good. */
export function invalidGrant(code: number, message: string, extras?: ErrorExtras): SignInError {
  return new SignInError(400, 'invalid_grant', code, message, extras);
}

/** 400: the request itself is wrong. */
export function invalidRequest(code: number, message: string): SignInError {
  return new SignInError(400, 'invalid_request', code, message);
}

/** 400 that names the missing form field. */
export function missingField(name: string): SignInError {
  return invalidRequest(900144, `The request body must contain the following parameter: '${name}'.`);
}

/** 400: no one consented to this application in this tenant. */
export function unknownApplication(clientId: string, tenant: string): SignInError {
  return new SignInError(
    400,
    'unauthorized_client',
    700016,
    `Application with identifier '${clientId}' was not found in the directory '${tenant}'. This can happen if the ` +
      'application has not been installed by the administrator of the tenant or consented to by any user in the ' +
      'tenant. You may have sent your authentication request to the wrong tenant.',
  );
}

/** The body of an error; `correlationId` is the one that the client sent, if it is a GUID. `now` is in milliseconds. */
export function errorBody(fault: SignInError, url: string, now: number, correlationId: string | null) {
  const traceId = randomUUID();
  const correlation = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.exec(correlationId ?? '')?.[0] ?? randomUUID();
  const timestamp = new Date(now).toISOString().replace('T', ' ').replace(/\..*/, 'Z');
  const { suberror, claims } = fault.extras;
  return {
    error: fault.error,
    error_description:
      `AADSTS${fault.code}: ${fault.message} ` +
      `Trace ID: ${traceId} Correlation ID: ${correlation} Timestamp: ${timestamp}`,
    error_codes: [fault.code],
    timestamp,
    trace_id: traceId,
    correlation_id: correlation,
    error_uri: `${url}/error?code=${fault.code}`,
    ...(suberror !== undefined && { suberror }),
    ...(claims !== undefined && { claims }),
  };
}
