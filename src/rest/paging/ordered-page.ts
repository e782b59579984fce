import type { RestClient } from '../client/rest-client.ts';
import { isQueryRejected } from '../odata/capabilities.ts';
import { RestError } from '../rest-error.ts';
import { isNewestFirst, timesIn } from './keyset-position.ts';
import type { RestPage } from './list-page.ts';
import type { ListOrder } from './page-types.ts';
import { countList, type ListScope } from './list-request.ts';
import { readByOffset, type OffsetWindow } from './offset-page.ts';

const FEATURE = '$orderby';

/** The error for a list that the vendor does not sort. */
function notSorted({ list }: ListScope): RestError {
  return new RestError(
    'BAD_USER_INPUT',
    `orderBy: Defender does not sort ${list.id}; leave it out, and choose the rows by where instead.`,
  );
}

/** Whether rows come in an order; what has no time may stand anywhere. */
function isSorted(rows: readonly unknown[], { field, direction }: ListOrder): boolean {
  const times = timesIn(field, rows).filter((time) => time !== null);
  return isNewestFirst(direction === 'desc' ? times : times.reverse(), null);
}

/**
 * A page of a list in another order than the vendor's own, by offset. No page documents `$orderby`: a server that refuses it
 * is not asked again for an hour, nor is one that passes over it, which its rows show. Throws RestError.
 */
export async function readOrdered<Row extends { id: string }>(
  rest: RestClient,
  scope: ListScope,
  window: OffsetWindow,
  order: ListOrder,
): Promise<RestPage<Row>> {
  if (!rest.capabilities.supports(scope.list, FEATURE)) throw notSorted(scope);
  const ordered = { ...scope, orderBy: `${order.field} ${order.direction}` };
  try {
    const page = await readByOffset<Row>(rest, ordered, window);
    if (isSorted(page.rows, order)) {
      return window.count === true && page.total === null ? { ...page, total: await countList(rest, scope) } : page;
    }
  } catch (error) {
    if (!isQueryRejected(error)) throw error;
    // With a filter it may be the filter that is refused, and others would lose the order for it.
    if (scope.filter !== undefined) throw notSorted(scope);
  }
  rest.capabilities.markUnsupported(scope.list, FEATURE);
  throw notSorted(scope);
}
