import type { Persona } from '../../../src/sandbox/sandbox.ts';
import { firstOf } from '../../support/fakes/upstream.ts';
import { withFakeGateway } from '../../support/gateway/fake-gateway.ts';
import { startSandboxGateway, type SandboxGateway } from '../../support/gateway/gateway.ts';

let gateway: SandboxGateway;
beforeAll(async () => {
  gateway = await startSandboxGateway(
    { machines: 60, alerts: 400, quirks: { limits: false } },
    { CACHE_MEGABYTES: '0' },
  );
});
afterAll(() => gateway.close());

const tenant = () => gateway.sandbox.tenant;
/** Runs a query, and tells the paths that it called, options included. */
async function ask<T>(query: string, variables: Record<string, unknown> = {}, as?: Persona) {
  const before = gateway.sandbox.requests.length;
  const answer = await gateway.attempt<T>(query, variables, as);
  const paths = gateway.sandbox.requests.slice(before).map(({ path }) => decodeURIComponent(path));
  return { ...answer, paths: paths.sort() };
}
/** An alert whose evidence names everything that this file asks about. */
const evident = () =>
  firstOf(
    tenant().alerts.filter(
      ({ evidence, machineId }) =>
        ['sha1', 'ipAddress', 'accountName'].every((name) =>
          evidence.some((item) => item[name as keyof typeof item] !== null),
        ) && !tenant().retiredMachineIds.includes(machineId),
    ),
  );
const withSha1 = () => firstOf(evident().evidence.flatMap(({ sha1 }) => sha1 ?? []));
const withAddress = () => firstOf(evident().evidence.flatMap(({ ipAddress }) => ipAddress ?? []));
const HOST = 'bücher.example';

interface Spread {
  statistics: { organizationPrevalence: number; orgFirstSeen: string | null };
  alerts: { nodes: { alertId: string; evidence: { sha1: string | null; ipAddress: string | null }[] }[] };
  machines: { nodes: { machineId: string }[]; completeness: { complete: boolean } };
}
const SPREAD = `statistics(lookBackHours: 720) { organizationPrevalence orgFirstSeen }
  alerts { nodes { alertId evidence { sha1 ipAddress } } }`;

describe('a file', () => {
  const FILE = `query ($id: ID!) { file(id: $id) { id sha1 sha256
    machines { nodes { machineId } completeness { complete } } ${SPREAD} statisticsOfAll: statistics { sha1 globallyPrevalence topFileNames } } }`;

  test('is found by either hash in any letter case, and asked about by its SHA-1', async () => {
    const row = firstOf(tenant().files.filter(({ sha1 }) => sha1 === withSha1()));
    for (const id of [row.sha1, row.sha1.toUpperCase(), row.sha256]) {
      const { data, errors, paths } = await ask<{ file: Spread & { id: string; statisticsOfAll: object } }>(FILE, {
        id,
      });
      expect(errors).toBeUndefined();
      expect(data?.file).toMatchObject({ sha1: row.sha1, sha256: row.sha256 });
      expect(data?.file.statisticsOfAll).toMatchObject({ sha1: row.sha1, globallyPrevalence: row.globalPrevalence });
      const { alerts, machines, statistics } = data?.file as Spread;
      expect(alerts.nodes.map(({ alertId }) => alertId)).toContain(evident().id);
      // Evidence is not shown in this list, and so read with the one of all alerts.
      for (const { evidence } of alerts.nodes) expect(evidence.map(({ sha1 }) => sha1)).toContain(row.sha1);
      expect(machines.nodes.map(({ machineId }) => machineId)).toContain(evident().machineId);
      expect(machines.completeness).toEqual({ complete: true });
      expect(statistics.organizationPrevalence).toBeGreaterThan(0);
      expect(paths.filter((path) => !path.startsWith('/api/alerts?'))).toEqual(
        [
          `/api/files/${id.toLowerCase()}`,
          `/api/files/${row.sha1}/alerts`,
          `/api/files/${row.sha1}/machines`,
          `/api/files/${row.sha1}/stats`,
          `/api/files/${row.sha1}/stats?lookBackHours=720`,
        ].sort(),
      );
      const again = await ask<object>('query ($id: ID!) { file(id: $id) { sha1 } }', { id: data?.file.id });
      expect(again.data).toEqual({ file: { sha1: row.sha1 } });
    }
  });

  test('is null where it is not known', async () => {
    const { data, paths } = await ask('query ($id: ID!) { file(id: $id) { sha1 } }', { id: '0'.repeat(64) });
    expect(data).toEqual({ file: null });
    expect(paths).toEqual([`/api/files/${'0'.repeat(64)}`]);
  });

  test('that the vendor knows by SHA-256 alone has no lists, and costs no call for them', async () => {
    const sha256 = 'ab'.repeat(32);
    const replies = {
      [`GET /api/files/${sha256}`]: { sha256, sha1: null },
      [`GET /api/files/${sha256}/stats`]: { organizationPrevalence: 'many', topFileNames: ['a.exe', 7, null] },
    };
    await withFakeGateway(replies, async (fake) => {
      const { data, errors } = await fake.attempt(
        `{ file(id: "${sha256}") { alerts { totalCount } machines { totalCount }
          statistics { organizationPrevalence topFileNames } } }`,
      );
      // An odd property costs itself.
      const statistics = { organizationPrevalence: null, topFileNames: ['a.exe', '7'] };
      expect(data).toEqual({ file: { alerts: null, machines: null, statistics } });
      expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['UPSTREAM_ERROR', 'UPSTREAM_ERROR']);
      expect(fake.api.calls).toHaveLength(2);
    });
  });
});

