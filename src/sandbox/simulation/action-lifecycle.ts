import type { World } from '../endpoint/call.ts';
import type { ActionRow, InvestigationRow } from '../seed/rows.ts';
import { vendorTime } from '../wire/vendor-time.ts';

/** Whether an action has not reached a final state. */
export function isOpen(action: ActionRow): boolean {
  return action.status === 'Pending' || action.status === 'InProgress';
}

/** Brings an open action to where the clock says: Pending, InProgress, then Succeeded. Needs no timer. */
export function advanceAction(world: World, action: ActionRow): ActionRow {
  if (!isOpen(action)) return action;
  const created = Date.parse(action.creationDateTimeUtc);
  const pace = world.actionSeconds * 1000;
  const steps = pace > 0 ? Math.floor((world.now() - created) / pace) : 2;
  if (steps >= 1) {
    action.status = steps >= 2 ? 'Succeeded' : 'InProgress';
    action.lastUpdateDateTimeUtc = vendorTime(created + Math.min(steps, 2) * pace, 1234);
  }
  if (action.status === 'Succeeded') finish(world, action);
  return action;
}

/** Brings all open actions up to date; newest first, so the open ones come soon. */
export function advanceActions(world: World): ActionRow[] {
  for (const action of world.tenant.actions) advanceAction(world, action);
  return world.tenant.actions;
}

function finish(world: World, action: ActionRow): void {
  for (const command of action.commands) {
    command.commandStatus = 'Completed';
    command.startTime = action.creationDateTimeUtc;
    command.endTime = action.lastUpdateDateTimeUtc;
  }
  if (action.type !== 'Offboard') return;
  const machine = world.tenant.machines.find((row) => row.id === action.machineId);
  if (machine) Object.assign(machine, { onboardingStatus: 'CanBeOnboarded', healthStatus: 'Inactive' });
}

/** Brings a queued investigation to where the clock says: Queued, Running, then Benign. */
export function advanceInvestigation(world: World, investigation: InvestigationRow): InvestigationRow {
  if (investigation.state !== 'Queued') return investigation;
  const started = Date.parse(investigation.startTime);
  const pace = world.actionSeconds * 1000;
  const steps = pace > 0 ? Math.floor((world.now() - started) / pace) : 2;
  if (steps < 1) return investigation;
  if (steps < 2) return { ...investigation, state: 'Running' };
  return Object.assign(investigation, { state: 'Benign', endTime: vendorTime(started + 2 * pace, 1234) });
}
