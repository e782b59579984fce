import { huntingTables } from '../../../src/sandbox/hunting/hunting-tables.ts';
import { runKql, type KqlDatabase, type RowHint } from '../../../src/sandbox/kql/run-kql.ts';
import { generateTenant } from '../../../src/sandbox/tenant/tenant.ts';

const NOW = new Date('2026-03-12T12:00:00.000Z');
const ROWS = [
  { DeviceId: 'd1', Name: 'a', Size: 1 },
  { DeviceId: 'd2', Name: 'b', Size: 2 },
];

/** What a query asks of its tables: the hints, in order, and the rows. */
function run(query: string): { hints: (RowHint | undefined)[]; names: unknown[] } {
  const hints: (RowHint | undefined)[] = [];
  const rows = (hint?: RowHint) => {
    hints.push(hint);
    return ROWS.filter((row) => hint?.column !== 'DeviceId' || row.DeviceId === hint.text);
  };
  const columns = [
    { name: 'DeviceId', type: 'string' as const },
    { name: 'Name', type: 'string' as const },
    { name: 'Size', type: 'long' as const },
  ];
  const database: KqlDatabase = {
    T: { columns, rows },
    U: { columns: columns.slice(1), rows },
    N: { columns: [{ name: 'DeviceId', type: 'long' }], rows: () => [{ DeviceId: 5 }] },
  };
  return { hints, names: runKql(query, database, NOW).Results.map((row) => row['Name']) };
}

const D1: RowHint = { column: 'DeviceId', text: 'd1' };

describe('a table is told which text a column must have', () => {
  test.each<[string, (RowHint | undefined)[], unknown[]]>([
    ["T | where DeviceId == 'd1'", [D1], ['a']],
    ["T | where Size > 0 and (DeviceId == 'd1' and Name != 'x')", [D1], ['a']],
    ["let d = 'd1'; T | where DeviceId == d | where Size > 0", [D1], ['a']],
    ["T | where Size > 0 | where DeviceId == strcat('d', '1')", [D1], ['a']],
    ["T | where DeviceId == 'd1' | where DeviceId == 'd2'", [{ ...D1 }], []],
    [
      "let d = toscalar(T | where Name == 'a' | project DeviceId); T | where DeviceId == d",
      [{ column: 'Name', text: 'a' }, D1],
      ['a'],
    ],
    ["union T, T | where DeviceId == 'd1'", [D1, D1], ['a', 'a']],
    ["union T, U | where DeviceId == 'd1'", [D1, undefined], ['a']],
  ])('%s', (query, hints, names) => {
    expect(run(query)).toEqual({ hints, names });
  });

  test.each<[string, unknown[]]>([
    ["T | where DeviceId == 'd1' or Name == 'b'", ['a', 'b']],
    ["T | where not(DeviceId == 'd1')", ['b']],
    ["T | where DeviceId != 'd1'", ['b']],
    ["T | where DeviceId =~ 'D1'", ['a']],
    ["T | where DeviceId == ''", []],
    ['T | where DeviceId == Name', []],
    ["T | take 1 | where DeviceId == 'd2'", []],
    ["T | extend DeviceId = Name | where DeviceId == 'a'", ['a']],
    [
      "T | project-rename Id = DeviceId | project-rename DeviceId = Name | where DeviceId == 'a' | extend Name = Id",
      ['d1'],
    ],
    ["union T, N | where DeviceId_string == 'd1'", ['a']],
    ['T | where Size == 1', ['a']],
  ])('%s tells nothing', (query, names) => {
    expect(run(query)).toEqual({ hints: [undefined], names });
  });
});

describe('the tables of a tenant', () => {
  const tenant = generateTenant({ seed: 11, machines: 30, alerts: 300, now: NOW.getTime() });
  const database = huntingTables(tenant);
  const devices = [...tenant.machines.slice(0, 3).map(({ id }) => id), tenant.retiredMachineIds[0] ?? '', 'none'];

  test.each(Object.keys(database))('%s has the same rows for a device, whether it is told which or not', (name) => {
    const all = [...(database[name]?.rows() ?? [])];
    for (const text of devices) {
      const own = [...(database[name]?.rows({ column: 'DeviceId', text }) ?? [])];
      const wanted = (rows: readonly Record<string, unknown>[]) =>
        JSON.stringify(rows.filter((row) => row['DeviceId'] === text));
      expect(wanted(own) === wanted(all)).toBe(true);
      if (name !== 'AlertInfo') expect(own.length).toBeLessThan(all.length);
    }
  });
});
