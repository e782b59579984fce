import type { Context } from '../../../context.ts';
import { operation, DEFAULT_LIMIT, type Operation } from '../../../rest/operation.ts';
import { readPage } from '../../../rest/paging/read-page.ts';
import type { CallOptions, RestClient } from '../../../rest/client/rest-client.ts';
import { RestError } from '../../../rest/rest-error.ts';
import { textOf } from '../../../rest/rows/read-value.ts';
import { listMachineActionsOperation, readAction } from '../machine-actions.api.ts';
import type { MachineAction } from '../machine-actions.type.ts';

const sameFor = (permission: string) => ({ application: [permission], delegated: [permission] });

/** An action on a device: `POST /api/machines/{id}/…`. */
function onMachine<const Id extends string>(
  id: Id,
  verb: string,
  permission: string,
  source: string,
  limit: Operation['limit'] = DEFAULT_LIMIT,
) {
  return operation({
    id,
    rowType: 'MachineAction',
    method: 'POST',
    path: `/api/machines/{id}/${verb}`,
    permissions: sameFor(permission),
    limit,
    source,
    role: 'Defender.Respond',
  });
}

export const isolateMachineOperation = onMachine('isolateMachine', 'isolate', 'Machine.Isolate', 'isolate-machine.md');
export const unisolateMachineOperation = onMachine(
  'unisolateMachine',
  'unisolate',
  'Machine.Isolate',
  'unisolate-machine.md',
);
export const restrictCodeExecutionOperation = onMachine(
  'restrictCodeExecution',
  'restrictCodeExecution',
  'Machine.RestrictExecution',
  'restrict-code-execution.md',
);
export const unrestrictCodeExecutionOperation = onMachine(
  'unrestrictCodeExecution',
  'unrestrictCodeExecution',
  'Machine.RestrictExecution',
  'unrestrict-code-execution.md',
);
export const runAntiVirusScanOperation = onMachine(
  'runAntiVirusScan',
  'runAntiVirusScan',
  'Machine.Scan',
  'run-av-scan.md',
);
export const offboardMachineOperation = onMachine(
  'offboardMachine',
  'offboard',
  'Machine.Offboard',
  'offboard-machine-api.md',
);
export const collectInvestigationPackageOperation = onMachine(
  'collectInvestigationPackage',
  'collectInvestigationPackage',
  'Machine.CollectForensics',
  'collect-investigation-package.md',
);
export const runLiveResponseOperation = onMachine(
  'runLiveResponse',
  'runliveresponse',
  'Machine.LiveResponse',
  'run-live-response.md',
  { perMinute: 10, perHour: null },
);

export const stopAndQuarantineFileOperation = operation({
  id: 'stopAndQuarantineFile',
  rowType: 'MachineAction',
  method: 'POST',
  // The one verb in PascalCase.
  path: '/api/machines/{id}/StopAndQuarantineFile',
  permissions: {
    application: ['Machine.StopAndQuarantine', 'Machine.Read.All', 'Machine.ReadWrite.All'],
    delegated: ['Machine.StopAndQuarantine'],
  },
  limit: DEFAULT_LIMIT,
  source: 'stop-and-quarantine-file.md',
  role: 'Defender.Respond',
});

export const startInvestigationOperation = operation({
  id: 'startInvestigation',
  rowType: 'Investigation',
  method: 'POST',
  path: '/api/machines/{id}/startInvestigation',
  permissions: { application: ['Alert.ReadWrite.All'], delegated: ['Alert.ReadWrite'] },
  limit: { perMinute: null, perHour: 50 },
  source: 'initiate-autoir-investigation.md',
  role: 'Defender.Respond',
});

const ANY_ACTION = [
  'Machine.CollectForensics',
  'Machine.Isolate',
  'Machine.RestrictExecution',
  'Machine.Scan',
  'Machine.Offboard',
  'Machine.StopAndQuarantine',
  'Machine.LiveResponse',
];

export const cancelMachineActionOperation = operation({
  id: 'cancelMachineAction',
  rowType: 'MachineAction',
  method: 'POST',
  path: '/api/machineactions/{id}/cancel',
  permissions: { application: ANY_ACTION, delegated: ANY_ACTION },
  limit: DEFAULT_LIMIT,
  source: 'cancel-machine-action.md',
  role: 'Defender.Respond',
});

/** A read that a response action needs, under the role of the action: who may act may see what they act upon. */
export function readForAction<O extends Operation>(read: O): O {
  return { ...read, role: 'Defender.Respond' };
}

const listForAction = readForAction(listMachineActionsOperation);

/** The API for a change and for what has to be read for it: no kept answers, before all reads, no matter who leaves. */
export function mutationClient({ rest }: Context): RestClient {
  return rest.with({ bypassCache: true, detached: true, urgent: true });
}

/** The comment as sent. No page knows another place for the mark: `externalID` is documented in answers only. */
export function taggedComment(comment: string | undefined, correlationTag: string): string {
  return comment === undefined ? `[key: ${correlationTag}]` : `${comment.trimEnd()} [key: ${correlationTag}]`;
}

const TAGGED = /\[key: ([\w.:-]+)\]$/;

/** The mark that an action bears; undefined where it was asked for in another way. */
export function tagIn({ requestorComment, externalID }: MachineAction): string | undefined {
  const external = textOf(externalID);
  return TAGGED.exec(textOf(requestorComment))?.[1] ?? (external === '' ? undefined : external);
}

/** More than any device has; a list cut here still begins with the newest. */
const MAX_ACTIONS = 1_000;

/** The actions of a device as they are now, newest first. Throws RestError. */
export async function currentActions(context: Context, machineId: string): Promise<MachineAction[]> {
  const request = { where: { machineId: { eq: machineId } }, skip: 0, take: MAX_ACTIONS };
  const page = await readPage<MachineAction>(mutationClient(context), listForAction, request);
  return page.rows.map(readAction);
}

/** Sends a change once and returns the row answered. Throws RestError, also for an answer that is no row. */
export async function sendMutation<Row extends { id: string }>(
  context: Context,
  sending: Operation,
  options: CallOptions,
): Promise<Row> {
  const row = await mutationClient(context).call<Partial<Row> | null>(sending, options);
  if (typeof row?.id === 'string') return row as Row;
  throw new RestError('UPSTREAM_ERROR', `Defender answered ${sending.id} with something other than an object.`);
}
