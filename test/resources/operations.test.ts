import { startSandboxGateway, type SandboxGateway } from '../support/gateway/gateway.ts';
import { OPERATIONS, startOf } from '../support/documents/worked-operations.ts';
import * as operations from '../../src/client/operations.generated.ts';

const files = [...OPERATIONS.keys()];

/** `open-high-alerts.graphql` -> the text of the document that codegen made of it. */
function documentOf(file: string): string {
  const name = file.replace(/\.graphql$/, '').replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase());
  const found = Object.entries(operations).find(([exported]) => exported === `${name}Document`);
  if (found === undefined) throw new Error(`${file} holds no operation called ${name}; run npm run codegen.`);
  return found[1].toString();
}

/** How many rows each list of an answer has in all, by its path: `alerts.nodes.machine.software.nodes`. */
function rowsByList(value: unknown, path = '', rows = new Map<string, number>()): Map<string, number> {
  if (Array.isArray(value)) {
    if (/(^|\.)(nodes|edges|evidence)$/.test(path)) rows.set(path, (rows.get(path) ?? 0) + value.length);
    for (const item of value) rowsByList(item, path, rows);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, member] of Object.entries(value))
      rowsByList(member, path === '' ? name : `${path}.${name}`, rows);
  }
  return rows;
}

describe('the worked operations', () => {
  let gateway: SandboxGateway;
  beforeAll(async () => {
    gateway = await startSandboxGateway();
  });
  afterAll(() => gateway.close());

  test('are at least eight', () => {
    expect(files.length).toBeGreaterThanOrEqual(8);
  });

  test.each(files)('%s answers with data and without errors, and with rows where it lists something', async (file) => {
    const { variables, as } = await startOf(file, gateway);
    const { data } = await gateway.run<Record<string, unknown>>(documentOf(file), variables, as);
    for (const [field, value] of Object.entries(data)) expect([field, value]).not.toEqual([field, null]);
    const rows = rowsByList(data);
    const lists = /\b(nodes|edges|evidence)\b/.test(OPERATIONS.get(file) ?? '');
    expect(rows.size > 0).toBe(lists);
    expect([...rows].filter(([, count]) => count === 0)).toEqual([]);
  });

  test('give the first analyst question its rows, typed by codegen', async () => {
    const { data } = await gateway.run<operations.OpenHighAlertsQuery>(documentOf('open-high-alerts.graphql'), {
      first: 5,
    });
    expect(data.alerts.nodes).toHaveLength(5);
    for (const { severity, status } of data.alerts.nodes) {
      expect(severity).toBe('HIGH');
      expect(status).not.toBe('RESOLVED');
    }
  });
});
