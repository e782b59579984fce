import type { ServerResponse } from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { request } from 'undici';
import { until } from '../../support/clocks/until.ts';
import { FAKE_TENANT, startFakeGateway, type FakeGateway } from '../../support/gateway/fake-gateway.ts';
import { tokenOf } from '../../support/gateway/tokens.ts';

interface ErrorBody {
  errors: { message: string; extensions: { code: string } }[];
}

describe('an export of an API that is slow or fails', () => {
  const PATH = '/api/machines/SoftwareInventoryByMachine';
  const PAGES = 12;
  let gateway: FakeGateway;
  /** Takes the calls that are not to be answered yet. */
  let hold: ((response: ServerResponse) => void) | null = null;
  let page: (number: number) => { status: number; body: object };
  beforeAll(async () => {
    gateway = await startFakeGateway({
      [`GET ${PATH}`]: ({ query }, response) => {
        if (hold !== null) return hold(response);
        const number = Number(query.get('$skiptoken') ?? 0);
        const { status, body } = page(number);
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      },
    });
  });
  beforeEach(() => {
    gateway.api.calls.splice(0);
    gateway.audit.splice(0);
    page = (number) => ({ status: 200, body: pageOf(number) });
  });
  afterAll(() => gateway.close());

  /** Some 2 MB, more than sockets hold on their way. */
  const pageOf = (number: number): object => ({
    value: Array.from({ length: 500 }, (_, row) => ({
      deviceId: `${number}`.padStart(40, '0'),
      softwareName: `=${row}`,
      diskPaths: ['x'.repeat(4_000)],
    })),
    ...(number < PAGES - 1 && { '@odata.nextLink': `https://x.example/?$skiptoken=${number + 1}` }),
  });
  let callers = 0;
  const open = (path = 'software-inventory.jsonl', headers: Record<string, string> = {}) => {
    const token = tokenOf({
      aud: 'https://api.securitycenter.microsoft.com',
      tid: FAKE_TENANT,
      jti: `caller ${(callers += 1)}`,
    });
    return request(`${gateway.url}/export/${path}`, { headers: { authorization: `Bearer ${token}`, ...headers } });
  };

  test('asks for no page that its reader has no room for', async () => {
    const { body } = await open();
    await until('the first page to be asked for', () => gateway.api.calls.length > 0);
    // Whatever is to happen without a reader has happened when other requests have come and gone.
    for (let round = 0; round < 20; round++) {
      await fetch(`${gateway.url}/health/live`);
      await nextTurn();
    }
    const asked = gateway.api.calls.length;
    expect(asked).toBeLessThan(PAGES / 2);
    let rows = 0;
    for await (const chunk of body) rows += (chunk as Buffer).toString().split('\n').length - 1;
    expect([rows, gateway.api.calls.length]).toEqual([PAGES * 500, PAGES]);
  });

  test('asks for nothing more when its reader has left', async () => {
    const { body } = await open();
    for await (const chunk of body) if ((chunk as Buffer).length > 0) break;
    await until('the end to be written down', () => gateway.audit.length === 2);
    expect(gateway.audit.at(-1)?.outcome).toBe('CANCELLED');
    expect(gateway.api.calls.length).toBeLessThan(PAGES);
  });

  test.each([
    ['a page that fails', () => ({ status: 501, body: {} })],
    [
      'a link that leads nowhere',
      () => ({ status: 200, body: { value: [], '@odata.nextLink': 'https://x.example/' } }),
    ],
    [
      'a link that leads back',
      () => ({ status: 200, body: { value: [], '@odata.nextLink': 'https://x.example/?$skiptoken=1' } }),
    ],
  ])('breaks the connection at %s, so that no one takes what came for the whole', async (_, broken) => {
    page = (number) => (number === 2 ? broken() : { status: 200, body: pageOf(number) });
    const { statusCode, body } = await open();
    expect(statusCode).toBe(200);
    await expect(body.text()).rejects.toThrow();
    await until('the end to be written down', () => gateway.audit.length === 2);
    expect(gateway.audit.at(-1)).toMatchObject({ outcome: 'UPSTREAM_ERROR' });
  });

  test('is refused while eight run, and let in when one of them has ended', async () => {
    const running = [];
    // One after the other: no more than two may begin at a time whose credentials are new.
    for (let count = 0; count < 8; count++) running.push(await open());
    expect(running.map(({ statusCode }) => statusCode)).toEqual(Array(8).fill(200));
    const ninth = await open();
    expect([ninth.statusCode, ninth.headers['retry-after']]).toEqual([503, '30']);
    await ninth.body.dump();
    for (const { body } of running) body.destroy();
    await until('a place to be free', async () => {
      const { statusCode, body } = await open();
      body.destroy();
      return statusCode === 200;
    });
    await until(
      'all ends to be written down',
      () => gateway.audit.filter(({ phase }) => phase === 'attempt').length === gateway.audit.length / 2,
    );
  });

  test('is refused to a caller who has two, and to new callers while two others begin', async () => {
    const own = {
      authorization: `Bearer ${tokenOf({ aud: 'https://api.securitycenter.microsoft.com', tid: FAKE_TENANT, jti: 'one' })}`,
    };
    const running = [await open(undefined, own), await open(undefined, own)];
    const third = await open(undefined, own);
    expect(third.statusCode).toBe(503);
    expect(await third.body.text()).toContain('You have 2 exports running');
    for (const { body } of running) body.destroy();
    const held: ServerResponse[] = [];
    hold = (response) => void held.push(response);
    const beginning = [open(), open()];
    await until('both to be upstream', () => held.length >= 2);
    const other = await open();
    expect(other.statusCode).toBe(503);
    expect(await other.body.text()).toContain('new to the gateway');
    for (const response of held) response.writeHead(200).end('{"value":[]}');
    for (const each of beginning) expect((await each).statusCode).toBe(200);
    hold = null;
  });

  test('answers with the status of what fails at once', async () => {
    page = () => ({ status: 501, body: {} });
    const { statusCode, body } = await open();
    expect(statusCode).toBe(502);
    expect(((await body.json()) as ErrorBody).errors[0]?.extensions.code).toBe('UPSTREAM_ERROR');
  });

  test('writes what a spreadsheet takes for a formula so that it is none', async () => {
    page = () => ({ status: 200, body: { value: [{ deviceId: 'd1', softwareName: '=cmd|1' }] } });
    const { body } = await open('software-inventory.jsonl', { accept: 'text/csv' });
    expect(await body.text()).toMatch(/,'=cmd\|1,/);
  });
});
