import { sharedFakeGateway } from '../support/gateway/shared-fake-gateway.ts';
import type { Answer } from '../support/gateway/gateway.ts';

const shared = sharedFakeGateway();
const { replies } = shared;

const list = (path: string, ...value: unknown[]): void =>
  void (replies[`GET ${path}`] = { value, '@odata.count': value.length });
const UNREADABLE = { complete: false, reason: 'ROW_UNREADABLE' };
const COMPLETE = { complete: true, reason: null };

describe('a row of a list that cannot be read', () => {
  const MACHINES =
    '{ machines { totalCount nodes { machineId } edges { node { id machineId } } completeness { complete reason } } }';

  test.each<[string, unknown]>([
    ['it has no usable id', { computerDnsName: 'pc.contoso.example' }],
    ['it has no usable id', { id: null }],
    ['it has no usable id', { id: '' }],
    ['it has no usable id', { id: ' ' }],
    ['it has no usable id', { id: ['m-1'] }],
    ['it has no usable id', { id: true }],
    ['it is null', null],
    ['it is a list', []],
    ['it is a string', 'm-1'],
    ['it is a number', 7],
    ['it is a boolean', false],
  ])('is left out and told, since %s, and the others stand: %j', async (why, odd) => {
    replies['GET /api/machines'] = { value: [{ id: 'm-1' }, odd, { id: 'm-2' }], '@odata.count': 3 };
    const { status, data, errors } = await shared.gateway.attempt<{ machines: { edges: object[] } }>(MACHINES);
    expect([status, data]).toMatchObject([
      200,
      { machines: { totalCount: 3, nodes: [{ machineId: 'm-1' }, { machineId: 'm-2' }], completeness: UNREADABLE } },
    ]);
    expect(data?.machines.edges).toMatchObject([{ node: { machineId: 'm-1' } }, { node: { machineId: 'm-2' } }]);
    expect(errors).toEqual([
      {
        message: `Defender answered listMachines with a row that cannot be read, at index 1: ${why}.`,
        path: ['machines'],
        locations: [{ line: 1, column: 3 }],
        extensions: { code: 'UPSTREAM_ERROR' },
      },
    ]);
    const told = shared.gateway.logs.filter(({ level }) => Number(level) >= 40);
    expect(told).toMatchObject([{ level: 40, operation: 'listMachines', field: 'Query.machines' }]);
  });

  test('is left out and told where it is nested too deep to be written', async () => {
    const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
    replies['GET /api/machines'] = (_, response) =>
      void response.end(`{"value":[{"id":"m-1"},${deep},{"id":"m-2"}],"@odata.count":3}`);
    const { data, errors } = await shared.gateway.attempt<{ machines: object }>(MACHINES);
    expect(data).toMatchObject({
      machines: { nodes: [{ machineId: 'm-1' }, { machineId: 'm-2' }], completeness: UNREADABLE },
    });
    expect(errors).toMatchObject([{ extensions: { code: 'UPSTREAM_ERROR' } }]);
  });

  test('is one error for a page of them, which names the first', async () => {
    list('/api/machines', ...Array.from({ length: 12 }, (_, n) => (n % 4 === 3 ? null : {})), { id: 'm-1' });
    const { data, errors } = await shared.gateway.attempt(MACHINES);
    expect(data).toMatchObject({ machines: { nodes: [{ machineId: 'm-1' }] } });
    expect(errors?.map(({ message }) => message)).toEqual([
      'Defender answered listMachines with 12 rows that cannot be read, at indexes 0, 1, 2, 4, 5 and 4 more: it has no usable id; at indexes 3, 7, 11: it is null.',
    ]);
  });

  test('gives way to what lost more of the list', async () => {
    const link = 'https://collector.fabrikam.example/api/machines?$skip=2';
    replies['GET /api/machines'] = { value: [null, { id: 'm-1' }], '@odata.count': 3, '@odata.nextLink': link };
    const { data, errors } = await shared.gateway.attempt(MACHINES);
    expect(data).toMatchObject({ machines: { completeness: { reason: 'NEXT_LINK_LEAVES_ORIGIN' } } });
    expect(errors).toHaveLength(1);
  });

  test('with a number for its id can be read', async () => {
    list('/api/indicators', { id: 995, title: 'Contoso' }, { id: '996' });
    const { data } = await shared.gateway.run<{ indicators: { nodes: { id: string; indicatorId: string }[] } }>(
      '{ indicators { nodes { id indicatorId } completeness { complete reason } } }',
    );
    const [first, second] = data.indicators.nodes;
    expect([first?.indicatorId, second?.indicatorId]).toEqual(['995', '996']);
    const query = 'query ($id: ID!) { node(id: $id) { ... on Indicator { indicatorId title } } }';
    const found = await shared.gateway.run<object>(query, { id: first?.id });
    expect(found.data).toEqual({ node: { indicatorId: '995', title: 'Contoso' } });
  });

  test('is told where the list has its own alias, once for each list', async () => {
    list('/api/machines', null);
    list('/api/alerts', {});
    const { errors } = await shared.gateway.attempt('{ devices: machines { totalCount } alerts { totalCount } }');
    expect(errors?.map(({ path }) => path)).toEqual([['devices'], ['alerts']]);
  });
});

