import {
  findSentActions,
  isTraceable,
  type SentAction,
} from '../resources/machine-actions/request/machine-actions.sent.api.ts';
import type { RestClient } from '../rest/client/rest-client.ts';
import { RestError } from '../rest/rest-error.ts';
import { textOf } from '../rest/rows/read-value.ts';
import { SENDING_TIME_LIMIT_MS, type AuditLine } from '../telemetry/audit-log.ts';
import type { OpenAttempt } from '../telemetry/open-attempts.ts';
import { UsageError } from './usage-error.ts';

export interface ReconcileOptions {
  /** Whether nothing makes changes any more that the log tells of, so that none of them is still in progress. */
  isStopped: boolean;
  /** Milliseconds since 1970. */
  now: number;
  /** Defender as a tenant's administrator sees it. Throws RestError or UsageError where it cannot be reached. */
  clientOf: (tenantId: string) => Promise<RestClient>;
}

/** What became of an attempt. */
export interface Verdict {
  attempt: OpenAttempt;
  /** Null where it stays open. */
  result: Pick<AuditLine, 'outcome' | 'sent' | 'reference'> | null;
  /** Why, and what to do. */
  detail: string;
}

/** Outcome of a change that was sent, and of which nothing shows what became of it. */
export const UNKNOWN = 'ACTION_OUTCOME_UNKNOWN';
/** From when on nothing is in progress any more: what was sent last is looked for as long again. */
const IN_PROGRESS_MS = 2 * SENDING_TIME_LIMIT_MS;
/** An export may take hours, and changes nothing. */
const EXPORT_IN_PROGRESS_MS = 24 * 60 * 60 * 1000;

function verdict(attempt: OpenAttempt, outcome: string, sent: boolean | null, detail: string): Verdict {
  return { attempt, result: { outcome, sent, reference: null }, detail };
}

function leftOpen(attempt: OpenAttempt, detail: string): Verdict {
  return { attempt, result: null, detail };
}

/** When an attempt is no longer in progress. */
function endOf({ line, lastAt }: OpenAttempt): Date {
  return new Date(lastAt.getTime() + (line.action === 'export' ? EXPORT_IN_PROGRESS_MS : IN_PROGRESS_MS));
}

/** What the log alone tells; null where Defender has to be asked. */
function verdictOfLog(attempt: OpenAttempt, { isStopped, now }: ReconcileOptions): Verdict | null {
  const { line, sentAt } = attempt;
  const end = endOf(attempt);
  if (!isStopped && end.getTime() > now) {
    return leftOpen(attempt, `may be in progress until ${end.toISOString()}; with --stopped, if its gateway has ended`);
  }
  if (line.action === 'export') return verdict(attempt, 'INTERRUPTED', false, 'broke off; nothing was changed');
  if (sentAt === null) return verdict(attempt, 'NOT_SENT', false, 'ask again, if it is still wanted');
  if (isTraceable(line)) return null;
  return verdict(attempt, UNKNOWN, null, 'bears no mark; read the object to see whether it was changed');
}

/** What follows from what Defender shows; nothing yet where it was sent only now, and Defender may not show it so far. */
function verdictOfApi(attempt: OpenAttempt, row: object | null, now: number): Verdict {
  const { line } = attempt;
  const { id, status } = (row ?? {}) as { id?: string; status?: string };
  const state = textOf(status);
  const isCancellation = line.action === 'cancelMachineAction';
  const isDone = row !== null && (!isCancellation || state.toLowerCase() === 'cancelled');
  if (isDone) {
    const result = { outcome: 'CREATED', sent: true, reference: id ?? null };
    return { attempt, result, detail: `Defender has it, as ${state}` };
  }
  const end = endOf(attempt);
  if (end.getTime() > now) return leftOpen(attempt, `Defender does not show it so far; ask after ${end.toISOString()}`);
  if (!isCancellation) {
    const remedy = `Defender shows no action of ${line.targets[0]} that ends in [key: ${line.key}]; look at the device`;
    return verdict(attempt, UNKNOWN, null, remedy);
  }
  return verdict(attempt, UNKNOWN, null, `the action is ${state || 'not shown'}; look at it, and cancel it again`);
}

async function askTenant(
  attempts: readonly OpenAttempt[],
  tenantId: string,
  options: ReconcileOptions,
): Promise<Verdict[]> {
  const sent = attempts.map(({ line: { action, targets, key }, sentAt }) => {
    return { action, target: targets[0] ?? '', key, sentAt: sentAt ?? new Date(0) } satisfies SentAction;
  });
  try {
    const rest = await options.clientOf(tenantId);
    const found = await findSentActions(rest.with({ bypassCache: true }), sent);
    return attempts.map((attempt, index) => {
      const shown = found.get(sent[index] as SentAction) ?? null;
      return shown instanceof Error ? leftOpen(attempt, shown.message) : verdictOfApi(attempt, shown, options.now);
    });
  } catch (error) {
    if (!(error instanceof RestError || error instanceof UsageError)) throw error;
    const why = `tenant ${tenantId} cannot be asked: ${error.message}`;
    return attempts.map((attempt) => leftOpen(attempt, why));
  }
}

/** Attempts that are asked about together: their devices are a few calls. */
const BATCH = 500;

/**
 * Finds out what became of attempts: by the log where that tells enough, else by asking Defender for the mark that an
 * action bears, in batches of each tenant.
 */
export async function* reconcile(attempts: Iterable<OpenAttempt>, options: ReconcileOptions): AsyncGenerator<Verdict> {
  const toAsk = new Map<string, OpenAttempt[]>();
  for (const attempt of attempts) {
    const known = verdictOfLog(attempt, options);
    if (known !== null) yield known;
    else {
      const { tenantId } = attempt.line.caller;
      const ofTenant = toAsk.get(tenantId) ?? [];
      ofTenant.push(attempt);
      toAsk.set(tenantId, ofTenant);
    }
  }
  for (const [tenantId, ofTenant] of toAsk) {
    for (let start = 0; start < ofTenant.length; start += BATCH) {
      yield* await askTenant(ofTenant.slice(start, start + BATCH), tenantId, options);
    }
  }
}
