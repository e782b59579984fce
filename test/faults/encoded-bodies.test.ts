import type { ServerResponse } from 'node:http';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { caller } from '../sandbox/sandbox-client.ts';
import type { ApiCall, Reply } from '../support/fakes/fake-api.ts';
import { sharedFakeGateway } from '../support/gateway/shared-fake-gateway.ts';
import { startSandboxGateway } from '../support/gateway/gateway.ts';

const ALERT = { id: 'a-1', title: 'Größe ✓ at Contoso' };
const LIST = { value: [ALERT] };
const HUNT = {
  Schema: [{ Name: 'DeviceName', Type: 'String' }],
  Results: Array.from({ length: 300 }, (_, n) => ({ DeviceName: `host-${n}.contoso.example` })),
};
const LIST_QUERY = '{ alerts(first: 5) { nodes { title } completeness { complete } } }';
const ONE_QUERY = '{ alert(id: "a-1") { title } }';
const HUNT_QUERY = '{ hunt(query: "DeviceInfo") { rowCount rows(first: 1) { nodes { values } } } }';

const shared = sharedFakeGateway();
const { replies } = shared;

function answer(status: number, body: string | Buffer, headers: Record<string, string> = {}): Reply {
  return (_: ApiCall, response: ServerResponse) => void response.writeHead(status, headers).end(body);
}

/** A body in every way that servers and proxies send it. */
const DRESSES: [string, (text: string) => Buffer, string][] = [
  ['gzip', gzipSync, 'gzip'],
  ['gzip by its old name', gzipSync, 'x-gzip'],
  ['gzip in two members', (text) => Buffer.concat([gzipSync(text.slice(0, 9)), gzipSync(text.slice(9))]), 'GZIP'],
  ['brotli', brotliCompressSync, 'br'],
  ['deflate', deflateSync, 'deflate'],
  ['bare deflate', deflateRawSync, 'deflate'],
  ['no encoding, said so', (text) => Buffer.from(text), 'identity'],
  ['the mark of UTF-8 first', (text) => Buffer.from(`\ufeff${text}`), ''],
  ['the mark within gzip', (text) => gzipSync(`\ufeff${text}`), 'gzip'],
];

describe.each(DRESSES)('a body with %s', (_, encode, encoding) => {
  const send = (body: object): Reply =>
    answer(200, encode(JSON.stringify(body)), encoding === '' ? {} : { 'content-encoding': encoding });

  test('is what it is plain: a list, an object, a hunt', async () => {
    replies['GET /api/alerts'] = send(LIST);
    replies['GET /api/alerts/a-1'] = send(ALERT);
    replies['POST /api/advancedqueries/run'] = send(HUNT);
    const { data } = await shared.gateway.run(LIST_QUERY);
    expect(data).toEqual({ alerts: { nodes: [{ title: ALERT.title }], completeness: { complete: true } } });
    expect((await shared.gateway.run(ONE_QUERY)).data).toEqual({ alert: { title: ALERT.title } });
    expect((await shared.gateway.run(HUNT_QUERY)).data).toEqual({
      hunt: { rowCount: 300, rows: { nodes: [{ values: HUNT.Results[0] }] } },
    });
  });
});

test('every read asks for gzip and brotli, a hunt too, and a change does not', async () => {
  replies['GET /api/alerts'] = LIST;
  replies['GET /api/alerts/a-1'] = ALERT;
  replies['POST /api/advancedqueries/run'] = HUNT;
  replies['PATCH /api/alerts/a-1'] = ALERT;
  for (const query of [LIST_QUERY, ONE_QUERY, HUNT_QUERY]) await shared.gateway.run(query);
  await shared.gateway.run('mutation { updateAlert(input: { alertId: "a-1", status: RESOLVED }) { alert { title } } }');
  const asked = shared.gateway.api.calls.map(({ method, path, headers }) => [
    `${method} ${path}`,
    headers['accept-encoding'],
  ]);
  expect(Object.fromEntries(asked)).toEqual({
    'GET /api/alerts': 'gzip, br',
    'GET /api/alerts/a-1': 'gzip, br',
    'POST /api/advancedqueries/run': 'gzip, br',
    'PATCH /api/alerts/a-1': undefined,
  });
});

