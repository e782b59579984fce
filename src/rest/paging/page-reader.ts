import { requestList, type ListPosition, type ListResponse } from './list-request.ts';
import { ListEnd } from './list-end.ts';
import { readNextLink, type NextPage } from '../odata/next-link.ts';
import { PageCalls } from './page-calls.ts';
import { atOffset, supportsKeyset, returnedBefore, isNewestFirst, positionAfter, timesIn } from './keyset-position.ts';
import type { KeysetPosition, FetchedRows } from './keyset-position.ts';
import { rowKeyOf, UnreadableRow } from '../rows/row-validation.ts';
import { requestPath } from '../http/request-url.ts';
import type { RestClient } from '../client/rest-client.ts';
import { isQueryRejected } from '../odata/capabilities.ts';
import type { RowBudget, Truncation, ListQuery, UpstreamPage, RangeResult, RowSlot, RowRange } from './page-types.ts';

/** Rows read for one query, so that an endless list cannot fill the memory. */
const MAX_ROWS = 100_000;
/** No documentation page shows this operator, though all claim OData. */
export const LE_OPERATOR = 'le';

/** Rows received in one order from one position on, over all pages that links join. */
interface OrderedRun extends KeysetPosition {
  useKeyset: boolean;
  ids: readonly string[];
  times: readonly (number | null)[];
  /** How many the server sent. */
  sent: number;
  /** Whether any of them was not given before. */
  passed: boolean;
}

/** Reads upstream pages after a range of rows. */
export class PageReader<Row extends { id: string }> {
  readonly #rest: RestClient;
  readonly #query: ListQuery;
  readonly #slots: RowSlot<Row>[];
  readonly #pages: UpstreamPage[] = [];
  /** Keys of the rows in the buffer. */
  readonly #bufferedKeys: Set<string>;
  /** Keys of the rows received by this reader. */
  readonly #receivedKeys = new Set<string>();
  readonly #followedLinks = new Set<string>();
  readonly #end: ListEnd;
  readonly #calls: PageCalls<Row>;
  #offset: number;
  #run: OrderedRun;
  #link: NextPage | null = null;
  /** Whether `#link` is ours and not the server's: the slice is read on by offset. */
  #stays = false;
  #isAtEnd: boolean;
  #incomplete: Truncation | null;
  #duplicates = 0;
  /** Those of the duplicates that had come in this reading. */
  #repeats = 0;
  /** Rows received again because a run begins with rows returned before. */
  #overlap = 0;

  constructor(rest: RestClient, query: ListQuery, { slots, next, offset, incomplete }: RowRange<Row>) {
    this.#rest = rest;
    this.#query = query;
    this.#calls = new PageCalls<Row>(rest, query);
    this.#end = new ListEnd(query.scope, () => rest.capabilities.pages);
    this.#slots = [...slots];
    this.#bufferedKeys = new Set(slots.map(({ row }) => this.#keyOf(row)));
    this.#offset = offset;
    this.#isAtEnd = next === null;
    this.#incomplete = incomplete;
    this.#run = this.#runFrom(next ?? atOffset(offset));
  }

  /**
   * Continues a partly read list until it has the rows of its `budget`, the list ends, or its links cannot be trusted. Throws
   * RestError.
   */
  async read(budget: RowBudget): Promise<RangeResult<Row>> {
    while (!this.#isAtEnd && !this.#suffices(budget)) {
      const top = this.#topFor(budget.target);
      const response = await this.#requestPage(top).catch((error: unknown) => this.#stopAt(error));
      if (response === null) break;
      this.#advance(response, top, await this.#calls.lengthAfter(response, top, this.#run.upperBound), budget);
    }
    return {
      slots: this.#slots,
      next: this.#isAtEnd ? null : this.#next,
      offset: this.#offset,
      incomplete: this.#incomplete,
      pages: this.#pages,
      total: this.#calls.total,
      duplicates: this.#duplicates,
    };
  }

