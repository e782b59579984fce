import { sharedFakeGateway } from '../support/gateway/shared-fake-gateway.ts';

const shared = sharedFakeGateway();
const { replies } = shared;

const list = (path: string, ...value: unknown[]): void => void (replies[`GET ${path}`] = { value });
const machines = (...ids: string[]): void => list('/api/machines', ...ids.map((id) => ({ id })));
const UNREADABLE = { complete: false, reason: 'ROW_UNREADABLE' };
const COMPLETE = { complete: true, reason: null };
const messagesOf = (errors: readonly { message: string; extensions: { code: string } }[] | undefined) =>
  errors?.map(({ message, extensions }) => `${extensions.code} ${message}`);

describe('an odd row of an answer about several objects', () => {
  test('leaves the others found, and those it may be are errors rather than nothing', async () => {
    list('/api/alerts', ...['m-1', 'm-2', 'm-3'].map((machineId, n) => ({ id: `a-${n}`, machineId })));
    list('/api/machines', { id: 'm-1' }, { computerDnsName: 'pc.contoso.example' }, { id: 'm-3' });
    const { data, errors } = await shared.gateway.attempt('{ alerts { nodes { machine { machineId } } } }');
    expect(data).toEqual({
      alerts: {
        nodes: [{ machine: { machineId: 'm-1' } }, { machine: null }, { machine: { machineId: 'm-3' } }],
      },
    });
    expect(errors?.map(({ path }) => path)).toEqual([['alerts', 'nodes', 1, 'machine']]);
    expect(messagesOf(errors)).toEqual([
      'UPSTREAM_ERROR Defender answered listMachines with a row that cannot be read, which may be the one asked for.',
    ]);
  });

  test('is an error where it is all of the answer', async () => {
    replies['GET /api/machines/m-1'] = { computerDnsName: 'pc.contoso.example' };
    const { data, errors } = await shared.gateway.attempt('{ machine(id: "m-1") { machineId } }');
    expect(data).toEqual({ machine: null });
    expect(messagesOf(errors)).toEqual([
      'UPSTREAM_ERROR Defender answered getMachine with an object that cannot be read: it has no usable id.',
    ]);
  });

  const ACTIONS =
    '{ machines { nodes { machineId actions { nodes { machineActionId } completeness { complete reason } } isolation { state } } } }';

  test('is missing from the list of the device that it names, and from no other', async () => {
    machines('m-1', 'm-2');
    list('/api/machineactions', { id: 'x-1', machineId: 'm-1' }, { machineId: 'm-2' }, { id: 'x-2', machineId: 'm-2' });
    const { data, errors } = await shared.gateway.attempt(ACTIONS);
    expect(data).toMatchObject({
      machines: {
        nodes: [
          { actions: { nodes: [{ machineActionId: 'x-1' }], completeness: COMPLETE } },
          {
            actions: { nodes: [{ machineActionId: 'x-2' }], completeness: UNREADABLE },
            isolation: { state: 'UNKNOWN' },
          },
        ],
      },
    });
    expect(errors?.map(({ path }) => path)).toEqual([['machines', 'nodes', 1, 'actions']]);
  });

  test.each<[string, unknown]>([
    ['it is null', null],
    ['it has no usable machineId', { id: 'x-9' }],
    ['it has no usable machineId', { id: 'x-9', machineId: { a: 1 } }],
  ])('may be of each device where it names none, and is told once: %s', async (why, odd) => {
    machines('m-1', 'm-2');
    list('/api/machineactions', odd, { id: 'x-1', machineId: 'm-1' });
    const { data, errors } = await shared.gateway.attempt(ACTIONS);
    expect(data).toMatchObject({
      machines: {
        nodes: [
          { actions: { nodes: [{ machineActionId: 'x-1' }], completeness: UNREADABLE } },
          { actions: { nodes: [], completeness: UNREADABLE } },
        ],
      },
    });
    expect(messagesOf(errors)).toEqual([
      `UPSTREAM_ERROR Defender answered listMachineActions with a row that cannot be read, at index 0: ${why}.`,
    ]);
  });

  test('of the join of vulnerabilities is missing where it belongs', async () => {
    const ids = ['m-1', 'm-2', 'm-3', 'm-4', 'm-5', 'm-6'];
    machines(...ids);
    const found = ids.map((machineId, n) => ({ id: `f-${n}`, machineId, cveId: `CVE-2026-${n}`, severity: 'High' }));
    list(
      '/api/vulnerabilities/machinesVulnerabilities',
      ...found,
      { id: 'f-9', machineId: 'm-2', cveId: 7.5e300 },
      { id: 'f-8', machineId: 'm-3' },
    );
    list('/api/vulnerabilities', ...ids.slice(1).map((_, n) => ({ id: `CVE-2026-${n + 1}`, name: 'told' })), null);
    const { data, errors } = await shared.gateway.attempt<{ machines: { nodes: { vulnerabilities: object }[] } }>(
      '{ machines { nodes { vulnerabilities { nodes { vulnerabilityId name } completeness { complete reason } } } } }',
    );
    const lists = data?.machines.nodes.map(({ vulnerabilities }) => vulnerabilities);
    // The CVE of the first device may be the odd row of the second list.
    expect(lists?.[0]).toEqual({ nodes: [{ vulnerabilityId: 'CVE-2026-0', name: null }], completeness: UNREADABLE });
    expect(lists?.[2]).toMatchObject({ nodes: [{ name: 'told' }], completeness: UNREADABLE });
    for (const at of [3, 4, 5])
      expect(lists?.[at]).toMatchObject({ nodes: [{ name: 'told' }], completeness: COMPLETE });
    expect(messagesOf(errors)).toContain(
      'UPSTREAM_ERROR Defender answered listMachinesVulnerabilities with a row that cannot be read, at index 7: it has no usable cveId.',
    );
  });
});

