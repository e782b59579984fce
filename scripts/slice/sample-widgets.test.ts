import type { Reply } from '../../test/support/fakes/fake-api.ts';
import { startFakeGateway, type FakeGateway } from '../../test/support/gateway/fake-gateway.ts';

const ROWS = [
  { id: 'one', name: 'First' },
  { id: 'two', name: 'Second' },
];

const answers =
  (status: number, code: string): Reply =>
  (_, response) =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ error: { code } }));

describe('sample widgets', () => {
  let gateway: FakeGateway;
  beforeAll(async () => {
    gateway = await startFakeGateway({
      'GET /api/samplewidgets': { value: ROWS },
      'GET /api/samplewidgets/one': { ...ROWS[0] },
      'GET /api/samplewidgets/none': answers(404, 'ResourceNotFound'),
      'GET /api/samplewidgets/forbidden': answers(403, 'Forbidden'),
    });
  });
  beforeEach(() => void gateway.api.calls.splice(0));
  afterAll(async () => {
    await gateway.close();
    expect(gateway.api.unexpected).toEqual([]);
  });

  const paths = (): string[] => gateway.api.calls.map(({ method, path }) => `${method} ${path}`);

  test('are listed in one call', async () => {
    const { data } = await gateway.run<object>('{ sampleWidgets(first: 2) { nodes { sampleWidgetId name } } }');
    expect(data).toEqual({
      sampleWidgets: { nodes: ROWS.map(({ id, name }) => ({ sampleWidgetId: id, name })) },
    });
    expect(paths()).toEqual(['GET /api/samplewidgets']);
  });

  // #region filtered
  test('are filtered upstream', async () => {
    await gateway.run<object>('{ sampleWidgets(where: { name: { eq: "First" } }) { nodes { sampleWidgetId } } }');
    expect(gateway.api.calls.map(({ query }) => query.get('$filter'))).toEqual(["name eq 'First'"]);
  });

  // #endregion
  test('are found by the vendor’s id and by the global id, with a call each', async () => {
    const query = 'query ($id: ID!) { sampleWidget(id: $id) { id sampleWidgetId } }';
    const { data } = await gateway.run<{ sampleWidget: { id: string } }>(query, { id: 'one' });
    const { id } = data.sampleWidget;
    expect(data).toEqual({ sampleWidget: { id, sampleWidgetId: 'one' } });
    expect((await gateway.run<object>(query, { id })).data).toEqual(data);
    const node = await gateway.run<object>('query ($id: ID!) { node(id: $id) { __typename id } }', { id });
    expect(node.data).toEqual({ node: { __typename: 'SampleWidget', id } });
    expect(paths()).toEqual(Array(3).fill('GET /api/samplewidgets/one'));
  });

  test('are null where there is none', async () => {
    const { data } = await gateway.run<object>('{ sampleWidget(id: "none") { name } }');
    expect(data).toEqual({ sampleWidget: null });
    expect(paths()).toEqual(['GET /api/samplewidgets/none']);
  });

  test('name the permission that a caller lacks', async () => {
    const { data, errors } = await gateway.attempt<object>('{ sampleWidget(id: "forbidden") { name } }');
    expect(data).toEqual({ sampleWidget: null });
    expect(errors).toMatchObject([
      {
        path: ['sampleWidget'],
        extensions: {
          code: 'FORBIDDEN',
          permission: 'SampleWidget.Read.All (application) or SampleWidget.Read (delegated)',
        },
      },
    ]);
  });
});
