import { countIn, countList, type ListResponse, type ListScope } from './list-request.ts';
import type { RestClient } from '../client/rest-client.ts';
import type { ListQuery } from './page-types.ts';

/** Where a call stands in its reading. */
export interface CallPlace {
  /** Upper bound of the rows' time, in milliseconds; null for none. */
  bound: number | null;
  /** Whether it follows a link of the server's. */
  linked: boolean;
  /** Whether it goes on by offset inside a moment. */
  stays: boolean;
  /** Whether it only has to show if there is anything more. */
  inDoubt: boolean;
}

/** The calls of one reading. */
export class PageCalls<Row> {
  readonly #rest: RestClient;
  readonly #query: ListQuery;
  #fresh: RestClient | undefined;
  /** The length of the list, once it was told. */
  total: number | null = null;

  constructor(rest: RestClient, query: ListQuery) {
    this.#rest = rest;
    this.#query = query;
  }

  /** How a page is requested: by which client, of which rows, and whether with the length of what it is a page of. */
  requestAt(place: CallPlace): { rest: RestClient; scope: ListScope; withCount: boolean } {
    const { scope, filterOf, withCount } = this.#query;
    const { bound, linked, stays, inDoubt } = place;
    const { pages } = this.#rest.capabilities;
    // A server may cut any page, and often a count alone tells of it. No page documents `$count=true`; a server may refuse
    // it, and the call that is to show the end must not cost two.
    const counted = !linked && (!inDoubt || (withCount && bound === null));
    // Pages that small join by offset inside a moment, which needs them to be of one time.
    const joins = stays || (bound !== null && pages.capOf(scope) < Infinity);
    const rest = joins ? (this.#fresh ??= this.#rest.with({ bypassCache: true })) : this.#rest;
    return { rest, scope: { ...scope, filter: filterOf(bound) }, withCount: counted };
  }

  /**
   * The length that an answer tells of what it is a page of; asked for by itself where it is wanted anyway and settles
   * whether a short page is the last. Throws RestError.
   */
  async lengthAfter({ envelope, sent }: ListResponse<Row>, top: number, bound: number | null): Promise<number | null> {
    const { scope, filterOf, withCount, length } = this.#query;
    const told = countIn(envelope);
    if (bound !== null) return told;
    const linked = (envelope['@odata.nextLink'] ?? null) !== null;
    const isOpen = told === null && length === undefined && !linked && sent > 0 && sent < top;
    const asks = withCount && this.total === null && isOpen;
    const asked = asks ? await countList(this.#rest, { ...scope, filter: filterOf(null) }) : null;
    this.total ??= told ?? asked;
    return told ?? asked ?? length ?? null;
  }
}
