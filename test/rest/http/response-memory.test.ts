import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { VendorApi } from '../../../src/rest/api/vendor-api.ts';
import { ResponseMemory } from '../../../src/rest/http/response-memory.ts';
import { operation } from '../../../src/rest/operation.ts';
import { until } from '../../support/clocks/until.ts';
import { startFakeApi, type FakeApi } from '../../support/fakes/fake-api.ts';
import { ACCOUNT } from '../../support/gateway/account.ts';
import { withFakeGateway, startFakeGateway } from '../../support/gateway/fake-gateway.ts';

const MB = 1024 * 1024;
/** What a byte of JSON counts for. */
const WEIGHT = 4;
/** Bytes of one answer. */
const LENGTH = 4 * MB;
const TEXT = `{"value":["${'x'.repeat(LENGTH)}"]}`;
/** Chunks that every connection may have taken before it was told to wait. */
const SLACK = 4 * MB;

const getReport = operation({
  id: 'getReport',
  method: 'GET',
  path: '/api/reports/{id}',
  permissions: { application: [], delegated: [] },
  limit: { perMinute: null, perHour: null },
  source: 'made up',
});

interface Scene {
  api: FakeApi;
  memory: ResponseMemory;
  ask: (id: number) => Promise<{ value: string[] }>;
  close: () => Promise<void>;
}

/** An API of large answers, each given by `give`, and a client whose answers share a memory of so many bytes. */
async function sceneOf(
  limit: number,
  give: (id: number, response: ServerResponse) => void,
  maxWait?: number,
): Promise<Scene> {
  const ids = Array.from({ length: 8 }, (_, id) => id);
  const replies = ids.map((id) => [
    `GET /api/reports/${id}`,
    (_: unknown, response: ServerResponse): void => give(id, response),
  ]);
  const api = await startFakeApi(Object.fromEntries(replies) as Parameters<typeof startFakeApi>[0]);
  const memory = new ResponseMemory(limit, maxWait);
  const vendor = new VendorApi({ baseUrl: api.url, responseMemory: memory });
  const client = vendor.client({ account: ACCOUNT, token: () => Promise.resolve('a-token') });
  return {
    api,
    memory,
    ask: (id) => client.call(getReport, { path: { id: String(id) } }),
    close: async () => {
      await vendor.close();
      await api.close();
    },
  };
}

describe('answers that come in at once', () => {
  test.each([
    ['as they are', (text: string) => Buffer.from(text), ''],
    ['compressed', (text: string) => gzipSync(text), 'gzip'],
  ])('share the memory that there is, and all come to their end: %s', async (_, encode, encoding) => {
    const limit = 1.5 * WEIGHT * LENGTH;
    const begun: (() => void)[] = [];
    const bytes = encode(TEXT);
    const half = bytes.length / 2;
    // All are half read before any of them goes on.
    const scene = await sceneOf(limit, (_id, response) => {
      response.writeHead(200, encoding === '' ? {} : { 'content-encoding': encoding });
      response.write(bytes.subarray(0, half));
      begun.push(() => response.end(bytes.subarray(half)));
      if (begun.length === 8) for (const end of begun) end();
    });
    let most = 0;
    const watch = setInterval(() => (most = Math.max(most, scene.memory.held)), 1);
    try {
      const answers = await Promise.all(Array.from({ length: 8 }, (__, id) => scene.ask(id)));
      expect(answers.map(({ value }) => value[0]?.length)).toEqual(Array(8).fill(LENGTH));
    } finally {
      clearInterval(watch);
      await scene.close();
    }
    // The oldest goes on whatever the others hold.
    expect(most).toBeLessThan(limit + WEIGHT * (LENGTH + SLACK));
    expect(scene.memory.held).toBe(0);
  });

  test('do not wait for one that stands still for longer than they may', async () => {
    let finish: () => void = () => undefined;
    const give = (id: number, response: ServerResponse): void => {
      response.writeHead(200).write(TEXT.slice(0, LENGTH / 2));
      if (id === 0) finish = () => response.end(TEXT.slice(LENGTH / 2));
      else response.end(TEXT.slice(LENGTH / 2));
    };
    const scene = await sceneOf(1.1 * WEIGHT * LENGTH, give, 50);
    const first = scene.ask(0);
    await until('the first to be half read', () => scene.memory.held >= (WEIGHT * LENGTH) / 2);
    await expect(scene.ask(1)).rejects.toMatchObject({
      code: 'RATE_LIMITED',
      message: 'More large answers come in than there is memory for; try again in 5 s.',
      extensions: { retryAfter: 5 },
    });
    finish();
    expect((await first).value[0]).toHaveLength(LENGTH);
    expect(scene.memory.held).toBe(0);
    await scene.close();
  });
});

describe('RESPONSE_MEGABYTES_IN_FLIGHT', () => {
  const replies = { 'GET /api/alerts/a-1': { id: 'a-1', title: 'x'.repeat(5 * MB) } };
  const query = '{ alert(id: "a-1") { alertId } }';

  test('is half of the heap unless it is set, which an answer of 5 MB fits', async () => {
    await withFakeGateway(replies, async (gateway) => {
      expect((await gateway.run(query)).data).toEqual({ alert: { alertId: 'a-1' } });
    });
  });

  test('refuses an answer that it has no room for', async () => {
    const gateway = await startFakeGateway(replies, { RESPONSE_MEGABYTES_IN_FLIGHT: '16' });
    const { errors } = await gateway.attempt(query);
    const message = `Defender sent more than ${4 * MB} bytes; ask for less.`;
    expect(errors).toMatchObject([{ message, extensions: { code: 'UPSTREAM_ERROR' } }]);
    await gateway.close();
  });
});
