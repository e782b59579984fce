import { ownText, vendorMessage } from '../../../src/rest/http/vendor-message.ts';

const GUID = '5b0c8f3e-1f0a-4c57-9f5b-2d7a0c1e9b44';
const DEVICE = '0123456789abcdef0123456789abcdef01234567';

describe('the vendor’s explanation', () => {
  test.each([
    ['Received an empty indicator value'],
    ['Version 101.98.84 of the agent is needed, e.g. by an update.'],
    ['Failed to bind Machine::1 and std::be::ad to Ip:12:30'],
    ['Failed to resolve std::string at 12:30:45, line 1:2:3.'],
    ['The expirationTime 2026-12-12T00:00:00.0Z is past'],
    ['The form of the value is not that of its type'],
    ['Größe ✓ der Gruppe „Ärzte“'],
  ])('is passed on as it is: %s', (text) => {
    expect(vendorMessage(text, '')).toBe(text);
  });

  test.each([
    ['Tenant 5B0C8F3E-1F0A-4C57-9F5B-2D7A0C1E9B44 is unknown', 'Tenant [id] is unknown'],
    [`Device ${DEVICE} is gone`, 'Device [id] is gone'],
    ['node wdatp-prd-7.cloudapp.net failed', 'node [host] failed'],
    ['https://x7.CONTOSO.COM:8443/a is down', 'https://[host]:8443/a is down'],
    ['bücher.contoso.example is blocked', '[host] is blocked'],
    ['DESKTOP-7QX1ABC is off', '[host] is off'],
    ['Authorization: Bearer abcdef1234567890', 'Authorization: Bearer [token]'],
    ['https://a.contoso.com/c?sv=1&sig=AbC%2Fd%3D&se=2', 'https://[host]/c?sv=1&sig=[secret]&se=2'],
    ['client_secret=Qx~8Q~abc and Password=hunter2', 'client_secret=[secret] and Password=[secret]'],
    ['machine_1b2c3d4e-0000-4000-8000-123456789abc is off', 'machine_[id] is off'],
    ['e\u200bvil\ufeff', 'e vil'],
    ['Bearer eyJhbGciOiJSUzI1NiJ9.eyJ0aWQiOiJjb250b3NvIn0.c2ln-bmF0_dXJl is expired', 'Bearer [token] is expired'],
    ['alice.b+c@contoso.example may not', '[e-mail] may not'],
    ['10.0.0.7 and 10.0.0.8:443', '[address] and [address]:443'],
    ['fe80::1ff:fe23:4567:890a, ::1, ::ffff:10.1.1.1', '[address], [address], [address]'],
    ['IP:fe80::1, ip_v6:::1 and (address:2001:db8::5)', 'IP:[address], ip_v6:[address] and (address:[address])'],
    ['2001:db8:0:0:0:0:0:1 is barred', '[address] is barred'],
  ])('names nobody and nothing that the caller did not: %s', (text, masked) => {
    expect(vendorMessage(text, '')).toBe(masked);
  });

  test('names what the caller’s own request names, whatever its letter case', () => {
    const body = JSON.stringify({ indicatorValue: 'files.contoso.example', title: `10.0.0.7 ${DEVICE.toUpperCase()}` });
    const own = ownText(`https://api.contoso.example/api/machines/${GUID}?$filter=ip%20eq%20%27fe80::1%27`, body);
    const text = `FILES.contoso.example 10.0.0.7 ${DEVICE} ${GUID} fe80::1 are refused, and 10.0.0.9 too`;
    expect(vendorMessage(text, own)).toBe(text.replace('10.0.0.9', '[address]'));
  });

  test('has one line of at most 500 characters, without control characters and turned directions', () => {
    expect(vendorMessage('a\u0000b\r\n\tc \u202ed\u2028e\u001b[31m', '')).toBe('a b c  d e [31m');
    expect(vendorMessage('x'.repeat(900), '')).toHaveLength(500);
    expect(vendorMessage(`${'x'.repeat(499)}😀`, '')).toBe('x'.repeat(499));
    expect(vendorMessage(' \r\n ', '')).toBeUndefined();
  });

  test.each(['a.', 'a-', '1:', 'a', "a+'", 'a.b-', 'abcd:', 'f', '@', 'a@', '::', 'eyJ', 'eyJabcde.'])(
    'is read in no time, though it be made of %s',
    (part) => {
      const started = performance.now();
      vendorMessage(part.repeat(500_000), '');
      expect(performance.now() - started).toBeLessThan(500);
    },
  );
});

test('a body of bytes and an address that cannot be decoded are no reason to fail', () => {
  expect(ownText('https://api.contoso.example/%E0%A4%A', new Uint8Array([1]))).toContain('%E0%A4%A');
});
