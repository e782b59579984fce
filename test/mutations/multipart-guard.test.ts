import fc from 'fast-check';
import { MultipartGuard } from '../../src/http/multipart/multipart-guard.ts';
import { startFakeGateway, type FakeGateway } from '../support/gateway/fake-gateway.ts';
import { openForm } from '../support/gateway/raw-form.ts';
import { formOf } from '../support/gateway/send-form.ts';

const PART = '--limit\r\ncontent-disposition: form-data; name="a"\r\n\r\n\r\n';
const MB = 1024 * 1024;

let gateway: FakeGateway;
beforeAll(async () => void (gateway = await startFakeGateway({ 'POST /api/libraryfiles': { fileName: 'a' } })));
afterAll(() => gateway.close());

/** What a body is answered of which no more comes than this. */
async function answerTo(body: string, headers: Record<string, string> = {}): Promise<string> {
  const form = await openForm(gateway.url, { token: 'a-made-up-token', headers });
  try {
    form.write(body);
    return await form.answer();
  } finally {
    form.leave();
  }
}

describe('a form is refused while it comes in, before anything parses it', () => {
  test.each([
    ['has a fourth part', PART.repeat(4) + '--limit\r\n', 'one file'],
    ['is full of parts', PART.repeat(10_000), 'one file'],
    ['is full of delimiters', '--limit\r\n\r\n'.repeat(10_000), 'one file'],
    ['has an endless header', `--limit\r\nx-a: ${'b'.repeat(9_000)}`, '8 kB of headers'],
    ['has endless headers', `--limit\r\n${'x-a: b\r\n'.repeat(2_000)}`, '8 kB of headers'],
    ['has them in its second part', `${PART}--limit\r\n${'x-a: b\r\n'.repeat(2_000)}`, '8 kB of headers'],
    ['has its blank line a byte too late', `--limit${'x'.repeat(8193)}\r\n\r\n`, '8 kB of headers'],
  ])('since it %s', async (_, body, message) => {
    // 20 MB are announced: the answer is there although the body has not come to its end.
    const answer = await answerTo(body);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain('"code":"BAD_REQUEST"');
    expect(answer).toContain(message);
    expect(gateway.api.calls).toEqual([]);
  });

  test('and who goes on sending it reads the answer all the same', async () => {
    const files = Object.fromEntries([0, 1, 2].map((name) => [name, new File([new Uint8Array(6 * MB)], 'a')]));
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { authorization: 'Bearer a-made-up-token', 'apollo-require-preflight': 'true' },
      body: formOf({ operations: {}, map: {}, files }),
    });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('one file');
  });
});

test('a form that says that it is too large is refused before it comes', async () => {
  expect(await answerTo('', { 'content-length': String(21 * MB) })).toMatch(/^HTTP\/1\.1 413 /);
});

test('a form that does not say how large it is is refused when it is too large', async () => {
  const headers = { 'content-length': '', 'transfer-encoding': 'chunked' };
  const chunk = `${MB.toString(16)}\r\n${'x'.repeat(MB)}\r\n`;
  expect(await answerTo(chunk.repeat(21), headers)).toMatch(/^HTTP\/1\.1 413 /);
});

test.each([
  'multipart/form-data; boundary=',
  'multipart/form-data; charset=utf-8',
  `multipart/form-data; boundary=${'b'.repeat(71)}`,
  'multipart/form-data; boundary="a b"',
  'multipart/form-data; boundary="a\\"b"',
  'multipart/form-data; boundary=größe',
  'multipart/form-data; boundary=a, multipart/form-data; boundary=b',
])('a boundary as in %j is refused before the body comes', async (type) => {
  const answer = await answerTo('', { 'content-type': type });
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  expect(answer).toContain('boundary');
});

test('the first boundary counts where there are two', async () => {
  const type = 'multipart/form-data; boundary=limit; boundary=c';
  expect(await answerTo(PART.repeat(5), { 'content-type': type })).toContain('one file');
});

