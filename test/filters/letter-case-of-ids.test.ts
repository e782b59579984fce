import { CAPITALS, exactSet, OTHER, SMALL } from '../support/documented/exact-set.ts';
import { sharedFakeGateway } from '../support/gateway/shared-fake-gateway.ts';

const HASH = 'ef56'.repeat(10);
const ACTION = '5f0c8f3e-0000-4000-8000-00000000c0de';

const shared = sharedFakeGateway({ CACHE_MEGABYTES: '0' });
const { replies } = shared;

const exactly = (...set: Parameters<typeof exactSet>) => Object.assign(replies, exactSet(...set));
const asked = (): string[] => shared.gateway.api.calls.map(({ path, query }) => query.get('$filter') ?? path);

describe('a device whose id an alert spells in capitals', () => {
  const alerts = (...ids: string[]): void =>
    void (replies['GET /api/alerts'] = { value: ids.map((machineId, n) => ({ id: `a-${n}`, machineId })) });
  const ALERTS = '{ alerts { nodes { machineId machine { machineId } } } }';

  test('is found by the list, asked for once however often it is spelt', async () => {
    alerts(CAPITALS, SMALL, OTHER, CAPITALS);
    exactly('/api/machines', [{ id: SMALL }, { id: OTHER }]);
    const { data } = await shared.gateway.run<{ alerts: { nodes: { machineId: string; machine: object }[] } }>(ALERTS);
    expect(data.alerts.nodes.map(({ machine }) => machine)).toEqual(
      [SMALL, SMALL, OTHER, SMALL].map((machineId) => ({ machineId })),
    );
    // What the vendor wrote is shown as it wrote it.
    expect(data.alerts.nodes[0]?.machineId).toBe(CAPITALS);
    expect(asked().slice(1)).toEqual([`id in ('${SMALL}','${OTHER}')`]);
  });

  test('is found alone', async () => {
    alerts(CAPITALS, SMALL);
    exactly('/api/machines', [{ id: SMALL }]);
    const { data } = await shared.gateway.run(ALERTS);
    expect(data).toMatchObject({
      alerts: { nodes: [{ machine: { machineId: SMALL } }, { machine: { machineId: SMALL } }] },
    });
    expect(asked().slice(1)).toEqual([`/api/machines/${SMALL}`]);
  });

  test.each([1, 2])('is found where the device is spelt in capitals too, %i at a time', async (count) => {
    alerts(...[CAPITALS, OTHER].slice(0, count));
    exactly('/api/machines', [{ id: CAPITALS }, { id: OTHER }]);
    const { data } = await shared.gateway.run<{ alerts: { nodes: { machine: object }[] } }>(ALERTS);
    expect(data.alerts.nodes.map(({ machine }) => machine)).toEqual(
      [CAPITALS, OTHER].slice(0, count).map((machineId) => ({ machineId })),
    );
    expect(asked().at(-1)).toBe(`/api/machines/${CAPITALS}`);
  });

  test('is null where there is none in either spelling', async () => {
    alerts(CAPITALS);
    exactly('/api/machines', []);
    expect((await shared.gateway.run(ALERTS)).data).toMatchObject({ alerts: { nodes: [{ machine: null }] } });
  });
});

describe('what belongs to a device', () => {
  test('is found in the spelling of either side', async () => {
    exactly('/api/machines', [{ id: CAPITALS }, { id: OTHER }]);
    const actions = [SMALL, OTHER].map((machineId, n) => ({ id: `x-${n}`, machineId }));
    exactly('/api/machineactions', actions, 'machineId');
    exactly('/api/investigations', [{ id: '1', machineId: CAPITALS } as { id: string }], 'machineId');
    const { data } = await shared.gateway.run<object>(
      '{ machines { nodes { actions { nodes { machineActionId } } investigations { nodes { investigationId } } } } }',
    );
    expect(data).toEqual({
      machines: {
        nodes: [
          { actions: { nodes: [{ machineActionId: 'x-0' }] }, investigations: { nodes: [{ investigationId: '1' }] } },
          { actions: { nodes: [{ machineActionId: 'x-1' }] }, investigations: { nodes: [] } },
        ],
      },
    });
  });

  test('is found for many devices at once', async () => {
    const machines = Array.from({ length: 6 }, (_, n) => `${SMALL.slice(1)}${n}`);
    replies['GET /api/machines'] = { value: machines.map((id) => ({ id: id.toUpperCase() })) };
    exactly(
      '/api/vulnerabilities/machinesVulnerabilities',
      machines.map((machineId, n) => ({ id: `f-${n}`, machineId, cveId: `CVE-2026-${n}` })),
      'machineId',
    );
    replies['GET /api/vulnerabilities'] = { value: [] };
    const { data } = await shared.gateway.run<{ machines: { nodes: { vulnerabilities: { nodes: object[] } }[] } }>(
      '{ machines { nodes { vulnerabilities { nodes { vulnerabilityId } } } } }',
    );
    expect(data.machines.nodes.map(({ vulnerabilities }) => vulnerabilities.nodes)).toEqual(
      machines.map((_, n) => [{ vulnerabilityId: `CVE-2026-${n}` }]),
    );
  });

  test('goes on at the cursor of either spelling', async () => {
    replies[`GET /api/machines/${SMALL}`] = { id: CAPITALS };
    replies['GET /api/machines'] = { value: [{ id: SMALL }] };
    for (const id of [SMALL, CAPITALS])
      replies[`GET /api/machines/${id}/software`] = { value: [{ id: 's-1' }, { id: 's-2' }] };
    const LIST = 'software(first: 1, after: $after) { nodes { softwareId } pageInfo { endCursor } }';
    interface Software {
      software: { nodes: object[]; pageInfo: { endCursor: string } };
    }
    const one = await shared.gateway.run<{ machine: Software }>(
      `query ($after: String) { machine(id: "${CAPITALS}") { ${LIST} } }`,
    );
    const after = one.data.machine.software.pageInfo.endCursor;
    const other = await shared.gateway.run<{ machines: { nodes: Software[] } }>(
      `query ($after: String) { machines { nodes { ${LIST} } } }`,
      { after },
    );
    expect(other.data.machines.nodes[0]?.software.nodes).toEqual([{ softwareId: 's-2' }]);
  });
});

