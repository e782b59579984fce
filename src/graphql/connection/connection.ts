import type { GraphQLResolveInfo } from 'graphql';
import { ArgsType, Field, Int, ObjectType, type ClassType } from 'type-graphql';
import { cursorAt, readCursor, type CursorScope } from './cursor.ts';
import type { Unreadable } from '../errors/omitted-rows.ts';
import { DateTime } from '../schema/scalars.ts';
import { selects } from '../document/selection.ts';
import {
  DEFAULT_PAGE_SIZE,
  MAX_PAGE_SIZE,
  parsePageArguments,
  type PageArguments,
  type PageWindow,
} from './page-arguments.ts';

/** What a list read has to tell for a connection to be made of it. */
export interface Page<Row> {
  rows: readonly Row[];
  /** Offset of each row in the whole list; not always consecutive, as rows sent twice are left out. */
  offsets: readonly number[];
  /** Offset in the whole list at which the page begins, though it may hold no row. */
  skip: number;
  /** Offsets of its first and last place, where those need not be rows; null where it has none. */
  ends?: readonly [number, number] | null;
  hasMore: boolean;
  /** Length of the whole list; null when it was not asked or the vendor would not tell. */
  total: number | null;
  /** Why rows that belong here may be missing; null when none are. */
  incomplete: string | null;
  /** What was left out of the rows. */
  unreadable?: readonly Unreadable[];
  /** When the rows were read, ISO 8601. */
  asOf: string;
  upstreamPages: number;
  duplicatesDropped: number;
  /** What the cursor of the place at an offset has to hold, besides it, for the list's reader. */
  resumeAt?: (offset: number) => Uint8Array;
}

@ObjectType({ simpleResolvers: true, description: 'Where a page stands in its list.' })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether rows follow after this page.' })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'Whether rows come before this page.' })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: 'Cursor of the first row; null where there is none.' })
  startCursor!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Cursor of the last row, to go on with `after`; null where there is none.',
  })
  endCursor!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'Whether this page can be trusted to hold every row it should.' })
export class Completeness {
  @Field(() => Boolean, { description: 'False when rows that belong to this page may be missing.' })
  complete!: boolean;

  @Field(() => String, { nullable: true, description: 'Why the page may be incomplete.' })
  reason!: string | null;

  @Field(() => DateTime, { description: 'When the rows were read from the vendor.' })
  asOf!: string;

  @Field(() => Int, { description: 'How many upstream pages this page was made of.' })
  upstreamPages!: number;

  @Field(() => Int, { description: 'Rows the vendor sent twice; they are shown once.' })
  duplicatesDropped!: number;
}

export interface Edge<Row> {
  cursor: string;
  node: Row;
}

export interface Connection<Row> {
  edges: readonly Edge<Row>[];
  nodes: readonly Row[];
  pageInfo: PageInfo;
  totalCount: number | null;
  completeness: Completeness;
  /** Told among the errors of the answer. */
  unreadable?: readonly Unreadable[];
}

/** The connection and edge classes of a node class, named `<Node>Connection` and `<Node>Edge`. */
export function connectionOf<T extends object>(name: string, node: () => ClassType<T>): ClassType<Connection<T>> {
  @ObjectType(`${name}Edge`, {
    simpleResolvers: true,
    description: `A row of a \`${name}Connection\`, with its cursor.`,
  })
  class NodeEdge {
    @Field(() => String, { description: 'Resume here with `after` or `before`; valid only for this list and filter.' })
    cursor!: string;

    @Field(() => node(), { description: 'The row.' })
    node!: T;
  }

  @ObjectType(`${name}Connection`, {
    simpleResolvers: true,
    description: `A page of a list of \`${name}\` (Relay’s cursor connections).`,
  })
  class NodeConnection implements Connection<T> {
    @Field(() => [NodeEdge], { description: 'The rows of this page, each with its cursor.' })
    edges!: Edge<T>[];

    @Field(() => [node()], { description: 'The nodes of `edges`, for callers that need no cursors.' })
    nodes!: T[];

    @Field(() => PageInfo, { description: 'Where this page stands in its list.' })
    pageInfo!: PageInfo;

    @Field(() => Int, {
      nullable: true,
      description:
        'Length of the whole list, null when the vendor will not tell; costs a call of its own only when selected.',
    })
    totalCount!: number | null;

    @Field(() => Completeness, { description: 'Whether this page holds every row that it should.' })
    completeness!: Completeness;
  }
  return NodeConnection;
}

