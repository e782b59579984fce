import type { Found } from '../../rest/list-page.ts';
import { isOpen } from './action-request.ts';
import type { MachineAction } from './machine-actions.type.ts';

/** A state that two kinds of actions switch, and what it is called. */
export interface Switch {
  on: { type: string; doing: string; done: string };
  off: { type: string; doing: string; done: string };
}

export const ISOLATION: Switch = {
  on: { type: 'Isolate', doing: 'ISOLATING', done: 'ISOLATED' },
  off: { type: 'Unisolate', doing: 'RELEASING', done: 'NOT_ISOLATED' },
};

export const CODE_RESTRICTION: Switch = {
  on: { type: 'RestrictCodeExecution', doing: 'RESTRICTING', done: 'RESTRICTED' },
  off: { type: 'UnrestrictCodeExecution', doing: 'RELEASING', done: 'NOT_RESTRICTED' },
};

export interface StateByActions {
  state: string;
  since: string | null;
  requestedBy: string | null;
  action: MachineAction | null;
  pendingAction: MachineAction | null;
  reason: string | null;
}

const ENDED_WITHOUT_EFFECT = new Set(['Failed', 'Cancelled']);

const endOf = (row: MachineAction): string => row.lastUpdateDateTimeUtc ?? row.creationDateTimeUtc ?? '';

function newestFirst(key: (row: MachineAction) => string): (a: MachineAction, b: MachineAction) => number {
  return (a, b) => (key(a) < key(b) ? 1 : -1);
}

/**
 * The state that the actions of a device add up to: one that is under way, else the last that ended with effect. UNKNOWN
 * where they do not tell: none is kept, the last one ran out of time, or not all of them were shown.
 */
export function stateByActions({ rows, incomplete }: Found<MachineAction>, { on, off }: Switch): StateByActions {
  const sideOf = ({ type }: MachineAction) => [on, off].find((side) => side.type === type);
  const own = rows.filter((row) => sideOf(row) !== undefined);
  const pendingAction = own.filter(isOpen).sort(newestFirst((row) => row.creationDateTimeUtc ?? ''))[0] ?? null;
  const [last] = own
    .filter((row) => !isOpen(row) && !ENDED_WITHOUT_EFFECT.has(row.status ?? ''))
    .sort(newestFirst(endOf));
  const action = last?.status === 'Succeeded' ? last : null;
  const told = { action, pendingAction, reason: null };
  if (pendingAction !== null) {
    const { creationDateTimeUtc: since, requestor: requestedBy } = pendingAction;
    return { ...told, state: sideOf(pendingAction)?.doing ?? 'UNKNOWN', since, requestedBy };
  }
  const unknown = (reason: string): StateByActions => ({
    ...told,
    state: 'UNKNOWN',
    since: null,
    requestedBy: null,
    reason,
  });
  if (incomplete !== null) return unknown(`Defender did not show all actions of the device (${incomplete}).`);
  if (last === undefined) {
    return unknown(
      'The actions that Defender keeps show none that took effect; one older than them, or done past them, would not show.',
    );
  }
  if (action === null)
    return unknown(`The last such action ended as ${last.status}: it may or may not have taken effect.`);
  return { ...told, state: sideOf(action)?.done ?? 'UNKNOWN', since: endOf(action), requestedBy: action.requestor };
}
