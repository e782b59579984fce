import { randomInt, randomUUID } from 'node:crypto';
import { isOpen, advanceAction, advanceActions } from '../simulation/action-lifecycle.ts';
import { oneOf, optional, readParameters, required, text } from '../endpoint/body-parameters.ts';
import { entity, param } from '../endpoint/call.ts';
import type { Call, Handlers, Reply } from '../endpoint/call.ts';
import { ApiError, badRequest } from '../wire/errors.ts';
import { readCommands } from '../simulation/live-response.ts';
import { findAction, findMachine } from '../endpoint/lookup.ts';
import { expectSupported } from '../seed/platform-rules.ts';
import { createAlert } from '../simulation/create-alert.ts';
import { renderAction, renderInvestigation } from '../endpoint/render-rows.ts';
import type { ActionRow } from '../seed/rows.ts';
import { vendorTime } from '../wire/vendor-time.ts';

const COMMENT = { Comment: required(text) };
const MAX_SESSIONS = 25;

type Details = Partial<Pick<ActionRow, 'scope' | 'relatedFileInfo' | 'commands'>>;

function request(call: Call, type: string, comment: string, details: Details = {}, status = 201): Reply {
  const { world, caller } = call;
  const machine = findMachine(world, param(call));
  const scope = details.scope ?? null;
  expectSupported(type, machine, scope);
  const running = advanceActions(world).find((row) => row.machineId === machine.id && row.type === type && isOpen(row));
  if (running) return answerDuplicate(call, running, status);
  const time = vendorTime(world.now(), randomInt(10_000));
  const action: ActionRow = {
    id: randomUUID(),
    type,
    title: null,
    scope: scope === 'UnManagedDevice' ? null : scope,
    requestor: caller.name,
    requestorComment: comment,
    requestSource: 'PublicApi',
    externalID: null,
    status: 'Pending',
    machineId: machine.id,
    computerDnsName: machine.computerDnsName,
    creationDateTimeUtc: time,
    lastUpdateDateTimeUtc: time,
    cancellationRequestor: null,
    cancellationComment: null,
    cancellationDateTimeUtc: null,
    errorHResult: 0,
    relatedFileInfo: details.relatedFileInfo ?? null,
    commands: details.commands ?? [],
  };
  world.tenant.actions.unshift(action);
  return show(call, action, status);
}

// Live response and package collection are documented to refuse; the others answer either way.
function answerDuplicate(call: Call, running: ActionRow, status: number): Reply {
  if (running.type === 'LiveResponse') {
    throw badRequest('A live response action is already running on the machine', 'ActiveRequestAlreadyExists');
  }
  if (running.type === 'CollectInvestigationPackage' || call.world.quirks.duplicateAction === 'bad-request') {
    throw badRequest('Action is already in progress');
  }
  return show(call, running, status);
}

const show = (call: Call, action: ActionRow, status: number) =>
  entity('MachineActions', renderAction(call.world, action), status);

const plain =
  (type: string, status = 201) =>
  (call: Call) =>
    request(call, type, readParameters(call, COMMENT).Comment, {}, status);

function liveResponse(call: Call): Reply {
  const commands = readCommands(call);
  const sessions = advanceActions(call.world).filter((row) => row.type === 'LiveResponse' && isOpen(row));
  if (sessions.length >= MAX_SESSIONS) {
    throw new ApiError(429, 'TooManyRequests', `At most ${MAX_SESSIONS} sessions may run at the same time`, {
      'retry-after': String(Math.max(1, Math.ceil(call.world.actionSeconds))),
    });
  }
  return request(call, 'LiveResponse', commands.comment, { commands: commands.rows });
}

function quarantine(call: Call): Reply {
  const { Comment, Sha1 } = readParameters(call, { ...COMMENT, Sha1: required(text) });
  if (!/^[0-9a-f]{40}$/i.test(Sha1)) throw badRequest('The value of Sha1 is not a SHA-1 hash', 'InvalidHashValue');
  const relatedFileInfo = { fileIdentifier: Sha1.toLowerCase(), fileIdentifierType: 'Sha1' };
  return request(call, 'StopAndQuarantineFile', Comment, { relatedFileInfo });
}

function investigate(call: Call): Reply {
  const { Comment } = readParameters(call, COMMENT);
  const machine = findMachine(call.world, param(call));
  expectSupported('StartInvestigation', machine);
  const { investigation } = createAlert(call.world, machine, {
    title: 'Automated investigation started manually',
    description: Comment,
    severity: 'Informational',
    category: 'SuspiciousActivity',
    eventTime: vendorTime(call.world.now(), randomInt(10_000)),
  });
  return entity('Investigations', renderInvestigation(call.world, investigation), 201);
}

function cancel(call: Call): Reply {
  const action = advanceAction(call.world, findAction(call.world, param(call)));
  const { Comment } = readParameters(call, { Comment: optional(text) });
  if (!isOpen(action)) throw badRequest(`The action cannot be cancelled: its status is ${action.status}`);
  const time = vendorTime(call.world.now(), randomInt(10_000));
  Object.assign(action, {
    status: 'Cancelled',
    lastUpdateDateTimeUtc: time,
    cancellationRequestor: call.caller.name,
    cancellationComment: Comment ?? null,
    cancellationDateTimeUtc: time,
  });
  return show(call, action, 200);
}

/** Asking for machine actions, and cancelling them. */
export const ACTION_REQUEST_ROUTES: Handlers = {
  isolateMachine: (call) => {
    const { Comment, IsolationType } = readParameters(call, {
      ...COMMENT,
      IsolationType: optional(oneOf('Full', 'Selective', 'UnManagedDevice')),
    });
    return request(call, 'Isolate', Comment, { scope: IsolationType ?? 'Full' });
  },
  unisolateMachine: plain('Unisolate'),
  restrictCodeExecution: plain('RestrictCodeExecution'),
  unrestrictCodeExecution: plain('UnrestrictCodeExecution'),
  runAntiVirusScan: (call) => {
    const { Comment, ScanType } = readParameters(call, { ...COMMENT, ScanType: required(oneOf('Quick', 'Full')) });
    return request(call, 'RunAntiVirusScan', Comment, { scope: ScanType });
  },
  // The page calls it "200 - Created response" (offboard-machine-api.md).
  offboardMachine: plain('Offboard', 200),
  stopAndQuarantineFile: quarantine,
  collectInvestigationPackage: plain('CollectInvestigationPackage'),
  startInvestigation: investigate,
  runLiveResponse: liveResponse,
  cancelMachineAction: cancel,
};
