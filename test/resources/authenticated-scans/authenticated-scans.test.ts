import type { ServerResponse } from 'node:http';
import { globalId } from '../../../src/graphql/node/node.ts';
import { scansOf, type Scans } from '../../../src/sandbox/routes/authenticated-scans/scan-rows.ts';
import { firstOf, upstreamOf } from '../../support/fakes/upstream.ts';
import { startFakeGateway } from '../../support/gateway/fake-gateway.ts';
import { startSandboxGateway, type SandboxGateway } from '../../support/gateway/gateway.ts';

const SCANS = '/api/DeviceAuthenticatedScanDefinitions';

describe('authenticated scans', () => {
  let gateway: SandboxGateway;
  let scans: Scans;
  beforeAll(async () => {
    gateway = await startSandboxGateway({ machines: 60, alerts: 20 });
    scans = scansOf(gateway.sandbox.tenant, Date.now());
  });
  afterAll(() => gateway.close());

  const run = async <T>(query: string, variables: object = {}) => {
    const found = await upstreamOf(gateway.sandbox, () => gateway.run<T>(query, { ...variables }));
    return { data: found.answer.data, operations: found.operations };
  };

  test('come with their scanners, devices and runs in a call for each list', async () => {
    interface Node {
      scanDefinitionId: string;
      scannerAgent: { machineId: string; assignedApplicationId: string; machine: { machineId: string } };
      history: { nodes: { lastScanned: string; scannerId: string }[] };
    }
    const { data, operations } = await run<{ scanDefinitions: { nodes: Node[] } }>(
      `{ scanDefinitions(first: 50) { nodes { scanDefinitionId scannerAgent { machineId assignedApplicationId machine {
        machineId } } history(first: 10) { nodes { lastScanned scannerId } } } } }`,
    );
    const { nodes } = data.scanDefinitions;
    expect(nodes.map(({ scanDefinitionId }) => scanDefinitionId)).toEqual(scans.definitions.map(({ id }) => id));
    for (const { scanDefinitionId: id, scannerAgent, history } of nodes) {
      expect(scannerAgent.machine).toEqual({ machineId: scannerAgent.machineId });
      expect(scannerAgent.assignedApplicationId).toMatch(/^[0-9A-F-]{36}$/);
      const own = scans.runs.filter(({ definitionId }) => definitionId === id);
      expect(history.nodes).toEqual(own.map(({ time, scannerId }) => ({ lastScanned: time, scannerId })));
    }
    // The history twice: nothing else tells that no run follows.
    const histories = Array(2).fill('listScanHistoryByDefinition') as string[];
    expect(operations.sort()).toEqual(['listMachines', 'listScanDefinitions', ...histories]);
  });

  test('are found by either id in the list of all', async () => {
    const { id: own } = firstOf(scans.definitions);
    const id = globalId('ScanDefinition', gateway.sandbox.tenantId, own);
    for (const given of [own, own.toUpperCase(), id]) {
      const query = 'query ($id: ID!) { scanDefinition(id: $id) { id scanDefinitionId } }';
      const { data, operations } = await run(query, { id: given });
      expect(data).toEqual({ scanDefinition: { id, scanDefinitionId: own } });
      expect(operations).toEqual(['listScanDefinitions']);
    }
    expect((await run('{ scanDefinition(id: "none") { id } }')).data).toEqual({ scanDefinition: null });
  });

  test('have scanners, found by their own id and by that of the device', async () => {
    const { id: machineId } = firstOf(scans.scanners);
    const scanAgentId = `${gateway.sandbox.tenantId}_${machineId}`;
    const query = 'query ($id: ID!) { scanAgent(id: $id) { scanAgentId machineId } }';
    const [byOwn, byDevice] = [await run(query, { id: scanAgentId }), await run(query, { id: machineId })];
    for (const { data } of [byDevice, byOwn]) expect(data).toEqual({ scanAgent: { scanAgentId, machineId } });
    // Its own id is unknown in an address; the answer by that of the device is kept for a minute.
    expect([byOwn.operations, byDevice.operations]).toEqual([['getScanAgent', 'getScanAgent'], []]);
    expect((await run('{ scanAgent(id: "none") { machineId } }')).data).toEqual({ scanAgent: null });
    const { data } = await run<{ scanAgents: { nodes: object[] } }>('{ scanAgents { nodes { machineId } } }');
    expect(data.scanAgents.nodes).toEqual(scans.scanners.map(({ id }) => ({ machineId: id })));
  });

  test('have sessions, several a call, with what was scanned', async () => {
    const ids = scans.runs.slice(0, 3).map(({ sessionId }) => sessionId);
    const { data, operations } = await run<{ scanSessions: { sessionIds: string; listScannedTargets: object[] }[] }>(
      'query ($ids: [ID!]!) { scanSessions(ids: $ids) { sessionIds listScannedTargets { ip scanDuration } } }',
      { ids: [...ids, 'unknown'] },
    );
    expect(data.scanSessions.map(({ sessionIds }) => sessionIds)).toEqual(ids);
    expect(data.scanSessions[0]?.listScannedTargets).toEqual(
      scans.runs[0]?.targets.map((ip) => ({ ip, scanDuration: '00:08:30' })),
    );
    expect(operations).toEqual(['listScanHistoryBySession']);
  });

  test('never show the credentials that the list holds, and each list is read anew', async () => {
    const before = gateway.logs.length;
    const query =
      '{ scanDefinitions(first: 50) { nodes { scanAuthenticationParams { type authProtocol isGmsaUser } } } }';
    const first = await run<{ scanDefinitions: { nodes: { scanAuthenticationParams: object }[] } }>(query);
    expect((await run(query)).operations).toEqual(['listScanDefinitions']);
    expect(first.data.scanDefinitions.nodes.map((node) => node.scanAuthenticationParams)).toContainEqual({
      type: 'AUTH_PRIV',
      authProtocol: 'SHA1',
      isGmsaUser: null,
    });
    const said = JSON.stringify([first.data, gateway.logs.slice(before)]);
    for (const { scanAuthenticationParams } of scans.definitions) {
      for (const name of ['username', 'authPassword', 'privPassword', 'communityString']) {
        const secret = scanAuthenticationParams?.[name];
        if (typeof secret === 'string') expect(said).not.toContain(secret);
      }
    }
    const metrics = await (await fetch(`${gateway.url}/metrics`)).text();
    expect(metrics).not.toMatch(/property="(username|authPassword|privPassword|communityString)"/i);
  });
});

