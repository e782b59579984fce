import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { request, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { FAKE_TENANT, startFakeGateway, type FakeGateway } from '../support/gateway/fake-gateway.ts';
import { tokenOf } from '../support/gateway/tokens.ts';
import { until } from '../support/clocks/until.ts';

const ALERTS = Array.from({ length: 1_000 }, (_, index) => ({
  id: `da-${index}`,
  title: `Contoso beacon ${index} ☂`,
  // Cannot be made small: it fills what lies between a server and a client who does not read.
  description: randomBytes(3_000).toString('base64'),
}));
const LARGE = '{ alerts(first: 1000) { nodes { title alertId } } }';
const INCOMPRESSIBLE = '{ alerts(first: 1000) { nodes { description } } }';
const SMALL = '{ alerts(first: 1) { nodes { title } } }';

let gateway: FakeGateway;
beforeAll(async () => {
  gateway = await startFakeGateway(
    { 'GET /api/alerts': { value: ALERTS } },
    { CORS_ORIGINS: 'https://soc.contoso.com' },
  );
});
afterAll(() => gateway.close());

/** Node's own client, since `fetch` asks for encodings and hides them. */
async function open(query: string, headers: Record<string, string> = {}): Promise<IncomingMessage> {
  const authorization = `Bearer ${tokenOf({ tid: FAKE_TENANT })}`;
  const sent = request(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization, ...headers },
  });
  sent.end(JSON.stringify({ query }));
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return response;
}

/** What an answer holds but for what two equal requests may differ in. */
const dataOf = (text: string): unknown => (JSON.parse(text) as { data: unknown }).data;

async function plain(query: string): Promise<{ response: IncomingMessage; text: string }> {
  const response = await open(query);
  return { response, text: (await buffer(response)).toString() };
}

describe('a large answer', () => {
  test.each([
    ['gzip', gunzipSync],
    ['br', brotliDecompressSync],
  ] as const)('is sent as %s to a client that takes it, and is the same', async (encoding, decompress) => {
    const response = await open(LARGE, { 'accept-encoding': encoding });
    const body = await buffer(response);
    const { text } = await plain(LARGE);
    expect(response.statusCode).toBe(200);
    expect(response.headers).toMatchObject({
      'content-encoding': encoding,
      vary: expect.stringMatching(/accept-encoding/i) as string,
      'cache-control': 'no-store',
      'content-type': 'application/json; charset=utf-8',
    });
    expect(response.headers['content-length']).toBeUndefined();
    expect(dataOf(decompress(body).toString())).toEqual(dataOf(text));
    expect(body.length).toBeLessThan(text.length / 4);
  });

  test('is sent by brotli where a client takes both, and never by what is not offered', async () => {
    const both = await open(LARGE, { 'accept-encoding': 'gzip, deflate, br, zstd' });
    expect(both.headers['content-encoding']).toBe('br');
    await buffer(both);
    for (const encoding of ['zstd', 'deflate', 'identity', 'gzip;q=0', 'nonsense']) {
      const response = await open(LARGE, { 'accept-encoding': encoding });
      expect([encoding, response.headers['content-encoding']]).toEqual([encoding, undefined]);
      expect((dataOf((await buffer(response)).toString()) as { alerts: object }).alerts).toBeDefined();
    }
  });

  test('is sent as it is to a client that names no encoding', async () => {
    const { response, text } = await plain(LARGE);
    expect(response.headers['content-encoding']).toBeUndefined();
    expect(response.headers['content-length']).toBe(String(Buffer.byteLength(text)));
  });

  test('tells a page of another origin what it depends on, both ways', async () => {
    const response = await open(LARGE, { 'accept-encoding': 'gzip', origin: 'https://soc.contoso.com' });
    await buffer(response);
    expect(response.headers.vary?.toLowerCase().split(/, */).sort()).toEqual(['accept-encoding', 'origin']);
  });

  test('of a caller who leaves while it is sent costs nothing but itself', async () => {
    const before = gateway.logs.length;
    const ended: boolean[] = [];
    gateway.gateway.app.server.on('request', (_, response: ServerResponse) => {
      response.once('close', () => ended.push(response.writableFinished));
    });
    const leave = Array.from({ length: 10 }, async () => {
      const response = await open(INCOMPRESSIBLE, { 'accept-encoding': 'br' });
      response.destroy();
    });
    await Promise.all(leave);
    await until('the server to be told that they left', () => ended.length === 10);
    expect(ended).toContain(false);
    const response = await open(LARGE, { 'accept-encoding': 'br' });
    expect(dataOf(brotliDecompressSync(await buffer(response)).toString())).toBeDefined();
    expect(gateway.logs.slice(before).filter(({ level }) => Number(level) >= 40)).toEqual([]);
  });
});

describe('a small answer', () => {
  test('is compressed from 4,096 bytes on, and then as a stream too', async () => {
    const titles = async (first: number): Promise<IncomingMessage> => {
      const response = await open(`{ alerts(first: ${first}) { nodes { title } } }`, { 'accept-encoding': 'gzip' });
      const bytes = await buffer(response);
      // The length of a stream is not known when its first bytes are sent.
      if (response.headers['content-encoding'] === undefined) expect(bytes.length).toBeLessThan(4_096);
      else expect(gunzipSync(bytes).length).toBeGreaterThanOrEqual(4_096);
      return response;
    };
    expect((await titles(90)).headers).toMatchObject({ 'content-length': expect.stringMatching(/^3\d{3}$/) as string });
    const { headers } = await titles(120);
    expect([headers['content-encoding'], headers['content-length']]).toEqual(['gzip', undefined]);
  });

  test('is sent as it is', async () => {
    const response = await open(SMALL, { 'accept-encoding': 'gzip, br' });
    const text = (await buffer(response)).toString();
    expect(response.headers['content-encoding']).toBeUndefined();
    expect(response.headers['content-length']).toBe(String(Buffer.byteLength(text)));
    expect(dataOf(text)).toEqual({ alerts: { nodes: [{ title: ALERTS[0]?.title }] } });
  });

  test('is a refusal as it was before', async () => {
    const response = await open(LARGE, { 'accept-encoding': 'gzip', authorization: '' });
    expect(response.statusCode).toBe(401);
    expect(response.headers['content-encoding']).toBeUndefined();
    expect(response.headers['www-authenticate']).toMatch(/^Bearer/);
    expect(JSON.parse((await buffer(response)).toString())).toMatchObject({ errors: [{}] });
  });
});
