import { createHash } from 'node:crypto';
import { sendForm, type Form } from '../support/gateway/send-form.ts';
import { startSandboxGateway, type Answer, type SandboxGateway } from '../support/gateway/gateway.ts';

const query = `mutation ($input: UploadLibraryFileInput!) {
  uploadLibraryFile(input: $input) { libraryFile { fileName sha256 } }
}`;
const MB = 1024 * 1024;

let gateway: SandboxGateway;
let token: string;
beforeAll(async () => {
  gateway = await startSandboxGateway({ machines: 10, alerts: 10 });
  token = await gateway.sandbox.mintToken('responder');
});
afterAll(() => gateway.close());

const fileOf = (content: string | Uint8Array<ArrayBuffer>, name = 'collect.ps1'): File => new File([content], name);
const formWith = (file: File, input: object = {}): Form => ({
  operations: { query, variables: { input: { file: null, overrideIfExists: true, ...input } } },
  map: { 0: ['variables.input.file'] },
  files: { 0: file },
});

interface Uploaded {
  uploadLibraryFile: { libraryFile: { fileName: string; sha256: string } };
}
async function send(form: Form, headers?: Record<string, string>, as = token) {
  const before = gateway.sandbox.requests.length;
  const response = await sendForm(gateway.url, as, form, headers);
  const answer = (await response.json()) as Answer<Uploaded>;
  return { ...answer, status: response.status, arrived: gateway.sandbox.requests.slice(before) };
}

describe('a form with a file', () => {
  test('brings it to the library byte for byte, under its own name or the one given', async () => {
    const content = Uint8Array.from({ length: 70_000 }, (_, at) => (at * 31) % 256);
    const sha256 = createHash('sha256').update(content).digest('hex');
    const own = await send(formWith(fileOf(content, "o'neill größe.ps1")));
    expect(own.data?.uploadLibraryFile.libraryFile).toEqual({ fileName: "o'neill größe.ps1", sha256 });
    const given = await send(formWith(fileOf(content), { fileName: 'named.ps1' }));
    expect(given.data?.uploadLibraryFile.libraryFile).toEqual({ fileName: 'named.ps1', sha256 });
  });

  test('may have 20 MB and not a byte more', async () => {
    const most = await send(formWith(fileOf(new Uint8Array(20 * MB).fill(7))));
    expect(most.errors).toBeUndefined();
    const more = await send(formWith(fileOf(new Uint8Array(20 * MB + 1).fill(7))));
    expect(more.errors).toMatchObject([
      {
        message: expect.stringMatching(/^input\.file: has 20971521 bytes/) as unknown,
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ]);
    expect(more.arrived).toEqual([]);
  });

  test('is cut off at 413 when it is larger than any file may be', async () => {
    const { status, errors } = await send(formWith(fileOf(new Uint8Array(21 * MB))));
    expect([status, errors?.[0]?.extensions.code]).toEqual([413, 'BAD_REQUEST']);
  });

  test.each([
    ['no content', fileOf(''), /^input\.file: is empty/],
    ['a name that leads elsewhere', fileOf('x', '..\\x.ps1'), /^input\.fileName: holds/],
  ])('with %s is refused before any call', async (_, file, message) => {
    const { errors, arrived } = await send(formWith(file));
    expect(errors).toMatchObject([
      { message: expect.stringMatching(message) as unknown, extensions: { code: 'BAD_USER_INPUT' } },
    ]);
    expect(arrived).toEqual([]);
  });

  test('and the same in base64 is one too many', async () => {
    const { errors } = await send(formWith(fileOf('x'), { contentBase64: 'eA==' }));
    expect(errors).toMatchObject([{ message: expect.stringMatching(/^input: has both/) as unknown }]);
  });
});

describe('a form that a browser could have sent from a page of somebody else', () => {
  test.each<[string, Record<string, string>]>([
    ['without the header', {}],
    ['with an empty header', { 'apollo-require-preflight': '' }],
  ])('%s is refused, and nothing is done', async (_, headers) => {
    const { status, errors, arrived } = await send(formWith(fileOf('x')), headers);
    expect([status, errors?.[0]?.extensions.code]).toEqual([400, 'BAD_REQUEST']);
    expect(errors?.[0]?.message).toContain('apollo-require-preflight');
    expect(arrived).toEqual([]);
  });

  test('is let in with the name of an operation as a header, which makes a browser ask as well', async () => {
    const { status } = await send(formWith(fileOf('x')), { 'x-apollo-operation-name': 'Upload' });
    expect(status).toBe(200);
  });

  test('is refused for want of a caller first', async () => {
    const nobody = await fetch(`${gateway.url}/graphql`, { method: 'POST', body: new FormData() });
    expect(nobody.status).toBe(401);
  });
});

describe('a form that is no request', () => {
  const operations = { query, variables: { input: { file: null } } };
  const map = { 0: ['variables.input.file'] };
  const files = { 0: fileOf('x') };

  test.each<[string, Form]>([
    ['has no operations', { map, files }],
    ['has operations that are no JSON', { operations: '{', map, files }],
    ['has several operations', { operations: [operations], map, files }],
    ['has operations of more than 100 kB', { operations: { ...operations, x: 'x'.repeat(110_000) }, map, files }],
    ['has no map', { operations, files }],
    ['has a map that is no object', { operations, map: '[]', files }],
    ['has an empty map', { operations, map: {}, files }],
    ['maps what is not there', { operations, map: { 1: ['variables.input.file'] }, files }],
    ['maps a text', { operations, map: { operations: ['variables.input.file'] }, files }],
    ['maps to two places', { operations, map: { 0: ['variables.input.file', 'variables.input.file'] }, files }],
    [
      'maps to no variable',
      { operations: { ...operations, extensions: { a: null } }, map: { 0: ['extensions.a'] }, files },
    ],
    ['maps to the query', { operations: { ...operations, query: null }, map: { 0: ['query'] }, files }],
    ['maps to what is not null', { operations: { query, variables: { input: { file: 'x' } } }, map, files }],
    ['maps to what operations do not have', { operations, map: { 0: ['variables.input.other'] }, files }],
    ['maps to a prototype', { operations, map: { 0: ['variables.__proto__.x'] }, files }],
    ['maps to a constructor', { operations, map: { 0: ['variables.constructor.prototype.x'] }, files }],
    ['maps to something that is no path', { operations, map: { 0: [7] }, files }],
    ['has two files', { operations, map, files: { ...files, 1: fileOf('y') } }],
    [
      'maps two files',
      { operations, map: { ...map, 1: ['variables.input.fileName'] }, files: { ...files, 1: fileOf('y') } },
    ],
  ])('since it %s is BAD_REQUEST', async (_, form) => {
    const { status, errors, arrived } = await send(form);
    expect([status, errors?.[0]?.extensions.code]).toEqual([400, 'BAD_REQUEST']);
    expect(arrived).toEqual([]);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  test.each(['nothing of a form', '--b\r\nbroken', ''])('since it is %j is BAD_REQUEST', async (body) => {
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'multipart/form-data; boundary=b',
        'apollo-require-preflight': 'true',
      },
      body,
    });
    expect(response.status).toBe(400);
  });
});
