import type { RestClient } from '../client/rest-client.ts';
import type { Where } from '../odata/filter.ts';
import type { ListOperation } from '../operation.ts';
import type { RestPage } from './list-page.ts';
import type { Truncation } from './page-types.ts';
import { readPage } from './read-page.ts';

/** By what the rows of a list are counted. */
export interface RowGrouping {
  readonly name: string;
  readonly property: string;
  /** The documented words of a filterable property, which can be counted one by one; null where there is no such list. */
  readonly words: readonly string[] | null;
  /** The group of a value of the property; null where the row has none. */
  readonly keyOf: (value: unknown) => string | null;
}

/** How many rows have one key of a grouping. */
export interface GroupCount {
  by: string;
  key: string | null;
  count: number;
}

export interface GroupCounts {
  /** By grouping in the order asked, the largest group first, equal ones by their keys. */
  groups: GroupCount[];
  /** Rows that were counted, or the length of the list where it was told. */
  total: number;
  incomplete: Truncation | null;
  /** When the oldest of what was counted was read, ISO 8601. */
  asOf: string;
  upstreamPages: number;
  duplicatesDropped: number;
}

/** Calls of one summary at the most: the gateway's own bound, which is its price. */
export const MAX_GROUP_CALLS = 10;

/** Rows of a call that may be spent on what came before: the last moment of the page before, and the row that tells of more. */
const REPEATED_ROWS = 100;

/** Key of the rows that a count by documented words leaves over. */
const REST_KEY = 'UNRECOGNIZED';

type Counted = ReadonlyMap<string | null, number>;

function sorted(by: string, counted: Counted): GroupCount[] {
  const groups = [...counted].filter(([, count]) => count > 0).map(([key, count]) => ({ by, key, count }));
  return groups.sort((one, other) => other.count - one.count || (String(one.key) < String(other.key) ? -1 : 1));
}

function countRowsBy(rows: readonly object[], { property, keyOf }: RowGrouping): Counted {
  const counted = new Map<string | null, number>();
  for (const row of rows) {
    const key = keyOf(Reflect.get(row, property));
    counted.set(key, (counted.get(key) ?? 0) + 1);
  }
  return counted;
}

interface List {
  rest: RestClient;
  list: ListOperation;
  where: Where;
}

function fromPages(groupings: readonly RowGrouping[], pages: readonly RestPage<object>[]): GroupCounts {
  const rows = pages.flatMap((page) => page.rows);
  const last = pages.at(-1);
  const incomplete = pages.find((page) => page.incomplete !== null)?.incomplete ?? null;
  return {
    groups: groupings.flatMap((grouping) => sorted(grouping.name, countRowsBy(rows, grouping))),
    total: pages.find((page) => page.total !== null)?.total ?? rows.length,
    incomplete: incomplete ?? (last?.hasMore === true ? 'LIST_TOO_LONG' : null),
    asOf: pages.map(({ asOf }) => asOf).sort()[0] ?? new Date().toISOString(),
    upstreamPages: pages.reduce((sum, page) => sum + page.upstreamPages, 0),
    duplicatesDropped: pages.reduce((sum, page) => sum + page.duplicatesDropped, 0),
  };
}

/** The number of rows of each documented word, by a call each; null where the vendor does not tell one of them. */
async function countWords(
  { rest, list, where }: List,
  grouping: RowGrouping,
): Promise<Map<string | null, number> | null> {
  const { property, words, keyOf } = grouping;
  const counts = await Promise.all(
    (words ?? []).map(async (word) => {
      const only = { ...where, [property]: { eq: word } };
      const { total } = await readPage<{ id: string }>(rest, list, { where: only, skip: 0, take: 0, count: true });
      return [keyOf(word), total] as const;
    }),
  );
  return counts.some(([, total]) => total === null) ? null : new Map(counts as [string | null, number][]);
}

async function fromCounts(
  source: List,
  groupings: readonly RowGrouping[],
  first: RestPage<object>,
): Promise<GroupCounts | null> {
  const total = first.total ?? 0;
  const counted = await Promise.all(groupings.map((grouping) => countWords(source, grouping)));
  const calls = groupings.reduce((sum, { words }) => sum + (words?.length ?? 0), 0);
  let differs = false;
  const groups: GroupCount[] = [];
  for (const [index, { name }] of groupings.entries()) {
    const counts = counted[index];
    if (counts == null) return null;
    const left = total - [...counts.values()].reduce((sum, count) => sum + count, 0);
    // Rows come and go between the calls.
    if (left < 0) differs = true;
    groups.push(...sorted(name, counts.set(REST_KEY, Math.max(0, left))));
  }
  return {
    groups,
    total,
    incomplete: differs ? 'COUNT_DIFFERS' : null,
    asOf: first.asOf,
    upstreamPages: first.upstreamPages + calls,
    duplicatesDropped: 0,
  };
}

/**
 * Counts the rows of a list by groupings. The first call brings as many rows as fit and the length of the list; a longer
 * list is counted by `$count` for each documented word where that takes fewer calls than reading on, else read on. Takes
 * MAX_GROUP_CALLS at the most, and says LIST_TOO_LONG where the list goes on behind them. Throws RestError.
 */
export async function countByGroups(
  rest: RestClient,
  list: ListOperation,
  where: Where,
  groupings: readonly RowGrouping[],
): Promise<GroupCounts> {
  const perCall = list.maxTop - REPEATED_ROWS;
  const first = await readPage<{ id: string }>(rest, list, { where, skip: 0, take: perCall, count: true });
  const end = first.ends?.[1];
  if (!first.hasMore || end === undefined) return fromPages(groupings, [first]);
  const left = Math.max(1, MAX_GROUP_CALLS - first.upstreamPages);
  const pages = first.total === null ? Infinity : Math.ceil((first.total - end) / perCall);
  const words = groupings.map((each) => (each.property in where ? Infinity : (each.words?.length ?? Infinity)));
  const counts = words.reduce((sum, count) => sum + count, 0);
  if (first.total !== null && counts <= left && counts < pages) {
    const counted = await fromCounts({ rest, list, where }, groupings, first);
    if (counted !== null) return counted;
  }
  const resume = first.resumeAt?.(end);
  const onward = { where, skip: end + 1, take: left * perCall, ...(resume !== undefined && { resume }) };
  return fromPages(groupings, [first, await readPage<{ id: string }>(rest, list, onward)]);
}
