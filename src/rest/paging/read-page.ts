import { withFilter, type ListScope } from './list-request.ts';
import type { ListRequest, RestPage } from './list-page.ts';
import type { ListOperation, Operation } from '../operation.ts';
import type { RestClient } from '../client/rest-client.ts';
import { RestError } from '../rest-error.ts';
import type { Incomplete } from './page-types.ts';
import { walkPage } from './keyset-page.ts';
import { lengthOf, walk } from './offset-page.ts';

/** Null would say that a row does not exist, where the list was only not led to its end. */
export function cutShort({ id }: Operation, incomplete: Incomplete | null): RestError | null {
  if (incomplete === null) return null;
  if (incomplete === 'ROW_UNREADABLE') {
    const message = `Defender answered ${id} with a row that cannot be read, which may be the one asked for.`;
    return new RestError('UPSTREAM_ERROR', message);
  }
  return new RestError('UPSTREAM_ERROR', `Defender did not lead ${id} to its end (${incomplete}).`);
}

async function readEnd<Row extends { id: string }>(
  rest: RestClient,
  scope: ListScope,
  request: ListRequest,
): Promise<RestPage<Row>> {
  const { total, upstreamPages } = await lengthOf(rest, scope);
  if (total === null) {
    throw new RestError(
      'BAD_USER_INPUT',
      'The vendor does not tell the length of this list: use first, or last with before.',
    );
  }
  const skip = Math.max(request.skip, total - request.take);
  const page = await walk<Row>(rest, scope, { skip, take: Math.max(0, total - skip), count: false, length: total });
  return { ...page, total, upstreamPages: upstreamPages + page.upstreamPages };
}

/**
 * One window of a list in the vendor's order, each row once. Where a walk goes on, rows are read ahead into the caller's
 * window and told by their time, so that rows that come or go do not shift it. Throws RestError; a list that cannot be
 * trusted to lead on ends with a reason in `incomplete`.
 */
export function readWindow<Row extends { id: string }>(
  rest: RestClient,
  list: ListOperation,
  request: ListRequest,
): Promise<RestPage<Row>> {
  const { path, expand, where = {} } = request;
  return withFilter(rest, list, where, (filterOf) =>
    request.fromEnd === true
      ? readEnd<Row>(rest, { list, path, expand, filter: filterOf(null) }, request)
      : walkPage<Row>(rest, list, request, filterOf),
  );
}
