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

/** An action once it has ended, or as it is when the time is over or the caller has left. Throws RestError. */
export async function waitForCompletion(context: Context, id: string, seconds: number): Promise<MachineAction | null> {
  if (seconds === 0) return machineActionLoader(context).load(id);
  const end = performance.now() + seconds * 1000;
  const { caller, pollScheduler } = context;
  const owner = { tenantId: caller.tenantId, principal: principalOf(caller) };
  const read = async (ids: readonly string[]): Promise<(MachineAction | Error | null)[]> => {
    // Others may wait for the same rows, so that they are read though this caller has left.
    const rest = context.rest.with({ bypassCache: true, detached: true });
    const source = { list: listMachineActionsOperation, key: 'id' };
    const rows = await loadById<MachineAction>(rest, source, getMachineActionOperation, ids);
    return rows.map((row) => (row === null || row instanceof Error ? row : readAction(row)));
  };
  let action = await pollScheduler.firstLook(owner, id, read);
  while (action !== null && isOpen(action) && performance.now() < end && !context.abortSignal.aborted) {
    const look = pollScheduler.nextPoll(owner, foldId(id), read);
    const seen = await Promise.race([look, timeUntil(end)]);
    if (seen === 'over') break;
    action = seen;
  }
  return action;
}

function timeUntil(end: number): Promise<'over'> {
  return new Promise((resolve) => setTimeout(() => resolve('over'), Math.max(0, end - performance.now())).unref());
}