test('a file that comes byte by byte arrives whole', async () => {
  const query =
    'mutation ($input: UploadLibraryFileInput!) { uploadLibraryFile(input: $input) { libraryFile { fileName } } }';
  const part = (name: string, content: string): string =>
    `--limit\r\ncontent-disposition: form-data; name=${name}\r\n\r\n${content}\r\n`;
  const body = [
    part('operations', JSON.stringify({ query, variables: { input: { file: null } } })),
    part('map', '{"0":["variables.input.file"]}'),
    part('"0"; filename="a.sh"', '#!/bin/sh\n-- \r\n--\r\n'.repeat(100)),
    '--limit--\r\n',
  ].join('');
  const headers = { 'content-length': '', 'transfer-encoding': 'chunked' };
  const chunks = Array.from(body, (byte) => `1\r\n${byte}\r\n`).join('');
  expect(await answerTo(`${chunks}0\r\n\r\n`, headers)).toMatch(/^HTTP\/1\.1 200 /);
  expect(gateway.api.calls.at(-1)?.body).toContain('\r\n\r\n' + '#!/bin/sh\n-- \r\n--\r\n'.repeat(100) + '\r\n--');
});

describe('however a form is cut into pieces', () => {
  const text = fc.stringMatching(/^[-b\r\n:a ]{0,40}$/);
  const bodies = fc
    .array(fc.tuple(fc.constantFrom('', 'x-a: b\r\n', `x-a: ${'b'.repeat(8_100)}\r\n`, 'x:'.repeat(4_200)), text), {
      maxLength: 6,
    })
    .map((parts) => [
      ...parts.map(
        ([headers, content]) => `--b\r\n${headers}content-disposition: form-data; name=a\r\n\r\n${content}\r\n`,
      ),
      '--b--\r\n',
    ])
    .map((parts) => Buffer.from(parts.join('')));
  const outcome = (content: Buffer, ends: readonly number[]): string => {
    const outline = new MultipartGuard('b');
    try {
      for (const end of ends) outline.scan(content.subarray(0, end));
      return 'let in';
    } catch (error) {
      return (error as Error).message;
    }
  };

  test('its delimiters are found and its headers measured, byte by byte as well', () => {
    const ends = (content: Buffer): number[] => Array.from(content, (_, at) => at + 1);
    const parts = (count: number): Buffer => Buffer.from('--b\r\nx: y\r\n\r\n\r\n'.repeat(count));
    const headers = (length: number): Buffer => Buffer.from(`--b${'x'.repeat(length)}\r\n\r\n`);
    expect([parts(4), headers(8192)].map((content) => outcome(content, ends(content)))).toEqual(['let in', 'let in']);
    expect(outcome(parts(5), ends(parts(5)))).toContain('one file');
    expect(outcome(headers(8193), ends(headers(8193)))).toContain('8 kB');
  });

  test('the outcome is the same', () => {
    fc.assert(
      fc.property(bodies, fc.array(fc.nat({ max: 9_000 }), { maxLength: 40 }), (content, cuts) => {
        const ends = [...cuts.filter((cut) => cut < content.length).sort((a, b) => a - b), content.length];
        expect(outcome(content, ends)).toBe(outcome(content, [content.length]));
      }),
      { numRuns: 300 },
    );
  });

  test('nothing is let in of which the parser makes more than three parts, and nothing refused of which it makes fewer', async () => {
    await fc.assert(
      fc.asyncProperty(bodies, async (content) => {
        const headers = { 'content-type': 'multipart/form-data; boundary=b' };
        const parsed = await new Response(content, { headers }).formData().catch(() => null);
        fc.pre(parsed !== null);
        const long = content.includes('b'.repeat(8_100)) || content.includes('x:'.repeat(4_200));
        const isIn = outcome(content, [content.length]) === 'let in';
        if ([...parsed.keys()].length > 3) expect(isIn).toBe(false);
        else if (!long) expect(isIn).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
