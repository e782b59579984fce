import pLimit from 'p-limit';
import { batchLoader } from '../../context.ts';
import { asError, batchList } from '../../rest/batch/load-each.ts';
import { filterText, type InDialect, type Where } from '../../rest/odata/filter.ts';
import type { ListOperation } from '../../rest/operation.ts';
import { foldId } from '../../rest/rows/hex-id.ts';
import type { RowsResult, RestPage } from '../../rest/paging/list-page.ts';
import type { Unreadable } from '../../rest/rows/row-validation.ts';
import { isObject, textOf } from '../../rest/rows/read-value.ts';
import type { Truncation } from '../../rest/paging/page-types.ts';
import { readByOffset } from '../../rest/paging/offset-page.ts';
import type { RestClient } from '../../rest/client/rest-client.ts';
import { isQueryRejected } from '../../rest/odata/capabilities.ts';
import {
  listMachinesVulnerabilitiesOperation,
  listMachineVulnerabilitiesOperation,
  listVulnerabilitiesOperation,
} from './vulnerabilities.api.ts';
import type { MachineVulnerability } from './vulnerabilities.findings.type.ts';
import type { Vulnerability } from './vulnerabilities.type.ts';

const HUNDRED = 100;
/** More CVEs than this are read from the whole list of the tenant's: 8,000 on a page cost less than 100 on each of many. */
const MAX_CVES_BY_NUMBER = 500;
/**
 * The join costs 1 call for the devices and at most 5 for their CVEs, so for more than 5 devices it is not the more
 * expensive way.
 */
const MAX_INDIVIDUAL_READS = 5;
/** Hundreds of devices read at a time: each may bring 100,000 rows. */
const MAX_CONCURRENT_LISTS = 2;

/** What the list over many devices tells of one: severity by CVE, and why CVEs may be missing. */
interface Exposure {
  cves: Map<string, string | null>;
  incomplete: Truncation | null;
  unreadable: readonly Unreadable[];
}

type List = RowsResult<Vulnerability> | Error;

/** `CVE-2026-900` before `CVE-2026-10000`. */
function sortKey(cve: string): string {
  return cve.toUpperCase().replace(/\d+/g, (digits) => digits.padStart(10, '0'));
}

/**
 * By number, as no page tells the vendor's order: a cursor must mean the same place however many devices are asked for
 * together.
 */
function byNumber<T>(items: readonly T[], numberOf: (item: T) => string): T[] {
  const keyed = items.map((item) => ({ item, key: sortKey(numberOf(item)) }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ item }) => item);
}

/** Letter case is folded, as the vendor does. */
function lower(id: string): string {
  return id.toLowerCase();
}

function chunksOfHundred(keys: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(keys.length / HUNDRED) }, (_, n) => keys.slice(n * HUNDRED, (n + 1) * HUNDRED));
}

function readWhere<Row extends { id: string }>(
  rest: RestClient,
  list: ListOperation,
  where: Where,
  form: InDialect,
  take = Infinity,
): Promise<RestPage<Row>> {
  return readByOffset<Row>(
    rest,
    { list, filter: filterText(where, list.filter, form) },
    { skip: 0, take, more: false },
  );
}

async function getIndividually(rest: RestClient, machineIds: readonly string[]): Promise<List[]> {
  const lists = await batchList<Vulnerability>(listMachineVulnerabilitiesOperation)(rest, machineIds);
  return lists.map((list) => (list instanceof Error ? list : { ...list, rows: byNumber(list.rows, ({ id }) => id) }));
}

/** The device that a row belongs to; empty where that cannot be read. */
function machineOf(row: unknown): string {
  return isObject(row) ? lower(textOf(Reflect.get(row, 'machineId'))) : '';
}

function exposuresIn(
  { rows, incomplete, unreadable = [] }: RowsResult<MachineVulnerability>,
  machineIds: readonly string[],
): Exposure[] {
  const byMachine = new Map<string, Exposure['cves']>();
  for (const id of machineIds) byMachine.set(lower(id), new Map());
  for (const { machineId, cveId, severity } of rows) {
    if (machineId != null && cveId != null) byMachine.get(lower(machineId))?.set(cveId, severity ?? null);
  }
  const cut = incomplete === 'ROW_UNREADABLE' ? null : incomplete;
  return machineIds.map((id) => {
    // An odd row that tells its device is missing there only.
    const lost = unreadable.filter(({ fault }) => ['', lower(id)].includes(machineOf(fault.element)));
    const reason = cut ?? (lost.length > 0 ? 'ROW_UNREADABLE' : null);
    return { cves: byMachine.get(lower(id)) ?? new Map<string, string | null>(), incomplete: reason, unreadable: lost };
  });
}