describe('a body that cannot be used', () => {
  const half = (text: string): Buffer => gzipSync(text.repeat(50)).subarray(0, -12);
  const cases: [string, Reply, string][] = [
    [
      'breaks off',
      answer(200, half(JSON.stringify(ALERT)), { 'content-encoding': 'gzip' }),
      'Defender answered with a body that is damaged or broke off: it cannot be decoded (gzip).',
    ],
    [
      'is no brotli',
      answer(200, JSON.stringify(ALERT), { 'content-encoding': 'br' }),
      'Defender answered with a body that is damaged or broke off: it cannot be decoded (br).',
    ],
    [
      'is encoded in a way nobody asked for',
      answer(200, JSON.stringify(ALERT), { 'content-encoding': 'zstd' }),
      'Defender answered in the content encoding "zstd", which was not asked for.',
    ],
    [
      'is encoded in words',
      answer(200, JSON.stringify(ALERT), { 'content-encoding': '<script>' }),
      'Defender answered in an unknown content encoding, which was not asked for.',
    ],
    [
      'is a page of HTML',
      answer(200, '\ufeff\r\n<!DOCTYPE html><title>Sign in to Fabrikam</title>', { 'content-type': 'text/html' }),
      'Defender answered getAlert with an HTML page in place of JSON: a proxy or a sign-in page may stand in between; look at the way from the gateway to the API.',
    ],
    ['is empty', answer(200, ''), 'Defender answered getAlert without content (200).'],
    [
      'is encoded emptiness',
      answer(200, gzipSync(''), { 'content-encoding': 'gzip' }),
      'Defender answered getAlert without content (200).',
    ],
    ['is none', answer(204, ''), 'Defender answered getAlert without content (204).'],
    [
      'is a part of one',
      answer(206, JSON.stringify(ALERT), { 'content-range': 'bytes 0-99/300' }),
      'Defender answered getAlert with a part of its content (206), which was not asked for.',
    ],
  ];

  test.each(cases)('since it %s is an error that says so, asked for once', async (_, reply, message) => {
    replies['GET /api/alerts/a-1'] = reply;
    const { data, errors } = await shared.gateway.attempt(ONE_QUERY);
    expect(data).toEqual({ alert: null });
    expect(errors).toMatchObject([{ message, extensions: { code: 'UPSTREAM_ERROR' } }]);
    expect(shared.gateway.api.calls).toHaveLength(1);
  });

  test('of a hunt is an error too, and no hunt without rows', async () => {
    const html = answer(200, gzipSync('<html><script>let a = {"Results":[{"a":1}]}</script>'), {
      'content-encoding': 'gzip',
    });
    for (const [reply, says] of [
      [html, /HTML page in place of JSON: a proxy/],
      [answer(204, ''), /without content \(204\)/],
      [answer(200, half(JSON.stringify(HUNT)), { 'content-encoding': 'gzip' }), /damaged or broke off/],
    ] as const) {
      replies['POST /api/advancedqueries/run'] = reply;
      const { data, errors } = await shared.gateway.attempt(HUNT_QUERY);
      expect(data).toBeNull();
      expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['UPSTREAM_ERROR']);
      expect(errors?.[0]?.message).toMatch(says);
    }
  });
});

test('a list that ends in an error is no list', async () => {
  replies['GET /api/alerts'] = { ...LIST, error: { code: 'InternalServerError', message: 'Lost on the way.' } };
  const { data, errors } = await shared.gateway.attempt(LIST_QUERY);
  expect(data).toBeNull();
  const message = 'Defender answered listAlerts with a list that ends in an error.';
  expect(errors).toMatchObject([{ message, extensions: { code: 'UPSTREAM_ERROR' } }]);
});

