import { startGateway, startSandboxGateway, type SandboxGateway } from '../support/gateway/gateway.ts';
import { upstreamOf } from '../support/fakes/upstream.ts';
import { alertPage, idsOf } from '../support/gateway/walk-alerts.ts';
import { globalId } from '../../src/graphql/node/node.ts';

let gateway: SandboxGateway;
const SECRET = { CURSOR_SECRET: 'a secret of the contoso gateway' };

beforeAll(async () => {
  gateway = await startSandboxGateway({ machines: 30, alerts: 300, quirks: { limits: false } }, SECRET);
});
afterAll(() => gateway.close());

const QUERY = `query ($first: Int, $after: String, $last: Int, $before: String, $where: AlertWhere) {
  alerts(first: $first, after: $after, last: $last, before: $before, where: $where) {
    nodes { alertId } edges { cursor } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`;

/** The code and message of a refusal, which must not have cost a call. */
async function refusal(variables: Record<string, unknown>, query = QUERY) {
  const { answer, calls } = await upstreamOf(gateway.sandbox, () => gateway.attempt(query, variables));
  expect(calls).toEqual([]);
  expect(answer.errors).toHaveLength(1);
  return { code: answer.errors?.[0]?.extensions.code, message: answer.errors?.[0]?.message };
}

describe('page sizes', () => {
  test('of 0 give no rows and tell whether there are any', async () => {
    const page = await alertPage(gateway, { first: 0 });
    expect(page).toMatchObject({
      nodes: [],
      pageInfo: { hasNextPage: true, hasPreviousPage: false, startCursor: null, endCursor: null },
    });
  });

  test('are 50 where none is given, or null', async () => {
    expect((await alertPage(gateway, {})).nodes).toHaveLength(50);
    expect((await alertPage(gateway, { first: null, last: null })).nodes).toHaveLength(50);
  });

  test.each([
    [{ first: 1001 }, /first must be from 0 to 1000, got 1001; walk longer lists page by page/],
    [{ first: -1 }, /first must be from 0 to 1000, got -1/],
    [{ last: 1001 }, /last must be from 0 to 1000, got 1001/],
    [{ last: -1 }, /last must be from 0 to 1000, got -1/],
    [{ first: 1, last: 1 }, /Give first or last, not both/],
    [{ first: 0, last: 0 }, /Give first or last, not both/],
  ])('%j are refused before any call', async (variables, message) => {
    expect(await refusal(variables)).toMatchObject({
      code: 'BAD_USER_INPUT',
      message: expect.stringMatching(message) as string,
    });
  });

  test('that are no whole numbers are refused before any call', async () => {
    for (const first of [1.5, '5', 2 ** 31]) expect((await refusal({ first })).code).toBe('BAD_USER_INPUT');
  });
});

describe('a cursor', () => {
  const where = { severity: { in: ['HIGH', 'LOW'] }, status: { ne: 'NEW' } };
  const cursorOf = async (variables: Record<string, unknown> = {}): Promise<string> =>
    (await alertPage(gateway, { first: 3, ...variables })).pageInfo.endCursor ?? '';
  const machineCursor = async () => {
    interface Machines {
      machines: { pageInfo: { endCursor: string } };
    }
    const { data } = await gateway.run<Machines>('{ machines(first: 3) { pageInfo { endCursor } } }');
    return data.machines.pageInfo.endCursor;
  };
  const changed = (cursor: string): string => (cursor.startsWith('A') ? 'B' : 'A') + cursor.slice(1);

  test.each<[string, () => Promise<Record<string, unknown>>]>([
    ['of another list', async () => ({ after: await machineCursor() })],
    ['of another filter', async () => ({ after: await cursorOf({ where }), where: { status: { ne: 'NEW' } } })],
    ['of no filter, with one', async () => ({ after: await cursorOf(), where })],
    ['of a filter, without it', async () => ({ after: await cursorOf({ where }) })],
    ['that was changed', async () => ({ after: changed(await cursorOf()) })],
    ['that was cut', async () => ({ after: (await cursorOf()).slice(0, -4) })],
    ['that is empty', () => Promise.resolve({ after: '' })],
    ['that is a number', () => Promise.resolve({ after: '3' })],
    ['that is bad, as before', async () => ({ last: 3, before: changed(await cursorOf()) })],
  ])('%s is refused before any call', async (_, variables) => {
    const given = await variables();
    expect(await refusal(given)).toEqual({
      code: 'BAD_CURSOR',
      message: 'The cursor was not made by this list with this filter for this tenant; start again without it.',
    });
  });

  test('of another tenant is refused', async () => {
    const after = await cursorOf();
    const token = await gateway.sandbox.mintToken('admin', { tid: '0b8f6a7e-5d4c-4b3a-9281-706f5e4d3c2b' });
    const { errors } = await gateway.send(token, QUERY, { after });
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['BAD_CURSOR']);
  });

  test('serves whoever asks for the same rows, however the filter is written', async () => {
    const [one, two] = gateway.sandbox.tenant.alerts.map(({ id }) => id);
    const written = { severity: { in: ['HIGH', 'LOW'] }, status: { ne: 'NEW' }, id: { ne: one } };
    const other = {
      id: { ne: globalId('Alert', gateway.sandbox.tenantId, one ?? '') },
      category: null,
      status: { ne: 'NEW' },
      severity: { in: ['HIGH', 'LOW'] },
    };
    const after = await cursorOf({ where: written });
    const same = idsOf(await alertPage(gateway, { first: 5, after, where: written }));
    expect(idsOf(await alertPage(gateway, { first: 5, after, where: other }))).toEqual(same);
    expect((await refusal({ first: 5, after, where: { ...written, id: { ne: two } } })).code).toBe('BAD_CURSOR');
    const page = await gateway.run<{ alerts: { nodes: unknown[] } }>(
      QUERY,
      { first: 5, after, where: written },
      'reader',
    );
    expect(page.data.alerts.nodes).toHaveLength(5);
  });

  test('serves every process that has the same secret, and no other', async () => {
    const after = await cursorOf();
    const token = await gateway.sandbox.mintToken('admin');
    for (const [variables, code] of [
      [SECRET, undefined],
      [{ CURSOR_SECRET: 'another secret of the gateway' }, 'BAD_CURSOR'],
      [{}, 'BAD_CURSOR'],
    ] as const) {
      const other = await startGateway(gateway.sandbox.url, variables);
      const { errors } = await other.send(token, QUERY, { after });
      expect(errors?.[0]?.extensions.code).toBe(code);
      await other.close();
    }
  });

  test('of the list of one device is refused for another', async () => {
    interface Devices {
      machines: { nodes: { id: string; alerts: { pageInfo: { endCursor: string | null } } }[] };
    }
    const list = '{ machines { nodes { id alerts(first: 1) { pageInfo { endCursor } } } } }';
    const { data } = await gateway.run<Devices>(list);
    const [one, two] = data.machines.nodes.filter(({ alerts }) => alerts.pageInfo.endCursor !== null);
    const query = `query ($id: ID!, $after: String) { machine(id: $id) { alerts(after: $after) { nodes { alertId } } } }`;
    const after = one?.alerts.pageInfo.endCursor;
    expect((await gateway.attempt(query, { id: one?.id, after })).errors).toBeUndefined();
    const { errors, data: foreign } = await gateway.attempt<object>(query, { id: two?.id, after });
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['BAD_CURSOR']);
    expect(foreign).toEqual({ machine: { alerts: null } });
  });
});
