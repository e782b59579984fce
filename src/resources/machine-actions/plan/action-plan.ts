import type { Context } from '../../../context.ts';
import { decodeIds } from '../../../graphql/node/mutation-types.ts';
import { inputError } from '../../../graphql/schema/input-error.ts';
import { foldId } from '../../../rest/rows/hex-id.ts';
import { loadById, loadByParent } from '../../../rest/batch/load-by-key.ts';
import type { RowsResult } from '../../../rest/paging/list-page.ts';
import { getMachineOperation, listMachinesOperation } from '../../machines/machines.api.ts';
import type { Machine } from '../../machines/machines.type.ts';
import { kindOf } from '../request/action-catalog.ts';
import { planToken } from '../request/action-plan-token.ts';
import { refusalsOf, warningsOf } from '../request/action-policy.ts';
import { doesTheSame, isOpen, type ActionRequest } from '../request/action-request.ts';
import { exclusiveGroupOf } from '../commands/action-run.ts';
import { listMachineActionsOperation, readAction } from '../machine-actions.api.ts';
import { isolationType, liveResponseCommands, scanType, sha1 } from '../commands/machine-actions.parameters.args.ts';
import type { PlanActionInput } from './machine-actions.plan.args.ts';
import type { ActionPlan, PlannedTarget } from './machine-actions.plan.type.ts';
import type { MachineAction } from '../machine-actions.type.ts';

/** Which field of the plan is a parameter of which action. */
const PARAMETER: Readonly<Record<string, 'isolationType' | 'scanType' | 'sha1' | 'commands'>> = {
  isolateMachine: 'isolationType',
  runAntiVirusScan: 'scanType',
  stopAndQuarantineFile: 'sha1',
  runLiveResponse: 'commands',
};

/** The members of the body, exactly as the mutation sends them. Throws BAD_USER_INPUT. */
function parametersOf(input: PlanActionInput, warnings: string[]): Record<string, unknown> {
  const own = PARAMETER[input.action];
  const given = Object.entries(input).flatMap(([name, value]) => (value == null ? [] : [name.replace(/Raw$/, '')]));
  const foreign = given.find((name) => name !== own && Object.values(PARAMETER).some((each) => each === name));
  if (foreign !== undefined) throw inputError(`input.${foreign}: is no parameter of this action; leave it out.`);
  // Planning changes nothing, so that null may stand for the usual kind here.
  if (own === 'isolationType') {
    return { IsolationType: isolationType({ ...input, isolationType: input.isolationType ?? undefined }, warnings) };
  }
  if (own === undefined) return {};
  if (!given.includes(own)) throw inputError(`input.${own}: this action needs it.`);
  if (own === 'scanType') return { ScanType: scanType(input, warnings) };
  if (own === 'sha1') return { Sha1: sha1(input.sha1 ?? '', warnings) };
  return { Commands: liveResponseCommands(input.commands ?? [], warnings) };
}

/** The devices of a plan. Throws BAD_USER_INPUT for more than the deployment's policy lets go in one. */
function machineIdsOf({ caller, policy }: Context, { machineIds: ids }: PlanActionInput): string[] {
  const { maxMachinesPerPlan: max } = policy;
  if (ids.length > max) {
    throw inputError(
      `input.machineIds: at most ${max} go in one plan by the policy of this gateway, got ${ids.length}; plan them in parts.`,
    );
  }
  const given = decodeIds(ids, { field: 'input.machineIds', type: 'Machine', tenantId: caller.tenantId, warnings: [] });
  return [...new Set(given.map(foldId))];
}

interface Target {
  request: ActionRequest;
  machine: Machine | null;
  actions: RowsResult<MachineAction>;
}

function targetOf({ policy }: Context, { request, machine, actions }: Target): PlannedTarget {
  const pendingActions = actions.rows.filter(isOpen);
  const equal = pendingActions.find((row) => doesTheSame(row, request));
  const family = exclusiveGroupOf(request.kind.type ?? '');
  const contrary = pendingActions.find((row) => row !== equal && family.length > 1 && family.includes(row.type ?? ''));
  return {
    machineId: request.machineId,
    computerDnsName: machine?.computerDnsName ?? null,
    osPlatform: machine?.osPlatform ?? null,
    deviceValue: machine?.deviceValue ?? null,
    machineTags: machine?.machineTags ?? null,
    healthStatus: machine?.healthStatus ?? null,
    lastSeen: machine?.lastSeen ?? null,
    pendingActions,
    refusals: machine === null ? ['Defender has no device of this id.'] : refusalsOf(machine, request, policy),
    warnings: [
      ...(machine === null ? [] : warningsOf(machine, request, policy, Date.now())),
      ...(equal === undefined ? [] : ['An equal action is under way: nothing would be added to it.']),
      ...(contrary === undefined
        ? []
        : [`A ${contrary.type} action is under way: this one is not sent until that has ended.`]),
      ...(actions.incomplete === null ? [] : ['Defender did not show all actions of the device.']),
    ],
  };
}

/** The device and its actions are read, then the action is sent; one that can be undone by another is read again after. */
function callsOf({ kind }: Pick<ActionRequest, 'kind'>): number {
  return exclusiveGroupOf(kind.type ?? '').length > 1 ? 4 : 3;
}

/** What an action would do to some devices, and the token with which it may be done. Changes nothing. Throws RestError. */
export async function planAction(context: Context, input: PlanActionInput): Promise<ActionPlan> {
  const machineIds = machineIdsOf(context, input);
  const warnings: string[] = [];
  const planned = { kind: kindOf(input.action), parameters: parametersOf(input, warnings), warnings };
  const rest = context.rest.with({ bypassCache: true });
  const ofMachines = { list: listMachineActionsOperation, key: 'machineId' };
  const [machines, actions] = await Promise.all([
    loadById<Machine>(rest, { list: listMachinesOperation, key: 'id' }, getMachineOperation, machineIds),
    loadByParent<MachineAction>(rest, ofMachines, machineIds),
  ]);
  const targets = machineIds.map((machineId, index) => {
    const [machine, found] = [machines[index] ?? null, actions[index]];
    if (machine instanceof Error) throw machine;
    if (found instanceof Error || found === undefined) throw found ?? new Error('There is a device without an answer.');
    const request = { ...planned, machineId, comment: undefined, idempotencyKey: undefined, correlationTag: '' };
    return targetOf(context, { request, machine, actions: { ...found, rows: found.rows.map(readAction) } });
  });
  const allowed = targets.filter(({ refusals }) => refusals.length === 0).map(({ machineId }) => machineId);
  const signed = allowed.length === 0 ? null : planToken(context, planned, allowed, Date.now());
  return {
    action: input.action,
    targets,
    warnings: [
      ...warnings,
      ...targets.flatMap((target) =>
        target.warnings.map((each) => `${target.computerDnsName || target.machineId}: ${each}`),
      ),
    ],
    upstreamCalls: allowed.length * callsOf(planned),
    planToken: signed?.token ?? null,
    expiresAt: signed?.expiresAt ?? null,
  };
}