describe('rows that cannot be read, on the way through a list', () => {
  const TOTAL = 40;
  const isOdd = (n: number): boolean => n % 7 === 3 || (n >= 20 && n < 26) || n === TOTAL - 1;
  const NAMES: [string, string, string][] = [
    ['alerts', 'alertId', 'alertCreationTime'],
    ['machines', 'machineId', 'firstSeen'],
    ['machineActions', 'machineActionId', 'creationDateTimeUtc'],
  ];
  const timeOf = (n: number): string => `2026-11-20T08:30:${String(59 - Math.floor(n / 2)).padStart(2, '0')}.0000000Z`;

  /** Rows two of which share a moment; the odd ones have none of their own, or no id. */
  const serve = (name: string, time: string): void => {
    const all = Array.from({ length: TOTAL }, (_, n) => {
      if (isOdd(n)) return { at: n, row: n % 2 === 0 ? null : { [time]: timeOf(n) } };
      return { at: n, row: { id: `row-${n}`, [time]: timeOf(n) } };
    });
    replies[`GET /api/${name.toLowerCase()}`] = ({ query }, response) => {
      const [, bound] = / le (\S+)$/.exec(query.get('$filter') ?? '') ?? [];
      const within = all.filter(({ at }) => bound === undefined || timeOf(at) <= bound);
      const skip = Number(query.get('$skip') ?? 0);
      const value = within.slice(skip, skip + Number(query.get('$top'))).map(({ row }) => row);
      response.writeHead(200).end(JSON.stringify({ value, '@odata.count': within.length }));
    };
  };

  interface Page {
    edges: { cursor: string; node: Record<string, string> }[];
    pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
    completeness: { complete: boolean; reason: string | null };
  }

  const readable = Array.from({ length: TOTAL }, (_, n) => n).filter((n) => !isOdd(n));
  const oddOnes = Array.from({ length: TOTAL }, (_, n) => n).filter(isOdd);

  test.each(NAMES.flatMap((names) => [1, 3, 10, 100].map((size) => [...names, size] as const)))(
    '%s (%s, %s) by pages of %i neither stop the walk nor lose another row, and are told where they stand',
    async (name, id, time, size) => {
      serve(name, time);
      const query = `query ($first: Int, $after: String) { ${name}(first: $first, after: $after) { edges { cursor node { ${id} } }
        pageInfo { hasNextPage endCursor } completeness { complete reason } } }`;
      const shown: string[] = [];
      const told = new Set<number>();
      let after: string | null = null;
      for (let pages = 0; pages <= TOTAL; pages++) {
        const variables: Record<string, unknown> = { first: size, after };
        const answer: Answer<Record<string, Page>> = await shared.gateway.attempt(query, variables, 'one-caller');
        const { data, errors = [] } = answer;
        const page = data?.[name];
        if (page === undefined) throw new Error(JSON.stringify(errors));
        shown.push(...page.edges.map(({ node }) => node[id] ?? ''));
        expect(page.completeness).toEqual(errors.length === 0 ? COMPLETE : UNREADABLE);
        for (const { message } of errors) {
          for (const [, indexes = ''] of message.matchAll(/at index(?:es)? ([\d, ]+)/g)) {
            for (const index of indexes.split(', ')) told.add(Number(index));
          }
        }
        after = page.pageInfo.endCursor;
        if (!page.pageInfo.hasNextPage) break;
        expect(after).not.toBeNull();
      }
      expect(shown).toEqual(readable.map((n) => `row-${n}`));
      // A page of more than five odd rows of a kind names five.
      if (size < 100) expect([...told].sort((a, b) => a - b)).toEqual(oddOnes);
    },
  );

  test('of a server with pages of its own neither', async () => {
    const cap = 8;
    replies['GET /api/machines'] = ({ query }, response) => {
      const skip = Number(query.get('$skip') ?? 0);
      const value = Array.from({ length: cap }, (_, n) => (n === 3 ? null : { id: `row-${skip + n}` }));
      const link = `${shared.gateway.api.url}/api/machines?$skip=${skip + cap}`;
      response.end(JSON.stringify({ value, ...(skip + cap < TOTAL && { '@odata.nextLink': link }) }));
    };
    const query = '{ machines(first: 100) { nodes { machineId } completeness { complete reason } } }';
    const { data, errors } = await shared.gateway.attempt<{ machines: { nodes: object[] } }>(query);
    expect(data?.machines).toMatchObject({ completeness: UNREADABLE });
    expect(data?.machines.nodes).toHaveLength(TOTAL - 5);
    expect(errors?.map(({ message }) => message)).toEqual([
      expect.stringContaining('with 5 rows that cannot be read, at indexes 3, 11, 19, 27, 35: it is null.'),
    ]);
  });

  test('backwards neither', async () => {
    serve('machines', 'firstSeen');
    const query = `query ($last: Int, $before: String) { machines(last: $last, before: $before) {
      edges { node { machineId } } pageInfo { hasPreviousPage startCursor } } }`;
    const shown: string[] = [];
    let before: string | null = null;
    for (let pages = 0; pages <= TOTAL; pages++) {
      const { data }: Answer<{ machines: Page }> = await shared.gateway.attempt(query, { last: 3, before });
      shown.unshift(...(data?.machines.edges ?? []).map(({ node }) => node.machineId ?? ''));
      before = data?.machines.pageInfo.startCursor ?? null;
      if (data?.machines.pageInfo.hasPreviousPage !== true) break;
    }
    expect(shown).toEqual(readable.map((n) => `row-${n}`));
  });
});
