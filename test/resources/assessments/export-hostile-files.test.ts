import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { request } from 'undici';
import { FAKE_TENANT, startFakeGateway, type FakeGateway } from '../../support/gateway/fake-gateway.ts';
import { tokenOf } from '../../support/gateway/tokens.ts';

const MB = 1024 * 1024;
const FILE = '/storage/file.gz';
const ROW = '{"deviceId":"d1","thumbprint":"a"}';

let gateway: FakeGateway;
let give: (response: ServerResponse) => void;
beforeAll(async () => {
  gateway = await startFakeGateway({
    'GET /api/machines/certificateAssessmentExport': (_, response) =>
      void response.end(
        JSON.stringify({ exportFiles: [`${gateway.api.url}${FILE}?sig=a-secret`], generatedTime: 'now' }),
      ),
    'GET /api/machines/certificateAssessmentByMachine': (_, response) => give(response),
    [`GET ${FILE}`]: (_, response) => give(response),
  });
});
afterAll(() => gateway.close());

let callers = 0;
/** An export as another application each time, whose quota is its own: its status and text, or how it broke off. */
async function exported(path: string, headers: Record<string, string> = {}) {
  const appid = `00000000-0000-4000-8000-${String((callers += 1)).padStart(12, '0')}`;
  const token = tokenOf({ tid: FAKE_TENANT, appid });
  const { statusCode, body } = await request(`${gateway.url}/export/${path}`, {
    headers: { authorization: `Bearer ${token}`, ...headers },
  });
  const text = await body.text().catch(() => null);
  expect(text ?? '').not.toMatch(/a-secret|127\.0\.0\.1/);
  expect(gateway.logs.filter(({ level }) => Number(level) >= 50)).toEqual([]);
  expect(JSON.stringify(gateway.logs)).not.toContain('a-secret');
  return { statusCode, text };
}
const codeOf = (text: string | null): string | undefined =>
  (JSON.parse(text ?? '{}') as { errors?: { extensions: { code: string } }[] }).errors?.[0]?.extensions.code;

describe('a file of a snapshot', () => {
  const whole = gzipSync(`${ROW}\n${ROW}\n`);
  const answering =
    (bytes: Buffer, status = 200, headers: Record<string, string> = {}) =>
    (response: ServerResponse): void =>
      void response.writeHead(status, headers).end(bytes);

  test('is read to its end', async () => {
    give = answering(whole);
    expect(await exported('certificates.jsonl?via=files')).toEqual({ statusCode: 200, text: `${ROW}\n${ROW}\n` });
  });

  test.each<[string, (response: ServerResponse) => void, number, string]>([
    ['is reset before it begins', ({ socket }) => socket?.resetAndDestroy(), 503, 'UPSTREAM_UNAVAILABLE'],
    [
      'is reset while it comes',
      (response) => void response.writeHead(200).write(whole.subarray(0, 9), () => response.socket?.resetAndDestroy()),
      503,
      'UPSTREAM_UNAVAILABLE',
    ],
    ['ends before its end', answering(whole.subarray(0, -9)), 503, 'UPSTREAM_UNAVAILABLE'],
    ['is not compressed', answering(Buffer.from(`${ROW}\n`)), 503, 'UPSTREAM_UNAVAILABLE'],
    ['is gone', answering(Buffer.from('<Error/>'), 404), 502, 'UPSTREAM_ERROR'],
    ['leads elsewhere', answering(Buffer.alloc(0), 302, { location: 'http://127.0.0.1:1/' }), 502, 'UPSTREAM_ERROR'],
    ['is one line without end', answering(gzipSync(Buffer.alloc(64 * MB, 'x'))), 502, 'UPSTREAM_ERROR'],
  ])('that %s is an error before the first byte', async (_, fault, status, code) => {
    give = fault;
    const { statusCode, text } = await exported('certificates.jsonl?via=files');
    expect([statusCode, codeOf(text)]).toEqual([status, code]);
  });

  test('of nothing but line ends is no row', async () => {
    give = answering(gzipSync(Buffer.alloc(64 * MB, '\n')));
    expect(await exported('certificates.jsonl?via=files')).toEqual({ statusCode: 200, text: '' });
  });
});

describe.each([
  ['a file', 'certificates.jsonl?via=files', (row: string) => gzipSync(`${row}\n`)],
  ['a page', 'certificates.jsonl', (row: string) => Buffer.from(`{"value":[${row}]}`)],
])('a row of %s', (_, path, write) => {
  test.each([
    ['null', 'null'],
    ['a number', '7'],
    ['a list', '[1]'],
    ['broken JSON', '{"deviceId":}'],
    ['nested 100,000 levels deep', `{"thumbprint":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
    ['of two lines', '{"thumbprint":"a\nb"}'],
  ])('that is %s is a row or an error, and no fault of ours', async (__, row) => {
    give = (response) => void response.writeHead(200).end(write(row));
    for (const accept of ['application/jsonl', 'text/csv']) {
      const { statusCode, text } = await exported(path, { accept });
      if (statusCode !== 200) expect([statusCode, codeOf(text)]).toEqual([502, 'UPSTREAM_ERROR']);
    }
  });
});
