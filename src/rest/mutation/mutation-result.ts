import { apiLabel, type Operation } from '../operation.ts';
import type { CallOptions, RestClient } from '../client/rest-client.ts';
import { RestError, type RestErrorCode } from '../rest-error.ts';

/** Makes a change and returns the object that the API answers with. Throws RestError, also for any other answer. */
export async function mutatedRow<Row extends object>(
  rest: RestClient,
  operation: Operation,
  options: CallOptions,
): Promise<Row> {
  const row = await rest.call<unknown>(operation, options);
  if (typeof row === 'object' && row !== null && !Array.isArray(row)) return row as Row;
  throw new RestError(
    'UPSTREAM_ERROR',
    `${apiLabel(operation)} accepted ${operation.id}, but did not answer with the object; read it to see the change.`,
  );
}

/** The same failure in words that help the caller more. */
export function reworded(error: RestError, code: RestErrorCode, message: string): RestError {
  const { status, vendorCode, extensions } = error;
  const { correlationId, vendorMessage } = extensions as { correlationId?: string; vendorMessage?: string };
  const says = vendorMessage === undefined ? '' : ` Defender says: ${vendorMessage}`;
  return new RestError(code, `${message}${says}`, { status, vendorCode, correlationId, vendorMessage, cause: error });
}

/** The same failure with what the vendor says of it, but for these texts of the caller's own. */
export function withoutSecrets(error: unknown, secrets: readonly (string | undefined)[]): unknown {
  if (!(error instanceof RestError)) return error;
  const { status, vendorCode, alreadyInProgress, extensions } = error;
  const { correlationId, vendorMessage } = extensions as { correlationId?: string; vendorMessage?: string };
  // Nothing but the explanation of a refusal is in the vendor's words.
  if (vendorMessage === undefined) return error;
  const known = secrets.filter((secret) => secret !== undefined && secret !== '') as string[];
  const mask = (text: string): string => known.reduce((rest, secret) => rest.replaceAll(secret, '[secret]'), text);
  const details = { status, vendorCode, correlationId, alreadyInProgress, vendorMessage: mask(vendorMessage) };
  return new RestError(error.code, mask(error.message), details);
}

/** Whether a call failed with this status. */
export function hasStatus(error: unknown, status: number): error is RestError {
  return error instanceof RestError && error.status === status;
}

/** The outcome of a change to many for the audit log: `UPDATED`, `PARTLY_UPDATED` or `NOT_UPDATED`. */
export function batchOutcome(word: string, done: number, all: number): string {
  if (done === all) return word;
  return done === 0 ? `NOT_${word}` : `PARTLY_${word}`;
}
