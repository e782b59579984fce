import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { startFakeGateway, type FakeGateway } from '../support/gateway/fake-gateway.ts';

let gateway: FakeGateway;
beforeAll(async () => {
  gateway = await startFakeGateway({}, { EXPLORER: 'true' });
});
afterAll(() => gateway.close());

const BROWSER_HEADERS = {
  'content-security-policy': "default-src 'none';frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': expect.stringContaining('max-age=') as string,
  'cross-origin-resource-policy': 'same-origin',
};

test.each(['/graphql', '/health/ready', '/nowhere', '/export/certificates.jsonl'])(
  'an answer of %s is data and nothing else to a browser',
  async (path) => {
    const { headers } = await fetch(gateway.url + path);
    expect(Object.fromEntries(headers)).toMatchObject(BROWSER_HEADERS);
    expect(headers.get('x-powered-by')).toBeNull();
  },
);

test('no header of a request comes back in an answer, but for an id that is a word', async () => {
  const sent = {
    'x-request-id': 'mine-7 <script>',
    'x-forwarded-host': 'evil.example',
    origin: 'https://evil.example',
  };
  const { headers } = await fetch(`${gateway.url}/graphql`, { method: 'POST', headers: sent });
  expect(JSON.stringify([...headers])).not.toMatch(/mine-7|evil/);
});

/** What comes back for bytes that are sent and not ended. */
async function exchange(bytes: string): Promise<string> {
  const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1');
  socket.write(bytes);
  return text(socket);
}

test.each([
  [
    'both lengths',
    'POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
  ],
  ['two lengths', 'POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-length: 4\r\ncontent-length: 5\r\n\r\nabcd'],
  ['a name with a blank', 'GET /health/live HTTP/1.1\r\nhost : a\r\n\r\n'],
  ['a folded header', 'GET /health/live HTTP/1.1\r\nhost: a\r\nx-a: b\r\n c\r\n\r\n'],
  ['a chunk size that is none', 'POST /graphql HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n'],
  ['no host', 'GET /health/live HTTP/1.1\r\n\r\n'],
])(
  'a request with %s, by which servers misunderstand each other, is refused and its connection closed',
  async (_, bytes) => {
    const answer = await exchange(bytes);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    // Node answers a request without a host itself, and with no body.
    if (bytes.includes('host')) expect(answer).toMatch(/"extensions":\{"code":"BAD_REQUEST"\}/);
  },
);

test('headers that do not end within ten seconds are not waited for', async () => {
  expect(await exchange('GET /health/live HTTP/1.1\r\nhost: a\r\nx-a: b')).toMatch(/^HTTP\/1\.1 408 /);
}, 60_000);