test('a hunt of which a column has no name is one that cannot be read', async () => {
  for (const column of [null, { Name: 7, Type: 'String' }]) {
    replies['POST /api/advancedqueries/run'] = { ...HUNT, Schema: [...HUNT.Schema, column] };
    const { errors } = await shared.gateway.attempt(HUNT_QUERY);
    const message = 'The answer to the hunt has no list of its columns.';
    expect(errors).toMatchObject([{ message, extensions: { code: 'UPSTREAM_ERROR' } }]);
  }
});

test.each([200, 204])('a list without content (%i) is an empty list, and so is that of one object', async (status) => {
  replies['GET /api/alerts'] = answer(status, '');
  replies['GET /api/machines/m-1'] = { id: 'm-1' };
  replies['GET /api/machines/m-1/software'] = answer(status, '');
  replies['GET /api/libraryfiles'] = answer(status, '');
  const query = `{ alerts(first: 5) { totalCount nodes { id } completeness { complete } }
    machine(id: "m-1") { software { nodes { name } } } libraryFiles { nodes { fileName } } }`;
  expect((await shared.gateway.run(query)).data).toEqual({
    alerts: { totalCount: 0, nodes: [], completeness: { complete: true } },
    machine: { software: { nodes: [] } },
    libraryFiles: { nodes: [] },
  });
});

describe('a refusal with status 400', () => {
  const TARGET = '5b0c8f3e-1f0a-4c57-9f5b-2d7a0c1e9b44';
  const refuse = (code: string, message: string): Reply =>
    answer(400, gzipSync(JSON.stringify({ error: { code, message, target: TARGET } })), { 'content-encoding': 'gzip' });
  const SUBMIT = `mutation { submitIndicator(input: { indicatorValue: "files.contoso.example", indicatorType: DOMAIN_NAME,
    action: ALLOWED, title: "t", description: "d" }) { indicator { id } } }`;

  test('of a change tells what the vendor says', async () => {
    replies['POST /api/indicators'] = refuse('InvalidInput', 'Received an empty indicator value');
    const { errors } = await shared.gateway.attempt(SUBMIT);
    expect(errors).toMatchObject([
      {
        message:
          'Defender refused a value given to submitIndicator (InvalidInput). It says: Received an empty indicator value',
        extensions: {
          code: 'BAD_USER_INPUT',
          vendorMessage: 'Received an empty indicator value',
          correlationId: TARGET,
        },
      },
    ]);
  });

  test('names what the caller’s request names, and nothing of others', async () => {
    const says = (value: string) =>
      `${value} of tenant 11111111-2222-4333-8444-555555555555 clashes with b.fabrikam.example at 10.0.0.7`;
    replies['POST /api/indicators'] = refuse('InvalidInput', says('files.contoso.example'));
    const { errors } = await shared.gateway.attempt(SUBMIT);
    expect(errors?.[0]?.extensions.vendorMessage).toBe(
      'files.contoso.example of tenant [id] clashes with [host] at [address]',
    );
    expect(JSON.stringify(errors)).not.toMatch(/fabrikam|10\.0\.0\.7|11111111/);
  });

  test('of the request that the gateway built is no fault of the caller’s, but explained', async () => {
    replies['GET /api/alerts/a-1'] = refuse('BadRequest', 'The query is not valid.');
    const { errors } = await shared.gateway.attempt(ONE_QUERY);
    expect(errors).toMatchObject([
      {
        message: 'Defender failed getAlert (400 BadRequest). It says: The query is not valid.',
        extensions: { code: 'UPSTREAM_ERROR', vendorMessage: 'The query is not valid.' },
      },
    ]);
  });
});

test('the sandbox sends gzip to those who ask for it', async () => {
  const sandboxed = await startSandboxGateway({ machines: 60, alerts: 60 });
  const { data } = await sandboxed.run<{ machines: { nodes: object[] } }>('{ machines(first: 50) { nodes { id } } }');
  expect(data.machines.nodes).toHaveLength(50);
  const ask = await caller(sandboxed.sandbox, 'reader');
  // As fetch asks, which decodes it too.
  const { headers, json } = await ask('/api/machines?$top=50');
  expect([headers.get('content-encoding'), (json.value as object[]).length]).toEqual(['gzip', 50]);
  await sandboxed.close();
});
