import fc from 'fast-check';
import { cursorAt, readCursor, type CursorScope } from '../../src/graphql/connection/cursor.ts';

const scope: CursorScope = {
  keys: ['a secret of sixteen'],
  tenantId: '6f1d2c3b-0a49-4e58-8d67-1c2b3a495868',
  list: 'alerts',
  where: { severity: { in: ['High', 'Low'] }, status: { ne: 'New' } },
};
const badCursor = expect.objectContaining({
  message: expect.stringContaining('start again without it') as string,
  extensions: { code: 'BAD_CURSOR' },
}) as Error;
const anOffset = fc.nat({ max: 0xffff_ffff });

describe('a cursor', () => {
  test('gives back the offset it was made for, and what its list asked to be given back', () => {
    fc.assert(
      fc.property(anOffset, fc.uint8Array({ maxLength: 300 }), (offset, resume) => {
        const found = readCursor(cursorAt(offset, scope, resume), scope);
        expect([found.offset, [...found.resume]]).toEqual([offset, [...resume]]);
      }),
    );
  });

  test('without anything to give back holds nothing', () => {
    expect(readCursor(cursorAt(3, scope), scope)).toMatchObject({ offset: 3, resume: { length: 0 } });
  });

  test('is short, safe in a URL, and the same every time', () => {
    const cursor = cursorAt(4_999, scope);
    expect(cursor).toMatch(/^[\w-]{28}$/);
    expect(cursorAt(4_999, { ...scope })).toBe(cursor);
    expect(cursorAt(5_000, scope)).not.toBe(cursor);
    expect(cursorAt(4_999, scope, Buffer.from('a'))).not.toBe(cursor);
  });

  test.each<[string, Partial<CursorScope>]>([
    ['list', { list: 'machines' }],
    ['parent', { list: 'alerts:1' }],
    ['tenant', { tenantId: '0b8f6a7e-5d4c-4b3a-9281-706f5e4d3c2b' }],
    ['keys', { keys: ['a secret of seventeen'] as const }],
    ['filter value', { where: { severity: { in: ['High', 'Medium'] }, status: { ne: 'New' } } }],
    ['filter operator', { where: { severity: { in: ['High', 'Low'] }, status: { eq: 'New' } } }],
    ['shorter filter', { where: { severity: { in: ['High', 'Low'] } } }],
    ['list without a filter', { where: null }],
    ['division of list and tenant', { tenantId: `${scope.tenantId}","alerts`, list: '' }],
  ])('of another %s is refused', (_, other) => {
    const foreign = { ...scope, ...other };
    expect(() => readCursor(cursorAt(3, foreign), scope)).toThrow(badCursor);
    expect(() => readCursor(cursorAt(3, scope), foreign)).toThrow(badCursor);
  });

  test('does not depend on the order in which the filter was written, at any depth', () => {
    const written = { status: { ne: 'New' }, severity: { in: ['High', 'Low'] } };
    expect(cursorAt(3, { ...scope, where: written })).toBe(cursorAt(3, scope));
    const deep = (where: unknown) => cursorAt(3, { ...scope, where });
    expect(deep({ a: { c: [{ e: 1, f: 2 }], d: 1 } })).toBe(deep({ a: { d: 1, c: [{ f: 2, e: 1 }] } }));
    expect(deep({ a: [1, 2] })).not.toBe(deep({ a: [2, 1] }));
  });

  test('of no filter is that of a null filter', () => {
    expect(cursorAt(3, { ...scope, where: undefined })).toBe(cursorAt(3, { ...scope, where: null }));
  });

  test.each([0, 4, 22])('that holds %i bytes for its list is refused when any bit of it was changed', (length) => {
    const bytes = Buffer.from(cursorAt(4_999, scope, Buffer.alloc(length, 7)), 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(() => readCursor(changed.toString('base64url'), scope)).toThrow(badCursor);
    }
  });

  test.each([0, 22])('that holds %i bytes for its list is refused when it was cut, grown or made up', (held) => {
    const cursor = cursorAt(4_999, scope, Buffer.alloc(held, 7));
    for (let length = 0; length < cursor.length; length++) {
      expect(() => readCursor(cursor.slice(0, length), scope)).toThrow(badCursor);
    }
    for (const text of [`${cursor}=`, `  ${cursor}`, `${cursor}\n`, `${cursor.slice(0, 9)} ${cursor.slice(9)}`]) {
      expect(() => readCursor(text, scope)).toThrow(badCursor);
    }
    const urlUnsafe = Array.from({ length: 500 }, (_, offset) => cursorAt(offset, scope)).find((text) =>
      /[-_]/.test(text),
    );
    expect(() => readCursor((urlUnsafe ?? '').replaceAll('-', '+').replaceAll('_', '/'), scope)).toThrow(badCursor);
    for (const text of [`${cursor}AAAA`, `A${cursor}`, cursor + cursor, 'b2Zmc2V0OjM=', '3', '🦊', '\u0000']) {
      expect(() => readCursor(text, scope)).toThrow(badCursor);
    }
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => expect(() => readCursor(text, scope)).toThrow(badCursor)),
    );
  });
});
