import type { Quirks } from '../../src/sandbox/wire/quirks.ts';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { caller, errorOf, rowsOf } from './sandbox-client.ts';
import type { Ask, Received } from './sandbox-client.ts';

let sandbox: Sandbox;
let ask: Ask;
let usual: Quirks;

beforeAll(async () => {
  sandbox = await startSandbox({ machines: 30, alerts: 120, quirks: { limits: false } });
  ask = await caller(sandbox, 'reader');
  usual = { ...sandbox.quirks };
});
afterEach(() => Object.assign(sandbox.quirks, usual));
afterAll(() => sandbox.close());

const linkOf = ({ json }: Received) => json['@odata.nextLink'] as string | undefined;
const ids = (answer: Received) => rowsOf(answer).map((row) => row['id']);
const follow = (link: string) => ask(link.slice(sandbox.url.length));

async function walk(path: string): Promise<unknown[]> {
  const found: unknown[] = [];
  for (let link: string | undefined = sandbox.url + path; link !== undefined;) {
    const page: Received = await follow(link);
    found.push(...ids(page));
    link = linkOf(page);
  }
  return found;
}

describe('paging', () => {
  test('without $top the service cuts the page and links to the rest, filter and all', async () => {
    sandbox.quirks.pageCap = 7;
    const high = sandbox.tenant.alerts.filter((row) => row.severity !== 'High').map((row) => row.id);
    expect(await walk("/api/alerts?$filter=severity ne 'High'")).toEqual(high);
  });

  test('with $top there is no link, as users report', async () => {
    sandbox.quirks.pageCap = 7;
    const page = await ask('/api/alerts?$top=10&$skip=5');
    expect(ids(page)).toEqual(sandbox.tenant.alerts.slice(5, 15).map((row) => row.id));
    expect(linkOf(page)).toBeUndefined();
  });

  test('pages may be cut below $top without a word, list by list', async () => {
    sandbox.quirks.silentCaps = { listAlerts: 7, '*': 9 };
    const cut = await ask('/api/alerts?$top=10&$skip=5');
    expect(ids(cut)).toEqual(sandbox.tenant.alerts.slice(5, 12).map((row) => row.id));
    expect(linkOf(cut)).toBeUndefined();
    expect(cut.json['@odata.count']).toBeUndefined();
    expect(ids(await ask('/api/alerts?$top=5'))).toHaveLength(5);
    expect(ids(await ask('/api/machines?$top=10'))).toHaveLength(9);
    sandbox.quirks.countOption = 'always';
    const counted = await ask('/api/alerts?$top=10');
    expect(counted.json['@odata.count']).toBe(sandbox.tenant.alerts.length);
  });

  test('lists that are given whole may be cut too', async () => {
    const [machine] = sandbox.tenant.machines;
    const path = `/api/machines/${machine?.id}/software`;
    const whole = ids(await ask(path));
    expect(whole.length).toBeGreaterThan(1);
    sandbox.quirks.silentCaps = { listMachineSoftware: 1 };
    const cut = await ask(path);
    expect([ids(cut), cut.json['@odata.count']]).toEqual([whole.slice(0, 1), undefined]);
    sandbox.quirks.countOption = 'always';
    expect((await ask(path)).json['@odata.count']).toBe(whole.length);
  });

  test('offsets may end somewhere in the list of alerts, and in no other', async () => {
    sandbox.quirks.offsetCeiling = 20;
    expect(ids(await ask('/api/alerts?$skip=15&$top=5'))).toHaveLength(5);
    expect(errorOf(await ask('/api/alerts?$skip=15&$top=6')).code).toBe('ODataError');
    expect(ids(await ask('/api/machines?$skip=15&$top=6'))).toHaveLength(6);
  });

  test('links may come with $top too, and then carry what is left of it', async () => {
    Object.assign(sandbox.quirks, { nextLinks: 'always', pageCap: 4 });
    const first = await ask('/api/alerts?$top=10');
    expect(ids(first)).toHaveLength(4);
    expect(linkOf(first)).toContain('$top=6');
    expect(await walk('/api/alerts?$top=10&$skip=3')).toEqual(sandbox.tenant.alerts.slice(3, 13).map((row) => row.id));
  });

  test('links may carry an opaque token in place of $skip', async () => {
    Object.assign(sandbox.quirks, { pageCap: 50, skipTokenLinks: true });
    const first = await ask('/api/alerts');
    expect(linkOf(first)).toMatch(/\$skiptoken=/);
    expect(linkOf(first)).not.toMatch(/\$skip=/);
    expect(await walk('/api/alerts')).toEqual(sandbox.tenant.alerts.map((row) => row.id));
    expect(errorOf(await ask('/api/alerts?$skiptoken=nonsense')).code).toBe('ODataError');
  });

  test('links can be withheld altogether', async () => {
    Object.assign(sandbox.quirks, { pageCap: 50, nextLinks: 'never' });
    const page = await ask('/api/alerts');
    expect(ids(page)).toHaveLength(50);
    expect(linkOf(page)).toBeUndefined();
  });

  test('a link under the versioned path stays under it', async () => {
    sandbox.quirks.pageCap = 50;
    expect(linkOf(await ask('/api/v1.0/alerts'))).toMatch(`${sandbox.url}/api/v1.0/alerts?`);
  });
});

