import { batchLoader, idLoader, perRequestFor, type Context } from '../../context.ts';
import { loadByParent } from '../../rest/batch/load-by-key.ts';
import { batchList, wholeListOf } from '../../rest/batch/load-each.ts';
import { operation, DEFAULT_LIMIT } from '../../rest/operation.ts';
import type { RowsResult } from '../../rest/paging/list-page.ts';
import { rowsAndFault } from '../../rest/paging/read-page.ts';
import type { RestError } from '../../rest/rest-error.ts';
import { listMachines, listMachinesOperation } from './machines.api.ts';
import type { Machine } from './machines.type.ts';

/** The devices of one entity come whole, and an entity that is not known has none (get-file-related-machines.md and others). */
const OF_ENTITY = {
  rowType: 'Machine',
  method: 'GET',
  permissions: listMachinesOperation.permissions,
  limit: DEFAULT_LIMIT,
  paging: 'none',
} as const;

/** Takes a SHA-1 and no other hash. */
export const listFileMachinesOperation = operation({
  id: 'listFileMachines',
  path: '/api/files/{id}/machines',
  source: 'get-file-related-machines.md',
  ...OF_ENTITY,
});

/** The vendor cuts the list at 500 devices, and gives no way to the others. */
export const listDomainMachinesOperation = operation({
  id: 'listDomainMachines',
  path: '/api/domains/{id}/machines',
  source: 'get-domain-related-machines.md',
  maxRows: 500,
  ...OF_ENTITY,
});

/** Takes the bare name of an account. The page lists no reading permission, though the operation only reads. */
export const listUserMachinesOperation = operation({
  id: 'listUserMachines',
  path: '/api/users/{id}/machines',
  source: 'get-user-related-machines.md',
  ...OF_ENTITY,
  permissions: { application: ['Machine.ReadWrite.All'], delegated: ['Machine.ReadWrite'] },
});

/** Supersedes `GET /api/machines/find(timestamp=…,key=…)`, which the pages' index no longer names (find-machine-info-by-ip.md). */
export const findMachinesByIpOperation = operation({
  id: 'findMachinesByIp',
  path: "/api/machines/findbyip(ip='{ip}',timestamp={timestamp})",
  source: 'find-machines-by-ip.md',
  knownErrors: [
    {
      // The page gives no text and no code for it.
      status: [400],
      pattern: /time ?stamp|30 days/i,
      code: 'BAD_USER_INPUT',
      message: 'at: Defender finds devices by address within the past 30 days only; give a later instant.',
    },
  ],
  ...OF_ENTITY,
});

export const findMachinesByTagOperation = operation({
  id: 'findMachinesByTag',
  path: '/api/machines/findbytag',
  source: 'find-machines-by-tag.md',
  emptyAs: { value: [] },
  ...OF_ENTITY,
});

export const fileMachinesLoader = batchLoader(batchList<Machine>(listFileMachinesOperation));
export const domainMachinesLoader = batchLoader(batchList<Machine>(listDomainMachinesOperation));
export const userMachinesLoader = batchLoader(batchList<Machine>(listUserMachinesOperation));

/** An instant in UTC, as the path wants it, with the digits that it has where it is in UTC already. */
function utc(at: string): string {
  return at.endsWith('Z') ? at : new Date(at).toISOString();
}

/** The devices that had an address within 15 minutes of an instant: ISO 8601, of the past 30 days. One call each. */
export const machinesByIpLoader = perRequestFor((context, at: string) => {
  const find = batchList<Machine>(findMachinesByIpOperation, (ip) => ({ path: { ip, timestamp: utc(at) } }));
  return idLoader<RowsResult<Machine>>(context, (ips) => find(context.rest, ips));
});

/** The devices that have a tag, or one that begins with the text, in any order. Throws RestError. */
export async function machinesByTag({ rest }: Context, tag: string, startsWith: boolean): Promise<RowsResult<Machine>> {
  const query = { tag, useStartsWithFilter: startsWith };
  return wholeListOf(findMachinesByTagOperation, await rest.call<unknown>(findMachinesByTagOperation, { query }));
}

/** The devices of each value of a property, a hundred values 1 call, and behind them why some may be missing. */
function machinesBy(key: 'lastIpAddress' | 'aadDeviceId') {
  return batchLoader(async (rest, values) => {
    const found = await loadByParent<Machine>(rest, { list: listMachinesOperation, key }, values);
    return found.map((each) => (each instanceof Error ? each : rowsAndFault(listMachinesOperation, each)));
  });
}

/** The devices whose last local address it is. */
export const machinesByLastAddressLoader = machinesBy('lastIpAddress');

/** The devices that Microsoft Entra knows by an id. */
export const machinesByEntraIdLoader = machinesBy('aadDeviceId');

/** The first devices whose name begins with a text, in the vendor's order. One call. Throws RestError. */
export async function machinesByName(
  context: Context,
  beginning: string,
  max: number,
): Promise<(Machine | RestError)[]> {
  const where = { computerDnsName: { startsWith: beginning } };
  return rowsAndFault(listMachinesOperation, await listMachines(context, { skip: 0, take: max, where }));
}