describe('an address', () => {
  test('costs no call by itself, and one for each thing asked of it', async () => {
    const id = withAddress();
    const bare = await ask<object>('query ($id: ID!) { ip(id: $id) { ipId } }', { id });
    expect([bare.data, bare.paths]).toEqual([{ ip: { ipId: id } }, []]);
    const { data, paths } = await ask<{ ip: Spread }>(
      `query ($id: ID!) { ip(id: $id) { statistics { ipAddress organizationPrevalence } alerts { nodes { alertId } } } }`,
      { id },
    );
    expect(data?.ip.statistics).toEqual({ ipAddress: id, organizationPrevalence: expect.any(Number) as number });
    expect(data?.ip.alerts.nodes.map(({ alertId }) => alertId)).toContain(evident().id);
    expect(paths).toEqual([`/api/ips/${id}/alerts`, `/api/ips/${id}/stats`]);
  });

  test('leads to the devices that had it around an instant', async () => {
    const { id, lastIpAddress, lastSeen } = firstOf(tenant().machines);
    const at = new Date(Date.parse(lastSeen) + 14 * 60_000).toISOString().replace('Z', '+00:00');
    const byIp = `machinesByIp(ip: $ip, at: $at) { nodes { machineId } completeness { complete } }`;
    const { data, paths } = await ask<Record<string, { nodes: object[] }>>(
      `query ($ip: String!, $id: ID!, $at: DateTime!) { ${byIp} ip(id: $id) { machines(at: $at) { totalCount } } }`,
      { ip: lastIpAddress, id: lastIpAddress, at },
    );
    expect(data?.machinesByIp?.nodes).toContainEqual({ machineId: id });
    expect(data?.ip).toEqual({ machines: { totalCount: data?.machinesByIp?.nodes.length } });
    const utc = at.replace('+00:00', 'Z');
    // One call for both.
    expect(paths).toEqual([`/api/machines/findbyip(ip='${lastIpAddress}',timestamp=${utc})`]);
  });

  test('of an instant that the vendor refuses is refused with field, remedy and the vendor’s words', async () => {
    const { errors } = await ask('{ machinesByIp(ip: "10.0.0.1", at: "2020-01-01T00:00:00Z") { totalCount } }');
    expect(errors).toMatchObject([
      {
        message: 'at: Defender finds devices by address within the past 30 days only; give a later instant.',
        extensions: { code: 'BAD_USER_INPUT', vendorMessage: 'The timestamp must be within the past 30 days' },
      },
    ]);
  });
});

