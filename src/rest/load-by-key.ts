import pLimit from 'p-limit';
import { filterText, type Where } from './odata-filter.ts';
import type { ListOperation, Operation } from './operation.ts';
import { walk, type Incomplete } from './paging.ts';
import { encoded } from './request-url.ts';
import type { RestClient } from './rest-client.ts';
import { RestError } from './rest-error.ts';

const MOST_KEYS = 100;
/** Servers commonly refuse a request line over 8 kB; the rest of the URL and the headers need room too. */
const LONGEST_FILTER = 7_000;
const MOST_SINGLE_CALLS = 8;

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

interface Found<Row> {
  rows: Row[];
  incomplete: Incomplete | null;
}

/** What became of some keys: their rows, or why they could not be had. */
interface Chunk<Row> {
  keys: readonly string[];
  found: Found<Row> | Error;
}

function together<Row>(found: readonly Found<Row>[]): Found<Row> {
  return {
    rows: found.flatMap(({ rows }) => rows),
    incomplete: found.find(({ incomplete }) => incomplete !== null)?.incomplete ?? null,
  };
}

/**
 * All rows whose key is among `keys`: a call per hundred, or one each where the server accepts no choice. A failed call
 * costs the keys it asked for.
 */
function rowsAmong<Row extends Keyed>(
  rest: RestClient,
  source: KeyedList,
  keys: readonly string[],
  rowsPerKey: number,
  single: (key: string) => Promise<Found<Row>>,
): Promise<Chunk<Row>[]> {
  const { list, key, expand } = source;
  const limit = pLimit(MOST_SINGLE_CALLS);
  const ask = (chunk: readonly string[]): Promise<Found<Row>> =>
    rest.features.withChoice(list, async (form) => {
      if (form === 'single') return together(await Promise.all(chunk.map((one) => limit(single, one))));
      const filter = filterText({ ...source.where, [key]: { in: chunk } }, list.filter, form);
      const window = { skip: 0, take: chunk.length * rowsPerKey };
      return walk<Row>(rest, { list, filter, expand }, window, (row) => row.id);
    });
  return Promise.all(
    chunks(keys, key).map(async (chunk) => {
      try {
        return { keys: chunk, found: await ask(chunk) };
      } catch (error) {
        return { keys: chunk, found: error instanceof Error ? error : new Error(String(error)) };
      }
    }),
  );
}

/** Null would say that a row does not exist, where the list was only not led to its end. */
function cutShort(list: ListOperation, incomplete: Incomplete | null): RestError | null {
  if (incomplete === null) return null;
  return new RestError('UPSTREAM_ERROR', `Defender did not lead ${list.id} to its end (${incomplete}).`);
}

/** Fetches one row by its own operation; null when there is none. */
export async function readOne<Row>(rest: RestClient, operation: Operation, id: string): Promise<Row | null> {
  try {
    return await rest.call<Row>(operation, { path: { id } });
  } catch (error) {
    if (error instanceof RestError && error.status === 404) return null;
    throw error;
  }
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
    const row = await readOne<Row>(rest, single, id);
    return { rows: row === null ? [] : [row], incomplete: null };
  };
  // The documented operation by id answers for one; it takes no $expand.
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

/** The rows that belong to one parent, and why some may be missing. */
export interface Children<Row> {
  rows: Row[];
  incomplete: Incomplete | null;
}

/**
 * All rows that belong to each of several parents, in the order of the parents: a call per hundred of them, of which a
 * failed one costs its parents.
 */
export async function loadByParent<Row extends Keyed>(
  rest: RestClient,
  source: KeyedList,
  parents: readonly string[],
): Promise<(Children<Row> | Error)[]> {
  const one = (parent: string): Promise<Found<Row>> => {
    const filter = filterText({ ...source.where, [source.key]: { eq: parent } }, source.list.filter, 'in');
    return walk<Row>(
      rest,
      { list: source.list, filter, expand: source.expand },
      { skip: 0, take: Infinity },
      (row) => row.id,
    );
  };
  const byParent = new Map<string, Children<Row> | Error>();
  for (const { keys, found } of await rowsAmong<Row>(rest, source, parents, Infinity, one)) {
    const children = new Map(keys.map((key) => [key.toLowerCase(), [] as Row[]]));
    if (!(found instanceof Error)) for (const row of found.rows) children.get(keyIn(row, source.key))?.push(row);
    for (const [key, rows] of children) {
      byParent.set(key, found instanceof Error ? found : { rows, incomplete: found.incomplete });
    }
  }
  return parents.map((parent) => byParent.get(parent.toLowerCase()) ?? { rows: [], incomplete: null });
}

/**
 * One call per parent, at most 8 in flight, for operations that cannot be asked about several at once; a failure costs
 * that parent only. `read` makes the result of a body, `null` standing for 404.
 */
export async function loadEach<T>(
  rest: RestClient,
  operation: Operation,
  parents: readonly string[],
  read: (body: unknown) => T,
): Promise<(T | Error)[]> {
  const limit = pLimit(MOST_SINGLE_CALLS);
  return Promise.all(
    parents.map((parent) =>
      limit(async () => {
        try {
          return read(await readOne<unknown>(rest, operation, parent));
        } catch (error) {
          return error instanceof Error ? error : new Error(String(error));
        }
      }),
    ),
  );
}

/** Reads `{ value: [...] }`; 404 is a parent without rows. */
export function rowsOf<Row>(body: unknown): Row[] {
  const value = (body as { value?: unknown } | null)?.value;
  return Array.isArray(value) ? (value as Row[]) : [];
}