  #suffices({ take, more }: RowBudget): boolean {
    const rows = this.#slots.length;
    return more ? rows > take || (rows === take && this.#end.promisesMore(this.#offset)) : rows >= take;
  }

  #topFor(target: number): number {
    const { scope } = this.#query;
    const overlap = Math.max(0, this.#run.seenIds.length - this.#run.ids.length);
    const wanted = target - this.#slots.length + (this.#link === null || this.#stays ? overlap : 0);
    return Math.min(Math.max(wanted, this.#end.fewest), scope.list.maxTop, this.#rest.capabilities.pages.capOf(scope));
  }

  /** Where a reading goes on after the rows received; before those given before, where only some of them came. */
  get #next(): KeysetPosition {
    const { upperBound, skip, seenIds, ids, passed } = this.#run;
    const fetched = this.#pages.at(-1)?.fetched;
    return !passed || fetched === undefined ? { upperBound, skip, seenIds } : positionAfter(fetched, ids.length - 1);
  }

  /** What stands in for a call that failed when there was enough to show without it: no rows, or null for a limit. */
  #stopAt(error: unknown): ListResponse<Row> | null {
    const verdict = this.#end.afterFailure(error, this.#pages.length > 0);
    if (verdict === 'empty') return { envelope: { value: [] }, sent: 0, bytes: 0, asOf: '' };
    this.#incomplete = verdict;
    return null;
  }

