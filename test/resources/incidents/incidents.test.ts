import { globalId } from '../../../src/graphql/node/node.ts';
import { incidentsOf, type IncidentRow } from '../../../src/sandbox/routes/incidents/incident-rows.ts';
import { firstOf, upstreamOf } from '../../support/fakes/upstream.ts';
import { startSignInGateway, type SignInGateway } from '../../support/sign-in/sign-in-gateway.ts';

interface Node {
  incidentId: string;
  redirectIncidentId: number | null;
  status: string;
  alerts: { alertId: string; serviceSource: string; alert: { alertId: string } | null }[];
}

describe('incidents', () => {
  let gateway: SignInGateway;
  let token: string;
  let rows: IncidentRow[];
  beforeAll(async () => {
    const sandbox = { machines: 60, alerts: 700 };
    gateway = await startSignInGateway({ sandbox, variables: { CACHE_MEGABYTES: '0' } });
    token = await gateway.signIn.mintGatewayToken('admin');
    rows = incidentsOf(gateway.sandbox.tenant);
  });
  afterAll(() => gateway.close());

  const run = async <T>(query: string, variables: object = {}, as = token) => {
    const found = await upstreamOf(gateway.sandbox, () => gateway.send<T>(as, query, { ...variables }));
    expect(found.answer.errors).toBeUndefined();
    return { data: found.answer.data as T, calls: found.calls, operations: found.operations };
  };

  test('come newest first, a hundred a call at the most', async () => {
    const { data, calls } = await run<{ incidents: { nodes: Node[]; totalCount: number } }>(
      '{ incidents(first: 150) { totalCount nodes { incidentId status } } }',
    );
    expect(rows.length).toBeGreaterThan(150);
    expect(data.incidents.nodes.map(({ incidentId }) => incidentId)).toEqual(
      rows.slice(0, 150).map(({ incidentId }) => String(incidentId)),
    );
    expect(data.incidents.totalCount).toBe(rows.length);
    expect(new Set(calls.map(({ operation }) => operation))).toEqual(new Set(['listIncidents']));
    for (const { top } of calls) expect(Number(top)).toBeLessThanOrEqual(100);
  });

  test('are filtered upstream by what the page lists', async () => {
    const where = { status: { eq: 'ACTIVE' }, createdTime: { ge: rows[80]?.createdTime } };
    const { data, calls } = await run<{ incidents: { nodes: Node[] } }>(
      'query ($where: IncidentWhere) { incidents(first: 50, where: $where) { nodes { incidentId status } } }',
      { where },
    );
    const expected = rows.slice(0, 81).filter(({ status }) => status === 'Active');
    expect(data.incidents.nodes.map(({ incidentId }) => Number(incidentId))).toEqual(
      expected.slice(0, 50).map(({ incidentId }) => incidentId),
    );
    expect(calls[0]?.filter).toBe(`createdTime ge ${rows[80]?.createdTime} and status eq 'Active'`);
  });

  test('are found by either id and by node, with a call each', async () => {
    const { incidentId } = firstOf(rows);
    const id = globalId('Incident', gateway.sandbox.tenantId, String(incidentId));
    const shown = { id, incidentId: String(incidentId) };
    for (const given of [shown.id, shown.incidentId]) {
      const { data, calls } = await run('query ($id: ID!) { incident(id: $id) { id incidentId } }', { id: given });
      expect(data).toEqual({ incident: shown });
      expect(calls.map(({ operation, path }) => [operation, path])).toEqual([
        ['getIncident', `/api/incidents/${incidentId}`],
      ]);
    }
    const { data } = await run('query ($id: ID!) { node(id: $id) { id ... on Incident { incidentId } } }', { id });
    expect(data).toEqual({ node: shown });
    expect((await run('{ incident(id: "7") { id } }')).data).toEqual({ incident: null });
  });

  test('hold alerts of every service, and lead to those and the devices that Defender knows in a call each', async () => {
    const { data, operations } = await run<{ incidents: { nodes: Node[] } }>(
      `{ incidents(first: 25) { nodes { incidentId alerts {
        alertId serviceSource entities { entityType } alert { alertId } devices { mdatpDeviceId machine { machineId } } } } } }`,
    );
    const alerts = data.incidents.nodes.flatMap((incident) => incident.alerts);
    expect(operations.sort()).toEqual(['listAlerts', 'listIncidents', 'listMachines']);
    expect(new Set(alerts.map(({ serviceSource }) => serviceSource))).toEqual(
      new Set(['MicrosoftDefenderATP', 'OfficeATP']),
    );
    for (const { alertId, serviceSource, alert } of alerts) {
      expect(alert).toEqual(serviceSource === 'OfficeATP' ? null : { alertId });
    }
    const { devices } = alerts.find((each) => Reflect.get(each, 'devices') !== undefined) as unknown as {
      devices: { mdatpDeviceId: string; machine: object | null }[];
    };
    expect(devices[0]?.machine).toEqual({ machineId: devices[0]?.mdatpDeviceId });
  });

  test('of alerts are asked for once each, however many alerts they hold', async () => {
    const { data, operations } = await run<{
      alerts: { nodes: { incidentId: number; incident: { incidentId: string } }[] };
    }>('{ alerts(first: 12) { nodes { incidentId incident { incidentId } } } }');
    const { nodes } = data.alerts;
    for (const { incidentId, incident } of nodes) expect(incident.incidentId).toBe(String(incidentId));
    const distinct = new Set(nodes.map(({ incidentId }) => incidentId)).size;
    expect(distinct).toBeLessThan(nodes.length);
    expect(operations).toEqual(['listAlerts', ...Array<string>(distinct).fill('getIncident')]);
  });

  test('that were merged tell so, and lead on to the incident that has their alerts', async () => {
    const merged = firstOf(rows.filter(({ redirectIncidentId }) => redirectIncidentId !== null));
    const alert = firstOf(gateway.sandbox.tenant.alerts.filter(({ incidentId }) => incidentId === merged.incidentId));
    const { data, operations } = await run<{ alert: { incident: Node & { redirectIncident: Node } } }>(
      `query ($id: ID!) { alert(id: $id) { incident { redirectIncidentId status redirectIncident {
        redirectIncidentId alerts { alertId } redirectIncident { id } } } } }`,
      { id: alert.id },
    );
    const { redirectIncident, ...incident } = data.alert.incident;
    expect(incident).toEqual({ redirectIncidentId: merged.redirectIncidentId, status: 'REDIRECTED' });
    expect(redirectIncident).toMatchObject({ redirectIncidentId: null, redirectIncident: null });
    expect(redirectIncident.alerts.map(({ alertId }) => alertId)).toContain(alert.id);
    expect(operations).toEqual(['getAlert', 'getIncident', 'getIncident']);
  });

  test('that were merged are changed by themselves, with a warning', async () => {
    const merged = firstOf(rows.filter(({ redirectIncidentId }) => redirectIncidentId !== null));
    const { data } = await run(
      'mutation ($input: UpdateIncidentInput!) { updateIncident(input: $input) { warnings incident { incidentId } } }',
      { input: { incidentId: String(merged.incidentId), comment: 'Late' } },
    );
    expect(data).toEqual({
      updateIncident: {
        warnings: [
          `input.incidentId: this incident was merged into ${merged.redirectIncidentId}, which the change does not reach.`,
        ],
        incident: { incidentId: String(merged.incidentId) },
      },
    });
  });

  test('take a token for Defender XDR, which goes there alone', async () => {
    const { sandbox } = gateway;
    const ways = [
      [await sandbox.mintToken('admin'), 'listAlerts', 'incidents', 'Microsoft Defender XDR'],
      [await sandbox.mintXdrToken('admin'), 'listIncidents', 'alerts', 'Defender'],
    ] as const;
    for (const [own, operation, refused, label] of ways) {
      const allowed = refused === 'alerts' ? 'incidents' : 'alerts';
      const { operations } = await run(`{ ${allowed}(first: 1) { nodes { id } } }`, {}, own);
      expect(operations).toEqual([operation]);
      const { answer, calls } = await upstreamOf(sandbox, () =>
        gateway.send(own, `{ ${refused}(first: 1) { nodes { id } } }`),
      );
      expect(calls).toEqual([]);
      expect(answer.errors).toMatchObject([{ path: [refused], extensions: { code: 'FORBIDDEN' } }]);
      expect(answer.errors?.[0]?.message).toContain(` goes to ${label}, and this token is not for it`);
    }
    const limited = await sandbox.mintXdrToken('hunter', { scp: 'AdvancedHunting.Read' });
    const { errors } = await gateway.send(limited, '{ incident(id: "1") { id } }');
    expect(errors).toMatchObject([
      {
        extensions: { code: 'FORBIDDEN', permission: 'Incident.Read.All (application) or Incident.Read (delegated)' },
      },
    ]);
  });
});

test('an incident is read again after it was changed, though answers are kept', async () => {
  const gateway = await startSignInGateway();
  const token = await gateway.signIn.mintGatewayToken('admin');
  const [row] = incidentsOf(gateway.sandbox.tenant).filter(({ redirectIncidentId }) => redirectIncidentId === null);
  const read = async () => {
    const { data } = await gateway.send<{ incident: { assignedTo: string | null } }>(
      token,
      'query ($id: ID!) { incident(id: $id) { assignedTo } }',
      { id: String(row?.incidentId) },
    );
    return data?.incident.assignedTo;
  };
  const { assignedTo } = row ?? {};
  const before = [await read(), await read()];
  const CHANGE = 'mutation ($input: UpdateIncidentInput!) { updateIncident(input: $input) { warnings } }';
  const input = { incidentId: String(row?.incidentId), assignedTo: 'nobody.else@contoso.example' };
  expect((await gateway.send(token, CHANGE, { input })).errors).toBeUndefined();
  expect([...before, await read()]).toEqual([assignedTo, assignedTo, 'nobody.else@contoso.example']);
  await gateway.close();
});
