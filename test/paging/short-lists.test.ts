import { closeAll, COMPLETE, cutting, FIELDS, opened, pageOf, type Page } from '../support/fakes/cut-pages.ts';
import { startFakeGateway } from '../support/gateway/fake-gateway.ts';
import type { SandboxGateway } from '../support/gateway/gateway.ts';
import { upstreamOf } from '../support/fakes/upstream.ts';

afterEach(closeAll);

describe('a list shorter than a page', () => {
  const FEW = { machines: 43 };
  const cost = async (gateway: SandboxGateway, more = ''): Promise<string[]> => {
    const before = gateway.sandbox.requests.length;
    const page = await pageOf(gateway, 'machines', '(first: 50)', more);
    expect(page).toMatchObject({ pageInfo: { hasNextPage: false }, completeness: COMPLETE });
    return gateway.sandbox.requests.slice(before).map(({ path, status }) => {
      const options = new URL(path, 'http://127.0.0.1').searchParams;
      return `${[...options].map(([name, value]) => `${name}=${value}`).join('&')} ${status}`;
    });
  };

  test('costs one call where the server counts, whether the count is selected or not', async () => {
    const gateway = await cutting({}, true, FEW);
    for (const more of ['', 'totalCount']) {
      expect(await cost(gateway, more)).toEqual(['$top=51&$count=true 200']);
    }
  });

  test('costs none where /$count, asked for anyway, tells that it is over', async () => {
    const gateway = await cutting({}, 'ignored', { ...FEW, quirks: { countSegment: true } });
    expect(await cost(gateway, 'totalCount')).toEqual(['$top=51&$count=true 200', ' 200']);
  });

  test('costs none where the server was seen to give a larger page of it', async () => {
    const gateway = await cutting({}, true, FEW);
    await pageOf(gateway, 'machines', '(first: 40)');
    const few = '(first: 50, where: { healthStatus: { ne: ACTIVE } })';
    const { answer, calls } = await upstreamOf(gateway.sandbox, () => pageOf(gateway, 'machines', few));
    expect(answer.nodes.length).toBeGreaterThan(0);
    expect(answer.nodes.length).toBeLessThan(40);
    expect(answer.pageInfo.hasNextPage).toBe(false);
    expect(calls).toHaveLength(1);
  });

  test('costs one call each time where the server tells no count', async () => {
    const gateway = await cutting({}, 'ignored', FEW);
    expect(await cost(gateway)).toHaveLength(2);
    expect(await cost(gateway)).toHaveLength(2);
  });

  test('costs two the first time where the server refuses to count, and one each time after it has', async () => {
    const gateway = await cutting({}, false, FEW);
    const refused = '$top=51&$count=true 400';
    expect(await cost(gateway)).toEqual([refused, '$top=51 200', '$top=43&$skip=43 404']);
    expect(await cost(gateway)).toEqual(['$top=51 200', '$top=43&$skip=43 404']);
  });

  test('stands, but not as complete, where the call that shows its end fails', async () => {
    const refused = { error: { code: 'BadRequest', message: 'Refused.' } };
    const rows = [{ id: 'm-1' }, { id: 'm-2' }];
    for (const status of [400, 403, 404, 500]) {
      const gateway = await startFakeGateway({
        'GET /api/machines': (call, response) => {
          const fails = call.query.has('$skip');
          response.writeHead(fails ? status : 200).end(JSON.stringify(fails ? refused : { value: rows }));
        },
      });
      opened(gateway);
      const { data, errors } = await gateway.attempt<{ machines: Page }>(`{ machines { ${FIELDS} } }`);
      if (status === 403) expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
      else expect(data?.machines.nodes).toHaveLength(2);
      if (status === 404) expect(data?.machines.completeness).toEqual(COMPLETE);
      if (status === 400 || status === 500) {
        expect(data?.machines).toMatchObject({
          pageInfo: { hasNextPage: true },
          completeness: { complete: false, reason: 'SERVER_PAGE_LIMIT' },
        });
      }
    }
  });
});

test.each(['-5', '2.5', '1e300', '"3"'])('a length of %s by /$count is none', async (length) => {
  const gateway = await startFakeGateway({
    'GET /api/machines': ({ query }, response) =>
      void response.end(JSON.stringify({ value: query.has('$skip') ? [] : [{ id: 'm-1' }] })),
    'GET /api/machines/$count': (_, response) => void response.end(length),
  });
  opened(gateway);
  const page = await pageOf(gateway, 'machines', '(first: 5)', 'totalCount');
  expect(page).toMatchObject({ nodes: [{}], totalCount: null, completeness: COMPLETE });
  expect(gateway.api.calls.map(({ path }) => path)).toContain('/api/machines/$count');
  expect(gateway.api.unexpected).toEqual([]);
});
