import type { ServerResponse } from 'node:http';
import type { ApiCall } from '../support/fakes/fake-api.ts';
import { withFakeGateway } from '../support/gateway/fake-gateway.ts';
import { startSandboxGateway, type GraphqlError, type SandboxGateway } from '../support/gateway/gateway.ts';
import { choiceOf, firstOf, upstreamOf } from '../support/fakes/upstream.ts';

interface WithEvidence {
  alertId: string;
  evidence: { entityType: string; sha1: string | null }[] | null;
}

describe('evidence of alerts', () => {
  let gateway: SandboxGateway;
  beforeAll(async () => {
    gateway = await startSandboxGateway(
      { machines: 120, alerts: 500, quirks: { limits: false } },
      { CACHE_MEGABYTES: '0' },
    );
  });
  afterAll(() => gateway.close());
  const FIELDS = 'alertId evidence { entityType sha1 }';
  const expected = (alertId: string): WithEvidence => {
    const row = firstOf(gateway.sandbox.tenant.alerts.filter(({ id }) => id === alertId));
    return { alertId, evidence: row.evidence.map(({ entityType, sha1 }) => ({ entityType, sha1 })) };
  };
  const check = (alerts: readonly WithEvidence[]): void => {
    expect(alerts.length).toBeGreaterThan(0);
    expect(alerts).toEqual(alerts.map(({ alertId }) => expected(alertId)));
    expect(alerts.some(({ evidence }) => (evidence?.length ?? 0) > 0)).toBe(true);
  };

  test.each([
    ['nodes', `{ alerts(first: 30) { nodes { ${FIELDS} } } }`],
    ['edges', `{ alerts(first: 30) { edges { node { ${FIELDS} } } } }`],
    ['a fragment', `{ alerts(first: 30) { nodes { ...F } } } fragment F on Alert { ${FIELDS} }`],
  ])('comes with the list in one call when it is selected through %s', async (_, query) => {
    interface Data {
      alerts: { nodes?: WithEvidence[]; edges?: { node: WithEvidence }[] };
    }
    const { answer, calls } = await upstreamOf(gateway.sandbox, () => gateway.run<Data>(query));
    const { nodes, edges } = answer.data.alerts;
    check(nodes ?? edges?.map(({ node }) => node) ?? []);
    expect(calls.map(({ operation, expand }) => [operation, expand])).toEqual([['listAlerts', 'evidence']]);
  });

  test.each([
    ['is not selected', '{ alerts(first: 3) { nodes { alertId } } }'],
    ['is skipped', '{ alerts(first: 3) { nodes { alertId evidence @skip(if: true) { sha1 } } } }'],
  ])('is not asked for when it %s', async (_, query) => {
    const { calls } = await upstreamOf(gateway.sandbox, () => gateway.run(query));
    expect(calls.map(({ operation, expand }) => [operation, expand])).toEqual([['listAlerts', null]]);
  });

  test('of one alert takes a second call, as the operation by id does not expand', async () => {
    const { id } = firstOf(gateway.sandbox.tenant.alerts);
    const { answer, calls } = await upstreamOf(gateway.sandbox, () =>
      gateway.run<{ alert: WithEvidence }>(`query ($id: ID!) { alert(id: $id) { ${FIELDS} } }`, { id }),
    );
    expect(answer.data.alert).toEqual(expected(id));
    expect(calls.map(({ operation, filter, expand }) => [operation, filter, expand])).toEqual([
      ['getAlert', null, null],
      ['listAlerts', `id eq '${id}'`, 'evidence'],
    ]);
  });

  test('reached through the alerts of machines is batched', async () => {
    interface Data {
      machines: { nodes: { alerts: { nodes: WithEvidence[] } }[] };
    }
    const { answer, calls } = await upstreamOf(gateway.sandbox, () =>
      gateway.run<Data>(`{ machines(first: 6) { nodes { alerts(first: 3) { nodes { ${FIELDS} } } } } }`),
    );
    const alerts = answer.data.machines.nodes.flatMap((machine) => machine.alerts.nodes);
    check(alerts);
    const expanded = calls.filter(({ expand }) => expand !== null);
    expect(calls.map(({ operation }) => operation)).toEqual([
      'listMachines',
      ...(Array(6).fill('listMachineAlerts') as string[]),
      ...expanded.map(() => 'listAlerts'),
    ]);
    const ids = alerts.map(({ alertId }) => alertId);
    expect(expanded.map(({ filter, expand }) => [filter, expand])).toEqual([[choiceOf('id', ids), 'evidence']]);
  });

  test('reached through investigations is batched', async () => {
    interface Data {
      investigations: { nodes: { alert: WithEvidence }[] };
    }
    const { answer, calls } = await upstreamOf(gateway.sandbox, () =>
      gateway.run<Data>(`{ investigations(first: 20) { nodes { alert { ${FIELDS} } } } }`),
    );
    const alerts = answer.data.investigations.nodes.map(({ alert }) => alert);
    check(alerts);
    const choice = choiceOf(
      'id',
      alerts.map(({ alertId }) => alertId),
    );
    expect(calls.map(({ operation, filter, expand }) => [operation, filter, expand])).toEqual([
      ['listInvestigations', null, null],
      ['listAlerts', choice, null],
      ['listAlerts', choice, 'evidence'],
    ]);
  });
});

