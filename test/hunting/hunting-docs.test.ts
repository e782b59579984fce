import { readFile } from 'node:fs/promises';
import { startSandboxGateway, type SandboxGateway } from '../support/gateway/gateway.ts';

const text = await readFile(new URL('../../docs/hunting.md', import.meta.url), 'utf8');
const examples = [...text.matchAll(/^```graphql\n(query (\w+).*?)^```\n\n```json\n(.*?)^```/gms)].map(
  ([, document = '', name = '', variables = '']) => ({ name, document, variables }),
);

interface Found {
  rowCount: number;
  rows: { nodes: { values: Record<string, unknown>; machine?: { computerDnsName: string } | null }[] };
  slices?: { rowCount: number | null }[];
}

/** What each example has to show. */
const EXPECTED: Readonly<Record<string, (data: Record<string, unknown>) => void>> = {
  ProcessesOf: ({ hunt }) => {
    const { rows } = hunt as Found;
    expect(rows.nodes.length).toBeGreaterThan(0);
    for (const { values } of rows.nodes) expect(String(values.FileName).toLowerCase()).toBe('powershell.exe');
  },
  Validate: ({ validateHunt }) => {
    const { diagnostics } = validateHunt as { diagnostics: { severity: string; line: number; column: number }[] };
    expect(diagnostics).toContainEqual(expect.objectContaining({ severity: 'ERROR', line: 2, column: 9 }));
    expect(diagnostics).toContainEqual(expect.objectContaining({ severity: 'WARNING', line: 3 }));
  },
  RiskyLogons: ({ hunt }) => {
    const { rows } = hunt as Found;
    expect(rows.nodes.length).toBeGreaterThan(0);
    expect(rows.nodes.some(({ machine }) => machine?.computerDnsName !== undefined)).toBe(true);
  },
  AWeekOfEvents: ({ hunt }) => {
    const { rowCount, slices } = hunt as Found;
    expect(slices).toHaveLength(6);
    expect(rowCount).toBeGreaterThan(0);
    expect(rowCount).toBeLessThanOrEqual(500);
  },
  Left: ({ budgets }) => {
    const left = budgets as { name: string; remainingRunSecondsThisHour: number | null }[];
    const hunts = left.find(({ name }) => name === 'runAdvancedQuery');
    expect(hunts?.remainingRunSecondsThisHour).toBeGreaterThan(0);
    expect(hunts).toMatchObject({ remainingRunSecondsToday: expect.any(Number) as number });
  },
  Shelf: ({ savedHunts }) => {
    expect((savedHunts as unknown[]).length).toBeGreaterThanOrEqual(10);
  },
  RunSaved: ({ runSavedHunt }) => {
    expect((runSavedHunt as Found).rowCount).toBeGreaterThan(0);
  },
};

/** What hunts find depends on when the tenant is made, and so on the day. */
const NOW = Date.parse('2026-11-20T12:00:00Z');

describe('docs/hunting.md', () => {
  let gateway: SandboxGateway;
  beforeAll(async () => {
    gateway = await startSandboxGateway({ machines: 60, alerts: 300, quirks: { limits: false }, now: () => NOW });
  });
  afterAll(() => gateway.close());

  test('has the examples that are checked here', () => {
    expect(examples.map(({ name }) => name).sort()).toEqual(Object.keys(EXPECTED).sort());
  });

  test.each(examples)('$name shows what the page says', async ({ name, document, variables }) => {
    const { data } = await gateway.run<Record<string, unknown>>(
      document,
      JSON.parse(variables) as Record<string, unknown>,
      'hunter',
    );
    EXPECTED[name]?.(data);
  });
});
