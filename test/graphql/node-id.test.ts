import fc from 'fast-check';
import { globalId, keyOf, readGlobalId } from '../../src/graphql/node/node.ts';

const TENANT = '6f1d2c3b-0a49-4e58-8d67-1c2b3a495868';

describe('a global id', () => {
  test('gives back type, tenant and any key', () => {
    const key = fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 1 }),
      fc.constantFrom('a:b', ':', 'node:Alert:t:k', 'contoso\\ronan', 'line\nbreak', '🦊'),
    );
    fc.assert(
      fc.property(fc.constantFrom('Alert', 'MachineAction'), key, (type, given) => {
        expect(readGlobalId(globalId(type, TENANT, given))).toEqual({ type, tenantId: TENANT, key: given });
      }),
    );
  });

  test('is safe in a URL', () => {
    expect(globalId('User', TENANT, 'contoso\\jürgen?>')).toMatch(/^[\w-]+$/);
  });

  test.each([
    ['an alert', 'da637000000000000000_-1234567890'],
    ['a device', '0123456789abcdef0123456789abcdef01234567'],
    ['an action', '5f0c8f3e-0000-4000-8000-00000000c0de'],
    ['an investigation', '63017'],
    ['a user', 'contoso\\ronan'],
    ['a domain', 'portal.contoso.example'],
    ['nothing', ''],
    ['text that only begins like one', Buffer.from('node:Alert').toString('base64url')],
    ['text without a key', Buffer.from('node:Alert:tenant:').toString('base64url')],
    ['text with another word', Buffer.from('mode:Alert:tenant:key').toString('base64url')],
  ])('is not read from the vendor’s id of %s, which stands for itself', (_, id) => {
    expect(readGlobalId(id)).toBeNull();
    expect(keyOf('Alert', id, TENANT)).toBe(id);
  });

  test('stands for its key where type and tenant are right', () => {
    expect(keyOf('Alert', globalId('Alert', TENANT, 'da1'), TENANT)).toBe('da1');
  });

  test.each([
    ['of another type', globalId('Machine', TENANT, 'm1'), 'BAD_USER_INPUT', /of a Machine; pass the id of a Alert/],
    ['of another tenant', globalId('Alert', 'fabrikam', 'da1'), 'FORBIDDEN', /another tenant/],
    ['of another type and tenant', globalId('Machine', 'fabrikam', 'm1'), 'BAD_USER_INPUT', /Machine/],
  ])('%s is refused', (_, id, code, message) => {
    expect(() => keyOf('Alert', id, TENANT)).toThrow(
      expect.objectContaining({ message: expect.stringMatching(message) as string, extensions: { code } }) as Error,
    );
  });
});
