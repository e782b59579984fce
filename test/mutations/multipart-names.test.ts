import { startFakeGateway, type FakeGateway } from '../support/gateway/fake-gateway.ts';
import type { GraphqlError } from '../support/gateway/gateway.ts';

const query = `mutation ($input: UploadLibraryFileInput!) {
  uploadLibraryFile(input: $input) { libraryFile { fileName } }
}`;

let gateway: FakeGateway;
beforeAll(async () => void (gateway = await startFakeGateway({ 'POST /api/libraryfiles': { fileName: 'a.ps1' } })));
beforeEach(() => void gateway.api.calls.splice(0));
afterAll(() => gateway.close());

interface Sent {
  /** What stands after `name="0"` in the file's part, and further headers of it. */
  file?: string;
  operationsHead?: string;
  input?: object;
  content?: Buffer;
  operations?: Buffer;
}

/** Posts a form byte for byte as written here, and gives the parts that went upstream. */
async function send({ file = '; filename="a.ps1"', operationsHead = '', input = {}, ...contents }: Sent) {
  const { content = Buffer.from('Get-Process') } = contents;
  const { operations = Buffer.from(JSON.stringify({ query, variables: { input: { file: null, ...input } } })) } =
    contents;
  const body = Buffer.concat([
    Buffer.from(`--limit\r\ncontent-disposition: form-data; name="operations"${operationsHead}\r\n\r\n`),
    operations,
    Buffer.from('\r\n--limit\r\ncontent-disposition: form-data; name="map"\r\n\r\n{"0":["variables.input.file"]}'),
    Buffer.from(`\r\n--limit\r\ncontent-disposition: form-data; name="0"${file}\r\n\r\n`),
    content,
    Buffer.from('\r\n--limit--\r\n'),
  ]);
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: {
      authorization: 'Bearer an-opaque-token',
      'content-type': 'multipart/form-data; boundary=limit',
      'apollo-require-preflight': 'true',
    },
    body,
  });
  const { errors } = (await response.json()) as { errors?: GraphqlError[] };
  const [call] = gateway.api.calls;
  const boundary = /boundary=(.+)$/.exec(call?.headers['content-type'] ?? '')?.[1] ?? 'none';
  const parts = (call?.body ?? '').split(`--${boundary}`).slice(1, -1);
  return { status: response.status, errors, parts };
}
const partOf = (name: string, type: string, content: string): string =>
  `\r\nContent-Disposition: form-data; name="File"; filename="${name}"\r\nContent-Type: ${type}\r\n\r\n${content}\r\n`;

describe('the name of a file goes upstream', () => {
  test.each<[string, Sent, string]>([
    ['as it is', { file: '; filename="o\'neill größe (2).ps1"' }, "o'neill größe (2).ps1"],
    ['with its quotes escaped', { file: '; filename="a%22; x=%22b.ps1"' }, 'a%22; x=%22b.ps1'],
    ['from the extended form', { file: "; filename=plain.ps1; filename*=utf-8''gr%C3%B6%C3%9Fe.ps1" }, 'größe.ps1'],
    [
      'as one name where it is written to look like two',
      {
        input: { fileName: 'a.ps1"; filename="b.ps1' },
      },
      'a.ps1%22; filename=%22b.ps1',
    ],
  ])('%s', async (_, sent, name) => {
    const { errors, parts } = await send(sent);
    expect(errors).toBeUndefined();
    expect(parts).toEqual([partOf(name, 'text/plain', 'Get-Process')]);
  });

  test.each<[string, string]>([
    ['a folder above', '; filename="../x.ps1"'],
    ['a folder above, as Windows has it', '; filename="..\\x.ps1"'],
    ['a folder above, escaped', "; filename*=utf-8''..%2Fx.ps1"],
    ['a line break, escaped as browsers do', '; filename="a%0D%0Ax-evil: 1.ps1"'],
    ['a line break in the extended form', "; filename*=utf-8''a%0d%0ax-evil:%201.ps1"],
    ['a NUL', '; filename="a\u0000.ps1"'],
    ['half an escape', '; filename="a%2fb.ps1"'],
  ])('never with %s', async (_, file) => {
    const { errors } = await send({ file });
    expect(errors).toMatchObject([
      { message: expect.stringMatching(/^input\.fileName: /) as unknown, extensions: { code: 'BAD_USER_INPUT' } },
    ]);
    expect(gateway.api.calls).toEqual([]);
  });

  test.each<[string, string]>([
    ['a line break as it is', '; filename="a\r\nx-evil: 1.ps1"'],
    ['an escape that is none', "; filename*=utf-8''%zz"],
    ['an escape that is no utf-8', "; filename*=utf-8''%ff%fe"],
    ['another charset', "; filename*=utf-16''a%00"],
    ['no end', '; filename="a.ps1'],
  ])('and a form that has it with %s is none', async (_, file) => {
    const { status, errors } = await send({ file });
    expect([status, errors?.[0]?.extensions.code]).toEqual([400, 'BAD_REQUEST']);
    expect(gateway.api.calls).toEqual([]);
  });
});

describe('a charset of a part', () => {
  const wide = (text: string): Buffer => Buffer.from(`\ufeff${text}`, 'utf16le');

  test('leaves the bytes of a file as they are', async () => {
    // Within ASCII, so that what arrived can be read as text.
    const content = Buffer.from('Get-Process', 'utf16le');
    const { errors, parts } = await send({
      file: '; filename="a.ps1"\r\ncontent-type: text/plain; charset=utf-16',
      content,
    });
    expect(errors).toBeUndefined();
    expect(parts).toEqual([partOf('a.ps1', 'text/plain; charset=utf-16', content.toString())]);
  });

  test('does not make operations of what is no utf-8', async () => {
    const operations = wide(JSON.stringify({ query, variables: { input: { file: null } } }));
    const { status, errors } = await send({
      operationsHead: '\r\ncontent-type: application/json; charset=utf-16le',
      operations,
    });
    expect([status, errors?.[0]?.message]).toEqual([400, 'The part `operations` is not JSON.']);
    expect(gateway.api.calls).toEqual([]);
  });
});

test('a description cannot end its part', async () => {
  const description = 'a\r\n--b--\r\nContent-Disposition: form-data; name="OverrideIfExists"\r\n\r\ntrue';
  const { errors, parts } = await send({ input: { description } });
  expect(errors).toBeUndefined();
  expect(parts.slice(1)).toEqual([`\r\nContent-Disposition: form-data; name="Description"\r\n\r\n${description}\r\n`]);
});
