import { startSandboxGateway, type SandboxGateway } from '../support/gateway/gateway.ts';
import { upstreamOf } from '../support/fakes/upstream.ts';

let gateway: SandboxGateway;
beforeAll(async () => {
  gateway = await startSandboxGateway({ machines: 600, alerts: 300, quirks: { limits: false } });
});
afterAll(() => gateway.close());

interface Row {
  values: Record<string, string>;
  machine: { machineId: string } | null;
  alert: { alertId: string } | null;
  file: { sha1: string } | null;
  user: { accountName: string } | null;
}

const HUNT = (fields: string) => `query ($query: KQL!, $first: Int, $parameters: [HuntingParameterInput!]!) {
  hunt(query: $query, parameters: $parameters) { rows(first: $first) { nodes { values ${fields} } } } }`;

async function rowsOf(query: string, first: number, fields: string, parameters: readonly object[] = []) {
  const { answer, operations } = await upstreamOf(gateway.sandbox, () =>
    gateway.run<{ hunt: { rows: { nodes: Row[] } } }>(HUNT(fields), { query, first, parameters }, 'app'),
  );
  return { rows: answer.data.hunt.rows.nodes, operations };
}

describe('the entities of a row', () => {
  test('500 rows with their machines are one hunt and five batched reads', async () => {
    const value = gateway.sandbox.tenant.machines.slice(0, 500).map(({ id }) => id);
    const query = 'print Id = ids | mv-expand Id | project DeviceId = tostring(Id)';
    const { rows, operations } = await rowsOf(query, 500, 'machine { machineId }', [
      { name: 'ids', type: 'DYNAMIC', value },
    ]);
    expect(rows.map(({ values }) => values.DeviceId)).toEqual(value);
    expect(rows).toHaveLength(500);
    for (const { values, machine } of rows) expect(machine).toEqual({ machineId: values.DeviceId });
    expect(operations).toEqual(['runAdvancedQuery', ...Array<string>(5).fill('listMachines')]);
  });

  test('a file is found by its hash, a user by the account’s name, each once', async () => {
    const query = `AlertEvidence | where isnotempty(SHA1) | project SHA1, SHA256, AccountName | take 5
      | union (AlertEvidence | where isnotempty(AccountName) | project AccountName | take 5)`;
    const { rows, operations } = await rowsOf(query, 20, 'file { sha1 } user { accountName }');
    const files = rows.filter(({ values }) => values.SHA1);
    const users = rows.filter(({ values }) => values.AccountName);
    expect([files.length, users.length].every((count) => count >= 5)).toBe(true);
    for (const { values, file } of rows) expect(file?.sha1 ?? null).toBe(values.SHA1 || null);
    for (const { values, user } of rows) expect(user?.accountName ?? null).toBe(values.AccountName || null);
    const asked = (operation: string) => operations.filter((name) => name === operation).length;
    expect(asked('getFile')).toBe(new Set(files.map(({ values }) => values.SHA1)).size);
    expect(asked('getUser')).toBe(new Set(users.map(({ values }) => values.AccountName)).size);
  });

  test('rows that name nothing cost no call', async () => {
    const { rows, operations } = await rowsOf(
      'print DeviceId = "", AlertId = 5, SHA1 = dynamic(null)',
      10,
      'machine { id } alert { id } file { id } user { id }',
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ machine: null, alert: null, file: null, user: null });
    expect(operations).toEqual(['runAdvancedQuery']);
  });
});
