import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readManifest } from '../../src/http/persisted-operations.ts';
import { startFakeGateway, type FakeGateway } from '../support/gateway/fake-gateway.ts';

const BODY = 'query Viewer { viewer { mode } }';
const OTHER = 'query Other { viewer { name } }';
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const ID = sha256(BODY);

let folder = '';
let manifest = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'persisted-'));
  manifest = join(folder, 'manifest.json');
  const operations = [{ id: ID, name: 'Viewer', type: 'query', body: BODY }];
  await writeFile(manifest, JSON.stringify({ format: 'apollo-persisted-query-manifest', version: 1, operations }));
});
afterAll(() => rm(folder, { recursive: true }));

interface Body {
  data?: { viewer: object } | null;
  errors?: { message: string; extensions: { code: string } }[];
}

async function send({ url }: FakeGateway, body: unknown): Promise<[number, Body]> {
  const headers = { 'content-type': 'application/json', authorization: 'Bearer an-opaque-token' };
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify(body) });
  return [response.status, (await response.json()) as Body];
}

const byHash = (hash: string, query?: string) => ({
  ...(query !== undefined && { query }),
  extensions: { persistedQuery: { version: 1, sha256Hash: hash } },
});

describe('persisted operations alone', () => {
  let gateway: FakeGateway;
  beforeAll(async () => {
    gateway = await startFakeGateway({}, { PERSISTED_OPERATIONS: manifest, PERSISTED_OPERATIONS_ONLY: 'true' });
  });
  afterAll(() => gateway.close());

  test.each([
    ['documentId', { documentId: ID }],
    ['sha256Hash', byHash(ID)],
    ['sha256Hash, whatever the document', byHash(ID, OTHER)],
  ])('are run by %s', async (_, body) => {
    expect(await send(gateway, body)).toMatchObject([200, { data: { viewer: { mode: 'PASSTHROUGH' } } }]);
  });

  test.each([
    ['a document', { query: BODY }],
    ['a document that does not parse', { query: '{{{{' }],
    ['an unknown id', { documentId: 'unknown' }],
    ['an unknown hash with its document', byHash(sha256(OTHER), OTHER)],
    ['a list', [{ documentId: ID }]],
    ['nothing', {}],
  ])('are what is run: %s is forbidden before it is parsed', async (_, body) => {
    const [status, { errors }] = await send(gateway, body);
    expect([status, errors?.map(({ extensions }) => extensions.code)]).toEqual([403, ['FORBIDDEN']]);
  });
});

test('persisted operations are served beside others unless they are to be alone', async () => {
  const gateway = await startFakeGateway({}, { PERSISTED_OPERATIONS: manifest });
  expect((await send(gateway, { documentId: ID }))[0]).toBe(200);
  expect((await send(gateway, { query: OTHER }))[0]).toBe(200);
  expect((await send(gateway, byHash(sha256(OTHER), OTHER)))[1].errors?.[0]?.extensions.code).toMatch(
    /^PERSISTED_QUERY/,
  );
  await gateway.close();
});

test('automatic persisted queries are kept where they are asked for, by their true hash alone', async () => {
  const gateway = await startFakeGateway({}, { AUTOMATIC_PERSISTED_QUERIES: 'true' });
  const code = async (body: unknown) => (await send(gateway, body))[1].errors?.[0]?.extensions.code;
  expect(await code(byHash(ID))).toBe('PERSISTED_QUERY_NOT_FOUND');
  expect(await code(byHash(sha256(OTHER), BODY))).toBe('BAD_USER_INPUT');
  expect(await code(byHash(ID, BODY))).toBeUndefined();
  expect(await code(byHash(ID))).toBeUndefined();
  await gateway.close();
});

test.each([
  ['cannot be read', 'nowhere.json', null],
  ['is no manifest', 'other.json', '{"operations":[]}'],
])('a manifest that %s is refused with the variable, the file and the fault', async (message, name, content) => {
  const file = join(folder, name);
  if (content !== null) await writeFile(file, content);
  await expect(readManifest(file)).rejects.toThrow(new RegExp(`PERSISTED_OPERATIONS: .*${name} ${message}`));
});

test('npm run persist writes a manifest of the worked operations that the gateway takes', async () => {
  const file = join(folder, 'worked.json');
  await promisify(execFile)(process.execPath, ['--import', 'tsx', 'scripts/persist.ts', '--out', file]);
  const { operations } = JSON.parse(await readFile(file, 'utf8')) as { operations: { id: string; body: string }[] };
  expect(operations.length).toBeGreaterThan(10);
  for (const { id, body } of operations) expect(id).toBe(sha256(body));
  const gateway = await startFakeGateway({}, { PERSISTED_OPERATIONS: file, PERSISTED_OPERATIONS_ONLY: 'true' });
  const [, { errors = [] }] = await send(gateway, { documentId: operations[0]?.id });
  expect(errors.map(({ extensions }) => extensions.code)).not.toContain('FORBIDDEN');
  await gateway.close();
});
