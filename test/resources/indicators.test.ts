import { globalId } from '../../src/graphql/node/node.ts';
import { startSandboxGateway, type SandboxGateway } from '../support/gateway/gateway.ts';
import { firstOf, upstreamOf } from '../support/fakes/upstream.ts';

describe('indicators', () => {
  let gateway: SandboxGateway;
  beforeAll(async () => {
    gateway = await startSandboxGateway({ machines: 120, alerts: 500, quirks: { limits: false } });
  });
  afterAll(() => gateway.close());
  const rows = () => gateway.sandbox.tenant.indicators;
  const idOf = (key: string) => globalId('Indicator', gateway.sandbox.tenantId, key);

  test('come as a list in one call, with their global ids', async () => {
    interface Data {
      indicators: { totalCount: number; nodes: { id: string; indicatorId: string; indicatorValue: string }[] };
    }
    const { answer, operations } = await upstreamOf(gateway.sandbox, () =>
      gateway.run<Data>('{ indicators(first: 30) { totalCount nodes { id indicatorId indicatorValue } } }'),
    );
    expect(answer.data.indicators).toEqual({
      totalCount: rows().length,
      nodes: rows()
        .slice(0, 30)
        .map(({ id, indicatorValue }) => ({ id: idOf(id), indicatorId: id, indicatorValue })),
    });
    expect(operations).toEqual(['listIndicators']);
  });

  test('are found by value and type, upstream', async () => {
    const { id, indicatorValue } = firstOf(rows().filter(({ indicatorType }) => indicatorType === 'FileSha256'));
    const { answer, calls } = await upstreamOf(gateway.sandbox, () =>
      gateway.run<object>(
        `query ($value: String) { indicators(where: { indicatorValue: { eq: $value }, indicatorType: { eq: FILE_SHA256 } }) {
          nodes { indicatorId } } }`,
        { value: indicatorValue },
      ),
    );
    expect(answer.data).toEqual({ indicators: { nodes: [{ indicatorId: id }] } });
    expect(calls[0]?.filter).toBe(`indicatorValue eq '${indicatorValue}' and indicatorType eq 'FileSha256'`);
  });

  test('show whether they raise an alert, as on the wire', async () => {
    interface Data {
      indicators: { nodes: { generateAlert: boolean }[] };
    }
    const { data } = await gateway.run<Data>('{ indicators(first: 50) { nodes { generateAlert } } }');
    const shown = data.indicators.nodes.map(({ generateAlert }) => generateAlert);
    expect(shown).toEqual(
      rows()
        .slice(0, 50)
        .map(({ generateAlert }) => generateAlert),
    );
    expect(new Set(shown)).toEqual(new Set([true, false]));
  });

  test('are found by their global ids with one listing for all, as the API has nothing for one', async () => {
    const [first, second] = [firstOf(rows()), firstOf(rows().slice(7))];
    const { answer, operations } = await upstreamOf(gateway.sandbox, () =>
      gateway.run<object>(
        'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename ... on Indicator { indicatorId title } } }',
        { ids: [second.id, '0', first.id].map(idOf) },
      ),
    );
    const shown = ({ id, title }: { id: string; title: string }) => ({
      __typename: 'Indicator',
      indicatorId: id,
      title,
    });
    expect(answer.data).toEqual({ nodes: [shown(second), null, shown(first)] });
    expect(operations).toEqual(['listIndicators']);
  });

  test('name the permission that a caller lacks and keep the other data', async () => {
    const answer = await gateway.attempt<{ machines: unknown; node: unknown }>(
      'query ($id: ID!) { node(id: $id) { id } machines(first: 1) { nodes { machineId } } }',
      { id: idOf(firstOf(rows()).id) },
      'hunter',
    );
    expect(answer.errors).toHaveLength(1);
    expect(answer.errors?.[0]).toMatchObject({
      path: ['node'],
      extensions: { code: 'FORBIDDEN', permission: 'Ti.ReadWrite (application) or Ti.ReadWrite (delegated)' },
    });
    expect(answer.data).toEqual({
      node: null,
      machines: { nodes: [{ machineId: firstOf(gateway.sandbox.tenant.machines).id }] },
    });
  });
});
