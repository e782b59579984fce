import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient, OpenHighAlertsDocument, RequestError, WhoAmIDocument } from '../../src/client/client.ts';
import { FAKE_TENANT, startFakeGateway, type FakeGateway } from '../support/gateway/fake-gateway.ts';
import { tokenOf } from '../support/gateway/tokens.ts';
import type { Reply } from '../support/fakes/fake-api.ts';

const body = WhoAmIDocument.toString();
const id = createHash('sha256').update(body).digest('hex');
const throttled: Reply = (_, response) =>
  void response.writeHead(429, { 'retry-after': '70' }).end('{"error":{"code":"TooManyRequests","message":"no"}}');
const replies: Record<string, Reply> = {
  'GET /api/alerts': throttled,
  'GET /api/machines/a1': (_, response) =>
    void response.writeHead(403).end('{"error":{"code":"Forbidden","message":"no"}}'),
};

let folder: string;
let gateway: FakeGateway;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'client-'));
  const manifest = join(folder, 'manifest.json');
  const operations = [{ id, name: 'WhoAmI', type: 'query', body }];
  await writeFile(manifest, JSON.stringify({ format: 'apollo-persisted-query-manifest', version: 1, operations }));
  gateway = await startFakeGateway(replies, { PERSISTED_OPERATIONS: manifest });
});
afterAll(async () => {
  await gateway.close();
  await rm(folder, { recursive: true });
});

let tokens = 0;
const token = (): string => tokenOf({ tid: FAKE_TENANT, jti: `client-${(tokens += 1)}` });
const clientOf = (more = {}) => createClient({ url: `${gateway.url}/graphql`, token, ...more });

async function failureOf<Data>(request: Promise<Data>): Promise<RequestError<Data>> {
  const error: unknown = await request.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof RequestError)) throw new Error(`It ended with ${String(error)}.`);
  return error as RequestError<Data>;
}

test('a request is answered with its data, typed', async () => {
  const { viewer } = await clientOf().request(WhoAmIDocument);
  expect(viewer.tenantId).toBe(FAKE_TENANT);
});

test('a persisted operation is sent by its id, and the others as text', async () => {
  const sent: string[] = [];
  const spy: typeof fetch = (url, init) => {
    sent.push(String(init?.body));
    return fetch(url, init);
  };
  const client = clientOf({ persistedIds: { WhoAmI: id }, fetch: spy });
  expect((await client.request(WhoAmIDocument)).viewer.mode).toBe('PASSTHROUGH');
  await failureOf(client.request(OpenHighAlertsDocument, {}));
  expect(sent.map((text) => Object.keys(JSON.parse(text) as object))).toEqual([['documentId'], ['query', 'variables']]);
});

describe('an error', () => {
  test('has the code, and the seconds to wait', async () => {
    const { code, retryAfter, status, data, errors } = await failureOf(clientOf().request(OpenHighAlertsDocument, {}));
    expect({ code, retryAfter, status, data }).toEqual({
      code: 'RATE_LIMITED',
      retryAfter: 70,
      status: 200,
      data: null,
    });
    expect(errors[0]?.path).toEqual(['alerts']);
  });

  test('has what could be answered beside it', async () => {
    const query = '{ viewer { mode } machine(id: "a1") { computerDnsName } }';
    const { code, data, message } = await failureOf(clientOf().request<{ machine: object | null }, object>(query));
    expect([code, data]).toEqual(['FORBIDDEN', { viewer: { mode: 'PASSTHROUGH' }, machine: null }]);
    expect(message).toContain('Machine.Read');
  });

  test('is that of a gateway which refuses the token', async () => {
    const { code, status } = await failureOf(clientOf({ token: () => '' }).request(WhoAmIDocument));
    expect([code, status]).toEqual(['UNAUTHENTICATED', 401]);
  });

  test('says so where something else answers, and when to come back', async () => {
    const proxy = createServer((_, response) => void response.writeHead(503, { 'retry-after': '5' }).end('<html>'));
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    const { code, status, retryAfter } = await failureOf(clientOf({ url }).request(WhoAmIDocument));
    expect([code, status, retryAfter]).toEqual(['INVALID_ANSWER', 503, 5]);
    proxy.closeAllConnections();
    await new Promise((resolve) => proxy.close(resolve));
  });
});
