import { startSandboxGateway, type SandboxGateway } from '../gateway/gateway.ts';
import { DAY, keyOf, tablesOf, textOf, timeOf, type HuntedRow } from './expected-hunts.ts';

export const RUN_SAVED_HUNT = `query ($name: String!, $parameters: [SavedHuntParameterInput!]!, $first: Int, $after: String) {
  runSavedHunt(name: $name, parameters: $parameters) {
    columns { name } rowCount
    rows(first: $first, after: $after) { nodes { values } pageInfo { endCursor hasNextPage } }
  }
}`;

export interface Ran {
  runSavedHunt: {
    columns: { name: string }[];
    rowCount: number;
    rows: { nodes: { values: HuntedRow }[]; pageInfo: { endCursor: string; hasNextPage: boolean } };
  };
}

/** What a hunt found, and between which moments it ran. */
export interface Found {
  rows: readonly HuntedRow[];
  start: number;
  end: number;
}

export interface HuntedTenant extends SandboxGateway {
  /** The rows of a hunting table, read without any query. */
  table(name: string): readonly HuntedRow[];
  /** Runs a saved hunt; gives all its rows, which are some. */
  hunt(name: string, values?: Readonly<Record<string, unknown>>): Promise<Found>;
}

/** The same moment in every run: what a tenant holds, and so what hunts find in it, depends on when it is made. */
const NOW = Date.parse('2026-11-20T12:00:00Z');

/** A gateway in front of a tenant in which every saved hunt finds something. */
export async function startHuntedTenant(): Promise<HuntedTenant> {
  const gateway = await startSandboxGateway({
    machines: 150,
    alerts: 1_500,
    quirks: { limits: false },
    now: () => NOW,
  });
  return {
    ...gateway,
    table: tablesOf(gateway.sandbox.tenant),
    hunt: async (name, values = {}) => {
      const parameters = Object.entries(values).map(([parameter, value]) => ({ name: parameter, value }));
      const { data } = await gateway.run<Ran>(RUN_SAVED_HUNT, { name, parameters, first: 1_000 });
      const { rowCount, rows } = data.runSavedHunt;
      const found = rows.nodes.map((node) => node.values);
      expect(found.length).toBeGreaterThan(0);
      expect(found).toHaveLength(rowCount);
      return { rows: found, start: NOW, end: NOW };
    },
  };
}

/** By what an event is known. */
export const EVENT = ['Timestamp', 'DeviceId', 'ReportId'];

export const after = (rows: readonly HuntedRow[], from: number): HuntedRow[] =>
  rows.filter((row) => timeOf(row) > from);

/**
 * The rows found are, by these columns, those expected of so many days before a moment within the run; `since` makes them
 * of the start of that time.
 */
export function expectSince(
  found: Found,
  days: number,
  columns: readonly string[],
  since: (from: number) => readonly HuntedRow[],
): void {
  const keys = (rows: readonly HuntedRow[]): Set<string> => new Set(rows.map((row) => keyOf(row, columns)));
  const all = keys(found.rows);
  const [sure, possible] = [keys(since(found.end - days * DAY)), keys(since(found.start - days * DAY))];
  expect(all.size).toBe(found.rows.length);
  expect([...sure].filter((key) => !all.has(key))).toEqual([]);
  expect([...all].filter((key) => !possible.has(key))).toEqual([]);
}

/** The rows are in the order of their time, ascending by 1, descending by -1. */
export function expectSorted({ rows }: Found, sign: 1 | -1): void {
  const times = rows.map((row) => textOf(row, 'Timestamp'));
  expect(times).toEqual([...times].sort((one, other) => (one < other ? -sign : one > other ? sign : 0)));
}
