import {
  MAX_FORM_BYTES,
  UploadLimitError,
  UploadMemoryLimiter,
} from '../../src/http/multipart/upload-memory-limiter.ts';
import { withFakeGateway, type FakeGateway } from '../support/gateway/fake-gateway.ts';
import type { Reply } from '../support/fakes/fake-api.ts';
import type { GraphqlError } from '../support/gateway/gateway.ts';
import { openForm } from '../support/gateway/raw-form.ts';
import { formOf } from '../support/gateway/send-form.ts';
import { until } from '../support/clocks/until.ts';

const query = `mutation ($input: UploadLibraryFileInput!) {
  uploadLibraryFile(input: $input) { libraryFile { fileName } }
}`;
const MB = 1024 * 1024;
const REPLIES: Record<string, Reply> = {
  'GET /api/libraryfiles': { value: [] },
  'POST /api/libraryfiles': { fileName: 'a.ps1' },
};

async function upload({ url }: FakeGateway, token: string, bytes: number, signal?: AbortSignal) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'apollo-require-preflight': 'true' },
    body: formOf({
      operations: { query, variables: { input: { file: null } } },
      map: { 0: ['variables.input.file'] },
      files: { 0: new File([new Uint8Array(bytes)], 'a.ps1') },
    }),
    ...(signal !== undefined && { signal }),
  });
  const { errors } = (await response.json()) as { errors?: GraphqlError[] };
  return { status: response.status, headers: response.headers, errors };
}
let strangers = 0;
const madeUp = (): string => `a-made-up-token-${(strangers += 1)}`;
/** Sends all but the last hundred bytes of the largest form, and then nothing. */
async function stall(gateway: FakeGateway, token: string) {
  const form = await openForm(gateway.url, { token, headers: { 'content-length': String(MAX_FORM_BYTES) } });
  const head = '--limit\r\ncontent-disposition: form-data; name="0"; filename="a"\r\n\r\n';
  form.write(head);
  form.write(new Uint8Array(MAX_FORM_BYTES - head.length - 100));
  return form;
}

describe('forms of callers with made-up tokens', () => {
  test('that announce 20 MB and send nothing shut nobody out', async () => {
    await withFakeGateway(REPLIES, async (gateway) => {
      const forms = await Promise.all(Array.from({ length: 6 }, () => openForm(gateway.url, { token: madeUp() })));
      try {
        const answers = await Promise.all([upload(gateway, madeUp(), 5 * MB), upload(gateway, madeUp(), 5 * MB)]);
        expect(answers).toMatchObject([{ status: 200 }, { status: 200 }]);
      } finally {
        for (const form of forms) form.leave();
      }
    });
  });

  test('that stay unfinished shut out others who are new, until they leave, and nobody whom Defender knows', async () => {
    await withFakeGateway(REPLIES, async (gateway) => {
      await gateway.run('{ libraryFiles { totalCount } }', {}, 'known');
      let form = await stall(gateway, madeUp());
      try {
        await until('a refusal', async () => {
          // One of the small forms may have had the room that its last bytes needed.
          if (form.isAnswered()) form = await stall(gateway, madeUp());
          return (await upload(gateway, madeUp(), 200)).status === 503;
        });
        const { status, headers, errors } = await upload(gateway, madeUp(), 5 * MB);
        expect([status, headers.get('retry-after')]).toEqual([503, '5']);
        expect(errors).toMatchObject([
          { message: expect.stringContaining('run a query first') as unknown, extensions: { code: 'RATE_LIMITED' } },
        ]);
        // A second one finds no more room than the first has left.
        const second = await stall(gateway, madeUp());
        expect(await second.answer().finally(() => second.leave())).toMatch(/^HTTP\/1\.1 503 /);
        expect((await upload(gateway, 'known', 20 * MB)).status).toBe(200);
      } finally {
        form.leave();
      }
      await until('room', async () => (await upload(gateway, madeUp(), 200)).status === 200);
    });
  });
});

test('a file counts until Defender has answered, also when its caller has left', async () => {
  let release: (() => void) | undefined;
  const replies: Record<string, Reply> = {
    ...REPLIES,
    'POST /api/libraryfiles': (_, response) => {
      release = () => void response.writeHead(200, { 'content-type': 'application/json' }).end('{"fileName":"a.ps1"}');
    },
  };
  await withFakeGateway(replies, async (gateway) => {
    await gateway.run('{ libraryFiles { totalCount } }', {}, 'known');
    const leaving = new AbortController();
    const left = upload(gateway, 'known', 11 * MB, leaving.signal).catch(() => 'left');
    await until('the call', () => release !== undefined);
    leaving.abort();
    expect(await left).toBe('left');
    const second = await upload(gateway, 'known', 11 * MB);
    expect([second.status, second.errors?.[0]?.message]).toEqual([
      503,
      'Your files that are coming in have more than 20 MB together; send one after the other.',
    ]);
    release?.();
    replies['POST /api/libraryfiles'] = { fileName: 'a.ps1' };
    await until('room', async () => (await upload(gateway, 'known', 11 * MB)).status === 200);
  });
});

test('forms that are refused give back what they took', async () => {
  await withFakeGateway(REPLIES, async (gateway) => {
    for (let times = 0; times < 3; times += 1) {
      const form = new FormData();
      form.append('0', new File([new Uint8Array(15 * MB)], 'a.ps1'));
      const response = await fetch(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: { authorization: `Bearer ${madeUp()}`, 'apollo-require-preflight': 'true' },
        body: form,
      });
      expect(response.status).toBe(400);
    }
    expect((await upload(gateway, madeUp(), 15 * MB)).status).toBe(200);
  });
});

describe('the room for forms', () => {
  test('has the largest form for each owner, and four of them in all', () => {
    const room = new UploadMemoryLimiter();
    const places = ['a', 'b', 'c', null].map((owner) => room.open(owner));
    for (const place of places) place.grow(MAX_FORM_BYTES);
    for (const owner of ['a', null]) expect(() => room.open(owner).grow(1)).toThrow(UploadLimitError);
    expect(() => room.open('d').grow(1)).toThrow('Too many files are coming in; try again.');
    places[0]?.release();
    places[0]?.release();
    const late = room.open('d');
    late.grow(MAX_FORM_BYTES - 1);
    expect(() => late.grow(2)).toThrow('Your files');
    late.grow(1);
    expect(() => room.open('e').grow(1)).toThrow('Too many files');
  });
});