/** What up to a hundred devices are exposed to; their own lists where the server accepts no choice of devices. */
async function readHundred(rest: RestClient, machineIds: readonly string[]): Promise<(Exposure | List)[]> {
  const list = listMachinesVulnerabilitiesOperation;
  let singles: List[] | undefined;
  try {
    return await rest.capabilities.withInOperator<(Exposure | List)[]>(list, async (form) => {
      if (form === 'single') {
        singles = await getIndividually(rest, machineIds);
        // Thrown so that a form in which the server refuses queries too is not remembered as the one that works.
        const refused = singles.find(isQueryRejected);
        if (refused !== undefined) throw refused;
        return singles;
      }
      const where = { machineId: { in: machineIds.map(foldId) } };
      return exposuresIn(await readWhere<MachineVulnerability>(rest, list, where, form), machineIds);
    });
  } catch (error) {
    return singles ?? machineIds.map(() => asError(error));
  }
}

/** The rows of CVEs, a call per hundred; from the whole list where they are many or the server accepts no choice. */
async function readCves(rest: RestClient, cves: readonly string[]): Promise<RowsResult<Vulnerability>[]> {
  const list = listVulnerabilitiesOperation;
  let whole: Promise<RowsResult<Vulnerability>> | undefined;
  const readWhole = () => (whole ??= readWhere<Vulnerability>(rest, list, {}, 'in'));
  if (cves.length > MAX_CVES_BY_NUMBER) return [await readWhole()];
  const read = (hundred: readonly string[]) =>
    rest.capabilities.withInOperator(list, (form) =>
      form === 'single'
        ? readWhole()
        : readWhere<Vulnerability>(rest, list, { id: { in: hundred } }, form, hundred.length),
    );
  return Promise.all(chunksOfHundred(cves).map(read));
}

/** How the list of a device is made of what it is exposed to. */
async function completionOf(rest: RestClient, exposures: readonly Exposure[]): Promise<(exposure: Exposure) => List> {
  const numbers = new Set<string>();
  for (const { cves } of exposures) for (const cve of cves.keys()) numbers.add(cve);
  const ordered = byNumber([...numbers], (cve) => cve);
  const pages = await readCves(rest, ordered);
  const known = new Map(pages.flatMap(({ rows }) => rows.map((row): [string, Vulnerability] => [lower(row.id), row])));
  const cutShort = pages.find((page) => page.incomplete !== null)?.incomplete ?? null;
  const oddCves = pages.flatMap((page) => page.unreadable ?? []);
  return ({ cves, incomplete, unreadable }) => {
    const own = ordered.filter((cve) => cves.has(cve));
    // Left out, the device would seem to be without the CVE.
    const told = (cve: string) => ({ id: cve, severity: cves.get(cve) }) as Vulnerability;
    const lacks = cutShort !== null && own.some((cve) => !known.has(lower(cve)));
    return {
      rows: own.map((cve) => known.get(lower(cve)) ?? told(cve)),
      incomplete: incomplete ?? (lacks ? cutShort : null),
      unreadable: lacks ? [...unreadable, ...oddCves] : unreadable,
    };
  };
}

/**
 * The vulnerabilities of each device, by number. Up to 5 devices cost one call each. From 6 on, a hundred devices cost 1
 * call per 10,000 findings, and the CVEs of all devices 1 per hundred, at most 5, or the tenant's whole list at 1 per
 * 8,000: a hundred devices with 1,400 findings of 77 CVEs are 2 calls in the place of 100. A CVE that the tenant's list
 * lacks comes with number and severity only. Where the server accepts no choice of devices it is one call each.
 */
async function vulnerabilitiesOf(rest: RestClient, machineIds: readonly string[]): Promise<List[]> {
  if (machineIds.length <= MAX_INDIVIDUAL_READS) return getIndividually(rest, machineIds);
  const inTurn = pLimit(MAX_CONCURRENT_LISTS);
  const hundreds = chunksOfHundred(machineIds).map((hundred) => inTurn(() => readHundred(rest, hundred)));
  const found = (await Promise.all(hundreds)).flat();
  const exposures = found.filter((each) => 'cves' in each);
  const failed =
    (error: unknown) =>
    ({ cves, ...faults }: Exposure): List =>
      cves.size === 0 ? { rows: [], ...faults } : asError(error);
  const complete = await completionOf(rest, exposures).catch(failed);
  return found.map((each) => ('cves' in each ? complete(each) : each));
}

export const machineVulnerabilitiesLoader = batchLoader(vulnerabilitiesOf);
