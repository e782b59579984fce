import { setTimeout as delay } from 'node:timers/promises';
import { audited } from '../../../audited.ts';
import type { Context } from '../../../context.ts';
import type { SendInterceptor } from '../../../rest/client/rest-client.ts';
import { foldId, isSameId } from '../../../rest/rows/hex-id.ts';
import { readOne } from '../../../rest/batch/load-each.ts';
import { textOf } from '../../../rest/rows/read-value.ts';
import { RestError } from '../../../rest/rest-error.ts';
import type { MutationResult } from '../../../rest/mutation/mutation.ts';
import { unknownOutcome } from '../../../rest/mutation/send-failure.ts';
import { doesTheSame, isOpen, type ActionRequest } from '../request/action-request.ts';
import { getMachineActionOperation } from '../machine-actions.api.ts';
import {
  currentActions,
  cancelMachineActionOperation,
  mutationClient,
  readForAction,
} from '../request/machine-actions.changes.api.ts';
import type { MachineAction } from '../machine-actions.type.ts';

/**
 * The error for an action while one that works against it is in progress: Defender was seen to end them in any order.
 */
export function conflictError({ id, type, status }: MachineAction): RestError {
  return new RestError(
    'BAD_USER_INPUT',
    `Nothing is done: Defender is still working on the ${type} action ${id} of this device (${status}), and would end the two in any order. Wait for it with machineAction(id:, waitSeconds:), or end it with cancelMachineAction, and then ask again.`,
  );
}

const TRIES = 3;
const PAUSE_MS = 200;

/** Takes back an action that was just made; whether it is certain to be cancelled. */
async function cancelOwn(context: Context, id: string): Promise<boolean> {
  const change = { action: 'cancelMachineAction', targets: [id], plan: false };
  try {
    return await audited(context, change, async (intercept) => {
      const value = await cancelled(context, id, intercept);
      return { outcome: value ? 'CREATED' : 'ACTION_OUTCOME_UNKNOWN', value, reference: id };
    });
  } catch {
    return false;
  }
}

async function cancelled(context: Context, id: string, intercept: SendInterceptor): Promise<boolean> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    if (attempt > 0) await delay(PAUSE_MS);
    const body = { Comment: 'Taken back: another action on this device was first.' };
    // Cancelling twice is cancelling once, so it may be sent again.
    await mutationClient(context)
      .call(cancelMachineActionOperation, { path: { id }, body, intercept })
      .catch(() => undefined);
    const row = await readOne<MachineAction>(
      mutationClient(context),
      readForAction(getMachineActionOperation),
      id,
    ).catch(() => null);
    if (row?.status === 'Cancelled') return true;
    if (row !== null && !isOpen(row)) return false;
  }
  return false;
}

async function rereadActions(context: Context, machineId: string): Promise<MachineAction[]> {
  for (let attempt = 1; attempt < TRIES; attempt++) {
    const rows = await currentActions(context, machineId).catch(() => undefined);
    if (rows !== undefined) return rows;
    await delay(PAUSE_MS);
  }
  return currentActions(context, machineId);
}

const orderOf = ({ creationDateTimeUtc, id }: MachineAction): string => `${textOf(creationDateTimeUtc)} ${foldId(id)}`;
const endOf = ({ lastUpdateDateTimeUtc }: MachineAction): string => textOf(lastUpdateDateTimeUtc);
const hadNoEffect = ({ status }: MachineAction): boolean => /^(failed|cancelled)$/i.test(textOf(status));

/**
 * Looks again after an action was made: another caller, through another gateway or the portal, may have asked at the
 * same moment. The later of the two yields, so that two that contradict are never both acknowledged.
 */
export async function resolveConflict(
  context: Context,
  request: ActionRequest,
  made: MachineAction,
  { known, exclusiveGroup }: { known: ReadonlySet<string>; exclusiveGroup: readonly string[] },
): Promise<MutationResult<MachineAction>> {
  if (known.has(foldId(made.id))) return { outcome: 'ALREADY_PENDING', row: made, sent: true };
  const rows = await rereadActions(context, request.machineId).catch(() => [made]);
  const own = rows.find(({ id }) => isSameId(id, made.id)) ?? made;
  const rivals = rows.filter(
    (row) =>
      !isSameId(row.id, own.id) &&
      !known.has(foldId(row.id)) &&
      exclusiveGroup.includes(row.type ?? '') &&
      !hadNoEffect(row) &&
      orderOf(row) < orderOf(own),
  );
  const created: MutationResult<MachineAction> = { outcome: 'CREATED', row: own, sent: true };
  // One that ended before ours has no say any more.
  const rival = rivals.find((row) => isOpen(row) || (!isOpen(own) && endOf(row) > endOf(own)));
  if (rival === undefined) return created;
  const undone = isOpen(own) && (await cancelOwn(context, own.id));
  if (doesTheSame(rival, request)) {
    return undone ? { outcome: 'ALREADY_PENDING', row: rival, sent: true } : created;
  }
  if (undone) throw conflictError(rival);
  throw unknownOutcome({ correlationTag: request.correlationTag, requestId: context.requestId }, undefined);
}
