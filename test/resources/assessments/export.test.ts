import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { request } from 'undici';
import { startSandboxGateway, type SandboxGateway } from '../../support/gateway/gateway.ts';

/** Twenty settings of each device, in pages of 5,000 rows. */
const MACHINES = 300;
const ROWS = MACHINES * 20;

interface Answer {
  status: number;
  type: string | null;
  text: string;
}

interface ErrorBody {
  errors: { message: string; extensions: { code: string } }[];
}

type Line = Record<string, unknown>;
const linesOf = (text: string): Line[] =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line);
const keyOf = ({ deviceId, configurationId }: Line): string => `${String(deviceId)} ${String(configurationId)}`;

describe('an export of the sandbox', () => {
  let gateway: SandboxGateway;
  let token = '';
  beforeAll(async () => {
    gateway = await startSandboxGateway({ machines: MACHINES, alerts: 10, quirks: { limits: false } });
    token = await gateway.sandbox.mintToken('reader');
  });
  beforeEach(() => {
    gateway.sandbox.requests.splice(0);
    gateway.audit.splice(0);
  });
  afterAll(() => gateway.close());

  async function fetchExport(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    const sent = { authorization: `Bearer ${token}`, ...headers };
    const response = await fetch(`${gateway.url}/export/${path}`, { headers: sent });
    return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
  }
  const operations = () => gateway.sandbox.requests.map(({ operation }) => operation);

  test('is every row as a JSON line, a call for 5,000 of them, written down before and after', async () => {
    const { status, type, text: body } = await fetchExport('secure-configuration.jsonl');
    expect([status, type]).toEqual([200, 'application/jsonl; charset=utf-8']);
    const keys = linesOf(body).map(keyOf);
    expect(keys).toHaveLength(ROWS);
    expect(new Set(keys).size).toBe(ROWS);
    expect(operations()).toEqual(Array(2).fill('listSecureConfigurationsAssessmentByMachine'));
    expect(gateway.audit).toMatchObject([
      { phase: 'attempt', action: 'export', targets: ['secure-configuration'], outcome: null },
      { phase: 'outcome', action: 'export', targets: ['secure-configuration'], outcome: 'COMPLETED' },
    ]);
  });

  test.each(['', '&via=files'])('goes on where a broken one stopped, without loss or repetition (%s)', async (via) => {
    const path = `secure-configuration.jsonl?cursors=true${via}`;
    const { body } = await request(`${gateway.url}/export/${path}`, { headers: { authorization: `Bearer ${token}` } });
    let received = '';
    for await (const chunk of body) {
      received += (chunk as Buffer).toString();
      if (received.split('\n').length > 1_700) break;
    }
    const lines = linesOf(received.slice(0, received.lastIndexOf('\n') + 1));
    const last = lines.findLastIndex((line) => '@cursor' in line);
    const kept = lines.slice(0, last).filter((line) => !('@cursor' in line));
    const after = encodeURIComponent(String(lines[last]?.['@cursor']));
    const rest = linesOf((await fetchExport(`${path}&after=${after}`)).text);
    expect(rest.at(-1)).toEqual({ '@complete': true, rows: ROWS });
    const keys = [...kept, ...rest.filter((line) => 'deviceId' in line)].map(keyOf);
    expect(kept.length).toBeGreaterThan(0);
    expect(keys).toHaveLength(ROWS);
    expect(new Set(keys).size).toBe(ROWS);
  });

  test('has the same rows by way of the files, for one call of the API', async () => {
    const [pages, files] = [await fetchExport('certificates.jsonl'), await fetchExport('certificates.jsonl?via=files')];
    expect(linesOf(files.text)).toEqual(linesOf(pages.text));
    expect(operations()).toEqual(['listCertificateAssessmentByMachine', 'exportCertificateAssessmentFiles', null]);
    expect(JSON.stringify(gateway.logs)).not.toContain('sig=');
  });

  test('is CSV where that is asked for, with the columns of the graph in whatever case the rows spell them', async () => {
    const { type, text: body } = await fetchExport('browser-extensions.jsonl', { accept: 'text/csv' });
    expect(type).toBe('text/csv; charset=utf-8');
    const [header, first] = body.split('\r\n');
    expect(header).toMatch(/^deviceId,deviceName,rbacGroupName,/);
    expect(first).toMatch(/^[0-9a-f]{40},/);
    expect(first).toContain('"[{""Id"":""tabs""');
  });

  test.each([
    ['no-such-thing.jsonl', 400, 'There is no export no-such-thing.'],
    ['certificates.jsonl?via=mail', 400, 'via: '],
    ['certificates.jsonl?cursors=yes', 400, 'cursors: '],
    ['certificates.jsonl?cursor=true', 400, 'cursor: is no parameter'],
    ['certificates.jsonl?after=a&after=b', 400, 'after: is given more than once'],
    ['certificates.jsonl?after=made-up', 400, 'The cursor was not made by this list'],
    ['certificates.jsonl?sinceTime=2026-11-20T00:00:00Z', 400, 'sinceTime: '],
    ['software-vulnerability-changes.jsonl', 400, 'sinceTime: is needed'],
    ['software-vulnerability-changes.jsonl?sinceTime=2026-11-20T00:00:00Z&via=files', 400, 'via: '],
  ])('%s is refused with %i and the remedy', async (path, status, message) => {
    const answer = await fetchExport(path);
    expect(answer.status).toBe(status);
    expect((JSON.parse(answer.text) as ErrorBody).errors[0]?.message).toContain(message);
    expect(operations()).toEqual([]);
  });

  test('is refused to HTTP/1.0, where a broken one looks like a whole one', async () => {
    const { hostname, port } = new URL(gateway.url);
    const socket = connect(Number(port), hostname);
    socket.end(`GET /export/certificates.jsonl HTTP/1.0\r\nauthorization: Bearer ${token}\r\n\r\n`);
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 505 /);
    expect(operations()).toEqual([]);
  });

  test('is not read for a HEAD, which gets nothing of it', async () => {
    const headers = { authorization: `Bearer ${token}` };
    const { status } = await fetch(`${gateway.url}/export/certificates.jsonl`, { method: 'HEAD', headers });
    expect([status, operations()]).toEqual([404, []]);
  });

  test('is refused without a token, and by name of the permission that is missing', async () => {
    const response = await fetch(`${gateway.url}/export/certificates.jsonl`);
    expect([response.status, response.headers.get('www-authenticate')]).toEqual([
      401,
      expect.stringMatching(/^Bearer/),
    ]);
    token = await gateway.sandbox.mintToken('hunter');
    const answer = await fetchExport('certificates.jsonl');
    token = await gateway.sandbox.mintToken('reader');
    expect(answer.status).toBe(403);
    expect(answer.text).toContain('Vulnerability.Read');
    // Of a token that Defender has not accepted yet nothing is written down.
    expect(gateway.audit).toEqual([]);
  });
});
