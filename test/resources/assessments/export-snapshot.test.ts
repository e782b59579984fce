import { gzipSync } from 'node:zlib';
import { request } from 'undici';
import type { ServerResponse } from 'node:http';
import { until } from '../../support/clocks/until.ts';
import { FAKE_TENANT, startFakeGateway, type FakeGateway } from '../../support/gateway/fake-gateway.ts';
import { tokenOf } from '../../support/gateway/tokens.ts';

const LINKS = '/api/machines/SoftwareInventoryExport';
const FILES = 3;
const ROWS = 1_200;
const TIME = '2026-11-28T00:00:00Z';

const fileOf = (file: number): Buffer =>
  gzipSync(Array.from({ length: ROWS }, (_, row) => `${JSON.stringify({ deviceId: `${file}-${row}` })}\n`).join(''), {
    // Stored, so that half of the bytes are half of the rows.
    level: 0,
  });

describe('an export by files', () => {
  let gateway: FakeGateway;
  let generatedTime: (reading: number) => string;
  let serve: (file: number, link: string, response: ServerResponse) => void;
  let readings = 0;
  const whole = (file: number, response: ServerResponse): void => void response.writeHead(200).end(fileOf(file));
  const broken = (file: number, response: ServerResponse): void => {
    const bytes = fileOf(file);
    response.writeHead(200, { 'content-length': bytes.length });
    response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
  };
  beforeAll(async () => {
    const files = Array.from({ length: FILES }, (_, file) => file);
    const replies = Object.fromEntries(
      files.map((file) => [
        `GET /storage/${file}`,
        ({ query }: { query: URLSearchParams }, response: ServerResponse) =>
          serve(file, query.get('sig') ?? '', response),
      ]),
    );
    gateway = await startFakeGateway({
      ...replies,
      [`GET ${LINKS}`]: (_, response) => {
        readings += 1;
        const exportFiles = files.map((file) => `${gateway.api.url}/storage/${file}?sig=${readings}`);
        response
          .writeHead(200, { 'content-type': 'application/json' })
          .end(JSON.stringify({ exportFiles, generatedTime: generatedTime(readings) }));
      },
    });
  });
  beforeEach(() => {
    readings = 0;
    gateway.audit.splice(0);
    generatedTime = () => TIME;
    serve = (file, _, response) => whole(file, response);
  });
  afterAll(() => gateway.close());

  let callers = 0;
  const open = () => {
    const aud = 'https://api.securitycenter.microsoft.com';
    const token = tokenOf({ aud, tid: FAKE_TENANT, jti: `caller ${(callers += 1)}` });
    return request(`${gateway.url}/export/software-inventory.jsonl?via=files&cursors=true`, {
      headers: { authorization: `Bearer ${token}` },
    });
  };
  const rowsOf = (text: string): string[] =>
    [...text.matchAll(/"deviceId":"([^"]+)"/g)].map(([, deviceId = '']) => deviceId);
  const ALL = Array.from({ length: FILES * ROWS }, (_, n) => `${Math.floor(n / ROWS)}-${n % ROWS}`);

  test.each([
    [
      'whose links expire meanwhile',
      (file: number, link: string, response: ServerResponse) =>
        file > 0 && link === '1' ? void response.writeHead(403).end() : whole(file, response),
    ],
    [
      'one of which breaks off',
      (file: number, link: string, response: ServerResponse) =>
        file === 1 && link === '1' ? broken(file, response) : whole(file, response),
    ],
    [
      'one of which breaks off twice, further on each time, as storages do',
      (file: number, link: string, response: ServerResponse) =>
        (file === 1 && link === '1') || (file === 2 && link === '2') ? broken(file, response) : whole(file, response),
    ],
  ])('goes on behind its last row with new links: %s', async (_, how) => {
    serve = how;
    const { statusCode, body } = await open();
    const text = await body.text();
    expect(statusCode).toBe(200);
    expect(rowsOf(text)).toEqual(ALL);
    expect(text.endsWith(`{"@complete":true,"rows":${ALL.length}}\n`)).toBe(true);
    expect(readings).toBeGreaterThan(1);
    await until('the end to be written down', () => gateway.audit.length === 2);
    expect(JSON.stringify([gateway.audit, gateway.logs])).not.toContain('sig=');
  });

  test.each([
    ['a file that breaks off at the same row again', () => TIME, 'UPSTREAM_UNAVAILABLE'],
    ['a snapshot that has been made again', (reading: number) => `2026-11-28T0${reading}:00:00Z`, 'BAD_CURSOR'],
  ])('breaks off for %s', async (_, times, outcome) => {
    generatedTime = times;
    serve = (file, __, response) => (file === 1 ? broken(file, response) : whole(file, response));
    const { body } = await open();
    await expect(body.text()).rejects.toThrow();
    await until('the end to be written down', () => gateway.audit.length === 2);
    expect(gateway.audit.at(-1)).toMatchObject({ outcome });
  });
});
