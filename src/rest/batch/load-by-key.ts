import { foldId } from '../rows/hex-id.ts';
import { asError, readOne } from './load-each.ts';
import { filterText, type InDialect, type Where } from '../odata/filter.ts';
import type { ListOperation, Operation } from '../operation.ts';
import type { RowsResult } from '../paging/list-page.ts';
import { truncationError } from '../paging/read-page.ts';
import { UnreadableRow, type Unreadable } from '../rows/row-validation.ts';
import { readByOffset } from '../paging/offset-page.ts';
import { encoded } from '../http/request-url.ts';
import type { RestClient } from '../client/rest-client.ts';
import { isQueryRejected } from '../odata/capabilities.ts';

const MAX_KEYS_PER_CALL = 100;
/** Servers commonly refuse a request line over 8 kB; the rest of the URL and the headers need room too. */
const MAX_FILTER_LENGTH = 7_200;

/** Rows of a list that are asked for by a property of theirs. */
export interface KeyedList {
  list: ListOperation;
  /** The JSON property that holds the key. */
  key: string;
  /** Joined with and. */
  where?: Where;
  expand?: string;
}

interface Keyed {
  id: string;
}

/** The key of a row as text; undefined where it has none that can be read. */
function keyIn(row: unknown, property: string): string | undefined {
  const key: unknown = typeof row === 'object' && row !== null ? Reflect.get(row, property) : undefined;
  return typeof key === 'string' || typeof key === 'number' ? String(key) : undefined;
}

/**
 * Finds the key asked for that a row has: the one of its very letters, else one that differs in letter case alone, as the
 * vendor finds the row of an id typed in capitals.
 */
function keyFinder(keys: readonly string[]): (key: string | undefined) => string | undefined {
  const exact = new Set(keys);
  const folded = new Map(keys.map((key) => [key.toLowerCase(), key]));
  return (key) => (key === undefined || exact.has(key) ? key : folded.get(key.toLowerCase()));
}

/** Splits keys so that each filter stays short even in its longer form (`key eq '…' or …`). */
function chunks(keys: readonly string[], property: string): string[][] {
  const result: string[][] = [];
  let room = 0;
  for (const key of keys) {
    const length = encoded(`${property} eq '${key}' or `).length + 4;
    const current = result.at(-1);
    if (current === undefined || current.length === MAX_KEYS_PER_CALL || room < length) {
      result.push([key]);
      room = MAX_FILTER_LENGTH - length;
    } else {
      current.push(key);
      room -= length;
    }
  }
  return result;
}

/** The outcome for some keys: their rows, or the error. */
interface Chunk<Row> {
  keys: readonly string[];
  found: RowsResult<Row> | Error;
}

/** The rows whose key is among `keys`, by the list. */
function readByKeys<Row extends Keyed>(
  rest: RestClient,
  { list, key, where, expand }: KeyedList,
  keys: readonly string[],
  form: InDialect,
  take: number,
): Promise<RowsResult<Row>> {
  const filter = filterText({ ...where, [key]: { in: keys } }, list.filter, form);
  // Of a unique key there is one row: when all keys have theirs, nothing is asked to see the end.
  return readByOffset<Row>(rest, { list, filter, expand }, { skip: 0, take, more: false });
}

/**
 * All rows whose key is among `keys`: a call per hundred, or one each where the server accepts neither `in` nor `or`. A
 * failed call fails only its own keys.
 */
async function rowsByKeys<Row extends Keyed>(
  rest: RestClient,
  source: KeyedList,
  keys: readonly string[],
  rowsPerKey: number,
  single: (key: string) => Promise<RowsResult<Row>>,
): Promise<Chunk<Row>[]> {
  const getIndividually = (chunk: readonly string[]): Promise<Chunk<Row>[]> =>
    Promise.all(
      chunk.map(async (key) => ({ keys: [key], found: await rest.limitConcurrency(() => single(key)).catch(asError) })),
    );
  const read = async (chunk: readonly string[]): Promise<Chunk<Row>[]> => {
    const singles: Chunk<Row>[] = [];
    try {
      return await rest.capabilities.withInOperator(source.list, async (form) => {
        if (form !== 'single') {
          const found = await readByKeys<Row>(rest, source, chunk, form, chunk.length * rowsPerKey);
          return [{ keys: chunk, found }];
        }
        singles.push(...(await getIndividually(chunk)));
        // Thrown so that a form which the server rejects too is not remembered as the one that works.
        const refused = singles.map(({ found }) => found).find(isQueryRejected);
        if (refused !== undefined) throw refused;
        return singles;
      });
    } catch (error) {
      return singles.length > 0 ? singles : [{ keys: chunk, found: asError(error) }];
    }
  };
  return (await Promise.all(chunks(keys, source.key).map(read))).flat();
}

