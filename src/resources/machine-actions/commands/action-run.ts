import { audited } from '../../../audited.ts';
import { principalOf, type Context } from '../../../context.ts';
import type { CallOptions, SendInterceptor } from '../../../rest/client/rest-client.ts';
import { inputError } from '../../../graphql/schema/input-error.ts';
import { foldId, isSameId } from '../../../rest/rows/hex-id.ts';
import { reworded } from '../../../rest/mutation/mutation-result.ts';
import { readOne } from '../../../rest/batch/load-each.ts';
import { textOf } from '../../../rest/rows/read-value.ts';
import { RestError } from '../../../rest/rest-error.ts';
import { fenced, type Mutation, type MutationResult } from '../../../rest/mutation/mutation.ts';
import { preflight } from '../../../rest/mutation/send-failure.ts';
import { getMachineOperation } from '../../machines/machines.api.ts';
import type { Machine } from '../../machines/machines.type.ts';
import { checkPlanToken } from '../request/action-plan-token.ts';
import { refusalsOf, warningsOf } from '../request/action-policy.ts';
import { doesTheSame, fingerprintOf, isOpen, keyOfAction, type ActionRequest } from '../request/action-request.ts';
import { conflictError, resolveConflict } from './action-conflict.ts';
import { unsupported } from '../request/action-support.ts';
import { readAction } from '../machine-actions.api.ts';
import { noteRead } from '../state/action-wait.ts';
import {
  currentActions,
  mutationClient,
  readForAction,
  sendMutation,
  tagIn,
  taggedComment,
} from '../request/machine-actions.changes.api.ts';
import type { MachineAction } from '../machine-actions.type.ts';

/** The device as it is now. Throws NOT_FOUND. */
async function currentMachine(context: Context, machineId: string): Promise<Machine> {
  const machine = await readOne<Machine>(mutationClient(context), readForAction(getMachineOperation), machineId);
  // The operation takes a computer's name too, which may be another device's tomorrow.
  if (machine !== null && isSameId(machine.id, machineId)) return machine;
  throw new RestError('NOT_FOUND', 'input.machineId: Defender has no device of this id; pass one from an answer.');
}

function notTaken(): RestError {
  return new RestError(
    'BAD_USER_INPUT',
    'input.idempotencyKey: stands for another action on this device; take a new one for each action.',
  );
}

/** What every action has in common, whatever its rows are. */
export function commonMutation(context: Context, request: ActionRequest) {
  const { kind, machineId, idempotencyKey, correlationTag } = request;
  const { tenantId } = context.caller;
  return {
    tenantId,
    principal: principalOf(context.caller),
    serializationKey: JSON.stringify([tenantId, foldId(machineId), kind.exclusiveGroup]),
    key: keyOfAction(context, request),
    hasClientKey: idempotencyKey !== undefined,
    fingerprint: fingerprintOf(request),
    correlationTag,
    requestId: context.requestId,
  };
}

/** Path and body of an action: `Comment` first, as in every example. */
export function wireOptions({ machineId, comment, correlationTag, parameters }: ActionRequest): CallOptions {
  return { path: { id: machineId }, body: { Comment: taggedComment(comment, correlationTag), ...parameters } };
}

function isInExclusiveGroup({ type }: MachineAction, types: readonly string[]): boolean {
  return types.some((each) => each.toLowerCase() === textOf(type).toLowerCase());
}

