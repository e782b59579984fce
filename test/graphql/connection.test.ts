import { pageOfRows, toConnection, type Page } from '../../src/graphql/connection/connection.ts';
import { cursorAt, readCursor, type CursorScope } from '../../src/graphql/connection/cursor.ts';
import type { PageWindow } from '../../src/graphql/connection/page-arguments.ts';

const scope: CursorScope = { keys: ['a secret of sixteen'], tenantId: 'contoso', list: 'alerts', where: null };
const page = (more: Partial<Page<string>> = {}): Page<string> => ({
  rows: ['a', 'b', 'c'],
  offsets: [0, 1, 2],
  skip: 0,
  hasMore: false,
  total: null,
  incomplete: null,
  asOf: '2026-11-20T08:30:00.000Z',
  upstreamPages: 1,
  duplicatesDropped: 0,
  ...more,
});

describe('a connection', () => {
  test('shows its rows twice: bare, and with the cursor of each', () => {
    const { edges, nodes } = toConnection(page(), scope);
    expect(nodes).toEqual(['a', 'b', 'c']);
    expect(edges).toEqual(['a', 'b', 'c'].map((node, offset) => ({ node, cursor: cursorAt(offset, scope) })));
  });

  test('counts its cursors by the vendor’s list, in which some rows were sent twice', () => {
    const { edges, pageInfo } = toConnection(page({ offsets: [7, 9, 12] }), scope);
    expect(edges.map(({ cursor }) => cursor)).toEqual([7, 9, 12].map((offset) => cursorAt(offset, scope)));
    expect([pageInfo.startCursor, pageInfo.endCursor]).toEqual([cursorAt(7, scope), cursorAt(12, scope)]);
  });

  test('puts into each cursor what the list’s reader wants back', () => {
    const resumeAt = (index: number): Uint8Array => Buffer.from(`after row ${index}`);
    const { edges } = toConnection(page({ resumeAt }), scope);
    expect(edges.map(({ cursor }) => Buffer.from(readCursor(cursor, scope).resume).toString())).toEqual([
      'after row 0',
      'after row 1',
      'after row 2',
    ]);
  });

  test.each<[string, Partial<Page<string>>, boolean, boolean]>([
    ['the whole list', {}, false, false],
    ['the first page', { hasMore: true }, true, false],
    ['a page in between', { hasMore: true, offsets: [3, 4, 5], skip: 3 }, true, true],
    ['the last page', { offsets: [3, 4, 5], skip: 3 }, false, true],
    ['an empty list', { rows: [], offsets: [] }, false, false],
    ['an empty page past the end', { rows: [], offsets: [], skip: 3 }, false, true],
  ])('knows its neighbours: %s', (_, more, hasNextPage, hasPreviousPage) => {
    expect(toConnection(page(more), scope).pageInfo).toMatchObject({ hasNextPage, hasPreviousPage });
  });

  test('without rows has no cursors', () => {
    const { edges, nodes, pageInfo } = toConnection(page({ rows: [], offsets: [] }), scope);
    expect([edges, nodes]).toEqual([[], []]);
    expect(pageInfo).toMatchObject({ startCursor: null, endCursor: null });
  });

  test('tells how far it can be trusted', () => {
    expect(toConnection(page({ total: 3 }), scope)).toMatchObject({
      totalCount: 3,
      completeness: { complete: true, reason: null, asOf: '2026-11-20T08:30:00.000Z', upstreamPages: 1 },
    });
    const cut = page({ incomplete: 'NEXT_LINK_REPEATS', upstreamPages: 2, duplicatesDropped: 5 });
    expect(toConnection(cut, scope)).toMatchObject({
      totalCount: null,
      completeness: { complete: false, reason: 'NEXT_LINK_REPEATS', upstreamPages: 2, duplicatesDropped: 5 },
    });
  });
});

describe('a page of a list held whole', () => {
  const all = ['a', 'b', 'c', 'd', 'e'];
  const cut = (skip: number, take: number, fromEnd = false): PageWindow => ({ skip, take, fromEnd });

  test.each<[PageWindow, string, number, boolean]>([
    [cut(0, 2), 'ab', 0, true],
    [cut(0, 5), 'abcde', 0, false],
    [cut(0, 4), 'abcd', 0, true],
    [cut(3, 2), 'de', 3, false],
    [cut(3, 9), 'de', 3, false],
    [cut(5, 2), '', 5, false],
    [cut(9, 2), '', 9, false],
    [cut(0, 0), '', 0, true],
    [cut(0, 2, true), 'de', 3, false],
    [cut(0, 9, true), 'abcde', 0, false],
    [cut(4, 2, true), 'e', 4, false],
    [cut(0, 0, true), '', 5, false],
    [cut(9, 2, true), '', 9, false],
  ])('%j holds "%s" from %i on; more: %p', (window, rows, start, hasMore) => {
    const found = pageOfRows(all, window);
    expect(found.rows.join('')).toBe(rows);
    expect(found.offsets).toEqual([...rows].map((_, index) => start + index));
    expect(found.skip).toBe(start);
    expect([found.hasMore, found.total, found.incomplete]).toEqual([hasMore, 5, null]);
  });

  test('passes on why rows may be missing, and when it was cut', () => {
    const before = Date.now();
    const found = pageOfRows(all, cut(0, 2), 'NEXT_LINK_REPEATS');
    expect(found.incomplete).toBe('NEXT_LINK_REPEATS');
    expect(Date.parse(found.asOf)).toBeGreaterThanOrEqual(before);
  });
});
