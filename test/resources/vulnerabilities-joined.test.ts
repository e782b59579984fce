import type { Reply } from '../support/fakes/fake-api.ts';
import { startFakeGateway, type FakeGateway } from '../support/gateway/fake-gateway.ts';

interface Row {
  vulnerabilityId: string;
  severity: string | null;
  cvssV3: number | null;
}

interface Devices {
  machines: {
    nodes: {
      machineId: string;
      vulnerabilities: { nodes: Row[]; completeness: { complete: boolean; reason: string | null } } | null;
    }[];
  };
}

describe('vulnerabilities joined from two lists', () => {
  const MACHINES = Array.from({ length: 6 }, (_, n) => ({ id: `m-${n}` }));
  const found = (machine: number, cve: string, severity = 'High') => ({
    id: `m-${machine}-_-${cve}-_-contoso-_-agent-_-1.0-_-`,
    machineId: `m-${machine}`,
    cveId: cve,
    severity,
  });
  const ELSEWHERE = 'https://collector.fabrikam.example/api/vulnerabilities?$skip=1';
  const FINDINGS = 'GET /api/vulnerabilities/machinesVulnerabilities';
  const CVES = 'GET /api/vulnerabilities';
  const fail: Reply = (_, response) => void response.writeHead(500).end('{"error":{"code":"X","message":"secret"}}');
  const replies: Record<string, Reply> = {};
  let gateway: FakeGateway;
  beforeEach(async () => {
    for (const path of Object.keys(replies)) delete replies[path];
    replies['GET /api/machines'] = { value: MACHINES };
    gateway = await startFakeGateway(replies);
  });
  afterEach(async () => {
    expect(gateway.api.unexpected).toEqual([]);
    await gateway.close();
  });
  const ask = async () => {
    const { data, errors } = await gateway.attempt<Devices>(
      `{ machines(first: 6) { nodes { machineId vulnerabilities(first: 1000) {
         nodes { vulnerabilityId severity cvssV3 } completeness { complete reason } } } } }`,
    );
    return { lists: data?.machines.nodes.map(({ vulnerabilities }) => vulnerabilities) ?? [], errors };
  };
  const complete = (...nodes: Row[]) => ({ nodes, completeness: { complete: true, reason: null } });
  const row = (vulnerabilityId: string, severity: string, cvssV3: number | null): Row => ({
    vulnerabilityId,
    severity,
    cvssV3,
  });

  test('show each CVE once by number, and nothing of devices that nobody asked for', async () => {
    const rows = [found(0, 'CVE-2026-10000'), found(0, 'CVE-2026-900'), found(9, 'CVE-2026-1')];
    const again = { ...found(0, 'CVE-2026-900'), id: 'm-0-_-CVE-2026-900-_-contoso-_-agent-_-1.1-_-' };
    replies[FINDINGS] = { value: [...rows, again, { ...found(1, 'CVE-2026-900'), machineId: 'M-1' }] };
    const cve = (id: string, cvssV3: number) => ({ id, severity: 'High', cvssV3 });
    replies[CVES] = { value: [cve('CVE-2026-10000', 7.1), cve('CVE-2026-900', 8.2)] };
    const [old, recent] = [row('CVE-2026-900', 'HIGH', 8.2), row('CVE-2026-10000', 'HIGH', 7.1)];
    const { lists, errors } = await ask();
    expect(errors).toBeUndefined();
    expect(lists).toEqual([complete(old, recent), complete(old), ...Array<object>(4).fill(complete())]);
  });

  test('show a CVE that the second list lacks with its number and severity', async () => {
    replies[FINDINGS] = { value: [found(0, 'CVE-2026-1', 'Critical'), found(0, 'CVE-2026-2')] };
    replies[CVES] = { value: [{ id: 'CVE-2026-2', severity: 'High', cvssV3: 7 }] };
    const { lists } = await ask();
    expect(lists[0]).toEqual(complete(row('CVE-2026-1', 'CRITICAL', null), row('CVE-2026-2', 'HIGH', 7)));
  });

  test('say that the second list was cut short where it lacks a CVE, and nowhere else', async () => {
    replies[FINDINGS] = { value: [found(0, 'CVE-2026-1'), found(1, 'CVE-2026-2')] };
    replies[CVES] = { value: [{ id: 'CVE-2026-2', severity: 'High', cvssV3: 7 }], '@odata.nextLink': ELSEWHERE };
    const { lists } = await ask();
    expect(lists[0]).toEqual({
      nodes: [row('CVE-2026-1', 'HIGH', null)],
      completeness: { complete: false, reason: 'NEXT_LINK_LEAVES_ORIGIN' },
    });
    expect(lists[1]).toEqual(complete(row('CVE-2026-2', 'HIGH', 7)));
  });

  test('fail where the second list fails, but for devices without any', async () => {
    replies[FINDINGS] = { value: [found(0, 'CVE-2026-1'), found(1, 'CVE-2026-2')] };
    replies[CVES] = fail;
    const { lists, errors } = await ask();
    expect(lists).toEqual([null, null, ...Array<object>(4).fill(complete())]);
    expect(errors?.map(({ path, extensions }) => [path?.[2], extensions.code])).toEqual([
      [0, 'UPSTREAM_ERROR'],
      [1, 'UPSTREAM_ERROR'],
    ]);
    expect(JSON.stringify(errors)).not.toContain('secret');
  });

  test('fail where the first list fails, with no further call', async () => {
    replies[FINDINGS] = fail;
    const { lists, errors } = await ask();
    expect(lists).toEqual(Array(6).fill(null));
    expect(errors).toHaveLength(6);
    expect(gateway.api.calls.map(({ path }) => path)).not.toContain('/api/vulnerabilities');
  });

  const MANY = Array.from({ length: 501 }, (_, n) => `CVE-2026-${1000 + n}`);
  const wholeCalls = () =>
    gateway.api.calls.filter(({ path, query }) => path === '/api/vulnerabilities' && !query.has('$filter'));

  test('are read with the whole list of CVEs where there are more than five hundred', async () => {
    replies[FINDINGS] = { value: MANY.map((cve) => found(2, cve)) };
    replies[CVES] = { value: MANY.map((id) => ({ id, severity: 'Low', cvssV3: 2 })) };
    const { lists } = await ask();
    expect(lists[2]).toEqual(complete(...MANY.map((cve) => row(cve, 'LOW', 2))));
    expect(gateway.api.calls).toHaveLength(3);
    expect(wholeCalls().map(({ query }) => query.get('$top'))).toEqual(['8000']);
  });

  test('are read by the hundred CVEs up to five hundred', async () => {
    replies[FINDINGS] = { value: MANY.slice(1).map((cve) => found(2, cve)) };
    replies[CVES] = ({ query }, response) => {
      const ids = [...(query.get('$filter') ?? '').matchAll(/'([^']+)'/g)].map(([, id]) => id);
      response.end(JSON.stringify({ value: ids.map((id) => ({ id, severity: 'Low', cvssV3: 2 })) }));
    };
    const { lists } = await ask();
    expect(lists[2]).toEqual(complete(...MANY.slice(1).map((cve) => row(cve, 'LOW', 2))));
    expect(gateway.api.calls).toHaveLength(7);
  });

  test('are read with the whole list of CVEs, once, where it takes no choice of them', async () => {
    const some = MANY.slice(0, 250);
    replies[FINDINGS] = { value: some.map((cve) => found(2, cve)) };
    replies[CVES] = ({ query }, response) => {
      const refused = { error: { code: 'ODataError', message: 'no such operator' } };
      const value = MANY.map((id) => ({ id, severity: 'Low', cvssV3: 2 }));
      const whole = { value, '@odata.count': value.length };
      response.writeHead(query.has('$filter') ? 400 : 200);
      response.end(JSON.stringify(query.has('$filter') ? refused : whole));
    };
    const { lists } = await ask();
    expect(lists[2]).toEqual(complete(...some.map((cve) => row(cve, 'LOW', 2))));
    expect(wholeCalls()).toHaveLength(1);
  });
});
