import { globalId } from '../../src/graphql/node/node.ts';
import { FAKE_TENANT, startFakeGateway, type FakeGateway } from '../support/gateway/fake-gateway.ts';

// The price of a document is kept, so each of its sizes has to be priced by itself, whichever came first.
describe('one document with other variables is priced anew', () => {
  let gateway: FakeGateway;
  beforeAll(async () => {
    gateway = await startFakeGateway({});
  });
  afterAll(() => gateway.close());

  const idsOf = (count: number): string[] =>
    Array.from({ length: count }, (_, index) => globalId('Machine', FAKE_TENANT, `m${index}`));
  const sliced = (days: number, by: string) => ({
    slice: {
      column: 'Timestamp',
      from: '2026-10-01T00:00:00Z',
      to: `2026-10-${String(1 + days).padStart(2, '0')}T00:00:00Z`,
      by,
    },
  });

  test.each<[string, string, readonly [Record<string, unknown>, number, string?][]]>([
    [
      'a size',
      'query ($n: Int) { alerts(first: $n) { nodes { files { sha1 } } } }',
      [
        [{ n: 5 }, 6],
        [{ n: 900 }, 901],
        [{ n: 5 }, 6],
        [{}, 51],
        [{ n: null }, 51],
      ],
    ],
    [
      'a size from the end',
      'query ($n: Int, $before: String) { alerts(last: $n, before: $before) { nodes { title } } }',
      [
        [{ n: 5 }, 2],
        [{ n: 5, before: 'a cursor' }, 1],
        [{ n: 5 }, 2],
      ],
    ],
    [
      'ids',
      'query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Machine { logonUsers { totalCount } } } }',
      [
        [{ ids: idsOf(2) }, 3],
        [{ ids: idsOf(90) }, 91],
        [{ ids: idsOf(2) }, 3],
      ],
    ],
    [
      'a condition',
      'query ($more: Boolean!) { alerts(first: 5) { nodes { title files @include(if: $more) { sha1 } } } }',
      [
        [{ more: false }, 1],
        [{ more: true }, 6],
        [{ more: false }, 1],
      ],
    ],
    [
      'a source, which decides what is called',
      'query ($source: StateSource!) { machines(first: 900) { nodes { isolation(source: $source) { state } } } }',
      [
        [{ source: 'ACTION_HISTORY' }, 2, 'listMachineActions'],
        [{ source: 'HUNTING' }, 2, 'runAdvancedQuery'],
        [{ source: 'ACTION_HISTORY' }, 2, 'listMachineActions'],
      ],
    ],
    [
      'an id of another type',
      'query ($id: ID!) { node(id: $id) { id ... on Machine { machineId } ... on Alert { title } } }',
      [
        [{ id: globalId('Machine', FAKE_TENANT, 'm1') }, 1],
        [{ id: 'no id of ours' }, 0],
        [{ id: globalId('Alert', FAKE_TENANT, 'a1') }, 1],
      ],
    ],
    [
      'slices of a hunt, though they stand in an input object',
      'query ($slice: HuntSliceInput) { hunt(query: "DeviceEvents", slice: $slice) { rowCount } }',
      [
        [sliced(2, '1d'), 2],
        [sliced(9, '1d'), 9],
        [sliced(2, '1d'), 2],
      ],
    ],
  ])('%s', async (_, query, prices) => {
    for (const [variables, calls, operation] of prices) {
      const response = await fetch(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: 'Bearer an-opaque-token',
          'x-dry-run': 'true',
        },
        body: JSON.stringify({ query, variables }),
      });
      const { extensions } = (await response.json()) as {
        extensions: { plan?: { calls: number; fields: { operation: string }[] } };
      };
      const { plan } = extensions;
      expect({ variables, calls: plan?.calls }).toEqual({ variables, calls });
      if (operation !== undefined) expect(plan?.fields.at(-1)?.operation).toBe(operation);
    }
  });
});
