import { callList, callListCounted, type Envelope, type ListAnswer, type ListPosition } from './list-call.ts';
import { readNextLink, type NextPage } from './next-link.ts';
import { byOffset, canAnchor, givenBefore, isNewestFirst, positionAfter, readTime } from './position.ts';
import type { Position, Trail } from './position.ts';
import { UnreadableRow } from './read-rows.ts';
import { requestPath } from './request-url.ts';
import type { RestClient } from './rest-client.ts';
import { isRefusedQuery } from './server-features.ts';
import type { Demand, Incomplete, Question, Read, Reading, Seat, Stretch } from './stretch.ts';

/** Rows read for one question; a server that never ends would fill the memory otherwise. */
const MOST_ROWS = 100_000;
/** Lengths beyond are not told: offsets in cursors have 32 bits. */
const LONGEST_LIST = 0xffff_ffff;
/** No page shows this operator, though all claim OData. */
export const AT_MOST = 'le';

/** Rows received in one order from one position on, over as many pages as links join. */
interface Slice extends Position {
  anchors: boolean;
  ids: readonly string[];
  times: readonly (number | null)[];
}

/** The length that an answer tells; null for anything but a number of rows. */
function countIn({ '@odata.count': count }: Envelope<unknown>): number | null {
  return Number.isSafeInteger(count) && (count ?? -1) >= 0 && (count ?? 0) <= LONGEST_LIST ? (count ?? null) : null;
}

/** Reads on where a stretch of a list ends. */
class Reader<Row extends { id: string }> {
  readonly #rest: RestClient;
  readonly #question: Question;
  readonly #seats: Seat<Row>[];
  readonly #reads: Read[] = [];
  /** Ids of the rows held. */
  readonly #held: Set<string>;
  /** Ids of the rows that came now. */
  readonly #came = new Set<string>();
  readonly #visited = new Set<string>();
  #offset: number;
  #slice: Slice;
  #link: NextPage | null = null;
  #ended: boolean;
  #incomplete: Incomplete | null = null;
  #total: number | null = null;
  #duplicates = 0;
  /** Rows that came once more because a slice begins with rows given before. */
  #overlap = 0;

  constructor(rest: RestClient, question: Question, { seats, next, offset }: Stretch<Row>) {
    this.#rest = rest;
    this.#question = question;
    this.#seats = [...seats];
    this.#held = new Set(seats.map(({ row }) => row.id));
    this.#offset = offset;
    this.#ended = next === null;
    this.#slice = this.#sliceFrom(next ?? byOffset(offset));
  }

  async read({ needed, goal }: Demand): Promise<Reading<Row>> {
    while (this.#seats.length < needed && !this.#ended) {
      const overlap = this.#link === null ? this.#slice.seen.length : 0;
      const top = Math.min(goal - this.#seats.length + overlap, this.#question.scope.list.largestTop);
      const answer = await this.#ask(top);
      const brought = this.#take(answer);
      this.#goOn(answer.envelope, top, brought, needed);
    }
    const { bound, skip, seen } = this.#slice;
    return {
      seats: this.#seats,
      next: this.#ended ? null : { bound, skip, seen },
      offset: this.#offset,
      incomplete: this.#incomplete,
      reads: this.#reads,
      total: this.#total,
      duplicates: this.#duplicates,
    };
  }

  #sliceFrom(position: Position): Slice {
    const { anchors, scope } = this.#question;
    const ordered = scope.list.newestFirst !== undefined && this.#rest.features.accepts(scope.list, AT_MOST);
    return { ...position, anchors: anchors && ordered && canAnchor(position), ids: [], times: [] };
  }

