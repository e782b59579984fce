import { globalId } from '../../../src/graphql/node/node.ts';
import { firstOf, upstreamOf } from '../../support/fakes/upstream.ts';
import { withFakeGateway } from '../../support/gateway/fake-gateway.ts';
import { startSandboxGateway, type SandboxGateway } from '../../support/gateway/gateway.ts';

let gateway: SandboxGateway;
beforeAll(async () => {
  gateway = await startSandboxGateway(
    { machines: 60, alerts: 400, quirks: { limits: false } },
    { CACHE_MEGABYTES: '0', MAX_UPSTREAM_CALLS: '100' },
  );
});
afterAll(() => gateway.close());

const tenant = () => gateway.sandbox.tenant;
/** Runs a query, and tells the paths that it called, options included. */
async function ask<T>(query: string, variables: Record<string, unknown> = {}) {
  const before = gateway.sandbox.requests.length;
  const answer = await gateway.attempt<T>(query, variables);
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
describe('devices', () => {
  test('are found by a whole tag or its beginning', async () => {
    const [machine, other] = tenant().machines;
    machine?.machineTags.push('Zeta-1');
    other?.machineTags.push('Zeta-2');
    const { data, paths } = await ask<object>(
      `{ whole: machinesByTag(tag: "Zeta-1") { nodes { machineId } } none: machinesByTag(tag: "Zeta") { nodes { machineId } }
        begun: machinesByTag(tag: "Zeta", startsWith: true) { nodes { machineId } } }`,
    );
    expect(data).toEqual({
      whole: { nodes: [{ machineId: machine?.id }] },
      none: { nodes: [] },
      begun: { nodes: [{ machineId: machine?.id }, { machineId: other?.id }] },
    });
    expect(paths).toEqual([
      '/api/machines/findbytag?tag=Zeta&useStartsWithFilter=false',
      '/api/machines/findbytag?tag=Zeta&useStartsWithFilter=true',
      '/api/machines/findbytag?tag=Zeta-1&useStartsWithFilter=false',
    ]);
  });

  test('tell how many alerts they have, all or of a status, without reading them', async () => {
    const { machineId } = evident();
    const own = tenant().alerts.filter((alert) => alert.machineId === machineId);
    const { data, paths } = await ask<object>(
      'query ($id: ID!) { machine(id: $id) { all: alertCount open: alertCount(where: { status: { ne: RESOLVED } }) } }',
      { id: machineId },
    );
    const open = own.filter(({ status }) => status !== 'Resolved').length;
    expect(data).toEqual({ machine: { all: own.length, open } });
    expect(paths).toEqual([
      `/api/machines/${machineId}`,
      `/api/machines/${machineId}/alerts/$count`,
      `/api/machines/${machineId}/alerts/$count?$filter=status ne 'Resolved'`,
    ]);
  });

  test('have no count where the server does not count, and an error where it answers something else', async () => {
    const machine = { 'GET /api/machines/m1': { id: 'm1' } };
    await withFakeGateway(
      {
        ...machine,
        'GET /api/machines/m1/alerts/$count': (_, response) =>
          void response.writeHead(404).end('{"error":{"code":"NotFound"}}'),
      },
      async (fake) => {
        const { data } = await fake.run<object>('{ machine(id: "m1") { alertCount } }');
        expect(data).toEqual({ machine: { alertCount: null } });
      },
    );
    await withFakeGateway({ ...machine, 'GET /api/machines/m1/alerts/$count': { value: [] } }, async (fake) => {
      const { errors } = await fake.attempt('{ machine(id: "m1") { alertCount } }');
      expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['UPSTREAM_ERROR']);
    });
  });
});

describe('what rows name', () => {
  test('is linked from evidence: file, user, address, domain', async () => {
    interface Item {
      sha1: string | null;
      file: { sha1: string } | null;
      user: { userId: string } | null;
      ip: { ipId: string } | null;
      domain: { host: string } | null;
    }
    const named = (property: 'accountName' | 'url') =>
      firstOf(tenant().alerts.filter(({ evidence }) => evidence.some((item) => item[property] !== null)));
    const rows = tenant().alerts.filter((row) => [named('accountName'), evident(), named('url')].includes(row));
    const { data, errors } = await ask<{ nodes: { evidence: Item[] }[] }>(
      `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Alert {
        evidence { sha1 file { sha1 } user { userId } ip { ipId } domain { host } } } } }`,
      { ids: rows.map(({ id }) => globalId('Alert', gateway.sandbox.tenantId, id)) },
    );
    expect(errors).toBeUndefined();
    const shown = data?.nodes.flatMap(({ evidence }) => evidence);
    expect(shown).toEqual(
      rows
        .flatMap(({ evidence }) => evidence)
        .map(({ sha1, accountName, domainName, ipAddress, url }) => ({
          sha1,
          file: sha1 === null ? null : { sha1 },
          user: accountName === null ? null : { userId: `${domainName}\\${accountName}` },
          ip: ipAddress === null ? null : { ipId: ipAddress },
          domain: url === null ? null : { host: /^https:\/\/([^/]+)/.exec(url)?.[1] },
        })),
    );
    for (const name of ['file', 'user', 'ip', 'domain'] as const) {
      expect([name, shown?.some((item) => item[name] !== null)]).toEqual([name, true]);
    }
  });

  test('is null in evidence that names nothing usable', async () => {
    const evidence = [
      { url: 'https://198.51.100.9/x', ipAddress: 'none', accountName: 'SYSTEM', aadUserId: null, sha1: '' },
      { url: 'not a url', ipAddress: 7, accountName: {}, domainName: 'contoso', sha1: null },
    ];
    await withFakeGateway({ 'GET /api/alerts': { value: [{ id: 'a1', evidence }] } }, async (fake) => {
      const { data } = await fake.run<object>(
        '{ alerts(first: 1) { nodes { evidence { file { sha1 } user { accountName } ip { ipId } domain { host } } } } }',
      );
      const none = { file: null, user: null, ip: null, domain: null };
      // A local account has no id in the directory.
      expect(data).toEqual({ alerts: { nodes: [{ evidence: [{ ...none, user: { accountName: 'SYSTEM' } }, none] }] } });
    });
  });

  test('is linked from an action: the file, unless an MD5 names it', async () => {
    const actions = tenant().actions.filter(({ relatedFileInfo }) => relatedFileInfo !== null);
    const action = firstOf(actions);
    const { data } = await ask<object>('query ($id: ID!) { machineAction(id: $id) { relatedFile { sha1 } } }', {
      id: action.id,
    });
    expect(data).toEqual({ machineAction: { relatedFile: { sha1: action.relatedFileInfo?.fileIdentifier } } });
    const relatedFileInfo = { fileIdentifier: 'ab'.repeat(16), fileIdentifierType: 'Md5' };
    await withFakeGateway({ 'GET /api/machineactions/x1': { id: 'x1', relatedFileInfo } }, async (fake) => {
      const answer = await fake.run<object>('{ machineAction(id: "x1") { relatedFile { sha1 } } }');
      expect(answer.data).toEqual({ machineAction: { relatedFile: null } });
    });
  });
});

