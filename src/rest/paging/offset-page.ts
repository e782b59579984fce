import { countList, type ListScope } from './list-request.ts';
import { toPage, type RestPage } from './list-page.ts';
import { atOffset } from './keyset-position.ts';
import { PageReader } from './page-reader.ts';
import type { RestClient } from '../client/rest-client.ts';

/** A window of a list, by offset. */
export interface OffsetWindow {
  skip: number;
  take: number;
  /** Whether the length of the list is wanted too, where it takes a call of its own. */
  count?: boolean;
  /** The length of the list, where it has just been told. */
  length?: number;
  /** False where no more than `take` rows can be there. */
  more?: boolean;
}

/** Reads rows by offset: the page and one row more, which tells `hasMore` without another call. */
export async function readByOffset<Row extends { id: string }>(
  rest: RestClient,
  { filter, ...scope }: ListScope,
  { skip, take, count = false, length, more = true }: OffsetWindow,
): Promise<RestPage<Row>> {
  const counting = { withCount: count, ...(length !== undefined && { length }) };
  const query = { scope, filterOf: () => filter, useKeyset: false, ...counting };
  const start = { slots: [], next: atOffset(skip), offset: skip, incomplete: null };
  const range = await new PageReader<Row>(rest, query, start).read({ take, more, target: more ? take + 1 : take });
  return toPage(range, skip, take);
}

/**
 * The length of a list, requested with its first row, else by a call of its own; null where the vendor does not tell.
 */
export async function countRows(
  rest: RestClient,
  scope: ListScope,
): Promise<{ total: number | null; upstreamPages: number }> {
  const { total, upstreamPages } = await readByOffset(rest, scope, { skip: 0, take: 0, count: true });
  return { total: total ?? (await countList(rest, scope)), upstreamPages };
}