  async #ask($top: number): Promise<ListAnswer<Row>> {
    const { bound, skip } = this.#slice;
    if (bound === null) return this.#call({ $top, ...this.#start(skip) }, null);
    try {
      const answer = await this.#call({ $top, ...this.#start(skip) }, bound);
      if (!this.#timesOf(answer.envelope.value).some((time) => time !== null && time > bound)) return answer;
    } catch (error) {
      if (this.#link !== null || !isRefusedQuery(error)) throw error;
    }
    // The bound is refused or passed over.
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

  #call(position: ListPosition, bound: number | null): Promise<ListAnswer<Row>> {
    const { scope, filterOf, count } = this.#question;
    const whole = { ...scope, filter: filterOf(bound) };
    const first = count && bound === null && this.#reads.length === 0;
    return first ? callListCounted<Row>(this.#rest, whole, position) : callList<Row>(this.#rest, whole, position);
  }

  #timesOf(rows: readonly (Row | UnreadableRow)[]): (number | null)[] {
    const property = this.#question.scope.list.newestFirst;
    if (property === undefined) return [];
    return rows.map((row) => {
      const holder = row instanceof UnreadableRow ? row.element : row;
      return typeof holder === 'object' && holder !== null ? readTime(Reflect.get(holder, property)) : null;
    });
  }

  /** Takes the rows of an answer over; true when any of them had not come before. */
  #take({ envelope, bytes, asOf }: ListAnswer<Row>): boolean {
    const { value } = envelope;
    const { bound, skip, seen, anchors } = this.#slice;
    const start = this.#slice.ids.length;
    const ids = [...this.#slice.ids, ...value.map(({ id }) => String(id))];
    const times = anchors ? [...this.#slice.times, ...this.#timesOf(value)] : [];
    this.#slice = { ...this.#slice, ids, times };
    const newestFirst = anchors && isNewestFirst(times, bound);
    const trail: Trail = { from: { bound, skip, seen }, ids, times: newestFirst ? times : null };
    const read = { trail, asOf, bytes: bytes / Math.max(1, value.length) };
    this.#reads.push(read);
    this.#total ??= countIn(envelope);

    const given = givenBefore({ bound, skip, seen }, ids);
    const known = this.#came.size;
    for (const [at, row] of value.entries()) {
      const index = start + at;
      // Of an element without an id nobody knows whether it came before: it is told once more rather than lost.
      const repeated = !(row instanceof UnreadableRow) && (this.#held.has(row.id) || this.#came.has(row.id));
      this.#came.add(row.id);
      if (given[index] === true) {
        this.#overlap += 1;
        continue;
      }
      if (repeated) this.#duplicates += 1;
      else this.#seats.push({ row, offset: this.#offset, index, read });
      this.#offset += 1;
    }
    return this.#came.size > known;
  }

  /** Finds out where the list goes on after an answer. */
  #goOn({ value, '@odata.nextLink': link }: Envelope<Row>, top: number, brought: boolean, needed: number): void {
    const linked = link !== undefined && link !== null;
    // With $top the vendor gives no link: a full page may have a next one, a short page has none.
    const over = !linked && value.length < top;
    const gained = this.#seats.at(-1)?.read === this.#reads.at(-1);
    // Rows given before count here: a server that sent as many as are needed needs no link to be trusted.
    const enough = this.#seats.length >= needed || (gained && this.#seats.length + this.#overlap >= needed);
    const following = over || enough || !linked ? null : this.#follow(link);
    if (typeof following === 'string') this.#incomplete = following;
    else if (!over && !brought) this.#incomplete = 'PAGE_BRINGS_NOTHING_NEW';
    else if (!over && !enough && this.#seats.length >= MOST_ROWS) this.#incomplete = 'LIST_TOO_LONG';
    this.#ended = over || this.#incomplete !== null;
    if (typeof following === 'object' && following !== null) this.#link = following;
    else this.#leave();
  }

  /** Begins a new slice after the rows received. */
  #leave(): void {
    const last = this.#slice.ids.length - 1;
    const trail = this.#reads.at(-1)?.trail;
    if (trail !== undefined && last >= 0) this.#slice = this.#sliceFrom(positionAfter(trail, last));
    this.#link = null;
  }

  #follow(link: string): NextPage | Incomplete {
    const { path, list } = this.#question.scope;
    if (this.#visited.has(link)) return 'NEXT_LINK_REPEATS';
    this.#visited.add(link);
    const next = readNextLink(link, this.#rest.baseUrl, requestPath(list, path));
    // A link that jumps would lose the rows in between without a word.
    const expected = this.#slice.skip + this.#slice.ids.length;
    if (typeof next === 'object' && '$skip' in next && next.$skip !== expected) return 'NEXT_LINK_MALFORMED';
    return next;
  }
}

/**
 * Reads on where a stretch of a list ends, until the rows needed are there, the list ends, or the server shows that it
 * cannot be trusted to lead on. Throws RestError.
 */
export function readOn<Row extends { id: string }>(
  rest: RestClient,
  question: Question,
  stretch: Stretch<Row>,
  demand: Demand,
): Promise<Reading<Row>> {
  return new Reader<Row>(rest, question, stretch).read(demand);
}