describe('by id from a list', () => {
  test('come indicators, many for the calls of one', async () => {
    const [one, other] = tenant().indicators;
    const fields = (id = '') => `indicator(id: "${id}") { indicatorId indicatorValue }`;
    const { answer, operations } = await upstreamOf(gateway.sandbox, () =>
      gateway.run<object>(`{ one: ${fields(one?.id)} other: ${fields(other?.id)} none: ${fields('0')} }`),
    );
    const shown = (row: typeof one) => ({ indicatorId: row?.id, indicatorValue: row?.indicatorValue });
    expect(answer.data).toEqual({ one: shown(one), other: shown(other), none: null });
    expect(operations).toEqual(['listIndicators']);
  });

  test('come library files, whose name is their key', async () => {
    const listed = await gateway.run<{ libraryFiles: { nodes: { id: string; fileName: string }[] } }>(
      '{ libraryFiles { nodes { id fileName } } }',
    );
    const { nodes } = listed.data.libraryFiles;
    expect(nodes.length).toBeGreaterThan(1);
    const { answer, operations } = await upstreamOf(gateway.sandbox, () =>
      gateway.run<object>('query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on LibraryFile { fileName } } }', {
        ids: nodes.map(({ id }) => id),
      }),
    );
    expect(answer.data).toEqual({ nodes });
    expect(operations).toEqual(['listLibraryFiles']);
  });
});

test.each([
  [
    'user(id: "../machines") { alerts { totalCount } }',
    'id is not an id that Defender gives out; pass one from an earlier answer.',
  ],
  [
    'user(id: "contoso\\\\") { accountName }',
    'id: is no name of an account; give it bare or as domain\\name, not as a user principal name.',
  ],
  [
    'file(id: "setup.exe") { sha1 }',
    'id: is no hash of a file; give a SHA-1 of 40 or a SHA-256 of 64 hexadecimal digits.',
  ],
  ['ip(id: "198.51.100.7:443") { ipId }', 'id: is no IPv4 or IPv6 address; give one without port, prefix or brackets.'],
  ['ip(id: "fe80::1%eth0") { ipId }', 'id: is no IPv4 or IPv6 address; give one without port, prefix or brackets.'],
  [
    'domain(id: "https://a.example/x") { host }',
    'id: is no name of a domain; give one such as login.contoso.example, without scheme, port or path.',
  ],
  [
    'user(id: "anna@contoso.example") { userId }',
    'id: is no name of an account; give it bare or as domain\\name, not as a user principal name.',
  ],
  [
    'machinesByIp(ip: "10.0.0", at: "2026-11-20T08:00:00Z") { totalCount }',
    'ip: is no IPv4 or IPv6 address; give one without port, prefix or brackets.',
  ],
  ['machinesByTag(tag: " ") { totalCount }', 'tag: is blank; give a tag, or its first letters with startsWith.'],
  [
    'ip(id: "198.51.100.7") { statistics(lookBackHours: 0) { ipAddress } }',
    'lookBackHours: must be at least 1, got 0; leave it out for what the vendor takes by itself.',
  ],
])('%s is refused before any call, with field and remedy', async (field, message) => {
  const { errors, paths } = await ask(`{ ${field} }`);
  expect(errors).toMatchObject([{ message, extensions: { code: 'BAD_USER_INPUT' } }]);
  expect(paths).toEqual([]);
});

test('a user is not taken for the namesake of another domain, whom the vendor answers with', async () => {
  const bob = { id: 'CONTOSO\\bob', accountName: 'bob', accountDomain: 'contoso', lastSeen: '2026-11-20T08:30:00Z' };
  await withFakeGateway({ 'GET /api/users/bob': bob }, async (fake) => {
    const seen = async (id: string) =>
      (await fake.run('query ($id: ID!) { user(id: $id) { lastSeen } }', { id })).data as { user: object | null };
    expect((await seen('Contoso\\bob')).user).not.toBeNull();
    expect((await seen('bob')).user).not.toBeNull();
    expect((await seen('FABRIKAM\\bob')).user).toBeNull();
  });
});