  #runFrom({ upperBound, skip, seenIds }: KeysetPosition): OrderedRun {
    const { useKeyset, scope } = this.#query;
    const ordered = scope.list.newestFirst !== undefined && this.#rest.capabilities.supports(scope.list, LE_OPERATOR);
    return {
      upperBound,
      skip,
      seenIds,
      useKeyset: useKeyset && ordered && supportsKeyset({ upperBound, skip, seenIds }),
      ids: [],
      times: [],
      sent: 0,
      passed: false,
    };
  }

  async #requestPage($top: number): Promise<ListResponse<Row>> {
    const { upperBound, skip } = this.#run;
    const { newestFirst } = this.#query.scope.list;
    const [linked, stays, inDoubt] = [this.#link !== null && !this.#stays, this.#stays, this.#end.inDoubt];
    try {
      const { rest, scope, withCount } = this.#calls.requestAt({ linked, stays, inDoubt, bound: upperBound });
      const position = { $top, ...this.#startOptions(skip) };
      const response = await requestList<Row>(rest, scope, position, withCount);
      if (upperBound === null) return response;
      const times = timesIn(newestFirst, response.envelope.value);
      if (!times.some((time) => time !== null && time > upperBound)) return response;
    } catch (error) {
      if (upperBound === null || this.#link !== null || !isQueryRejected(error)) throw error;
    }
    // The server refuses or ignores the upper bound.
    const { rest, scope, withCount } = this.#calls.requestAt({ linked, stays, inDoubt, bound: null });
    const response = await requestList<Row>(rest, scope, { $top, $skip: this.#offset }, withCount);
    this.#rest.capabilities.markUnsupported(this.#query.scope.list, LE_OPERATOR);
    this.#run = this.#runFrom(atOffset(this.#offset));
    this.#link = null;
    return response;
  }

  #keyOf(row: Row | UnreadableRow): string {
    return rowKeyOf(row, this.#query.scope.list.rowKey);
  }

  #startOptions(skip: number): ListPosition {
    const start = this.#link ?? { $skip: skip };
    return '$skip' in start && start.$skip === 0 ? {} : start;
  }

  /** Takes the rows of an answer over. */
  #addRows({ envelope: { value }, sent, bytes, asOf }: ListResponse<Row>): void {
    const { upperBound, skip, seenIds, useKeyset } = this.#run;
    const start = this.#run.ids.length;
    const ids = this.#run.ids.concat(value.map((row) => this.#keyOf(row)));
    const times = useKeyset ? this.#run.times.concat(timesIn(this.#query.scope.list.newestFirst, value)) : [];
    const newestFirst = useKeyset && isNewestFirst(times, upperBound);
    const fetched: FetchedRows = { from: { upperBound, skip, seenIds }, ids, times: newestFirst ? times : null };
    const page = { fetched, asOf, bytes: bytes / Math.max(1, value.length) };
    this.#pages.push(page);

    const given = returnedBefore({ upperBound, skip, seenIds }, ids);
    this.#run.ids = ids;
    this.#run.times = times;
    this.#run.sent += sent;
    this.#run.passed = given.includes(false);
    let index = start - 1;
    for (const row of value) {
      index += 1;
      // Of an element without an id no one knows whether it came before: it is told once more rather than lost.
      const isRow = !(row instanceof UnreadableRow);
      const key = this.#keyOf(row);
      const held = isRow && this.#bufferedKeys.has(key);
      const came = isRow && this.#receivedKeys.has(key);
      this.#receivedKeys.add(key);
      if (given[index] === true) {
        this.#overlap += 1;
        continue;
      }
      if (came) this.#repeats += 1;
      if (held || came) this.#duplicates += 1;
      else this.#slots.push({ row, offset: this.#offset, index, page });
      this.#offset += 1;
    }
  }

  /** Takes an answer in, and finds out where the list goes on after it. */
  #advance(response: ListResponse<Row>, top: number, length: number | null, budget: RowBudget): void {
    const { value, '@odata.nextLink': link } = response.envelope;
    const linked = link !== undefined && link !== null;
    const brought = value.some((row) => !this.#receivedKeys.has(this.#keyOf(row)));
    // What a call brings that was only to show if there is more is no page of the list.
    const end = this.#run.skip + this.#run.sent + response.sent;
    const repeats = !brought && !linked && (this.#end.inDoubt || response.sent < top);
    const shows = !repeats || this.#pages.length === 0;
    if (shows) this.#addRows(response);
    const left = length === null ? null : length - end;
    const last = this.#end.isLast({ sent: response.sent, top, linked, brought, left, offset: this.#offset });

    const gained = shows && this.#slots.at(-1)?.page === this.#pages.at(-1);
    const needed = budget.take + (budget.more ? 1 : 0);
    // Rows returned before count here: a server that sent enough rows needs no link to be trusted.
    const enough = this.#suffices(budget) || (gained && this.#slots.length + this.#overlap >= needed);
    const following = last || enough || !linked ? null : this.#followNextLink(link);
    if (typeof following === 'string') this.#incomplete = following;
    else if (last) this.#incomplete = this.#end.shortfall(this.#offset, this.#repeats);
    else if (!brought) this.#incomplete = 'PAGE_BRINGS_NOTHING_NEW';
    else if (!enough && this.#slots.length >= MAX_ROWS) this.#incomplete = 'LIST_TOO_LONG';
    this.#isAtEnd = last || this.#incomplete !== null;
    this.#stays = false;
    if (typeof following === 'object' && following !== null) this.#link = following;
    else this.#startNewRun(response.sent);
  }

  /** Begins a new slice after the rows received, unless a page of it would hold nothing but rows given before. */
  #startNewRun(sent: number): void {
    const next = this.#next;
    this.#stays = next.seenIds.length > 0 && next.seenIds.length >= sent;
    if (this.#stays) this.#link = { $skip: this.#run.skip + this.#run.sent };
    else {
      this.#run = this.#runFrom(next);
      this.#link = null;
    }
  }

  #followNextLink(link: string): NextPage | Truncation {
    const { path, list } = this.#query.scope;
    if (this.#followedLinks.has(link)) return 'NEXT_LINK_REPEATS';
    this.#followedLinks.add(link);
    const next = readNextLink(link, this.#rest.baseUrl, requestPath(list, path));
    // A link that jumps would silently lose the rows in between.
    const expected = this.#run.skip + this.#run.sent;
    if (typeof next === 'object' && '$skip' in next && next.$skip !== expected) return 'NEXT_LINK_MALFORMED';
    return next;
  }
}