describe('hostile links', () => {
  const path = "/api/alerts?$filter=status ne 'Unknown'";
  const linkWith = async (hostileLink: Quirks['hostileLink'], from = path) => {
    Object.assign(sandbox.quirks, { pageCap: 10, hostileLink });
    return linkOf(await ask(from)) ?? '';
  };

  test('lead to another origin, another path, or carry a user name', async () => {
    expect(new URL(await linkWith('foreign-origin')).origin).not.toBe(sandbox.url);
    const elsewhere = new URL(await linkWith('other-path'));
    expect([elsewhere.origin, elsewhere.pathname]).toEqual([sandbox.url, '/api/indicators']);
    expect(new URL(await linkWith('user-info')).username).toBe('contoso');
  });

  test('are no URL at all', async () => {
    expect(URL.canParse(await linkWith('malformed'))).toBe(false);
  });

  test('repeat themselves', async () => {
    const link = await linkWith('repeats');
    expect(linkOf(await follow(link))).toBe(link);
  });

  test('lose the filter and loop', async () => {
    const link = await linkWith('loses-filter');
    expect(link).not.toContain('filter');
    const again = await follow(link);
    expect(linkOf(again)).toBe(link);
  });

  test('go on without new rows, each different from the last', async () => {
    const link = await linkWith('no-new-rows');
    const again = await follow(link);
    expect(ids(again)).toEqual(ids(await ask(path)));
    expect(linkOf(again)).not.toBe(link);
  });
});

describe('list options', () => {
  test('$count=true counts what passes the filter, whatever the page', async () => {
    const page = await ask("/api/alerts?$count=true&$top=2&$skip=1&$filter=status eq 'New'");
    expect(page.json['@odata.count']).toBe(sandbox.tenant.alerts.filter((row) => row.status === 'New').length);
    sandbox.quirks.countOption = 'ignored';
    expect((await ask('/api/alerts?$count=true&$top=2')).json).not.toHaveProperty('@odata.count');
    sandbox.quirks.countOption = false;
    expect((await ask('/api/alerts?$count=true&$top=2')).status).toBe(400);
  });

  test('the /$count segment answers a bare number, or 404 where it is not served', async () => {
    const known = new Set(sandbox.tenant.machines.map((row) => row.id));
    const machine = sandbox.tenant.alerts.find((row) => known.has(row.machineId))?.machineId ?? '';
    const own = sandbox.tenant.alerts.filter((row) => row.machineId === machine);
    const open = own.filter((row) => row.status !== 'Resolved').length;
    expect((await ask('/api/alerts/$count')).text).toBe('120');
    expect((await ask(`/api/machines/${machine}/alerts/$count`)).text).toBe(String(own.length));
    const path = `/api/machines/${machine}/alerts/$count?$filter=status+ne+'Resolved'`;
    expect((await ask(path)).text).toBe(String(open));
    sandbox.quirks.countSegment = false;
    expect((await ask(path)).status).toBe(404);
  });

  test('evidence is an empty array unless it is expanded', async () => {
    expect(rowsOf(await ask('/api/alerts?$top=5')).every((row) => (row['evidence'] as []).length === 0)).toBe(true);
    const expanded = rowsOf(await ask('/api/alerts?$top=5&$expand=evidence'));
    expect(expanded.map((row) => row['evidence'])).toEqual(
      sandbox.tenant.alerts.slice(0, 5).map((row) => row.evidence),
    );
  });

  test('no device is 404, not an empty list, unless that is switched off', async () => {
    const path = "/api/machines?$filter=computerDnsName eq 'nowhere.contoso.example'";
    expect((await ask(path)).status).toBe(404);
    sandbox.quirks.emptyMachinesAs404 = false;
    expect(rowsOf(await ask(path))).toEqual([]);
    expect(rowsOf(await ask("/api/alerts?$filter=id eq 'nothing'"))).toEqual([]);
  });

  test('in and or can be switched off', async () => {
    const one = sandbox.tenant.machines[0]?.id ?? '';
    const path = `/api/machines?$filter=id in ('${one}','nothing')`;
    expect(ids(await ask(path))).toEqual([one]);
    Object.assign(sandbox.quirks, { inOperator: false, orOperator: false });
    expect(errorOf(await ask(path)).code).toBe('ODataError');
    expect(errorOf(await ask("/api/machines?$filter=id eq 'a' or id eq 'b'")).code).toBe('ODataError');
  });

  test('some rows carry an enum value that nobody documented, when asked to', async () => {
    sandbox.quirks.unknownEnumValues = true;
    const severities = rowsOf(await ask('/api/alerts')).map((row) => row['severity']);
    const strange = severities.filter((severity) => severity === 'Catastrophic').length;
    expect(strange).toBeGreaterThan(0);
    expect(strange).toBeLessThan(severities.length);
  });

  test.each([
    ['$top=10001', /limit of '10000'/],
    ['$top=-1', /Invalid value '-1' for \$top/],
    ['$top=abc', /Invalid value 'abc' for \$top/],
    ['$top=', /Invalid value '' for \$top/],
    ['$skip=-5', /Invalid value '-5' for \$skip/],
    ['$expand=machine', /'machine' to expand/],
    ['$orderby=severity', /'\$orderby' is not supported/],
    ['$select=id', /'\$select' is not supported/],
    ['$count=yes', /Invalid value 'yes' for \$count/],
    ['$top=1&$top=2', /more than once/],
    ["$filter=machineId eq 'x'", /property named 'machineId'/],
  ])('%s is an ODataError', async (query, message) => {
    const answer = await ask(`/api/alerts?${query}`);
    expect(answer.status).toBe(400);
    expect(errorOf(answer)).toMatchObject({ code: 'ODataError', message: expect.stringMatching(message) as string });
  });

  test('vulnerabilities give at most 8,000 rows', async () => {
    expect((await ask('/api/vulnerabilities?$top=8000')).status).toBe(200);
    expect((await ask('/api/vulnerabilities?$top=8001')).status).toBe(400);
  });
});
