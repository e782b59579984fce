import type { Context } from '../../../context.ts';
import { decodeId, payloadOf } from '../../../graphql/node/mutation-types.ts';
import { foldId } from '../../../rest/rows/hex-id.ts';
import { kindOf, type ActionName } from '../request/action-catalog.ts';
import { newCorrelationTag, type ActionRequest } from '../request/action-request.ts';
import { idempotencyKey, requiredComment } from '../request/action-validation.ts';
import { runAction } from './action-run.ts';
import type { ActionInput } from './machine-actions.changes.args.ts';
import type { MachineActionPayload } from './machine-actions.changes.type.ts';

/** What an action takes besides device and comment. */
interface Asked {
  /** The members of the body, under the vendor's names. */
  parameters?: Readonly<Record<string, unknown>>;
  warnings?: readonly string[];
}

/** What an input asks for. Throws BAD_USER_INPUT and FORBIDDEN, before any call. */
export function actionRequest(
  context: Context,
  name: ActionName,
  input: ActionInput,
  comment: string | undefined,
  { parameters = {}, warnings = [] }: Asked = {},
): ActionRequest {
  const key = idempotencyKey(input.idempotencyKey);
  return {
    kind: kindOf(name),
    machineId: foldId(decodeId('input.machineId', 'Machine', input.machineId, context.caller.tenantId)),
    comment,
    parameters,
    idempotencyKey: key,
    correlationTag: key ?? newCorrelationTag(),
    warnings,
  };
}

/** Does what an input asks for, once, and makes the payload of it. Throws RestError and input errors. */
export async function performAction(
  context: Context,
  request: ActionRequest,
  input: ActionInput,
): Promise<MachineActionPayload> {
  const { outcome, row, warnings } = await runAction(context, request, input.planToken ?? null);
  return { ...payloadOf(input, warnings), outcome, machineAction: row };
}

/** As `act`, for an action that the vendor wants a comment for. */
export function performActionWithComment(
  context: Context,
  name: ActionName,
  input: ActionInput & { comment: string },
  asked: Asked = {},
): Promise<MachineActionPayload> {
  return performAction(context, actionRequest(context, name, input, requiredComment(input.comment), asked), input);
}
