import { withFakeGateway } from '../support/gateway/fake-gateway.ts';
import type { Reply } from '../support/fakes/fake-api.ts';
import { startSandboxGateway, type SandboxGateway } from '../support/gateway/gateway.ts';

const UPLOAD = `mutation ($input: UploadLibraryFileInput!) {
  uploadLibraryFile(input: $input) { libraryFile { fileName sha256 createdBy } }
}`;
const DELETE = 'mutation ($input: DeleteLibraryFileInput!) { deleteLibraryFile(input: $input) { deletedFileName } }';
const LIST = `query ($first: Int, $after: String) {
  libraryFiles(first: $first, after: $after) {
    totalCount nodes { fileName hasParameters parametersDescription } pageInfo { endCursor hasNextPage }
  }
}`;

interface Listed {
  libraryFiles: {
    totalCount: number;
    nodes: { fileName: string; hasParameters: boolean; parametersDescription: string | null }[];
    pageInfo: { endCursor: string; hasNextPage: boolean };
  };
}
interface Uploaded {
  uploadLibraryFile: { libraryFile: { fileName: string; sha256: string; createdBy: string } };
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');

let gateway: SandboxGateway;
beforeAll(async () => {
  gateway = await startSandboxGateway({ machines: 10, alerts: 10 });
});
afterAll(() => gateway.close());

describe('the library', () => {
  test('is listed whole in one call, and cut into pages here', async () => {
    const { data } = await gateway.run<Listed>(LIST, { first: 50 }, 'responder');
    const names = gateway.sandbox.tenant.library.map(({ fileName }) => fileName);
    expect(names.length).toBeGreaterThan(2);
    expect(data.libraryFiles.nodes.map(({ fileName }) => fileName)).toEqual(names);
    expect(data.libraryFiles.totalCount).toBe(names.length);
    // A file without arguments has no description of them at all (list-library-files.md).
    const { nodes } = data.libraryFiles;
    expect(
      nodes.some(({ hasParameters, parametersDescription }) => !hasParameters && parametersDescription === null),
    ).toBe(true);
    const walked: string[] = [];
    for (let after: string | undefined, more = true; more;) {
      const page: Listed = (await gateway.run<Listed>(LIST, { first: 1, after }, 'responder')).data;
      walked.push(...page.libraryFiles.nodes.map(({ fileName }) => fileName));
      ({ endCursor: after, hasNextPage: more } = page.libraryFiles.pageInfo);
    }
    expect(walked).toEqual(names);
  });

  test('needs Library.Manage even to be read', async () => {
    const { errors, extensions } = await gateway.attempt(LIST, {}, 'reader');
    expect(errors).toMatchObject([
      { extensions: { code: 'FORBIDDEN', permission: 'Library.Manage (application) or Library.Manage (delegated)' } },
    ]);
    expect(extensions.upstream.calls).toBe(0);
  });
});

describe('a file', () => {
  test('is uploaded, found in the list, replaced only on demand, and deleted', async () => {
    const input = { fileName: "o'neill größe (2).ps1", contentBase64: base64('Get-Process') };
    const upload = (more: object) => gateway.attempt<Uploaded>(UPLOAD, { input: { ...input, ...more } }, 'responder');
    const first = await upload({});
    expect(first.data?.uploadLibraryFile.libraryFile).toMatchObject({ fileName: input.fileName });
    const again = await upload({ contentBase64: base64('Get-Service') });
    expect(again.errors).toMatchObject([
      {
        message: expect.stringMatching(/^input\.overrideIfExists: the library has a file of this name/) as unknown,
        extensions: { code: 'BAD_USER_INPUT', correlationId: expect.any(String) as unknown },
      },
    ]);
    const replaced = await upload({ contentBase64: base64('Get-Service'), overrideIfExists: true });
    expect(replaced.data?.uploadLibraryFile.libraryFile.sha256).not.toBe(
      first.data?.uploadLibraryFile.libraryFile.sha256,
    );
    await gateway.run(DELETE, { input: { fileName: input.fileName } }, 'responder');
    const { data } = await gateway.run<Listed>(LIST, {}, 'responder');
    expect(data.libraryFiles.nodes.map(({ fileName }) => fileName)).not.toContain(input.fileName);
    const gone = await gateway.attempt(DELETE, { input: { fileName: input.fileName } }, 'responder');
    expect(gone.errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
  });

  test('goes as a form whose parts have the names and the order of the page', async () => {
    const replies: Record<string, Reply> = { 'POST /api/libraryfiles': { fileName: 'a.sh' } };
    await withFakeGateway(replies, async (fake) => {
      const input = {
        fileName: 'a.sh',
        contentBase64: base64('\u0000\r\n--x\r\n'),
        description: 'Größe',
        hasParameters: false,
      };
      await fake.run(UPLOAD, { input });
      const [call] = fake.api.calls;
      const boundary = /^multipart\/form-data; boundary=(.+)$/.exec(call?.headers['content-type'] ?? '')?.[1] ?? '';
      const parts = (call?.body ?? '').split(`--${boundary}`).slice(1, -1);
      expect(parts.map((part) => /name="(\w+)"/.exec(part)?.[1])).toEqual(['File', 'Description', 'HasParameters']);
      expect(parts[0]).toContain('filename="a.sh"');
      expect(parts[0]).toMatch(/\r\n\r\n\u0000\r\n--x\r\n\r\n$/);
      expect(parts[1]).toMatch(/\r\n\r\nGröße\r\n$/);
      expect(parts[2]).toMatch(/\r\n\r\nfalse\r\n$/);
      expect(fake.audit.map(({ targets, outcome }) => [targets, outcome])).toEqual([
        [['a.sh'], null],
        [['a.sh'], null],
        [['a.sh'], 'UPLOADED'],
      ]);
      expect(JSON.stringify(fake.audit)).not.toContain('Größe');
    });
  });

  test('that the vendor refuses for another reason is the vendor’s fault, whatever is in the library', async () => {
    const replies: Record<string, Reply> = {
      'POST /api/libraryfiles': (_, response) => void response.writeHead(400).end('{"error":{"code":"BadRequest"}}'),
      'GET /api/libraryfiles': { value: [{ fileName: 'b.sh' }] },
    };
    await withFakeGateway(replies, async (fake) => {
      const input = { fileName: 'a.sh', contentBase64: base64('x') };
      expect((await fake.attempt(UPLOAD, { input })).errors).toMatchObject([
        { extensions: { code: 'UPSTREAM_ERROR' } },
      ]);
      await fake.attempt(UPLOAD, { input: { ...input, fileName: 'B.SH', overrideIfExists: true } });
      expect(fake.api.calls.map(({ method }) => method)).toEqual(['POST', 'GET', 'POST']);
    });
  });
});
