import { countList, type ListScope } from './list-request.ts';
import { pageOf, type RestPage } from './list-page.ts';
import { byOffset } from './keyset-position.ts';
import { readOn } from './page-reader.ts';
import type { RestClient } from '../client/rest-client.ts';

/** A window of a list, by offset. */
export interface OffsetWindow {
  skip: number;
  take: number;
  /** See Question; the length is asked for only to find the end, unless stated. */
  count?: boolean;
  /** The length of the list, where it has just been told. */
  length?: number;
  /** False where no more than `take` rows can be there. */
  more?: boolean;
}

/** Reads rows by offset: the page and one row more, which tells `hasMore` without another call. */
export async function walk<Row extends { id: string }>(
  rest: RestClient,
  { filter, ...scope }: ListScope,
  { skip, take, count = false, length, more = true }: OffsetWindow,
): Promise<RestPage<Row>> {
  const counting = { count, ...(length !== undefined && { length }) };
  const question = { scope, filterOf: () => filter, anchors: false, ...counting };
  const start = { seats: [], next: byOffset(skip), offset: skip, incomplete: null };
  const reading = await readOn<Row>(rest, question, start, { take, more, goal: more ? take + 1 : take });
  return pageOf(reading, skip, take);
}

/**
 * The length of a list, requested with its first row, else by a call of its own; null where the vendor does not tell.
 */
export async function lengthOf(
  rest: RestClient,
  scope: ListScope,
): Promise<{ total: number | null; upstreamPages: number }> {
  const { total, upstreamPages } = await walk(rest, scope, { skip: 0, take: 0, count: true });
  return { total: total ?? (await countList(rest, scope)), upstreamPages };
}
