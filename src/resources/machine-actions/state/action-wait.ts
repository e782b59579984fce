import { principalOf, type Context } from '../../../context.ts';
import { inputError } from '../../../graphql/schema/input-error.ts';
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

/** Notes an action as it was just sent or read, so that a wait for its end begins with the next poll. */
export function noteRead({ pollScheduler, caller }: Context, action: MachineAction): void {
  pollScheduler.noteRead(caller.tenantId, principalOf(caller), foldId(action.id), action);
}

/** An action once it has ended, or as it is when the time is over or the caller has left. Throws RestError. */
export async function waitForCompletion(context: Context, id: string, seconds: number): Promise<MachineAction | null> {
  if (seconds === 0) return machineActionLoader(context).load(id);
  const end = performance.now() + seconds * 1000;
  const { abortSignal, pollScheduler } = context;
  const row = [context.caller.tenantId, principalOf(context.caller), foldId(id)] as const;
  // Another request of this caller may make the calls that tell it.
  context.rest.answerOnce();
  const read = async (ids: readonly string[]): Promise<(MachineAction | Error | null)[]> => {
    // Others may wait for the same rows, so that they are read though this caller has left.
    const rest = context.rest.with({ bypassCache: true, detached: true });
    const source = { list: listMachineActionsOperation, key: 'id' };
    const rows = await loadById<MachineAction>(rest, source, getMachineActionOperation, ids);
    return rows.map((row) => (row === null || row instanceof Error ? row : readAction(row)));
  };
  const readNow = async (): Promise<MachineAction | null> => {
    const [first] = await read([id]);
    if (first instanceof Error) throw first;
    return first ?? null;
  };
  // One that was open a moment ago is looked at with the next poll, which has to come before the time is over.
  const lately = seconds * 1000 > pollScheduler.interval ? pollScheduler.latelyRead<MachineAction>(...row) : undefined;
  let action = lately !== undefined && isOpen(lately) ? lately : await readNow();
  while (action !== null && isOpen(action) && performance.now() < end && !abortSignal.aborted) {
    const seen = await Promise.race([pollScheduler.nextPoll(...row, read), timeUntil(end)]);
    if (seen === 'over') break;
    action = seen;
    if (seen !== null) noteRead(context, seen);
  }
  return action;
}

function timeUntil(end: number): Promise<'over'> {
  return new Promise((resolve) => setTimeout(() => resolve('over'), Math.max(0, end - performance.now())).unref());
}
