import { asError, readOne } from './load-each.ts';
import { filterText, type ChoiceDialect, type Where } from './odata-filter.ts';
import type { ListOperation, Operation } from './operation.ts';
import type { Found } from './list-page.ts';
import { cutShort } from './paging.ts';
import { walk } from './walk.ts';
import { encoded } from './request-url.ts';
import type { RestClient } from './rest-client.ts';
import { isRefusedQuery } from './server-features.ts';

const MOST_KEYS = 100;
/** Servers commonly refuse a request line over 8 kB; the rest of the URL and the headers need room too. */
const LONGEST_FILTER = 7_200;

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

/** Letter case is folded, as the vendor does: an id typed in capitals finds its row. */
function keyIn(row: object, property: string): string {
  return String(Reflect.get(row, property)).toLowerCase();
}

/** Splits keys so that each filter stays short even in its longer form (`key eq '…' or …`). */
function chunks(keys: readonly string[], property: string): string[][] {
  const result: string[][] = [];
  let room = 0;
  for (const key of keys) {
    const length = encoded(`${property} eq '${key}' or `).length + 4;
    const current = result.at(-1);
    if (current === undefined || current.length === MOST_KEYS || room < length) {
      result.push([key]);
      room = LONGEST_FILTER - length;
    } else {
      current.push(key);
      room -= length;
    }
  }
  return result;
}

/** What became of some keys: their rows, or why they could not be had. */
interface Chunk<Row> {
  keys: readonly string[];
  found: Found<Row> | Error;
}

/** The rows whose key is among `keys`, by the list. */
function walkKeys<Row extends Keyed>(
  rest: RestClient,
  { list, key, where, expand }: KeyedList,
  keys: readonly string[],
  form: ChoiceDialect,
  take: number,
): Promise<Found<Row>> {
  const filter = filterText({ ...where, [key]: { in: keys } }, list.filter, form);
  return walk<Row>(rest, { list, filter, expand }, { skip: 0, take });
}

/**
 * All rows whose key is among `keys`: a call per hundred, or one each where the server accepts no choice. A failed call
 * costs the keys it asked for.
 */
async function rowsAmong<Row extends Keyed>(
  rest: RestClient,
  source: KeyedList,
  keys: readonly string[],
  rowsPerKey: number,
  single: (key: string) => Promise<Found<Row>>,
): Promise<Chunk<Row>[]> {
  const oneEach = (chunk: readonly string[]): Promise<Chunk<Row>[]> =>
    Promise.all(
      chunk.map(async (key) => ({ keys: [key], found: await rest.inTurn(() => single(key)).catch(asError) })),
    );
  const read = async (chunk: readonly string[]): Promise<Chunk<Row>[]> => {
    const singles: Chunk<Row>[] = [];
    try {
      return await rest.features.withChoice(source.list, async (form) => {
        if (form !== 'single') {
          const found = await walkKeys<Row>(rest, source, chunk, form, chunk.length * rowsPerKey);
          return [{ keys: chunk, found }];
        }
        singles.push(...(await oneEach(chunk)));
        // Thrown so that a form in which the server refuses queries too is not remembered as the one that works.
        const refused = singles.map(({ found }) => found).find(isRefusedQuery);
        if (refused !== undefined) throw refused;
        return singles;
      });
    } catch (error) {
      return singles.length > 0 ? singles : [{ keys: chunk, found: asError(error) }];
    }
  };
  return (await Promise.all(chunks(keys, source.key).map(read))).flat();
}

/**
 * Rows by unique ids, in the order of the ids, null for a miss and an error where it is not known: `single` for one id,
 * else a call of `source.list` per hundred. Throws RestError.
 */
export async function loadById<Row extends Keyed>(
  rest: RestClient,
  source: KeyedList,
  single: Operation,
  ids: readonly string[],
): Promise<(Row | Error | null)[]> {
  const one = async (id: string): Promise<Found<Row>> => {
    // The documented operation by id takes no $expand.
    if (source.expand !== undefined) return walkKeys<Row>(rest, source, [id], 'in', 1);
    const row = await readOne<Row>(rest, single, id);
    // Some take more than ids, `GET /api/machines/{id}` a computer's name too; what is found must not depend on how many
    // are asked for together (get-machine-by-id.md).
    const isIt = row !== null && keyIn(row, source.key) === id.toLowerCase();
    return { rows: isIt ? [row] : [], incomplete: null };
  };
  const only = ids.length === 1 && source.expand === undefined ? ids[0] : undefined;
  if (only !== undefined) return [(await one(only)).rows[0] ?? null];
  const byKey = new Map<string, Row | Error>();
  for (const { keys, found } of await rowsAmong<Row>(rest, source, ids, 1, one)) {
    const unknown = found instanceof Error ? found : cutShort(source.list, found.incomplete);
    if (unknown !== null) for (const key of keys) byKey.set(key.toLowerCase(), unknown);
    if (!(found instanceof Error)) for (const row of found.rows) byKey.set(keyIn(row, source.key), row);
  }
  return ids.map((id) => byKey.get(id.toLowerCase()) ?? null);
}

/**
 * All rows that belong to each of several parents, in the order of the parents: a call per hundred of them, of which a
 * failed one costs its parents.
 */
export async function loadByParent<Row extends Keyed>(
  rest: RestClient,
  source: KeyedList,
  parents: readonly string[],
): Promise<(Found<Row> | Error)[]> {
  const one = (parent: string): Promise<Found<Row>> => walkKeys<Row>(rest, source, [parent], 'in', Infinity);
  const byParent = new Map<string, Found<Row> | Error>();
  for (const { keys, found } of await rowsAmong<Row>(rest, source, parents, Infinity, one)) {
    const children = new Map(keys.map((key) => [key.toLowerCase(), [] as Row[]]));
    if (!(found instanceof Error)) for (const row of found.rows) children.get(keyIn(row, source.key))?.push(row);
    for (const [key, rows] of children) {
      byParent.set(key, found instanceof Error ? found : { rows, incomplete: found.incomplete });
    }
  }
  return parents.map((parent) => byParent.get(parent.toLowerCase()) ?? { rows: [], incomplete: null });
}
