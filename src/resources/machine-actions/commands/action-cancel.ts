import { audited } from '../../../audited.ts';
import { principalOf, type Context } from '../../../context.ts';
import type { SendInterceptor } from '../../../rest/client/rest-client.ts';
import { foldId } from '../../../rest/rows/hex-id.ts';
import { readOne } from '../../../rest/batch/load-each.ts';
import { textOf } from '../../../rest/rows/read-value.ts';
import { RestError } from '../../../rest/rest-error.ts';
import { fenced, type Mutation, type MutationResult } from '../../../rest/mutation/mutation.ts';
import { getMachineActionOperation, readAction } from '../machine-actions.api.ts';
import {
  cancelMachineActionOperation,
  mutationClient,
  readForAction,
  sendMutation,
} from '../request/machine-actions.changes.api.ts';
import type { MachineAction } from '../machine-actions.type.ts';

/** An action to be cancelled. */
export interface Cancellation {
  machineActionId: string;
  comment: string | undefined;
  idempotencyKey: string | undefined;
}

/**
 * Whether an action has ended for sure: a status that this version does not know may be one of an action in progress.
 */
const hasEnded = ({ status }: MachineAction): boolean => /^(succeeded|failed|timeout|cancelled)$/i.test(textOf(status));
const isCancelled = ({ status }: MachineAction): boolean => textOf(status).toLowerCase() === 'cancelled';

/** What ties a cancellation to others of the same action: the caller's key, else the action. */
function correlationTagOf({ machineActionId, idempotencyKey }: Cancellation): string {
  return idempotencyKey ?? `cancel-${foldId(machineActionId)}`;
}

function mutationOf(context: Context, cancellation: Cancellation, intercept: SendInterceptor) {
  const { machineActionId, comment, idempotencyKey } = cancellation;
  const { tenantId } = context.caller;
  const id = foldId(machineActionId);
  const correlationTag = correlationTagOf(cancellation);
  const cancelled = (rows: readonly MachineAction[]): MachineAction | undefined => rows.find(isCancelled);
  return {
    tenantId,
    principal: principalOf(context.caller),
    serializationKey: JSON.stringify([tenantId, 'cancel', id]),
    key: JSON.stringify([tenantId, idempotencyKey === undefined ? 'derived' : 'named', correlationTag]),
    hasClientKey: idempotencyKey !== undefined,
    fingerprint: JSON.stringify(['cancelMachineAction', id]),
    correlationTag,
    requestId: context.requestId,
    rows: async () => {
      const row = await readOne<MachineAction>(mutationClient(context), readForAction(getMachineActionOperation), id);
      if (row !== null) return [readAction(row)];
      throw new RestError('NOT_FOUND', 'input.machineActionId: Defender has no action of this id.');
    },
    send: async (fence) => {
      const body = comment === undefined ? {} : { Comment: comment };
      const options = { path: { id }, body, intercept: fenced(intercept, fence) };
      return readAction(await sendMutation<MachineAction>(context, cancelMachineActionOperation, options));
    },
    findByTag: () => undefined,
    findInProgress: cancelled,
    check: (rows) => {
      const ended = rows.find((row) => hasEnded(row) && !isCancelled(row));
      if (ended === undefined) return;
      const message = `input.machineActionId: the action has ended (${ended.status}); there is nothing to cancel.`;
      throw new RestError('BAD_USER_INPUT', message);
    },
    findStillEffective: cancelled,
    findResultOf: cancelled,
    // Cancelling makes no new row, so that the answer is always one known before.
    confirm: (row) => Promise.resolve({ outcome: 'CREATED', row, sent: true }),
  } satisfies Mutation<MachineAction>;
}

/** Cancels an action that has not ended, once. Throws RestError. */
export function cancelAction(context: Context, cancellation: Cancellation): Promise<MutationResult<MachineAction>> {
  const { machineActionId } = cancellation;
  const key = correlationTagOf(cancellation);
  const audit = { action: 'cancelMachineAction', targets: [machineActionId], plan: false, key };
  return audited(context, audit, async (intercept) => {
    const value = await context.idempotentSender.execute(mutationOf(context, cancellation, intercept));
    return { outcome: value.outcome, value, sent: value.sent, reference: machineActionId };
  });
}
