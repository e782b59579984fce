import { countList, type ListScope } from './list-call.ts';
import { pageOf, type RestPage } from './list-page.ts';
import { byOffset } from './position.ts';
import { readOn } from './read-on.ts';
import type { RestClient } from './rest-client.ts';

/**
 * Reads rows by offset until the window and one row more are there (the one more tells `hasMore` without another call),
 * the list ends, or the server shows that it cannot be trusted to lead on.
 */
export async function walk<Row extends { id: string }>(
  rest: RestClient,
  { filter, ...scope }: ListScope,
  { skip, take, count = false }: { skip: number; take: number; count?: boolean },
): Promise<RestPage<Row>> {
  const question = { scope, filterOf: () => filter, anchors: false, count };
  const start = { seats: [], next: byOffset(skip), offset: skip };
  const reading = await readOn<Row>(rest, question, start, { needed: take + 1, goal: take + 1 });
  return pageOf(reading, skip, take);
}

/** The length of a list, asked with its first row, else by itself; null where the vendor will not tell. */
export async function lengthOf(
  rest: RestClient,
  scope: ListScope,
): Promise<{ total: number | null; upstreamPages: number }> {
  const { total, upstreamPages } = await walk(rest, scope, { skip: 0, take: 0, count: true });
  return { total: total ?? (await countList(rest, scope)), upstreamPages };
}
