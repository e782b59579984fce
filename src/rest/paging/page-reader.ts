import type { ListAnswer, ListPosition } from './list-request.ts';
import { ListEnd } from './list-end.ts';
import { readNextLink, type NextPage } from '../odata/next-link.ts';
import { PageCalls } from './page-calls.ts';
import { byOffset, canAnchor, givenBefore, isNewestFirst, positionAfter, timesIn } from './keyset-position.ts';
import type { Position, Trail } from './keyset-position.ts';
import { UnreadableRow } from '../rows/row-validation.ts';
import { requestPath } from '../http/request-url.ts';
import type { RestClient } from '../client/rest-client.ts';
import { isRefusedQuery } from '../odata/capabilities.ts';
import type { Demand, Incomplete, Question, Read, Reading, Seat, Stretch } from './page-types.ts';

/** Rows read for one query, so that an endless list cannot fill the memory. */
const MOST_ROWS = 100_000;
/** No documentation page shows this operator, though all claim OData. */
export const AT_MOST = 'le';
/** Rows received in one order from one position on, over all pages that links join. */
interface Slice extends Position {
  anchors: boolean;
  ids: readonly string[];
  times: readonly (number | null)[];
  /** How many the server sent. */
  sent: number;
  /** Whether any of them was not given before. */
  passed: boolean;
}

/** Reads upstream pages after a range of rows. */
class Reader<Row extends { id: string }> {
  readonly #rest: RestClient;
  readonly #question: Question;
  readonly #seats: Seat<Row>[];
  readonly #reads: Read[] = [];
  /** Ids of the rows in the buffer. */
  readonly #held: Set<string>;
  /** Ids of the rows received by this reader. */
  readonly #came = new Set<string>();
  readonly #visited = new Set<string>();
  readonly #end: ListEnd;
  readonly #calls: PageCalls<Row>;
  #offset: number;
  #slice: Slice;
  #link: NextPage | null = null;
  /** Whether `#link` is ours and not the server's: the slice is read on by offset. */
  #stays = false;
  #ended: boolean;
  #incomplete: Incomplete | null;
  #duplicates = 0;
  /** Those of the duplicates that had come in this reading. */
  #repeats = 0;
  /** Rows received again because a run begins with rows returned before. */
  #overlap = 0;

  constructor(rest: RestClient, question: Question, { seats, next, offset, incomplete }: Stretch<Row>) {
    this.#rest = rest;
    this.#question = question;
    this.#calls = new PageCalls<Row>(rest, question);
    this.#end = new ListEnd(question.scope, () => rest.features.pages);
    this.#seats = [...seats];
    this.#held = new Set(seats.map(({ row }) => row.id));
    this.#offset = offset;
    this.#ended = next === null;
    this.#incomplete = incomplete;
    this.#slice = this.#sliceFrom(next ?? byOffset(offset));
  }

  async read(demand: Demand): Promise<Reading<Row>> {
    while (!this.#ended && !this.#suffices(demand)) {
      const top = this.#topFor(demand.goal);
      const answer = await this.#ask(top).catch((error: unknown) => this.#stopAt(error));
      if (answer === null) break;
      this.#goOn(answer, top, await this.#calls.lengthAfter(answer, top, this.#slice.bound), demand);
    }
    return {
      seats: this.#seats,
      next: this.#ended ? null : this.#next,
      offset: this.#offset,
      incomplete: this.#incomplete,
      reads: this.#reads,
      total: this.#calls.total,
      duplicates: this.#duplicates,
    };
  }

  #suffices({ take, more }: Demand): boolean {
    const rows = this.#seats.length;
    return more ? rows > take || (rows === take && this.#end.promisesMore(this.#offset)) : rows >= take;
  }

  #topFor(goal: number): number {
    const { scope } = this.#question;
    const overlap = Math.max(0, this.#slice.seen.length - this.#slice.ids.length);
    const wanted = goal - this.#seats.length + (this.#link === null || this.#stays ? overlap : 0);
    return Math.min(Math.max(wanted, this.#end.fewest), scope.list.largestTop, this.#rest.features.pages.capOf(scope));
  }

  /** Where a reading goes on after the rows received; before those given before, where only some of them came. */
  get #next(): Position {
    const { bound, skip, seen, ids, passed } = this.#slice;
    const trail = this.#reads.at(-1)?.trail;
    return !passed || trail === undefined ? { bound, skip, seen } : positionAfter(trail, ids.length - 1);
  }

  /** What stands in for a call that failed when there was enough to show without it: no rows, or null for a limit. */
  #stopAt(error: unknown): ListAnswer<Row> | null {
    const verdict = this.#end.afterFailure(error, this.#reads.length > 0);
    if (verdict === 'empty') return { envelope: { value: [] }, sent: 0, bytes: 0, asOf: '' };
    this.#incomplete = verdict;
    return null;
  }

