/** Who asked for a change; no secret is in it. */
export interface AuditedCaller {
  tenantId: string;
  applicationId: string | null;
  objectId: string | null;
  name: string | null;
  /** False where all of that is what a token says which Defender had not accepted yet. */
  isVerified: boolean;
  /** The first twelve digits of the SHA-256 of the credential. */
  credential: string;
}

/**
 * One line of the audit log: a change is written down before anything is done for it, directly before each time that it
 * is sent, and when its end is known.
 */
export interface AuditLine {
  phase: 'attempt' | 'sending' | 'outcome';
  /** Ties the lines of an attempt together. */
  attemptId: string;
  requestId: string | null;
  caller: AuditedCaller;
  /** Name of the mutation. */
  action: string;
  /** The vendor's ids of what is changed. */
  targets: readonly string[];
  /** Whether a plan was shown and its token given. */
  plan: boolean;
  /** What marks the change upstream, where it is marked. */
  key: string | null;
  /** `CREATED`, or an error's code; null before the end. */
  outcome: string | null;
  /** Whether the change went upstream; null where that is not known. */
  sent: boolean | null;
  /** The vendor's id of what came of it. */
  reference: string | null;
  /** The vendor's name for the failed call. */
  correlationId: string | null;
  /** Present where the process that made the attempt ended before it could write this line, and `reconcile` did. */
  reconciled?: true;
}
