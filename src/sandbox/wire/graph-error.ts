import { randomUUID } from 'node:crypto';
import { ApiError } from './errors.ts';

/** Codes that Graph has other words for. */
const CODES: Readonly<Record<string, string>> = {
  NotFound: 'ResourceNotFound',
  MissingRequiredParameter: 'BadRequest',
  InvalidRequestBody: 'BadRequest',
  InvalidInput: 'BadRequest',
};

/** 401: Graph tells every fault of a token by one code. */
export function invalidToken(message: string, headers: Readonly<Record<string, string>>): ApiError {
  return new ApiError(401, 'InvalidAuthenticationToken', message, headers);
}

/** The body of every error of Graph (graph: errors.md). */
export function graphErrorBody(
  { code, message }: ApiError,
  correlationId: string,
  clientRequestId: string | undefined,
  now: number,
) {
  return {
    error: {
      code: CODES[code] ?? code,
      message,
      innerError: {
        date: new Date(now).toISOString().slice(0, 19),
        'request-id': correlationId,
        'client-request-id': clientRequestId ?? randomUUID(),
      },
    },
  };
}
