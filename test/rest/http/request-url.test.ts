import { operation, DEFAULT_LIMIT } from '../../../src/rest/operation.ts';
import { requestPath } from '../../../src/rest/http/request-url.ts';

const getMachine = operation({
  id: 'getMachine',
  method: 'GET',
  path: '/api/machines/{id}',
  permissions: { application: ['Machine.Read.All'], delegated: ['Machine.Read'] },
  limit: DEFAULT_LIMIT,
  source: 'get-machine-by-id.md',
});

describe('the path of a call', () => {
  test.each([
    ['the parent folder', '..'],
    ['the same folder', '.'],
    ['a way up', '../isolate'],
    ['a slash', 'a/isolate'],
    ['a lone slash', '/'],
    ['a backslash', 'a\\isolate'],
    ['an encoded slash', 'a%2fisolate'],
    ['an encoded dot', '%2e%2e'],
    ['a doubly encoded slash', 'a%252fisolate'],
    ['a lone percent sign', 'a%'],
    ['a query', 'a?$expand=evidence'],
    ['a fragment', 'a#b'],
    ['a zero byte', 'a\u0000'],
    ['a line break', 'a\r\nx-evil: 1'],
    ['a tab', 'a\tb'],
    ['delete', 'a\u007f'],
    ['a count in place of an id', '$count'],
    ['a function in place of an id', "findbyip(ip='10.0.0.1',timestamp=2026-11-20T00:00:00Z)"],
    ['nothing', ''],
    ['301 characters', 'a'.repeat(301)],
  ])('refuses %s as an id and says what to pass', (_, id) => {
    expect(() => requestPath(getMachine, { id })).toThrow(
      expect.objectContaining({
        code: 'BAD_USER_INPUT',
        message: 'id is not an id that Defender gives out; pass one from an earlier answer.',
      }) as Error,
    );
  });

  test('refuses an id that was not given', () => {
    expect(() => requestPath(getMachine)).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }) as Error);
  });

  test.each([
    ['0123456789abcdef0123456789abcdef01234567', '0123456789abcdef0123456789abcdef01234567'],
    ['da637000000000000000_-1234567890', 'da637000000000000000_-1234567890'],
    ['laptop-7.contoso.example', 'laptop-7.contoso.example'],
    ['...', '...'],
    ['2001:db8::7', '2001%3Adb8%3A%3A7'],
    ["ronan o'neill", "ronan%20o'neill"],
    ['jürgen&$top=1', 'j%C3%BCrgen%26%24top%3D1'],
    ['a'.repeat(300), 'a'.repeat(300)],
  ])('keeps %s within its segment', (id, segment) => {
    const path = requestPath(getMachine, { id });
    expect(path).toBe(`/api/machines/${segment}`);
    const url = new URL(path, 'https://api.contoso.example');
    expect(decodeURIComponent(url.pathname)).toBe(`/api/machines/${id}`);
    expect([url.search, url.hash]).toEqual(['', '']);
  });

  test('carries options with every value encoded, and leaves out those without a value', () => {
    const path = requestPath(
      getMachine,
      { id: 'a' },
      { $top: 5, $count: true, $filter: "name eq 'a&b=c+d #é'", $expand: undefined },
    );
    expect(path).toMatch(/^\/api\/machines\/a\?\$top=5&\$count=true&\$filter=/);
    expect([...new URL(path, 'https://api.contoso.example').searchParams]).toEqual([
      ['$top', '5'],
      ['$count', 'true'],
      ['$filter', "name eq 'a&b=c+d #é'"],
    ]);
  });

  test.each([
    ['an id', { id: 'a\ud800' }, {}],
    ['an option', { id: 'a' }, { $filter: "name eq '\udc00'" }],
  ])('refuses %s with half a surrogate pair, which no URL can hold', (_, path, query) => {
    expect(() => requestPath(getMachine, path, query)).toThrow(
      expect.objectContaining({
        code: 'BAD_USER_INPUT',
        message: expect.stringMatching(/surrogate/) as string,
      }) as Error,
    );
  });
});