describe('what an alert leads to', () => {
  let gateway: SandboxGateway;
  beforeAll(async () => {
    gateway = await startSandboxGateway(
      { machines: 120, alerts: 500, quirks: { limits: false } },
      { CACHE_MEGABYTES: '0' },
    );
  });
  afterAll(() => gateway.close());
  const QUERY = `query ($id: ID!) { alert(id: $id) {
    alertId files { sha1 } ips { ipId } domains { host } user { accountName } } }`;
  interface Data {
    alert: {
      files: { sha1: string }[] | null;
      ips: { ipId: string }[] | null;
      domains: { host: string }[] | null;
      user: { accountName: string } | null;
    };
  }

  test('is asked with one call for each relation and matches the evidence', async () => {
    const row = firstOf(
      gateway.sandbox.tenant.alerts.filter(
        ({ relatedUser, evidence }) =>
          relatedUser !== null && evidence.some(({ sha1 }) => sha1) && evidence.some(({ ipAddress }) => ipAddress),
      ),
    );
    const { answer, operations } = await upstreamOf(gateway.sandbox, () => gateway.run<Data>(QUERY, { id: row.id }));
    const { files, ips, user } = answer.data.alert;
    expect(new Set(files?.map(({ sha1 }) => sha1))).toEqual(new Set(row.evidence.flatMap(({ sha1 }) => sha1 ?? [])));
    expect(ips?.map(({ ipId }) => ipId)).toEqual(row.evidence.flatMap(({ ipAddress }) => ipAddress ?? []));
    expect(user?.accountName).toBe(row.relatedUser?.userName);
    expect(operations.sort()).toEqual([
      'getAlert',
      'getAlertUser',
      'listAlertDomains',
      'listAlertFiles',
      'listAlertIps',
    ]);
  });

  test('is no user where none is connected, though the vendor answers 404', async () => {
    const row = firstOf(gateway.sandbox.tenant.alerts.filter(({ relatedUser }) => relatedUser === null));
    const { data } = await gateway.run<Data>(QUERY, { id: row.id });
    expect(data.alert.user).toBeNull();
  });

  test('is null for each relation that the caller may not read, with its permission', async () => {
    const { id } = firstOf(gateway.sandbox.tenant.alerts);
    const { data, errors } = await gateway.attempt<Data>(QUERY, { id }, 'hunter');
    expect(data?.alert).toEqual({ alertId: id, files: null, ips: null, domains: null, user: null });
    const permissions = new Map(errors?.map(({ path, extensions }) => [path?.join('.'), extensions.permission]));
    expect(permissions).toEqual(
      new Map([
        ['alert.files', 'File.Read.All (application) or File.Read.All (delegated)'],
        ['alert.ips', 'Ip.Read.All (application) or Ip.Read.All (delegated)'],
        ['alert.domains', 'URL.Read.All (application) or URL.Read.All (delegated)'],
        ['alert.user', 'User.Read.All (application) or User.Read.All (delegated)'],
      ]),
    );
    expect(errors?.every(({ extensions }) => extensions.code === 'FORBIDDEN')).toBe(true);
  });
});

describe('a relation that fails upstream', () => {
  const ALERTS = ['a1', 'a2', 'a3'].map((id, index) => ({ id, title: `Alert ${id}`, machineId: `m${index + 1}` }));
  const fail = (status: number) => (_: ApiCall, response: ServerResponse) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end('{"error":{"code":"X","message":"secret"}}');
  };
  const codes = (errors: GraphqlError[] | undefined) =>
    errors?.map(({ path, extensions }) => [path?.join('.'), extensions.code]);

  test('costs its own field on every row that shared the call, and nothing else', async () => {
    await withFakeGateway(
      {
        'GET /api/alerts': { value: ALERTS },
        'GET /api/machines': fail(503),
      },
      async (gateway) => {
        const { data, errors } = await gateway.attempt('{ alerts { nodes { title machine { machineId } } } }');
        expect(data).toEqual({ alerts: { nodes: ALERTS.map(({ title }) => ({ title, machine: null })) } });
        expect(codes(errors)).toEqual([0, 1, 2].map((row) => [`alerts.nodes.${row}.machine`, 'UPSTREAM_UNAVAILABLE']));
        expect(JSON.stringify(errors)).not.toContain('secret');
      },
    );
  });

  test('costs the one row that it belongs to where each row has a call of its own', async () => {
    await withFakeGateway(
      {
        'GET /api/alerts': { value: ALERTS },
        'GET /api/alerts/a1/files': { value: [{ sha1: 'c1' }] },
        'GET /api/alerts/a2/files': fail(500),
        'GET /api/alerts/a3/files': fail(404),
      },
      async (gateway) => {
        const { data, errors } = await gateway.attempt('{ alerts { nodes { files { sha1 } } } }');
        expect(data).toEqual({ alerts: { nodes: [{ files: [{ sha1: 'c1' }] }, { files: null }, { files: [] }] } });
        expect(codes(errors)).toEqual([['alerts.nodes.1.files', 'UPSTREAM_ERROR']]);
      },
    );
  });

  test('costs a list under a row that field only', async () => {
    await withFakeGateway(
      {
        'GET /api/machines': { value: [{ id: 'm1' }, { id: 'm2' }] },
        'GET /api/machineactions': fail(500),
        'GET /api/investigations': { value: [{ id: '7', machineId: 'm2' }] },
      },
      async (gateway) => {
        const { data, errors } = await gateway.attempt(
          '{ machines { nodes { actions { nodes { id } } investigations { nodes { investigationId } } } } }',
        );
        const found = [[], [{ investigationId: '7' }]];
        expect(data).toEqual({
          machines: { nodes: found.map((nodes) => ({ actions: null, investigations: { nodes } })) },
        });
        expect(codes(errors)).toEqual([0, 1].map((row) => [`machines.nodes.${row}.actions`, 'UPSTREAM_ERROR']));
      },
    );
  });
});
