import type { GraphQLResolveInfo } from 'graphql';
import type { Context } from '../../../context.ts';
import { isSelectedInSeveralPlaces } from '../../../graphql/document/selection-places.ts';
import { selects } from '../../../graphql/document/selection.ts';
import { actionHistory } from './action-history.ts';
import { mitigation } from './action-mitigation.ts';
import {
  contradicts,
  stateByActions,
  stateByHunt,
  type DeviceState,
  type StateByActions,
  type StateSource,
  type Toggle,
} from './action-state-rules.ts';

/** The fields that read either source. */
const FIELDS: ReadonlySet<string> = new Set(['isolation', 'codeRestriction', 'containment']);
/** Milliseconds that devices which are known wait for those that are not; a second call is then the lesser evil. */
const MAX_WAIT = 10_000;

const ready = new WeakMap<Context, Promise<void>>();

/** Waits, where devices of a query become known at several moments, until all are, so that one call asks for them all. */
function allKnown(context: Context, info: GraphQLResolveInfo): Promise<void> {
  const known = ready.get(context);
  if (known !== undefined) return known;
  const several = isSelectedInSeveralPlaces(info, FIELDS);
  const made = several ? context.rest.inFlight.idle(MAX_WAIT) : Promise.resolve();
  ready.set(context, made);
  return made;
}

async function read(context: Context, id: string, kind: Toggle, source: StateSource): Promise<StateByActions> {
  return source === 'HUNTING'
    ? stateByHunt(id, await mitigation(context, id), kind)
    : stateByActions(id, await actionHistory(context, id), kind);
}

/** A state of a device by one source: one call for all devices of the query. Throws RestError. */
export async function stateOf(
  context: Context,
  info: GraphQLResolveInfo,
  kind: Toggle,
  { id, source }: { id: string; source: StateSource },
): Promise<StateByActions> {
  await allKnown(context, info);
  // With the devices of the other fields; its failure is told where it is asked for.
  if (selects(info, 'differing')) void read(context, id, kind, otherThan(source)).catch(() => undefined);
  return read(context, id, kind, source);
}

function otherThan(source: StateSource): StateSource {
  return source === 'HUNTING' ? 'ACTION_HISTORY' : 'HUNTING';
}

/** What the other source says where both know the state and they differ, else null. Throws RestError. */
export async function differingState(
  context: Context,
  told: DeviceState,
  kind: Toggle,
): Promise<StateByActions | null> {
  const other = await read(context, told.machineId, kind, otherThan(told.source));
  return contradicts(told, other, kind) ? other : null;
}

/** Whether other devices are kept from talking to this one, by hunting. Throws RestError. */
export async function containmentOf(context: Context, info: GraphQLResolveInfo, id: string): Promise<DeviceState> {
  await allKnown(context, info);
  const kind = { word: 'contained', on: { done: 'CONTAINED' }, off: { done: 'NOT_CONTAINED' } };
  return stateByHunt(id, await mitigation(context, id), kind);
}