describe('an odd row of a list that one object has', () => {
  test.each([
    ['alerts', 'alerts'],
    ['logonUsers', 'logonusers'],
    ['software', 'software'],
    ['vulnerabilities', 'vulnerabilities'],
    ['recommendations', 'recommendations'],
    ['missingKbs', 'getmissingkbs'],
  ])('is left out of Machine.%s, which says so on every page', async (field, segment) => {
    replies['GET /api/machines/m-1'] = { id: 'm-1' };
    list(`/api/machines/m-1/${segment}`, { id: 'a' }, null, { id: 'b' }, {}, { id: 'c' });
    const query = `query ($after: String) { machine(id: "m-1") { list: ${field}(first: 2, after: $after) {
      totalCount nodes { id: __typename } pageInfo { hasNextPage endCursor } completeness { complete reason } } } }`;
    interface Data {
      machine: { list: { nodes: object[]; pageInfo: { endCursor: string } } };
    }
    const first = await shared.gateway.attempt<Data>(query);
    expect(first.data?.machine.list).toMatchObject({ totalCount: 5, completeness: UNREADABLE });
    const second = await shared.gateway.attempt<Data>(query, { after: first.data?.machine.list.pageInfo.endCursor });
    expect(second.data?.machine.list).toMatchObject({ completeness: UNREADABLE, pageInfo: { hasNextPage: false } });
    expect([first, second].map(({ data }) => data?.machine.list.nodes.length)).toEqual([2, 1]);
    for (const { errors } of [first, second]) {
      expect(errors).toHaveLength(1);
      expect(errors?.[0]?.path).toEqual(['machine', 'list']);
      expect(errors?.[0]?.message).toMatch(
        / with 2 rows that cannot be read, at index 1: it is null; at index 3: it has no usable id\.$/,
      );
    }
  });

  test.each([
    ['files', [{ sha1: 'aa' }, 7, { sha1: { a: 1 }, sha256: ['b'] }, null], [1, 3]],
    ['ips', [{ id: '10.0.0.1' }, { id: null }, { id: '10.0.0.2' }], [1]],
    ['domains', [{ host: 'contoso.example' }, 'text', { host: { a: 1 } }], [1]],
  ])('is left out of Alert.%s, whose error names it', async (field, rows, odd) => {
    replies['GET /api/alerts/a-1'] = { id: 'a-1' };
    list(`/api/alerts/a-1/${field}`, ...rows);
    const { data, errors } = await shared.gateway.attempt<{ alert: Record<string, object[]> }>(
      `{ alert(id: "a-1") { ${field} { id } } }`,
    );
    expect(data?.alert[field]).toHaveLength(rows.length - odd.length);
    const told = errors?.filter(({ path }) => path?.length === 2);
    expect(told).toHaveLength(1);
    for (const index of odd) expect(told?.[0]?.message).toContain(`at index ${index}: `);
  });

  test('is left out of the library', async () => {
    list('/api/libraryfiles', { fileName: 'collect.ps1' }, null);
    const { data, errors } = await shared.gateway.attempt(
      '{ libraryFiles { nodes { fileName } completeness { complete reason } } }',
    );
    expect(data).toEqual({ libraryFiles: { nodes: [{ fileName: 'collect.ps1' }], completeness: UNREADABLE } });
    expect(errors).toHaveLength(1);
  });

  test('is left out of the rows of a hunt, which keep their places', async () => {
    replies['POST /api/advancedqueries/run'] = {
      Schema: [{ Name: 'N', Type: 'Int64' }],
      Results: [{ N: 0 }, null, 'text', [1], { N: 4 }, 7, { N: 6 }],
    };
    interface Data {
      hunt: { rows: { pageInfo: { endCursor: string } } };
    }
    const query = `query ($after: String) { hunt(query: "DeviceInfo") { rowCount rows(first: 4, after: $after) {
      nodes { values } completeness { complete reason } pageInfo { hasNextPage endCursor } } } }`;
    const first = await shared.gateway.attempt<Data>(query, {}, 'one-caller');
    expect(first.data?.hunt).toMatchObject({
      rowCount: 7,
      rows: { nodes: [{ values: { N: 0 } }], completeness: UNREADABLE },
    });
    expect(messagesOf(first.errors)).toEqual([
      'UPSTREAM_ERROR Defender answered runAdvancedQuery with 3 rows that cannot be read, at indexes 1, 2, 3: it is no JSON object.',
    ]);
    const after = first.data?.hunt.rows.pageInfo.endCursor;
    const second = await shared.gateway.attempt<Data>(query, { after }, 'one-caller');
    expect(second.data?.hunt.rows).toMatchObject({ nodes: [{ values: { N: 4 } }, { values: { N: 6 } }] });
    expect(second.errors?.[0]?.message).toContain('at index 5: it is no JSON object.');
  });
});

