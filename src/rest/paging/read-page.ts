import { filterVariants, type ListScope } from './list-request.ts';
import { isQueryRejected } from '../odata/capabilities.ts';
import type { ListRequest, RestPage, RowsResult } from './list-page.ts';
import type { ListOperation, Operation } from '../operation.ts';
import type { RestClient } from '../client/rest-client.ts';
import { RestError } from '../rest-error.ts';
import type { Truncation } from './page-types.ts';
import { readByKeyset } from './keyset-page.ts';
import { readOrdered } from './ordered-page.ts';
import { countRows, readByOffset, type OffsetWindow } from './offset-page.ts';

/** The error for an incomplete list: null would claim that a row does not exist. */
export function truncationError({ id }: Operation, incomplete: Truncation | null): RestError | null {
  if (incomplete === null) return null;
  if (incomplete === 'ROW_UNREADABLE') {
    const message = `Defender answered ${id} with a row that cannot be read, which may be the one asked for.`;
    return new RestError('UPSTREAM_ERROR', message);
  }
  return new RestError('UPSTREAM_ERROR', `Defender did not lead ${id} to its end (${incomplete}).`);
}

/** Rows for a caller without a place to say that some may be missing: that is an error behind them. */
export function rowsAndFault<Row>(operation: Operation, { rows, incomplete }: RowsResult<Row>): (Row | RestError)[] {
  const fault = truncationError(operation, incomplete);
  return fault === null ? rows : [...rows, fault];
}

/** A page by offset, in the order that is asked for. */
function readAtOffset<Row extends { id: string }>(
  rest: RestClient,
  scope: ListScope,
  { orderBy }: ListRequest,
  window: OffsetWindow,
): Promise<RestPage<Row>> {
  return orderBy == null ? readByOffset<Row>(rest, scope, window) : readOrdered<Row>(rest, scope, window, orderBy);
}

async function readFromEnd<Row extends { id: string }>(
  rest: RestClient,
  scope: ListScope,
  request: ListRequest,
): Promise<RestPage<Row>> {
  const { total, upstreamPages } = await countRows(rest, scope);
  if (total === null) {
    throw new RestError(
      'BAD_USER_INPUT',
      'The vendor does not tell the length of this list: use first, or last with before.',
    );
  }
  const skip = Math.max(request.skip, total - request.take);
  const page = await readAtOffset<Row>(rest, scope, request, {
    skip,
    take: Math.max(0, total - skip),
    count: false,
    length: total,
  });
  return { ...page, total, upstreamPages: upstreamPages + page.upstreamPages };
}

/**
 * One page of a list in the vendor's order, each row once. Later pages of a session are read ahead and positioned by
 * time, so that inserted or removed rows do not shift them. Throws RestError; a list whose links cannot be trusted ends
 * early with a reason in `incomplete`.
 */
export async function readPage<Row extends { id: string }>(
  rest: RestClient,
  list: ListOperation,
  request: ListRequest,
): Promise<RestPage<Row>> {
  const { path, expand, where = {}, fromEnd = false, orderBy } = request;
  for (const { dialect, filterOf } of filterVariants(rest, list, where)) {
    try {
      const scope = { list, path, expand, filter: filterOf(null) };
      const page = fromEnd
        ? await readFromEnd<Row>(rest, scope, request)
        : orderBy == null
          ? await readByKeyset<Row>(rest, list, request, filterOf)
          : await readOrdered<Row>(rest, scope, request, orderBy);
      if (dialect !== null) rest.capabilities.acceptsIn(list, dialect);
      return page;
    } catch (error) {
      if (dialect === null || !isQueryRejected(error)) throw error;
    }
  }
  throw new RestError(
    'BAD_USER_INPUT',
    'Defender refused the filter; it may accept no choice of values, so use eq instead of in.',
  );
}
