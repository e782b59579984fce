import { readNextLink } from '../../../src/rest/odata/next-link.ts';

const API = 'https://api.security.contoso.example';
const read = (link: string) => readNextLink(link, API, '/api/alerts');

describe('a next link', () => {
  test.each<[string, string, object]>([
    ['its $skip', `${API}/api/alerts?$skip=100`, { $skip: 100 }],
    ['its encoded $skip', `${API}/api/alerts?%24skip=100`, { $skip: 100 }],
    ['its $skiptoken', `${API}/api/alerts?$skiptoken=eyJza2lwIjo0MH0`, { $skiptoken: 'eyJza2lwIjo0MH0' }],
    ['its $skiptoken, decoded once', `${API}/api/alerts?$skiptoken=a%2Bb%253D`, { $skiptoken: 'a+b%3D' }],
    ['the token where both are there', `${API}/api/alerts?$skip=1&$skiptoken=x`, { $skiptoken: 'x' }],
    ['the versioned path', `${API}/api/v1.0/alerts?$skip=7`, { $skip: 7 }],
    ['another letter case', `HTTPS://API.Security.CONTOSO.example/API/Alerts?$SKIP=7`, { $skip: 7 }],
    ['the default port', 'https://api.security.contoso.example:443/api/alerts?$skip=7', { $skip: 7 }],
    ['a path that comes back to itself', `${API}/api/machines/../alerts?$skip=7`, { $skip: 7 }],
    [
      'no filter, as that is rebuilt from our own parts',
      `${API}/api/alerts?$filter=1 eq 1&$top=9&$skip=7`,
      { $skip: 7 },
    ],
  ])('is good for %s', (_, link, place) => {
    expect(read(link)).toEqual(place);
  });

  test.each([
    ['another host', 'https://collector.fabrikam.example/api/alerts?$skip=1'],
    ['the host as a subdomain of another', `${API}.fabrikam.example/api/alerts?$skip=1`],
    ['another subdomain', 'https://evil.api.security.contoso.example/api/alerts?$skip=1'],
    ['a trailing dot', 'https://api.security.contoso.example./api/alerts?$skip=1'],
    ['another port', `${API}:8443/api/alerts?$skip=1`],
    ['plain http', 'http://api.security.contoso.example/api/alerts?$skip=1'],
    ['another scheme', 'ftp://api.security.contoso.example/api/alerts?$skip=1'],
    ['a user name', 'https://contoso@api.security.contoso.example/api/alerts?$skip=1'],
    ['a user name and a password', 'https://contoso:secret@api.security.contoso.example/api/alerts?$skip=1'],
    ['the host as a user name', `${API}@fabrikam.example/api/alerts?$skip=1`],
    ['the host as a user name and password', `${API}:443@fabrikam.example/api/alerts?$skip=1`],
    ['backslashes before a host', 'https:\\\\fabrikam.example\\api\\alerts?$skip=1'],
    ['a backslash before the at sign', 'https://fabrikam.example\\@api.security.contoso.example/api/alerts?$skip=1'],
    ['a line break within the scheme', 'ht\ntps://fabrikam.example/api/alerts?$skip=1'],
    ['a look-alike letter', 'https://api.security.c\u043entoso.example/api/alerts?$skip=1'],
    ['an address of this machine', 'http://127.0.0.1/api/alerts?$skip=1'],
    ['javascript', 'javascript:alert(1)//api/alerts?$skip=1'],
    ['data', 'data:text/plain,/api/alerts?$skip=1'],
    ['a file', 'file:///api/alerts?$skip=1'],
  ])('leaves the origin by %s', (_, link) => {
    expect(read(link)).toBe('NEXT_LINK_LEAVES_ORIGIN');
  });

  test.each([
    ['nothing', ''],
    ['no URL', 'http//[api/alerts?$skip=1'],
    ['a path alone', '/api/alerts?$skip=1'],
    ['a host without a scheme', '//api.security.contoso.example/api/alerts?$skip=1'],
    ['another list', `${API}/api/machines?$skip=1`],
    ['a longer path', `${API}/api/alerts/da1?$skip=1`],
    ['a shorter path', `${API}/api?$skip=1`],
    ['a doubled slash', `${API}//api/alerts?$skip=1`],
    ['a way to another list', `${API}/api/alerts/../machines?$skip=1`],
    ['an encoded way to another list', `${API}/api/alerts/%2e%2e/machines?$skip=1`],
    ['a backslash in the path', `${API}\\@fabrikam.example/api/alerts?$skip=1`],
    ['a fragment', `${API}/api/alerts?$skip=1#x`],
    ['a place in the fragment', `${API}/api/alerts#?$skip=1`],
    ['no place', `${API}/api/alerts`],
    ['a filter alone', `${API}/api/alerts?$filter=status eq 'New'`],
    ['an empty token', `${API}/api/alerts?$skiptoken=`],
    ['a negative $skip', `${API}/api/alerts?$skip=-1`],
    ['a $skip that is no number', `${API}/api/alerts?$skip=1e3`],
    ['an empty $skip', `${API}/api/alerts?$skip=`],
  ])('is malformed by %s', (_, link) => {
    expect(read(link)).toBe('NEXT_LINK_MALFORMED');
  });

  test('is read under the base URL of an API that does not live at the root of its host', () => {
    const under = (link: string) => readNextLink(link, 'https://proxy.contoso.example/defender', '/api/alerts');
    expect(under('https://proxy.contoso.example/defender/api/alerts?$skip=7')).toEqual({ $skip: 7 });
    expect(under('https://proxy.contoso.example/defender/api/v1.0/alerts?$skip=7')).toEqual({ $skip: 7 });
    expect(under('https://proxy.contoso.example/api/alerts?$skip=7')).toBe('NEXT_LINK_MALFORMED');
  });
});
