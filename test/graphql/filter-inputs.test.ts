import { UNRECOGNIZED } from '../../src/graphql/schema/open-enum.ts';
import { plainWhere } from '../../src/graphql/node/filter-inputs.ts';
import { globalId } from '../../src/graphql/node/node.ts';

const TENANT = '6f1d2c3b-0a49-4e58-8d67-1c2b3a495868';
const alert = (key: string, tenant = TENANT) => globalId('Alert', tenant, key);
const plain = (where: object | null | undefined) => plainWhere(where, TENANT, { id: 'Alert', machineId: 'Machine' });
const values = (count: number) => Array.from({ length: count }, (_, n) => `v${n}`);

describe('a where argument', () => {
  test.each<[string, object | null | undefined, object]>([
    ['that is absent', undefined, {}],
    ['that is null', null, {}],
    ['that is empty', {}, {}],
    ['with a null property', { severity: null }, {}],
    ['with an absent property', { severity: undefined }, {}],
    ['with a property without operators', { severity: {} }, {}],
    ['with an absent operator', { severity: { eq: undefined, ne: 'Low' } }, { severity: { ne: 'Low' } }],
    ['with several properties', { a: { eq: 'x' }, b: { ge: 1, lt: 2 } }, { a: { eq: 'x' }, b: { ge: 1, lt: 2 } }],
    ['with zero and empty text', { a: { eq: 0 }, b: { eq: '' } }, { a: { eq: 0 }, b: { eq: '' } }],
    ['with a global id', { id: { eq: alert('da1'), ne: alert('da2') } }, { id: { eq: 'da1', ne: 'da2' } }],
    ['with the vendor’s ids', { id: { in: ['da1', alert('da2')] } }, { id: { in: ['da1', 'da2'] } }],
    ['with a global id under a plain property', { title: { eq: alert('da1') } }, { title: { eq: alert('da1') } }],
    ['with 100 values', { a: { in: values(100) } }, { a: { in: values(100) } }],
  ])('%s is read', (_, where, expected) => {
    expect(plain(where)).toEqual(expected);
  });

  test.each<[string, object, string, RegExp]>([
    ['an empty list', { status: { in: [] } }, 'BAD_USER_INPUT', /^where\.status\.in is an empty list.*leave it out/],
    ['null', { machineId: { eq: null } }, 'BAD_USER_INPUT', /^where\.machineId\.eq is null; leave it out/],
    ['101 values', { status: { in: values(101) } }, 'BAD_USER_INPUT', /^where\.status\.in takes at most 100.*got 101/],
    ['UNRECOGNIZED', { status: { eq: UNRECOGNIZED } }, 'BAD_USER_INPUT', /^where\.status\.eq: UNRECOGNIZED/],
    ['UNRECOGNIZED in a list', { a: { in: ['New', UNRECOGNIZED] } }, 'BAD_USER_INPUT', /^where\.a\.in: UNRECOGNIZED/],
    ['the id of another type', { machineId: { eq: alert('da1') } }, 'BAD_USER_INPUT', /of an? Alert; .* of a Machine/],
    ['the id of another type in a list', { machineId: { in: ['m1', alert('da1')] } }, 'BAD_USER_INPUT', /Machine/],
    ['the id of another tenant', { id: { eq: alert('da1', 'fabrikam') } }, 'FORBIDDEN', /another tenant/],
  ])('with %s is refused, saying where and what to do', (_, where, code, message) => {
    expect(() => plain(where)).toThrow(
      expect.objectContaining({ message: expect.stringMatching(message) as string, extensions: { code } }) as Error,
    );
  });

  test('is left as it was', () => {
    const where = { id: { in: [alert('da1')] }, severity: { eq: undefined } };
    plain(where);
    expect(where).toEqual({ id: { in: [alert('da1')] }, severity: { eq: undefined } });
  });
});