function mutationOf(context: Context, request: ActionRequest, intercept: SendInterceptor): Mutation<MachineAction> {
  const basics = commonMutation(context, request);
  const { kind, machineId } = request;
  const family = exclusiveGroupOf(kind.type ?? '');
  return {
    ...basics,
    rows: () => currentActions(context, machineId),
    send: async (fence) => {
      const options = { ...wireOptions(request), intercept: fenced(intercept, fence) };
      return readAction(await sendMutation<MachineAction>(context, kind.operation, options));
    },
    findByTag: (rows) => {
      const row = rows.find((each) => tagIn(each) === basics.correlationTag);
      if (row !== undefined && !doesTheSame(row, request)) throw notTaken();
      return row;
    },
    findInProgress: (rows) => rows.find((row) => isOpen(row) && doesTheSame(row, request)),
    check: (rows) => {
      const others = rows.filter((row) => isOpen(row) && isInExclusiveGroup(row, family) && !doesTheSame(row, request));
      const contrary = family.length > 1 ? others[0] : undefined;
      if (contrary !== undefined) throw conflictError(contrary);
    },
    findStillEffective: (rows, id) => {
      const row = rows.find((each) => isSameId(each.id, id));
      const made = row?.creationDateTimeUtc ?? '';
      const since = rows.some((each) => isInExclusiveGroup(each, family) && (each.creationDateTimeUtc ?? '') > made);
      return row?.status === 'Succeeded' && !since ? row : undefined;
    },
    findResultOf: (rows, { correlationTag, known }) => {
      const fresh = rows.filter(({ id }) => !known.has(foldId(id)));
      return (
        fresh.find((row) => tagIn(row) === correlationTag) ??
        fresh.find((row) => tagIn(row) === undefined && doesTheSame(row, request))
      );
    },
    ...(family.length > 1 && {
      confirm: (row, known) => resolveConflict(context, request, row, { known, exclusiveGroup: family }),
    }),
  };
}

const OPPOSITES = [
  ['Isolate', 'Unisolate'],
  ['RestrictCodeExecution', 'UnrestrictCodeExecution'],
];

/** The types of which only one may be in progress on a device. */
export function exclusiveGroupOf(type: string): readonly string[] {
  return OPPOSITES.find((types) => types.includes(type)) ?? [type];
}

/** What became of an action, and what there was to say against it. */
export type Done<Row> = MutationResult<Row> & { warnings: readonly string[] };

/** The vendor's refusal in words that name the device's platform or version, where that is its reason. */
function explained(error: unknown, machine: Machine, request: ActionRequest): unknown {
  if (!(error instanceof RestError)) return error;
  const message = unsupported(error.vendorCode, machine, request);
  return message === undefined ? error : reworded(error, 'BAD_USER_INPUT', message);
}

/**
 * Does an action once, between two lines of the audit log: after the plan's token, where one is given or wanted, the
 * policy, and a look at the device. Throws RestError and input errors.
 */
export async function runAction(
  context: Context,
  request: ActionRequest,
  token: string | null,
): Promise<Done<MachineAction>> {
  const done = await runMutation(context, request, token, (intercept) => mutationOf(context, request, intercept));
  // What was sent earlier may have come to anything since.
  if (done.sent && done.row !== null) noteRead(context, done.row);
  return done;
}

/** As `runAction`, for a change whose rows are no machine actions. */
export function runMutation<Row extends { id: string }>(
  context: Context,
  request: ActionRequest,
  token: string | null,
  mutation: (intercept: SendInterceptor) => Mutation<Row>,
): Promise<Done<Row>> {
  const { kind, machineId } = request;
  const { policy, idempotentSender } = context;
  const audit = { action: kind.mutation, targets: [machineId], plan: token !== null, key: request.correlationTag };
  return audited(context, audit, async (intercept) => {
    if (token !== null) checkPlanToken(context, request, token, Date.now());
    else if (policy.planRequired) {
      const message = 'input.planToken: the policy of this gateway wants a plan first; ask planAction for a token.';
      throw inputError(message, 'FORBIDDEN');
    }
    const machine = await preflight(() => currentMachine(context, machineId));
    const [refusal] = refusalsOf(machine, request, policy);
    if (refusal !== undefined) throw new RestError('FORBIDDEN', refusal);
    const warnings = [...request.warnings, ...warningsOf(machine, request, policy, Date.now())];
    const done = await idempotentSender.execute(mutation(intercept)).catch((error: unknown) => {
      throw explained(error, machine, request);
    });
    const { outcome, sent, row } = done;
    return { outcome, value: { ...done, warnings }, sent, ...(row !== null && { reference: row.id }) };
  });
}