describe('an odd element of an answer to a change', () => {
  test('is left out of the results of an import', async () => {
    replies['POST /api/indicators/import'] = { value: [{ id: 1, indicator: '203.0.113.1', isFailed: false }, null] };
    const indicator = { indicatorType: 'IP_ADDRESS', action: 'ALLOWED', title: 'Contoso', description: 'Contoso' };
    const { data, errors } = await shared.gateway.attempt<object>(
      'mutation ($input: ImportIndicatorsInput!) { importIndicators(input: $input) { results { indicatorId indicator } } }',
      {
        input: {
          indicators: ['203.0.113.1', '203.0.113.2'].map((indicatorValue) => ({ ...indicator, indicatorValue })),
        },
      },
    );
    expect(data).toEqual({ importIndicators: { results: [{ indicatorId: '1', indicator: '203.0.113.1' }] } });
    expect(errors?.map(({ path }) => path)).toEqual([['importIndicators', 'results']]);
  });
});

describe('an id of a relation that is empty', () => {
  test.each(['', ' ', null])('means that there is none: %j', async (id) => {
    list('/api/alerts', { id: 'a-1', machineId: id, investigationId: id });
    list('/api/machineactions', { id: 'x-1', machineId: id });
    list('/api/investigations', { id: '7', machineId: id, triggeringAlertId: id });
    const { data } = await shared.gateway.run<object>(`{
      alerts { nodes { machine { machineId } investigation { investigationId } } }
      machineActions { nodes { machine { machineId } } }
      investigations { nodes { machine { machineId } alert { alertId } } }
    }`);
    expect(data).toEqual({
      alerts: { nodes: [{ machine: null, investigation: null }] },
      machineActions: { nodes: [{ machine: null }] },
      investigations: { nodes: [{ machine: null, alert: null }] },
    });
  });
});
