import { randomUUID } from 'node:crypto';
import type { Context } from './context.ts';
import type { SendInterceptor } from './rest/client/rest-client.ts';
import { isNotSent } from './rest/mutation/send-failure.ts';
import { RestError } from './rest/rest-error.ts';
import { SENDING_TIME_LIMIT_MS, type AuditLine, type AuditLog } from './telemetry/audit-log.ts';

/** A change to be written down. */
export interface AuditedMutation {
  /** Name of the mutation. */
  action: string;
  /** The vendor's ids of what is changed. */
  targets: readonly string[];
  /** Whether a plan was shown and its token given. */
  plan: boolean;
  /** What marks the change upstream, where it is marked. */
  key?: string;
}

/** What came of a change, and what is written down of it. */
export interface Audited<T> {
  /** A word such as `CREATED`. */
  outcome: string;
  value: T;
  /** Whether it was sent, where that is known better than by what became of the sending itself. */
  sent?: boolean;
  /** The vendor's id of what came of it. */
  reference?: string;
}

/** The sendings of one change: each is written down before its first byte leaves, and may find out whether it arrived. */
class Sendings {
  /** Whether the change went upstream; null where that is not known. */
  sent: boolean | null = false;
  readonly #audit: AuditLog;
  readonly #line: AuditLine;
  readonly #end = Date.now() + SENDING_TIME_LIMIT_MS;

  constructor(audit: AuditLog, line: AuditLine) {
    this.#audit = audit;
    this.#line = line;
  }

  /** Throws RestError, and sends nothing, where that cannot be written down, or the change has waited for too long. */
  readonly intercept: SendInterceptor = async (send) => {
    if (!(await this.#audit.write({ ...this.#line, phase: 'sending' }))) throw notWrittenDown();
    if (Date.now() > this.#end) throw waitedTooLong();
    try {
      const answer = await send();
      this.sent = true;
      return answer;
    } catch (error) {
      this.#failed(error);
      throw error;
    }
  };

  #failed(error: unknown): void {
    if (error instanceof RestError && error.status !== undefined) this.sent = true;
    // An earlier one may have arrived.
    else if (!isNotSent(error) && !(error instanceof RestError && error.notSent))
      this.sent = this.sent === true ? true : null;
  }
}

function notWrittenDown(): RestError {
  return new RestError(
    'UPSTREAM_UNAVAILABLE',
    'Nothing was sent, since it could not be written to the audit log; tell the operator of the gateway.',
    { notSent: true },
  );
}

function waitedTooLong(): RestError {
  const minutes = SENDING_TIME_LIMIT_MS / 60_000;
  const message = `The change was not sent: other calls kept it waiting for ${minutes} minutes; ask again.`;
  return new RestError('UPSTREAM_TIMEOUT', message, { notSent: true });
}

/**
 * Runs a change between the lines of the audit log. `run` gives what it is handed to every call that changes something
 * (`CallOptions.intercept`), so that each is written down right before it is sent. Throws RestError
 * UPSTREAM_UNAVAILABLE, and runs or sends nothing, where a line before it cannot be written.
 */
export function audited<T>(
  { caller, audit, requestId, isVerified }: Context,
  change: AuditedMutation,
  run: (intercept: SendInterceptor) => Promise<Audited<T>>,
): Promise<T> {
  const { tenantId, applicationId, objectId, name, credentialHash } = caller;
  const line: AuditLine = {
    phase: 'attempt',
    attemptId: randomUUID(),
    requestId,
    caller: { tenantId, applicationId, objectId, name, credential: credentialHash.slice(0, 12), isVerified },
    action: change.action,
    targets: change.targets,
    plan: change.plan,
    key: change.key ?? null,
    outcome: null,
    sent: null,
    reference: null,
    correlationId: null,
  };
  return audit.during(async () => {
    const sendings = new Sendings(audit, line);
    if (!(await audit.write(line))) throw notWrittenDown();
    try {
      const { outcome, value, sent = sendings.sent, reference = null } = await run(sendings.intercept);
      await audit.write({ ...line, phase: 'outcome', outcome, sent, reference });
      return value;
    } catch (error) {
      await audit.write({ ...line, phase: 'outcome', sent: sendings.sent, ...failureOf(error) });
      throw error;
    }
  });
}

/** What is written down of a failure: its code, never its text. */
function failureOf(error: unknown): Pick<AuditLine, 'outcome' | 'correlationId'> {
  const { extensions } = error as { extensions?: Record<string, unknown> };
  const word = (value: unknown): string | null => (typeof value === 'string' ? value : null);
  return {
    outcome: word(extensions?.code) ?? 'INTERNAL_SERVER_ERROR',
    correlationId: word(extensions?.correlationId),
  };
}