describe('a domain', () => {
  test('is asked about by its name as it is written', async () => {
    const { data, errors, paths } = await ask<{ domain: Spread & { id: string } }>(
      `query ($id: ID!) { domain(id: $id) { id host machines { nodes { machineId } completeness { complete } }
        statistics(lookBackHours: 48) { host organizationPrevalence } alerts { nodes { alertId } } } }`,
      { id: HOST },
    );
    expect(errors).toBeUndefined();
    const named = tenant().alerts.filter(({ evidence }) => evidence.some(({ url }) => url?.includes(HOST)));
    expect(data?.domain.alerts.nodes.map(({ alertId }) => alertId)).toEqual(named.map(({ id }) => id));
    expect(data?.domain).toMatchObject({ host: HOST, statistics: { host: HOST } });
    expect(paths).toEqual(['alerts', 'machines', 'stats?lookBackHours=48'].map((end) => `/api/domains/${HOST}/${end}`));
    const again = await ask<object>('query ($id: ID!) { domain(id: $id) { host } }', { id: data?.domain.id });
    expect(again.data).toEqual({ domain: { host: HOST } });
  });

  test('has its list of devices called incomplete where the vendor cut it', async () => {
    const machines = Array.from({ length: 500 }, (_, index) => ({ id: `m${index}` }));
    const value = (count: number) => ({ value: machines.slice(0, count), '@odata.count': undefined });
    const replies = {
      'GET /api/domains/busy.example/machines': value(500),
      'GET /api/domains/calm.example/machines': value(499),
    };
    await withFakeGateway(replies, async (fake) => {
      const machinesOf = (id: string) =>
        `domain(id: "${id}") { machines(first: 1) { totalCount completeness { reason } } }`;
      const { data } = await fake.run<object>(
        `{ busy: ${machinesOf('busy.example')} calm: ${machinesOf('calm.example')} }`,
      );
      expect(data).toEqual({
        busy: { machines: { totalCount: null, completeness: { reason: 'SERVER_PAGE_LIMIT' } } },
        calm: { machines: { totalCount: 499, completeness: { reason: null } } },
      });
    });
  });
});

describe('a user', () => {
  const user = () =>
    firstOf(
      tenant().users.filter(
        ({ mostPrevalentMachineId, id }) =>
          mostPrevalentMachineId !== null &&
          id === `${evident().relatedUser?.domainName}\\${evident().relatedUser?.userName}`,
      ),
    );

  test('is fetched by an application, with the devices used most and least', async () => {
    const row = user();
    const { data, errors, paths } = await ask<object>(
      `query ($id: ID!) { user(id: $id) { userId logOnMachinesCount
        mostPrevalentMachine { machineId } leastPrevalentMachine { machineId } } }`,
      { id: row.id },
      'app',
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      user: {
        userId: row.id,
        logOnMachinesCount: row.logOnMachinesCount,
        mostPrevalentMachine: { machineId: row.mostPrevalentMachineId },
        leastPrevalentMachine: { machineId: row.leastPrevalentMachineId },
      },
    });
    expect(paths[1]).toBe(`/api/users/${row.accountName}`);
    expect(paths).toHaveLength(2);
  });

  test('leads a person to alerts and devices though the vendor gives the user to applications only', async () => {
    const { id, accountName, accountDomain } = user();
    const RELATIONS = 'alerts { nodes { alertId } } machines { nodes { machineId } }';
    const query = `query ($id: ID!) { user(id: $id) { id userId accountName accountDomain ${RELATIONS} } }`;
    const { data, errors, paths } = await ask<{ user: Spread }>(query, { id });
    expect(errors).toBeUndefined();
    expect(data?.user).toMatchObject({ userId: id, accountName, accountDomain });
    expect(data?.user.alerts.nodes.map(({ alertId }) => alertId)).toContain(evident().id);
    const logons = tenant().logons.filter(({ userId }) => userId === id);
    expect(data?.user.machines.nodes.map(({ machineId }) => machineId).sort()).toEqual(
      logons.map(({ machineId }) => machineId).sort(),
    );
    expect(paths).toEqual([`/api/users/${accountName}/alerts`, `/api/users/${accountName}/machines`]);
    // Anything else is the vendor's to tell, and that needs an application.
    const more = await ask('query ($id: ID!) { user(id: $id) { accountName lastSeen } }', { id });
    expect(more.errors).toMatchObject([
      { path: ['user'], extensions: { code: 'FORBIDDEN', permission: 'User.Read.All (application)' } },
    ]);
  });

  test('shows a caller without the writing permission no devices, as the page says', async () => {
    const { data, errors } = await ask<object>(
      'query ($id: ID!) { user(id: $id) { accountName machines { totalCount } } }',
      { id: user().id },
      'reader',
    );
    expect(data).toEqual({ user: { accountName: user().accountName, machines: null } });
    expect(errors?.map(({ extensions }) => extensions.permission)).toEqual([
      'Machine.ReadWrite.All (application) or Machine.ReadWrite (delegated)',
    ]);
  });
});
