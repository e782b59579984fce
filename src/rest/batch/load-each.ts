import { foldId } from '../rows/hex-id.ts';
import { countIn, lengthIn, toEnvelope } from '../paging/list-request.ts';
import type { Operation, WholeListOperation } from '../operation.ts';
import { foundIn, type RowsResult } from '../paging/list-page.ts';
import { truncationError } from '../paging/read-page.ts';
import { readRow, type UnreadableRow } from '../rows/row-validation.ts';
import type { CallOptions, RestClient } from '../client/rest-client.ts';
import { RestError } from '../rest-error.ts';

/** What became of each key, in the order of the keys: what a DataLoader asks for. */
export type Batch<T> = (rest: RestClient, keys: readonly string[]) => Promise<(T | Error)[]>;

/** What a call for one key is made with: the key as `{id}` of the path unless stated. */
export type AskedBy = (key: string) => CallOptions;

const byPath: AskedBy = (id) => ({ path: { id } });

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
  askedBy = byPath,
): Promise<Row | null> {
  const row = await nullFor404(rest.call<unknown>(operation, askedBy(id)));
  return row === null ? null : readRow<Row>(operation, row);
}

/** As `readOne`: by the folded id, and where there is none by the id as it was spelt. */
async function readSpelt<Row extends object>(
  rest: RestClient,
  operation: Operation,
  id: string,
  askedBy?: AskedBy,
): Promise<Row | null> {
  const row = await readOne<Row>(rest, operation, foldId(id), askedBy);
  return row === null && foldId(id) !== id ? readOne<Row>(rest, operation, id, askedBy) : row;
}

/** The largest page that the vendor documents: a list of exactly so many rows was cut there, it must be feared. */
const MAX_PAGE = 10_000;

/** The rows of a list that comes whole, and what shows that it did not. Throws UPSTREAM_ERROR for anything but a list. */
function wholeList<Row>(operation: WholeListOperation, body: unknown) {
  const envelope = toEnvelope<Row>(operation, body);
  const { value } = envelope;
  const linked = (envelope['@odata.nextLink'] ?? null) !== null;
  const told = countIn(envelope) ?? 0;
  const isCut = linked || told > value.length || value.length === (operation.maxRows ?? MAX_PAGE);
  const reason = linked ? ('NEXT_LINK_NOT_FOLLOWED' as const) : ('SERVER_PAGE_LIMIT' as const);
  return { value, cut: isCut ? reason : null, total: told > value.length ? told : null };
}

/** The rows of an answer that is documented to hold the whole list. Throws UPSTREAM_ERROR for anything but a list. */
export function wholeListOf<Row>(operation: WholeListOperation, body: unknown): RowsResult<Row> {
  const { value, cut, total } = wholeList<Row>(operation, body);
  return { ...foundIn(value, cut), ...(total !== null && { total }) };
}

/** The list that one object has; null for 404, an object without rows. */
function readList(
  rest: RestClient,
  operation: WholeListOperation,
  key: string,
  askedBy = byPath,
): Promise<{ body: unknown } | null> {
  const asked = { ...askedBy(key), emptyAs: { value: [] } };
  return nullFor404(rest.call<unknown>(operation, asked).then((body) => ({ body })));
}

/** One call per key for operations that cannot be asked about several at once; a failure costs its key only. */
function each<T>(read: (rest: RestClient, key: string) => Promise<T>): Batch<T> {
  return (rest, keys) => Promise.all(keys.map((key) => rest.limitConcurrency(() => read(rest, key)).catch(asError)));
}

/** Objects by id, one call each; null for 404. */
export function batchGet<Row extends object>(operation: Operation, askedBy?: AskedBy): Batch<Row | null> {
  return each((rest, id) => readSpelt<Row>(rest, operation, id, askedBy));
}

/** A number that each object has, one call each, whose answer is nothing else; null where the server has no such path. */
export function batchCount(operation: Operation, askedBy?: AskedBy): Batch<number | null> {
  return each(async (rest, id) => {
    const count = await nullFor404(rest.call<unknown>(operation, (askedBy ?? byPath)(id)));
    if (count === null || lengthIn(count) !== null) return lengthIn(count);
    throw new RestError('UPSTREAM_ERROR', `Defender answered ${operation.id} with something other than a number.`);
  });
}

/** The list of each parent, one call each, and why rows of it may be missing. */
export function batchList<Row>(operation: WholeListOperation, askedBy?: AskedBy): Batch<RowsResult<Row>> {
  return each(async (rest, id) => {
    const answer = await readList(rest, operation, id, askedBy);
    return answer === null ? { rows: [], incomplete: null } : wholeListOf<Row>(operation, answer.body);
  });
}

/**
 * The rows of each parent, one call each, for fields that have no place to say that some are missing: that is an error,
 * but a row that cannot be read stands as one in its place.
 */
export function batchCompleteList<Row>(operation: WholeListOperation): Batch<(Row | UnreadableRow)[]> {
  return each(async (rest, id) => {
    const answer = await readList(rest, operation, id);
    if (answer === null) return [];
    const { value, cut } = wholeList<Row>(operation, answer.body);
    const unknown = truncationError(operation, cut);
    if (unknown !== null) throw unknown;
    return value;
  });
}
