import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import { upstreamOf } from '../../support/fakes/upstream.ts';
import { startFakeGateway, type FakeGateway } from '../../support/gateway/fake-gateway.ts';
import { startSandboxGateway, type SandboxGateway } from '../../support/gateway/gateway.ts';

interface Page {
  nodes: Record<string, unknown>[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  completeness: { complete: boolean; reason: string | null };
}

/** Each list, its operation, its files, and what it is asked for. */
const LISTS = [
  [
    'secureConfigurationAssessments',
    'listSecureConfigurationsAssessmentByMachine',
    'secureConfigurationAssessmentFiles',
  ],
  ['softwareInventoryRecords', 'listSoftwareInventoryByMachine', 'softwareInventoryRecordFiles'],
  ['nonCpeSoftwareRecords', 'listSoftwareInventoryNoProductCodeByMachine', 'nonCpeSoftwareRecordFiles'],
  ['softwareVulnerabilityRecords', 'listSoftwareVulnerabilitiesByMachine', 'softwareVulnerabilityRecordFiles'],
  ['browserExtensionRecords', 'listBrowserExtensionsInventoryByMachine', 'browserExtensionRecordFiles'],
  ['certificateAssessments', 'listCertificateAssessmentByMachine', 'certificateAssessmentFiles'],
  ['hardwareFirmwareAssessments', 'listHardwareFirmwareInventoryByMachine', 'hardwareFirmwareAssessmentFiles'],
  ['baselineComplianceAssessments', 'listBaselineComplianceAssessmentByMachine', 'baselineComplianceAssessmentFiles'],
] as const;

describe('assessments of the sandbox', () => {
  let gateway: SandboxGateway;
  let sandbox: Sandbox;
  beforeAll(async () => {
    gateway = await startSandboxGateway({ machines: 90, alerts: 10, quirks: { limits: false } });
    ({ sandbox } = gateway);
  });
  afterAll(() => gateway.close());

  test.each(LISTS)('%s come with the devices of their rows, two calls at the most', async (field, operation) => {
    const { answer, calls } = await upstreamOf(sandbox, () =>
      gateway.run<Record<string, Page>>(
        `{ ${field}(first: 5) { nodes { deviceId deviceName machine { machineId computerDnsName } } } }`,
      ),
    );
    const nodes = answer.data[field]?.nodes ?? [];
    expect(nodes).toHaveLength(5);
    for (const { deviceId, deviceName, machine } of nodes) {
      expect(machine).toEqual({ machineId: deviceId, computerDnsName: deviceName });
    }
    const [first, second = 'listMachines', ...others] = calls.map((call) => call.operation);
    expect([first, others]).toEqual([operation, []]);
    expect(second).toMatch(/^(list|get)Machines?$/);
  });

  test('are walked by tokens: pages are cut out of upstream pages of 1,000 rows, each row once', async () => {
    // Nothing is cached in it yet.
    const own = await startSandboxGateway({ machines: 90, alerts: 10, quirks: { limits: false } });
    const rows: string[] = [];
    let after: string | null = null;
    const { calls } = await upstreamOf(own.sandbox, async () => {
      do {
        const { data }: { data: { list: Page } } = await own.run(
          `query ($after: String) { list: secureConfigurationAssessments(first: 300, after: $after) {
             nodes { deviceId configurationId } pageInfo { hasNextPage endCursor } completeness { complete reason } } }`,
          { after },
        );
        rows.push(
          ...data.list.nodes.map(({ deviceId, configurationId }) => `${String(deviceId)} ${String(configurationId)}`),
        );
        expect(data.list.completeness).toEqual({ complete: true, reason: null });
        after = data.list.pageInfo.hasNextPage ? data.list.pageInfo.endCursor : null;
      } while (after !== null);
    });
    const all = own.sandbox.tenant.machines.length * 20;
    expect(rows).toHaveLength(all);
    expect(new Set(rows).size).toBe(all);
    expect(calls).toHaveLength(Math.ceil(all / 1000));
    const asked = own.sandbox.requests.filter(({ operation }) => operation === LISTS[0][1]);
    for (const { path } of asked) expect(path).toContain('pageSize=1000');
    await own.close();
  });

  test('are found again after any row of a page', async () => {
    const { data } = await gateway.run<{ all: { edges: { cursor: string; node: object }[] } }>(
      '{ all: certificateAssessments(first: 20) { edges { cursor node { deviceId path } } } }',
    );
    const { cursor } = data.all.edges[6] ?? { cursor: '' };
    const after = await gateway.run<{ rest: Page }>(
      'query ($after: String) { rest: certificateAssessments(first: 13, after: $after) { nodes { deviceId path } } }',
      { after: cursor },
    );
    expect(after.data.rest.nodes).toEqual(data.all.edges.slice(7).map(({ node }) => node));
    const other = await gateway.attempt(
      'query ($after: String) { hardwareFirmwareAssessments(after: $after) { nodes { deviceId } } }',
      { after: cursor },
    );
    expect(other.errors).toMatchObject([{ extensions: { code: 'BAD_CURSOR' } }]);
  });

  test('tell what changed since a time, over links that name another host and another path', async () => {
    const sinceTime = new Date(Date.now() - 13 * 86_400_000).toISOString();
    const query = `query ($sinceTime: DateTime!) { softwareVulnerabilityChanges(sinceTime: $sinceTime, first: 1000) {
      nodes { softwareVulnerabilityChangeId cveId status eventTimestamp isOnboarded } completeness { complete } } }`;
    const { data } = await gateway.run<{ softwareVulnerabilityChanges: Page }>(query, { sinceTime });
    const { nodes, completeness } = data.softwareVulnerabilityChanges;
    expect(completeness).toEqual({ complete: true });
    expect(nodes.length).toBeGreaterThan(10);
    for (const row of nodes) {
      expect(row).toMatchObject({ cveId: expect.stringMatching(/^CVE-/) as string, isOnboarded: true });
      expect(['New', 'Fixed', 'Updated']).toContain(row.status);
    }
    const late = await gateway.attempt(query, { sinceTime: '2026-01-01T00:00:00Z' });
    expect(late.errors).toMatchObject([{ extensions: { vendorMessage: expect.stringMatching(/14 days/) as string } }]);
  });

  test('tell what permissions of browser extensions allow, though the list stands in a list', async () => {
    const { data } = await gateway.run<{ browserExtensionPermissions: Page & { totalCount: number } }>(
      '{ browserExtensionPermissions { totalCount nodes { key permissionName description } } }',
    );
    expect(data.browserExtensionPermissions.totalCount).toBe(4);
    expect(data.browserExtensionPermissions.nodes[0]).toMatchObject({ key: 'audioCapture' });
  });

  test.each([...LISTS.map(([, , files]) => files), 'informationGatheringFiles'])(
    '%s are links to the storage, never cached, and open without a token',
    async (field) => {
      const ask = () =>
        gateway.run<Record<string, { exportFiles: string[] }>>(`{ ${field} { exportFiles generatedTime } }`);
      const { calls } = await upstreamOf(sandbox, async () => {
        await ask();
        const { data } = await ask();
        const [link = ''] = data[field]?.exportFiles ?? [];
        expect(link).toMatch(new RegExp(`^${sandbox.url}/download/snapshot/`));
        expect((await fetch(link)).status).toBe(200);
        expect((await fetch(link.replace(/sig=.*/, 'sig=made-up'))).status).toBe(403);
        expect(JSON.stringify(gateway.logs)).not.toContain('sig=');
      });
      expect(calls.filter(({ operation }) => operation !== null)).toHaveLength(2);
    },
  );

  test('name the hours that links are good for where they are refused', async () => {
    const { errors } = await gateway.attempt('{ certificateAssessmentFiles(sasValidHours: 0) { exportFiles } }');
    expect(errors?.[0]?.message).toMatch(/^sasValidHours: must be at least 1/);
  });
});

describe('assessments as they may come', () => {
  let gateway: FakeGateway;
  let rows: object[] = [];
  let link: string | undefined;
  let files: unknown = [];
  beforeAll(async () => {
    gateway = await startFakeGateway(
      {
        'GET /api/machines/baselineComplianceAssessmentByMachine': (_, response) =>
          void response.end(JSON.stringify({ value: rows, ...(link !== undefined && { '@odata.nextLink': link }) })),
        'GET /api/machines/certificateAssessmentExport': (_, response) =>
          void response.end(JSON.stringify({ exportFiles: files })),
        'GET /api/Machines/BrowserExtensionsInventoryByMachine': {
          value: [{ DeviceId: 'd1', ExtensionName: 'Contoso', Permissions: ['tabs', { Id: 'history', Risk: 'High' }] }],
        },
      },
      { CACHE_MEGABYTES: '0' },
    );
  });
  beforeEach(() => {
    rows = [];
    link = undefined;
    gateway.api.calls.splice(0);
  });
  afterAll(() => gateway.close());

  const QUERY =
    '{ list: baselineComplianceAssessments(first: 2) { nodes { baselineComplianceAssessmentId recommendedValue } pageInfo { hasNextPage } completeness { complete reason } } }';
  const list = async (): Promise<Page | undefined> => (await gateway.attempt<{ list: Page }>(QUERY)).data?.list;

  test('values that are typed as texts and come as lists are lists', async () => {
    rows = [
      { id: 'a', deviceId: 'd1', recommendedValue: 'Yes' },
      { id: 'b', deviceId: 'd1', recommendedValue: ['1', '2'] },
    ];
    expect((await list())?.nodes.map(({ recommendedValue }) => recommendedValue)).toEqual([['Yes'], ['1', '2']]);
    const { data } = await gateway.run<{ browserExtensionRecords: Page }>(
      '{ browserExtensionRecords { nodes { deviceId extensionName permissions { browserExtensionPermissionUseId risk } } } }',
    );
    expect(data.browserExtensionRecords.nodes).toEqual([
      {
        deviceId: 'd1',
        extensionName: 'Contoso',
        permissions: [
          { browserExtensionPermissionUseId: 'tabs', risk: null },
          { browserExtensionPermissionUseId: 'history', risk: 'High' },
        ],
      },
    ]);
  });

  test.each([
    ['without a token', 'https://api.contoso.example/api/x?pagesize=5', 'NEXT_LINK_MALFORMED'],
    ['that is none', 'next page', 'NEXT_LINK_MALFORMED'],
    ['that leads to the same page again and again', 'https://x.example/?$skiptoken=same', 'NEXT_LINK_REPEATS'],
  ])('a link %s makes a page incomplete', async (_, given, reason) => {
    rows = [{ id: 'a', deviceId: 'd1' }];
    link = given;
    expect(await list()).toMatchObject({ pageInfo: { hasNextPage: false }, completeness: { complete: false, reason } });
  });

  test('the token of a link goes to our own address, whatever the link says', async () => {
    rows = [{ id: 'a', deviceId: 'd1' }];
    link = 'https://collector.fabrikam.example/api/machines/other?pagesize=1&$skiptoken=two%2Bthree';
    await list();
    expect(gateway.api.calls.map(({ query }) => query.get('$skiptoken'))).toEqual([null, 'two+three']);
  });

  test.each([
    ['https://collector.fabrikam.example/file.gz?sig=secret'],
    ['https://contoso.blob.core.windows.net.fabrikam.example/file.gz?sig=secret'],
    ['https://user:word@contoso.blob.core.windows.net/file.gz?sig=secret'],
    ['ftp://contoso.blob.core.windows.net/file.gz?sig=secret'],
    ['file.gz?sig=secret'],
  ])('the link %s is not shown', async (given) => {
    files = [given];
    const answer = await gateway.attempt('{ certificateAssessmentFiles { exportFiles } }');
    expect(answer.errors).toMatchObject([{ extensions: { code: 'UPSTREAM_ERROR' } }]);
    expect(JSON.stringify([answer, gateway.logs])).not.toContain('secret');
  });

  test.each([[[1]], ['a text'], [null]])('files of the shape %j are told for what they are', async (given) => {
    files = given;
    const { errors } = await gateway.attempt('{ certificateAssessmentFiles { exportFiles } }');
    expect(errors?.[0]?.message).toMatch(/something other than links/);
  });
});