test('an object has one global id, whose device is found in the letters that the vendor uses', async () => {
  replies['GET /api/machines'] = { value: [{ id: CAPITALS }] };
  const spelt = await shared.gateway.run<{ machines: { nodes: { id: string }[] } }>('{ machines { nodes { id } } }');
  replies['GET /api/machines'] = { value: [{ id: SMALL }] };
  const small = await shared.gateway.run<{ machines: { nodes: { id: string }[] } }>('{ machines { nodes { id } } }');
  expect(spelt.data).toEqual(small.data);
  exactly('/api/machines', [{ id: SMALL }]);
  const query = 'query ($id: ID!) { node(id: $id) { ... on Machine { machineId } } }';
  const { data } = await shared.gateway.run<object>(query, { id: spelt.data.machines.nodes[0]?.id });
  expect(data).toEqual({ node: { machineId: SMALL } });
});

describe('a filter by id', () => {
  test.each<[string, object, string]>([
    ['machines', { id: { eq: CAPITALS } }, `id eq '${SMALL}'`],
    ['machines', { id: { in: [CAPITALS, SMALL, OTHER] } }, `id in ('${SMALL}','${OTHER}')`],
    ['machines', { aadDeviceId: { eq: ACTION.toUpperCase() } }, `aadDeviceId eq '${ACTION}'`],
    ['machines', { computerDnsName: { eq: 'ABC' } }, "computerDnsName eq 'ABC'"],
    ['machineActions', { machineId: { eq: CAPITALS } }, `machineId eq '${SMALL}'`],
    ['alerts', { id: { eq: 'DA637000_-1' } }, "id eq 'DA637000_-1'"],
  ])('of %s takes hexadecimal digits in any letter case: %j', async (field, where, filter) => {
    replies[`GET /api/${field.toLowerCase()}`] = { value: [] };
    const type = `${field.charAt(0).toUpperCase()}${field.slice(1, -1)}Where`;
    await shared.gateway.run(`query ($where: ${type}) { ${field}(where: $where) { nodes { id } } }`, { where });
    expect(asked()).toEqual([filter]);
  });

  test('has one cursor for both spellings', async () => {
    replies['GET /api/machineactions'] = { value: [{ id: ACTION }, { id: 'x-2' }] };
    const query = `query ($where: MachineActionWhere, $after: String) { machineActions(first: 1, where: $where, after: $after) {
      pageInfo { endCursor } } }`;
    interface Data {
      machineActions: { pageInfo: { endCursor: string } };
    }
    const { data } = await shared.gateway.run<Data>(query, { where: { machineId: { eq: CAPITALS } } });
    const after = data.machineActions.pageInfo.endCursor;
    await shared.gateway.run(query, { where: { machineId: { eq: SMALL } }, after });
  });
});

test('ids that are not of hexadecimal digits are told by their letters', async () => {
  const rows = ['da637_-1', 'DA637_-1'].map((id) => ({ id, title: id }));
  replies['GET /api/investigations'] = { value: rows.map(({ id }, n) => ({ id: `${n}`, triggeringAlertId: id })) };
  exactly('/api/alerts', rows);
  const { data } = await shared.gateway.run('{ investigations { nodes { alert { title } } } }');
  expect(data).toEqual({
    investigations: { nodes: [{ alert: { title: 'da637_-1' } }, { alert: { title: 'DA637_-1' } }] },
  });
});

test('what a hunt names is found in any letter case', async () => {
  exactly('/api/machines', [{ id: SMALL }]);
  replies[`GET /api/files/${HASH}`] = { sha1: HASH };
  replies['POST /api/advancedqueries/run'] = {
    Schema: [{ Name: 'DeviceId', Type: 'String' }],
    Results: [
      { DeviceId: CAPITALS, SHA1: HASH.toUpperCase() },
      { DeviceId: SMALL, SHA1: HASH },
    ],
  };
  const { data, extensions } = await shared.gateway.run(
    '{ hunt(query: "DeviceInfo") { rows { nodes { machine { machineId } file { sha1 } } } } }',
  );
  const row = { machine: { machineId: SMALL }, file: { sha1: HASH } };
  expect(data).toEqual({ hunt: { rows: { nodes: [row, row] } } });
  expect(asked().slice(1).sort()).toEqual([`/api/files/${HASH}`, `/api/machines/${SMALL}`]);
  expect(extensions.upstream).toMatchObject({ calls: 3, coalesced: 0 });
});
