import { envelopeOf } from './list-call.ts';
import type { Operation } from './operation.ts';
import type { Found } from './list-page.ts';
import { cutShort } from './paging.ts';
import type { RestClient } from './rest-client.ts';
import { RestError } from './rest-error.ts';

/** What became of each key, in the order of the keys: what a DataLoader asks for. */
export type Batch<T> = (rest: RestClient, keys: readonly string[]) => Promise<(T | Error)[]>;

export function asError(cause: unknown): Error {
  return cause instanceof Error ? cause : new Error(String(cause));
}

async function nullFor404<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof RestError && error.status === 404) return null;
    throw error;
  }
}

/** Fetches one row by its own operation; null when there is none. Throws RestError. */
export async function readOne<Row extends object>(
  rest: RestClient,
  operation: Operation,
  id: string,
): Promise<Row | null> {
  const row = await nullFor404(rest.call<Row | null>(operation, { path: { id } }));
  if (typeof row === 'object' && !Array.isArray(row)) return row;
  throw new RestError('UPSTREAM_ERROR', `Defender answered ${operation.id} with something other than an object.`);
}

/** The list that one object has; 404 is an object without rows. No page documents paging for these lists. */
async function readList<Row>(rest: RestClient, operation: Operation, id: string): Promise<Found<Row>> {
  const asked = { ...operation, emptyAs: { value: [] } };
  const body = await nullFor404(rest.call<unknown>(asked, { path: { id } }).then((value) => ({ value })));
  if (body === null) return { rows: [], incomplete: null };
  const { value, '@odata.nextLink': link } = envelopeOf<Row>(operation, body.value);
  return { rows: value, incomplete: (link ?? null) === null ? null : 'NEXT_LINK_NOT_FOLLOWED' };
}

/** One call per key for operations that cannot be asked about several at once; a failure costs its key only. */
function each<T>(read: (rest: RestClient, key: string) => Promise<T>): Batch<T> {
  return (rest, keys) => Promise.all(keys.map((key) => rest.inTurn(() => read(rest, key)).catch(asError)));
}

/** Objects by id, one call each; null for 404. */
export function eachOne<Row extends object>(operation: Operation): Batch<Row | null> {
  return each((rest, id) => readOne<Row>(rest, operation, id));
}

/** The list of each parent, one call each, and why rows of it may be missing. */
export function eachList<Row>(operation: Operation): Batch<Found<Row>> {
  return each((rest, id) => readList<Row>(rest, operation, id));
}

/** The rows of each parent, one call each, for fields that have no place to say that some are missing: that is an error. */
export function eachWholeList<Row>(operation: Operation): Batch<Row[]> {
  return each(async (rest, id) => {
    const { rows, incomplete } = await readList<Row>(rest, operation, id);
    const unknown = cutShort(operation, incomplete);
    if (unknown !== null) throw unknown;
    return rows;
  });
}
