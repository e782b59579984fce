import type { SavedHunt } from '../../src/resources/hunting/saved/hunting.saved.type.ts';
import { type HuntedTenant, type Ran, RUN_SAVED_HUNT, startHuntedTenant } from '../support/hunting/hunted-tenant.ts';
import { firstOf, upstreamOf } from '../support/fakes/upstream.ts';

let gateway: HuntedTenant;
let hunts: readonly SavedHunt[];
beforeAll(async () => {
  gateway = await startHuntedTenant();
  const { data } = await gateway.run<{ savedHunts: SavedHunt[] }>(
    '{ savedHunts { name title description tactics query parameters { name type description defaultValue required } } }',
  );
  hunts = data.savedHunts;
});
afterAll(() => gateway.close());

describe('the shelf of hunts', () => {
  test('holds ten, by name, each with a title, tactics and parameters', () => {
    const names = hunts.map(({ name }) => name);
    expect(names).toEqual([
      'encoded-powershell',
      'exposed-vulnerable-software',
      'guessed-password',
      'mass-renames',
      'new-run-keys',
      'rare-programs',
      'silent-sensors',
      'system-tools-calling-out',
      'timeline-around-alert',
      'unsigned-modules',
    ]);
    for (const { title, description, tactics, query, parameters } of hunts) {
      expect([title, description, query].every((text) => text.length > 5)).toBe(true);
      expect(Math.min(tactics.length, parameters.length)).toBeGreaterThan(0);
    }
    const required = hunts.flatMap(({ name, parameters }) =>
      parameters.filter((parameter) => parameter.required).map((parameter) => `${name} ${parameter.name}`),
    );
    expect(required).toEqual(['timeline-around-alert alertId']);
    const lookback = firstOf(hunts).parameters[0];
    expect(lookback).toMatchObject({ name: 'lookback', type: 'TIMESPAN', defaultValue: '7d', required: false });
  });

  test('has nothing that the checker finds fault with, and columns that lead to something', async () => {
    for (const { name, query, parameters } of hunts) {
      const { data } = await gateway.run<{ validateHunt: { diagnostics: unknown[]; columns: { name: string }[] } }>(
        `query ($query: KQL!, $parameters: [HuntingParameterInput!]!) {
          validateHunt(query: $query, parameters: $parameters) { diagnostics { line message } columns { name } } }`,
        {
          query,
          parameters: parameters.map(({ name, type, defaultValue: value }) => ({ name, type, value })),
        },
      );
      expect([name, data.validateHunt.diagnostics]).toEqual([name, []]);
      const columns = data.validateHunt.columns.map((column) => column.name);
      expect([name, columns]).toEqual([name, expect.arrayContaining(['DeviceId', 'DeviceName'])]);
    }
  });

  test('is run as one call, the query as it is in the file behind its bound parameters', async () => {
    const hunt = firstOf(hunts);
    const { operations } = await upstreamOf(gateway.sandbox, () => {
      const parameters = [{ name: 'device', value: `x"; .drop ' \\` }];
      return gateway.run<Ran>(RUN_SAVED_HUNT, { name: hunt.name, parameters });
    });
    expect(operations).toEqual(['runAdvancedQuery']);
    const { Query } = gateway.sandbox.requests.at(-1)?.body as { Query: string };
    expect(Query.endsWith(`;\n${hunt.query}`)).toBe(true);
    expect(Query.slice(0, -hunt.query.length).split('\n')).toEqual([
      expect.stringMatching(/^let device = "x\\.*";$/),
      'let lookback = timespan(7.00:00:00.0000000);',
      '',
    ]);
  });

  test('is paged without a second call', async () => {
    const values = { name: 'silent-sensors', parameters: [], first: 3 };
    const { answer, operations } = await upstreamOf(gateway.sandbox, async () => {
      const first = (await gateway.run<Ran>(RUN_SAVED_HUNT, values)).data.runSavedHunt;
      const after = first.rows.pageInfo.endCursor;
      return [first, (await gateway.run<Ran>(RUN_SAVED_HUNT, { ...values, after })).data.runSavedHunt] as const;
    });
    expect(operations).toEqual(['runAdvancedQuery']);
    const [first, second] = answer;
    expect(second.rowCount).toBe(first.rowCount);
    const devices = [first, second].flatMap(({ rows }) => rows.nodes.map(({ values }) => values['DeviceId']));
    expect(new Set(devices).size).toBe(6);
  });

  test('is cut into slices, and by the rows that are wanted, as any hunt', async () => {
    const query = `{ runSavedHunt(name: "system-tools-calling-out", parameters: [{ name: "lookback", value: "30d" }],
      slice: { column: "Timestamp", by: "10d" }, maxRows: 1000) { rowCount slices { rowCount } } }`;
    interface Sliced {
      runSavedHunt: { rowCount: number; slices: { rowCount: number }[] };
    }
    const { answer, operations } = await upstreamOf(gateway.sandbox, () => gateway.run<Sliced>(query));
    const { rowCount, slices } = answer.data.runSavedHunt;
    expect(operations).toEqual(Array<string>(3).fill('runAdvancedQuery'));
    expect(slices.reduce((sum, slice) => sum + slice.rowCount, 0)).toBe(rowCount);
    expect(rowCount).toBe((await gateway.hunt('system-tools-calling-out', { lookback: 'P30D' })).rows.length);
  });
});

describe('faults in the parameters of a saved hunt cost no call, and are told with what there is', () => {
  test.each<[string, string, { name: string; value?: unknown }[], string]>([
    [
      'no such hunt',
      'encoded-powershel',
      [],
      'name: there is no saved hunt "encoded-powershel"; there are encoded-powershell, exposed-vulnerable-software,',
    ],
    [
      'one missing',
      'timeline-around-alert',
      [{ name: 'before', value: '1h' }],
      'parameters: the hunt timeline-around-alert needs alertId; it takes alertId (STRING, required), before (TIMESPAN), after (TIMESPAN).',
    ],
    [
      'one unknown',
      'encoded-powershell',
      [
        { name: 'device', value: '' },
        { name: 'Lookback', value: '1d' },
      ],
      'parameters[1].name: the hunt encoded-powershell has no parameter "Lookback"; it takes lookback (TIMESPAN), device (STRING).',
    ],
    [
      'one twice',
      'encoded-powershell',
      [
        { name: 'device', value: '' },
        { name: 'device', value: '' },
      ],
      'parameters[1].name: "device" is given twice; it takes lookback (TIMESPAN), device (STRING).',
    ],
    [
      'a value of another type, by its place among those given',
      'guessed-password',
      [
        { name: 'privateAddresses', value: true },
        { name: 'leastFailures', value: 1.5 },
      ],
      'parameters[1].value: ',
    ],
    ['no value', 'encoded-powershell', [{ name: 'device' }], 'parameters[0].value: '],
  ])('%s', async (_, name, parameters, message) => {
    const { answer, operations } = await upstreamOf(gateway.sandbox, () =>
      gateway.attempt<Ran>(RUN_SAVED_HUNT, { name, parameters }),
    );
    expect(operations).toEqual([]);
    expect(answer.errors).toHaveLength(1);
    expect(answer.errors?.[0]?.message).toContain(message);
    expect(answer.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });
});
