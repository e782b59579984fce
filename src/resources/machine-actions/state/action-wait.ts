import { principalOf, type Context } from '../../../context.ts';
import { inputError } from '../../../graphql/schema/input-error.ts';
import type { PollOwner } from '../../../rest/mutation/shared-polls.ts';
import { foldId } from '../../../rest/rows/hex-id.ts';
import { loadById } from '../../../rest/batch/load-by-key.ts';
import { isOpen } from '../request/action-request.ts';
import {
  getMachineActionOperation,
  listMachineActionsOperation,
  machineActionLoader,
  readAction,
} from '../machine-actions.api.ts';
import type { MachineAction } from '../machine-actions.type.ts';

const MAX_WAIT = 60;

/** Throws BAD_USER_INPUT for a time that no answer is kept waiting for. */
export function checkWait(seconds: number | null | undefined): number {
  if (seconds == null) return 0;
  if (seconds >= 0 && seconds <= MAX_WAIT) return seconds;
  throw inputError(`waitSeconds: must be from 0 to ${MAX_WAIT}, got ${seconds}; ask again to wait longer.`);
}

/** Whose looks at an action are one's own: of a person or application in a tenant. */
function ownerOf({ caller }: Context): PollOwner {
  return { tenantId: caller.tenantId, principal: principalOf(caller) };
}

/** Notes an action as it was just sent or read, so that a wait for its end begins with the next poll. */
export function noteRead(context: Context, action: MachineAction): void {
  context.pollScheduler.noteRead(ownerOf(context), foldId(action.id), action);
}

/** An action once it has ended, or as it is when the time is over or the caller has left. Throws RestError. */
export async function waitForCompletion(context: Context, id: string, seconds: number): Promise<MachineAction | null> {
  if (seconds === 0) return machineActionLoader(context).load(id);
  const end = performance.now() + seconds * 1000;
  const { abortSignal, pollScheduler } = context;
  const owner = ownerOf(context);
  // Another request of this caller may make the calls that tell it.
  context.rest.answerOnce();
  const read = async (ids: readonly string[]): Promise<(MachineAction | Error | null)[]> => {
    // Others may wait for the same rows, so that they are read though this caller has left.
    const rest = context.rest.with({ bypassCache: true, detached: true });
    const source = { list: listMachineActionsOperation, key: 'id' };
    const rows = await loadById<MachineAction>(rest, source, getMachineActionOperation, ids);
    return rows.map((row) => (row === null || row instanceof Error ? row : readAction(row)));
  };
  // One that was open a moment ago is looked at with the next poll, which has to come before the time is over.
  const lately =
    seconds * 1000 > pollScheduler.interval ? pollScheduler.latelyRead<MachineAction>(owner, foldId(id)) : undefined;
  let action =
    lately !== undefined && isOpen(lately) ? lately : await pollScheduler.firstLook<MachineAction>(owner, id, read);
  while (action !== null && isOpen(action) && performance.now() < end && !abortSignal.aborted) {
    const seen = await Promise.race([pollScheduler.nextPoll(owner, foldId(id), read), timeUntil(end)]);
    if (seen === 'over') break;
    action = seen;
    if (seen !== null) noteRead(context, seen);
  }
  return action;
}

function timeUntil(end: number): Promise<'over'> {
  return new Promise((resolve) => setTimeout(() => resolve('over'), Math.max(0, end - performance.now())).unref());
}
