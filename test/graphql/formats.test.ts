import fc from 'fast-check';
import { hostOf, isHostName, isIpAddress, textIn } from '../../src/graphql/schema/formats.ts';

describe('a host name', () => {
  test.each([
    'a',
    'login.contoso.example',
    'bücher.example',
    '请款单.example',
    '_dmarc.a-b.example',
    `${'x'.repeat(63)}.example`,
  ])('is %s', (text) => {
    expect([isHostName(text), isIpAddress(text)]).toEqual([true, false]);
  });

  test.each([
    '',
    '.',
    'a..b',
    '-a.example',
    'a-.example',
    'a b',
    'a/b',
    'a:443',
    '198.51.100.7',
    '300.1.1.1',
    '12345',
    '2001:db8::7',
    `${'x'.repeat(64)}.example`,
    'a.'.repeat(130),
  ])('is not %j', (text) => {
    expect(isHostName(text)).toBe(false);
  });
});

test.each([
  '198.51.100.7/24',
  '198.51.100.7:443',
  '[2001:db8::7]',
  'fe80::1%eth0',
  ' 198.51.100.7',
  '::ffff:198.51.100',
])('%j is no address by itself', (text) => {
  expect(isIpAddress(text)).toBe(false);
});

describe('the host of a URL', () => {
  test('is what the standard says, for what needs no change of letters', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (url) => {
        expect(hostOf(url)?.toLowerCase()).toBe(new URL(url).hostname);
      }),
    );
  });

  test.each<[string, string | null]>([
    ['https://bücher.example/p?q=1', 'bücher.example'],
    ['HTTPS://User:pass@Evil.Example:8443/x', 'Evil.Example'],
    ['ftp://[2001:db8::7]:21/x', '2001:db8::7'],
    ['evil.example/x', 'evil.example'],
    ['https:///x', null],
    ['https://a b/', null],
    ['C:\\Windows\\x.exe', null],
    ['', null],
  ])('%j is %j', (url, host) => {
    expect(hostOf(url)).toBe(host);
  });
});

test.each([null, undefined, '', '  ', 7, true, [], {}])('%j is no text of a row', (value) => {
  expect(textIn(value)).toBeNull();
});