test('credentials that are given go to the vendor alone, also where it repeats them', async () => {
  const [authPassword, privPassword] = ['Canary-one!', 'Canary-two!'];
  const refuse = (_: unknown, response: ServerResponse): void => {
    const message = `The password ${authPassword} is too weak, ${privPassword} is not.`;
    response.writeHead(400).end(JSON.stringify({ error: { code: 'InvalidInput', message } }));
  };
  const gateway = await startFakeGateway({ [`PATCH ${SCANS}/d1`]: refuse });
  try {
    const scanAuthenticationParams = { type: 'AUTH_PRIV', authPassword, privPassword };
    const { errors } = await gateway.attempt(
      'mutation ($input: UpdateScanDefinitionInput!) { updateScanDefinition(input: $input) { clientMutationId } }',
      { input: { scanDefinitionId: 'd1', scanAuthenticationParams } },
    );
    expect(gateway.api.calls[0]?.body).toContain(authPassword);
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      vendorMessage: 'The password [secret] is too weak, [secret] is not.',
    });
    expect(gateway.audit).toHaveLength(3);
    expect(JSON.stringify([errors, gateway.logs, gateway.audit])).not.toContain('Canary');
  } finally {
    await gateway.close();
  }
});

test('a page of a history that the server cuts below what was asked for is not taken for the end', async () => {
  const rowsLeft = [1_000, 1_000, 7];
  const row = { ScanDefinitionIds: 'd1', LastScanned: '2026-11-20T08:30:00Z', ScanStatus: 'Success', ScannerId: 'm1' };
  const skips: (string | null)[] = [];
  const gateway = await startFakeGateway({
    [`GET ${SCANS}`]: { value: [{ id: 'd1' }] },
    [`POST ${SCANS}/GetScanHistoryByScanDefinitionId`]: ({ query }, response) => {
      skips.push(query.get('$skip'));
      const ScannerId = `m${skips.length}`;
      const value = Array<object>(rowsLeft.shift() ?? 0).fill({ ...row, ScannerId });
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ value }));
    },
  });
  const { data } = await gateway.run(
    '{ scanDefinition(id: "d1") { history(first: 1) { totalCount completeness { complete } } } }',
  );
  await gateway.close();
  expect(data).toEqual({ scanDefinition: { history: { totalCount: 2_007, completeness: { complete: true } } } });
  expect(skips).toEqual([null, '1000', '2000']);
});

test('a history that goes past the vendor’s page is read on, up to a bound that it tells', async () => {
  const row = { ScanDefinitionIds: 'd1', LastScanned: '2026-11-20T08:30:00Z', ScanStatus: 'Success', ScannerId: 'm1' };
  const gateway = await startFakeGateway({
    [`GET ${SCANS}`]: { value: [{ id: 'd1' }] },
    [`POST ${SCANS}/GetScanHistoryByScanDefinitionId`]: ({ query }, response) => {
      const LastScanned = new Date(1_790_000_000_000 - Number(query.get('$skip'))).toISOString();
      const value = Array<object>(4_096).fill({ ...row, LastScanned });
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ value }));
    },
  });
  try {
    const { data } = await gateway.run(
      '{ scanDefinition(id: "d1") { history(first: 1) { nodes { scannerId } completeness { complete reason } } } }',
    );
    expect(data).toEqual({
      scanDefinition: {
        history: { nodes: [{ scannerId: 'm1' }], completeness: { complete: false, reason: 'SERVER_PAGE_LIMIT' } },
      },
    });
    const asked = gateway.api.calls.slice(1).map(({ query, body }) => [query.get('$top'), query.get('$skip'), body]);
    const body = JSON.stringify({ ScanDefinitionIds: ['d1'] });
    expect(asked).toEqual([null, '4096', '8192', '12288', '16384', '20480'].map((skip) => ['4096', skip, body]));
  } finally {
    await gateway.close();
  }
});
