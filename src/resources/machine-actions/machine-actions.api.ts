import { batchLoader, idLoader, perRequest, perRequestFor, type Context } from '../../context.ts';
import { foldId } from '../../rest/rows/hex-id.ts';
import { loadById, loadByParent } from '../../rest/batch/load-by-key.ts';
import type { Where } from '../../rest/odata/filter.ts';
import { operation, DEFAULT_LIMIT } from '../../rest/operation.ts';
import type { RowsResult, ListRequest, RestPage } from '../../rest/paging/list-page.ts';
import { isObject } from '../../rest/rows/read-value.ts';
import { readPage } from '../../rest/paging/read-page.ts';
import type { MachineAction } from './machine-actions.type.ts';

const READ = {
  application: ['Machine.Read.All', 'Machine.ReadWrite.All'],
  delegated: ['Machine.Read', 'Machine.ReadWrite'],
};

export const listMachineActionsOperation = operation({
  id: 'listMachineActions',
  rowType: 'MachineAction',
  method: 'GET',
  path: '/api/machineactions',
  permissions: READ,
  limit: DEFAULT_LIMIT,
  source: 'get-machineactions-collection.md',
  // Anyone who asks waits for an action to end.
  cacheSeconds: 0,
  maxTop: 10_000,
  newestFirst: 'creationDateTimeUtc',
  filter: {
    id: 'text',
    status: 'text',
    machineId: 'text',
    type: 'text',
    requestor: 'text',
    creationDateTimeUtc: 'date',
  },
});

export const getMachineActionOperation = operation({
  id: 'getMachineAction',
  rowType: 'MachineAction',
  method: 'GET',
  path: '/api/machineactions/{id}',
  permissions: READ,
  limit: DEFAULT_LIMIT,
  source: 'get-machineaction-object.md',
  cacheSeconds: 0,
});

/** The commands, each with its action's id; what is none stays, to be told as an odd value. */
function withAction({ id, commands }: MachineAction): MachineAction['commands'] {
  if (!Array.isArray(commands)) return commands ?? null;
  return commands.map((command) => (isObject(command) ? { ...command, actionId: id } : command));
}

/** The list says `lastUpdateTimeUtc` where the single action says `lastUpdateDateTimeUtc`. */
export function readAction(row: MachineAction): MachineAction {
  const updated = row.lastUpdateDateTimeUtc ?? row.lastUpdateTimeUtc;
  return {
    ...row,
    lastUpdateDateTimeUtc: updated,
    lastUpdateTimeUtc: updated,
    commands: withAction(row),
  };
}

/** A window of the tenant's response actions, newest first. */
export async function listMachineActions({ rest }: Context, request: ListRequest): Promise<RestPage<MachineAction>> {
  const page = await readPage<MachineAction>(rest, listMachineActionsOperation, request);
  return { ...page, rows: page.rows.map(readAction) };
}

/** Actions by id: a hundred are 1 call in the place of 100. */
export const machineActionLoader = batchLoader(async (rest, ids) => {
  const source = { list: listMachineActionsOperation, key: 'id' };
  const rows = await loadById<MachineAction>(rest, source, getMachineActionOperation, ids);
  return rows.map((row) => (row === null || row instanceof Error ? row : readAction(row)));
});

/** Actions, and when they were asked for, ISO 8601. */
type Asked = RowsResult<MachineAction> & { asOf: string };

const loaderOf = perRequestFor((context, where: Where) => {
  const source = { list: listMachineActionsOperation, key: 'machineId', where };
  return idLoader<Asked>(context, async (machineIds) => {
    const asOf = new Date().toISOString();
    const found = await loadByParent<MachineAction>(context.rest, source, machineIds);
    return found.map((each) => (each instanceof Error ? each : { ...each, asOf, rows: each.rows.map(readAction) }));
  });
});

const askedOf = perRequest(() => new Set<string>());

/** Tells of a device whether all its actions have been asked for in this request, so that they cost no further call. */
export function isAsked(context: Context): (machineId: string) => boolean {
  const asked = askedOf(context);
  return (machineId) => asked.has(foldId(machineId));
}

/** All actions of one device that fit the filter: a hundred devices are 1 call in the place of 100. */
export function actionsOfMachine(context: Context, machineId: string, where: Where): Promise<Asked> {
  if (Object.keys(where).length === 0) askedOf(context).add(foldId(machineId));
  return loaderOf(context, where).load(machineId);
}
