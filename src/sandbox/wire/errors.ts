import { randomUUID } from 'node:crypto';

/** A refusal as the API words it: HTTP status, stable code, free message (common-errors.md). */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

/** 400 with one of the documented codes. */
export function badRequest(message: string, code = 'BadRequest'): ApiError {
  return new ApiError(400, code, message);
}

/** 400 for a query option that the service does not understand. */
export function odataError(message: string): ApiError {
  return new ApiError(400, 'ODataError', message);
}

/** 404 that names the resource, such as `Machine 123 was not found`. */
export function resourceNotFound(kind: string, id: string): ApiError {
  return new ApiError(404, 'ResourceNotFound', `${kind} ${id} was not found`);
}

/** 400 that names the missing body member. */
export function missingParameter(name: string): ApiError {
  return badRequest(`Required parameter ${name} is missing`, 'MissingRequiredParameter');
}

/** A fresh id for one call; an error body carries it as `target`. */
export function makeCorrelationId(): string {
  return randomUUID();
}

/** The body of every error. */
export function errorBody(error: ApiError, correlationId: string) {
  return { error: { code: error.code, message: error.message, target: correlationId } };
}