/** As `loadById`, for ids that are asked for as they are spelt. */
async function loadSpelt<Row extends Keyed>(
  rest: RestClient,
  source: KeyedList,
  single: Operation,
  ids: readonly string[],
): Promise<Map<string, Row | Error>> {
  const keyOf = keyFinder(ids);
  const one = async (id: string): Promise<RowsResult<Row>> => {
    // The documented operation by id takes no $expand.
    if (source.expand !== undefined) return readByKeys<Row>(rest, source, [id], 'in', 1);
    const row = await readOne<Row>(rest, single, id);
    // Some take more than ids, `GET /api/machines/{id}` a computer's name too; what is found must not depend on how many
    // are asked for together (get-machine-by-id.md).
    const isIt = row !== null && keyIn(row, source.key)?.toLowerCase() === id.toLowerCase();
    return { rows: isIt ? [row] : [], incomplete: null };
  };
  const only = ids.length === 1 && source.expand === undefined ? ids[0] : undefined;
  const chunks =
    only === undefined
      ? await rowsByKeys<Row>(rest, source, ids, 1, one)
      : [{ keys: ids, found: await one(only) } satisfies Chunk<Row>];
  const byKey = new Map<string, Row | Error>();
  for (const { keys, found } of chunks) {
    const unknown = found instanceof Error ? found : truncationError(source.list, found.incomplete);
    if (unknown !== null) for (const key of keys) byKey.set(key, unknown);
  }
  for (const { found } of chunks) {
    if (found instanceof Error) continue;
    for (const row of found.rows) {
      const key = keyOf(keyIn(row, source.key));
      if (key !== undefined) byKey.set(key, row);
    }
  }
  return byKey;
}

/**
 * Rows by ids, in the order of the ids, null for a miss and an error where it is not known: `single` for one id, else a
 * call of `source.list` per hundred. What is not found by its folded id is asked for once more as it was spelt. Throws
 * RestError.
 */
export async function loadById<Row extends Keyed>(
  rest: RestClient,
  source: KeyedList,
  single: Operation,
  ids: readonly string[],
): Promise<(Row | Error | null)[]> {
  const found = await loadSpelt<Row>(rest, source, single, [...new Set(ids.map(foldId))]);
  const missed = [...new Set(ids)].filter((id) => foldId(id) !== id && !found.has(foldId(id)));
  const spelt = missed.length === 0 ? found : await loadSpelt<Row>(rest, source, single, missed);
  return ids.map((id) => found.get(foldId(id)) ?? spelt.get(id) ?? null);
}

/** The rows of each parent, and what was left out that is or may be its own. */
function childrenIn<Row extends Keyed>(
  { rows, incomplete, unreadable = [] }: RowsResult<Row>,
  { list, key }: KeyedList,
  parents: readonly string[],
): Map<string, RowsResult<Row>> {
  const parentOf = keyFinder(parents);
  const children = new Map(parents.map((parent) => [parent, [] as Row[]]));
  const odd = unreadable.map((each) => ({ each, parent: parentOf(keyIn(each.fault.element, key)) }));
  for (const [index, row] of rows.entries()) {
    const own = keyIn(row, key);
    if (own !== undefined) children.get(parentOf(own) ?? '')?.push(row);
    else
      odd.push({ each: { index, fault: new UnreadableRow(list, row, `it has no usable ${key}`) }, parent: undefined });
  }
  // Odd rows are told of below, and only to the parents that they may belong to.
  const cut = incomplete === 'ROW_UNREADABLE' ? null : incomplete;
  const foundOf = (parent: string, own: Row[]): RowsResult<Row> => {
    const lost: Unreadable[] = odd.filter((row) => (row.parent ?? parent) === parent).map(({ each }) => each);
    if (lost.length === 0) return { rows: own, incomplete: cut };
    return { rows: own, incomplete: cut ?? 'ROW_UNREADABLE', unreadable: lost };
  };
  return new Map([...children].map(([parent, own]) => [parent, foundOf(parent, own)]));
}

async function childrenOf<Row extends Keyed>(
  rest: RestClient,
  source: KeyedList,
  parents: readonly string[],
): Promise<Map<string, RowsResult<Row> | Error>> {
  const one = (parent: string): Promise<RowsResult<Row>> => readByKeys<Row>(rest, source, [parent], 'in', Infinity);
  const byParent = new Map<string, RowsResult<Row> | Error>();
  for (const { keys, found } of await rowsByKeys<Row>(rest, source, parents, Infinity, one)) {
    const children = found instanceof Error ? null : childrenIn(found, source, keys);
    for (const key of keys) byParent.set(key, children?.get(key) ?? found);
  }
  return byParent;
}

function isEmpty<Row>(found: RowsResult<Row> | Error | undefined): boolean {
  return found !== undefined && !(found instanceof Error) && found.rows.length === 0 && found.incomplete === null;
}

/**
 * All rows that belong to each of several parents, in the order of the parents: a call per hundred of them, of which a
 * failed one costs its parents. Where a folded id finds none, the id is asked for once more as it was spelt.
 */
export async function loadByParent<Row extends Keyed>(
  rest: RestClient,
  source: KeyedList,
  parents: readonly string[],
): Promise<(RowsResult<Row> | Error)[]> {
  const found = await childrenOf<Row>(rest, source, [...new Set(parents.map(foldId))]);
  const missed = [...new Set(parents)].filter((id) => foldId(id) !== id && isEmpty(found.get(foldId(id))));
  const spelt = missed.length === 0 ? found : await childrenOf<Row>(rest, source, missed);
  return parents.map((id) => spelt.get(id) ?? found.get(foldId(id)) ?? { rows: [], incomplete: null });
}