/** Paging of a list that can be walked forward only, since the vendor gives it whole. */
@ArgsType()
export class ForwardArgs implements PageArguments {
  @Field(() => Int, {
    nullable: true,
    description: `Page size, 0 to ${MAX_PAGE_SIZE}; null means ${DEFAULT_PAGE_SIZE}.`,
  })
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'Only rows after this cursor.' })
  after?: string | null;
}

@ArgsType()
export class ConnectionArgs extends ForwardArgs {
  @Field(() => Int, { nullable: true, description: `Page size from the end, 0 to ${MAX_PAGE_SIZE}.` })
  last?: number | null;

  @Field(() => String, { nullable: true, description: 'Only rows before this cursor.' })
  before?: string | null;
}

/** Rows to edges and cursors; pure. A cursor is signed when it is looked at, and most pages are asked for two. */
export function toConnection<Row>(page: Page<Row>, scope: CursorScope): Connection<Row> {
  const cursorOf = (offset: number): string => cursorAt(offset, scope, page.resumeAt?.(offset));
  const edges = page.rows.map((node, index) => ({
    node,
    get cursor(): string {
      return cursorOf(page.offsets[index] ?? 0);
    },
  }));
  // A page that begins or ends with what was left out leads on from there, or it would lead in a circle.
  const [start = page.offsets[0], end = page.offsets.at(-1)] = page.ends ?? [];
  return {
    edges,
    nodes: page.rows,
    pageInfo: {
      hasNextPage: page.hasMore,
      hasPreviousPage: page.skip > 0,
      get startCursor(): string | null {
        return start === undefined ? null : cursorOf(start);
      },
      get endCursor(): string | null {
        return end === undefined ? null : cursorOf(end);
      },
    },
    totalCount: page.total,
    completeness: {
      complete: page.incomplete === null,
      reason: page.incomplete,
      asOf: page.asOf,
      upstreamPages: page.upstreamPages,
      duplicatesDropped: page.duplicatesDropped,
    },
    ...(page.unreadable !== undefined && { unreadable: page.unreadable }),
  };
}

/** Reads one page of a list as its arguments and selection ask, and makes the connection of it. */
export async function connect<Row>(
  args: PageArguments,
  info: GraphQLResolveInfo,
  scope: CursorScope,
  read: (window: PageWindow & { count: boolean }) => Promise<Page<Row>>,
): Promise<Connection<Row>> {
  const window = parsePageArguments(args, (cursor) => readCursor(cursor, scope));
  return toConnection(await read({ ...window, count: selects(info, 'totalCount') }), scope);
}

/** A list held whole, whose rows may be made when they are looked at. */
export type WholeRows<Row> = Pick<readonly Row[], 'length' | 'slice'>;

/** The page that a window cuts out of a list held whole. */
export function pageOfRows<Row>(
  all: WholeRows<Row>,
  { skip, take, fromEnd }: PageWindow,
  incomplete: string | null = null,
  unreadable: readonly Unreadable[] = [],
): Page<Row> {
  const start = fromEnd ? Math.max(skip, all.length - take) : skip;
  const rows = all.slice(start, start + take);
  return {
    rows,
    offsets: rows.map((_, index) => start + index),
    skip: start,
    hasMore: start + take < all.length,
    total: all.length + unreadable.length,
    incomplete,
    ...(unreadable.length > 0 && { unreadable }),
    asOf: new Date().toISOString(),
    upstreamPages: 1,
    duplicatesDropped: 0,
  };
}

/** A list that the vendor gives whole, and why rows may be missing from it. */
export interface WholeList<Row> {
  rows: readonly Row[];
  incomplete: string | null;
  /** What was left out of the rows; told on every page. */
  unreadable?: readonly Unreadable[];
  /** Its length, where the vendor told it. */
  total?: number | null;
}

/** The connection of a list that the vendor gives whole: paging cuts it here and costs no further call. */
export async function connectWhole<Row>(
  args: PageArguments,
  info: GraphQLResolveInfo,
  scope: CursorScope,
  read: () => Promise<WholeList<Row>>,
): Promise<Connection<Row>> {
  return connect(args, info, scope, async (window) => {
    const { rows, incomplete, unreadable, total = null } = await read();
    const page = pageOfRows(rows, window, incomplete, unreadable);
    // The rows that came are not the length of a list that goes on.
    return incomplete === null || incomplete === 'ROW_UNREADABLE' ? page : { ...page, total };
  });
}
