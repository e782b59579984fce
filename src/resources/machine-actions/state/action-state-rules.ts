import { textOf } from '../../../rest/rows/read-value.ts';
import { isOpen } from '../request/action-request.ts';
import type { ActionHistory } from './action-history-types.ts';
import type { Mitigation } from './action-mitigation.ts';
import type { MachineAction } from '../machine-actions.type.ts';

/** A state that an action brings about: the kind of action, and what the state is called while it runs and after. */
interface Side {
  type: string;
  doing: string;
  done: string;
}

/** A state that two kinds of actions switch, and the word for it in the column MitigationStatus of hunting. */
export interface Toggle {
  on: Side;
  off: Side;
  word: string;
}

export const ISOLATION: Toggle = {
  on: { type: 'Isolate', doing: 'ISOLATING', done: 'ISOLATED' },
  off: { type: 'Unisolate', doing: 'RELEASING', done: 'NOT_ISOLATED' },
  word: 'isolated',
};

export const CODE_RESTRICTION: Toggle = {
  on: { type: 'RestrictCodeExecution', doing: 'RESTRICTING', done: 'RESTRICTED' },
  off: { type: 'UnrestrictCodeExecution', doing: 'RELEASING', done: 'NOT_RESTRICTED' },
  word: 'restricted',
};

/** What tells a state. */
export type StateSource = 'ACTION_HISTORY' | 'HUNTING';

export interface DeviceState {
  /** The device, as its row names it; not shown. */
  machineId: string;
  state: string;
  source: StateSource;
  /** ISO 8601. */
  asOf: string;
  reason: string | null;
}

export interface StateByActions extends DeviceState {
  since: string | null;
  requestedBy: string | null;
  action: MachineAction | null;
  pendingAction: MachineAction | null;
}

const UNKNOWN = 'UNKNOWN';
const NO_ACTION = { since: null, requestedBy: null, action: null, pendingAction: null };
const ENDED_WITHOUT_EFFECT = new Set(['Failed', 'Cancelled']);

const endOf = (row: MachineAction): string => row.lastUpdateDateTimeUtc ?? row.creationDateTimeUtc ?? '';

function newestFirst(key: (row: MachineAction) => string): (a: MachineAction, b: MachineAction) => number {
  return (a, b) => (key(a) < key(b) ? 1 : -1);
}

/** Whether two types of actions are the same, in whatever letter case: a missed one would tell a wrong state. */
function isType(type: unknown, wanted: unknown): boolean {
  return textOf(type).toLowerCase() === textOf(wanted).toLowerCase();
}

/** Why the actions of a device do not tell its state; null where they do. `ended` may have taken effect, newest first. */
function doubtIn({ rows, incomplete }: ActionHistory, ended: readonly MachineAction[]): string | null {
  if (incomplete !== null) return `Defender did not show all actions of the device (${incomplete}).`;
  if (rows.some(({ type }) => typeof type !== 'string'))
    return 'An action of the device has no type, so it may be any.';
  const [last] = ended;
  if (last === undefined) return null;
  if (last.status !== 'Succeeded') {
    return `The last such action ended as ${last.status ?? 'nothing told'}: it may or may not have taken effect.`;
  }
  const contrary = ended.find(({ type }) => !isType(type, last.type));
  // Without its time an action sorts last, wherever it belongs.
  const isOrdered = contrary === undefined || (endOf(contrary) !== '' && endOf(contrary) !== endOf(last));
  return isOrdered
    ? null
    : `Actions that contradict each other (${last.type}, ${contrary.type}) have no order in time.`;
}

/**
 * The state that the whole history of a device's actions adds up to: one that is in progress, else the last that ended
 * with effect, else that of a device on which nothing was done. UNKNOWN where the history is cut short, cannot be read,
 * or contradicts itself.
 */
export function stateByActions(machineId: string, history: ActionHistory, { on, off }: Toggle): StateByActions {
  const sideOf = ({ type }: MachineAction) => [on, off].find((side) => isType(type, side.type));
  const own = history.rows.filter((row) => sideOf(row) !== undefined);
  const pendingAction = own.filter(isOpen).sort(newestFirst((row) => row.creationDateTimeUtc ?? ''))[0] ?? null;
  const ended = own
    .filter((row) => !isOpen(row) && !ENDED_WITHOUT_EFFECT.has(row.status ?? ''))
    .sort(newestFirst(endOf));
  const action = ended[0]?.status === 'Succeeded' ? ended[0] : null;
  const told = {
    ...NO_ACTION,
    machineId,
    source: 'ACTION_HISTORY',
    asOf: history.asOf,
    action,
    pendingAction,
    reason: null,
  } as const;
  if (pendingAction !== null) {
    const { creationDateTimeUtc: since, requestor: requestedBy } = pendingAction;
    return { ...told, state: sideOf(pendingAction)?.doing ?? UNKNOWN, since, requestedBy };
  }
  const doubt = doubtIn(history, ended);
  if (doubt !== null) return { ...told, state: UNKNOWN, reason: doubt };
  if (action === null) return { ...told, state: off.done };
  return { ...told, state: sideOf(action)?.done ?? UNKNOWN, since: endOf(action), requestedBy: action.requestor };
}

/** The state that the last report of a device tells. UNKNOWN where there is none, or where it says what is not understood. */
export function stateByHunt(
  machineId: string,
  { words, odd, asOf, missing }: Mitigation,
  { word, on, off }: { word: string; on: Pick<Side, 'done'>; off: Pick<Side, 'done'> },
): StateByActions {
  const told = { ...NO_ACTION, machineId, source: 'HUNTING', asOf, reason: null } as const;
  if (missing !== null) return { ...told, state: UNKNOWN, reason: missing };
  if (words.has(word)) return { ...told, state: on.done };
  if (odd === null) return { ...told, state: off.done };
  return { ...told, state: UNKNOWN, reason: `MitigationStatus says what is not understood: ${odd}` };
}

/** Whether two sources contradict each other: both know the state, neither sees it change, and they differ. */
export function contradicts(one: DeviceState, other: DeviceState, { on, off }: Toggle): boolean {
  const settled = ({ state }: DeviceState): boolean => state === on.done || state === off.done;
  return settled(one) && settled(other) && one.state !== other.state;
}