  #sliceFrom(position: Position): Slice {
    const { anchors, scope } = this.#question;
    const ordered = scope.list.newestFirst !== undefined && this.#rest.features.accepts(scope.list, AT_MOST);
    return {
      ...position,
      anchors: anchors && ordered && canAnchor(position),
      ids: [],
      times: [],
      sent: 0,
      passed: false,
    };
  }

  async #ask($top: number): Promise<ListAnswer<Row>> {
    const { bound, skip } = this.#slice;
    if (bound === null) return this.#call({ $top, ...this.#start(skip) }, null);
    try {
      const answer = await this.#call({ $top, ...this.#start(skip) }, bound);
      if (
        !timesIn(this.#question.scope.list.newestFirst, answer.envelope.value).some(
          (time) => time !== null && time > bound,
        )
      )
        return answer;
    } catch (error) {
      if (this.#link !== null || !isRefusedQuery(error)) throw error;
    }
    // The server refuses or ignores the upper bound.
    const answer = await this.#call({ $top, $skip: this.#offset }, null);
    this.#rest.features.refuses(this.#question.scope.list, AT_MOST);
    this.#slice = this.#sliceFrom(byOffset(this.#offset));
    this.#link = null;
    return answer;
  }

  #start(skip: number): ListPosition {
    const start = this.#link ?? { $skip: skip };
    return '$skip' in start && start.$skip === 0 ? {} : start;
  }

  #call(position: ListPosition & { $top: number }, bound: number | null): Promise<ListAnswer<Row>> {
    const linked = this.#link !== null && !this.#stays;
    return this.#calls.read(position, { bound, linked, stays: this.#stays, inDoubt: this.#end.inDoubt });
  }

  /** Takes the rows of an answer over. */
  #take({ envelope: { value }, sent, bytes, asOf }: ListAnswer<Row>): void {
    const { bound, skip, seen, anchors } = this.#slice;
    const start = this.#slice.ids.length;
    const ids = [...this.#slice.ids, ...value.map(({ id }) => String(id))];
    const times = anchors ? [...this.#slice.times, ...timesIn(this.#question.scope.list.newestFirst, value)] : [];
    const newestFirst = anchors && isNewestFirst(times, bound);
    const trail: Trail = { from: { bound, skip, seen }, ids, times: newestFirst ? times : null };
    const read = { trail, asOf, bytes: bytes / Math.max(1, value.length) };
    this.#reads.push(read);

    const given = givenBefore({ bound, skip, seen }, ids);
    this.#slice = { ...this.#slice, ids, times, sent: this.#slice.sent + sent, passed: given.includes(false) };
    for (const [at, row] of value.entries()) {
      const index = start + at;
      // Of an element without an id no one knows whether it came before: it is told once more rather than lost.
      const isRow = !(row instanceof UnreadableRow);
      const [held, came] = [isRow && this.#held.has(row.id), isRow && this.#came.has(row.id)];
      this.#came.add(row.id);
      if (given[index] === true) {
        this.#overlap += 1;
        continue;
      }
      if (came) this.#repeats += 1;
      if (held || came) this.#duplicates += 1;
      else this.#seats.push({ row, offset: this.#offset, index, read });
      this.#offset += 1;
    }
  }

  /** Takes an answer in, and finds out where the list goes on after it. */
  #goOn(answer: ListAnswer<Row>, top: number, length: number | null, demand: Demand): void {
    const { value, '@odata.nextLink': link } = answer.envelope;
    const linked = link !== undefined && link !== null;
    const brought = value.some(({ id }) => !this.#came.has(id));
    // What a call brings that was only to show if there is more is no page of the list.
    const end = this.#slice.skip + this.#slice.sent + answer.sent;
    const repeats = !brought && !linked && (this.#end.inDoubt || answer.sent < top);
    const shows = !repeats || this.#reads.length === 0;
    if (shows) this.#take(answer);
    const left = length === null ? null : length - end;
    const last = this.#end.isLast({ sent: answer.sent, top, linked, brought, left, offset: this.#offset });

    const gained = shows && this.#seats.at(-1)?.read === this.#reads.at(-1);
    const needed = demand.take + (demand.more ? 1 : 0);
    // Rows returned before count here: a server that sent enough rows needs no link to be trusted.
    const enough = this.#suffices(demand) || (gained && this.#seats.length + this.#overlap >= needed);
    const following = last || enough || !linked ? null : this.#follow(link);
    if (typeof following === 'string') this.#incomplete = following;
    else if (last) this.#incomplete = this.#end.shortfall(this.#offset, this.#repeats);
    else if (!brought) this.#incomplete = 'PAGE_BRINGS_NOTHING_NEW';
    else if (!enough && this.#seats.length >= MOST_ROWS) this.#incomplete = 'LIST_TOO_LONG';
    this.#ended = last || this.#incomplete !== null;
    this.#stays = false;
    if (typeof following === 'object' && following !== null) this.#link = following;
    else this.#leave(answer.sent);
  }

  /** Begins a new slice after the rows received, unless a page of it would hold nothing but rows given before. */
  #leave(sent: number): void {
    const next = this.#next;
    this.#stays = next.seen.length > 0 && next.seen.length >= sent;
    if (this.#stays) this.#link = { $skip: this.#slice.skip + this.#slice.sent };
    else {
      this.#slice = this.#sliceFrom(next);
      this.#link = null;
    }
  }

  #follow(link: string): NextPage | Incomplete {
    const { path, list } = this.#question.scope;
    if (this.#visited.has(link)) return 'NEXT_LINK_REPEATS';
    this.#visited.add(link);
    const next = readNextLink(link, this.#rest.baseUrl, requestPath(list, path));
    // A link that jumps would silently lose the rows in between.
    const expected = this.#slice.skip + this.#slice.sent;
    if (typeof next === 'object' && '$skip' in next && next.$skip !== expected) return 'NEXT_LINK_MALFORMED';
    return next;
  }
}

/**
 * Continues a partly read list until `required` rows are present, the list ends, or its links cannot be trusted. Throws
 * RestError.
 */
export function readOn<Row extends { id: string }>(
  rest: RestClient,
  question: Question,
  stretch: Stretch<Row>,
  demand: Demand,
): Promise<Reading<Row>> {
  return new Reader<Row>(rest, question, stretch).read(demand);
}
