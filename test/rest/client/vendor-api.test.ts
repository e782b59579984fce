import { zeroCost } from '../../../src/rest/client/rest-client.ts';
import { VendorApi } from '../../../src/rest/api/vendor-api.ts';
import { operation, DEFAULT_LIMIT } from '../../../src/rest/operation.ts';
import { startFakeApi } from '../../support/fakes/fake-api.ts';

const ofDefender = operation({
  id: 'getThing',
  method: 'GET',
  path: '/things',
  permissions: { application: [], delegated: [] },
  limit: DEFAULT_LIMIT,
  source: 'tests',
});
const ofGraph = operation({ ...ofDefender, id: 'getGraphThing', api: 'graph' });

const account = { applicationId: 'a', tenantId: 't', principal: 'p', verified: true };

describe.each([
  ['defender', ofDefender, ofGraph],
  ['graph', ofGraph, ofDefender],
] as const)('a client of %s', (name, own, other) => {
  test('sends its token for operations of its own API alone, and counts where it is told to', async () => {
    const fake = await startFakeApi({ 'GET /things': { value: 1 } });
    const api = new VendorApi({ api: name, baseUrl: fake.url });
    const cost = { ...zeroCost(), calls: 5 };
    let tokens = 0;
    const token = (): Promise<string> => {
      tokens += 1;
      return Promise.resolve('secret');
    };
    const client = api.client({ account, token }, cost);
    await expect(client.call(other)).rejects.toThrow(`${other.id} is no operation of this API.`);
    expect([tokens, fake.calls.length, cost.calls]).toEqual([0, 0, 5]);
    await expect(client.call(own)).resolves.toEqual({ value: 1 });
    expect([tokens, fake.calls.length, cost.calls]).toEqual([1, 1, 6]);
    api.registerOperations([own, other]);
    expect((await client.quotaStatus()).map((budget) => budget.name)).toEqual([own.id]);
    await api.close();
    await fake.close();
  });
});

test('failures of Graph are told under its name', async () => {
  const fake = await startFakeApi({
    'GET /things': (_, response) => void response.writeHead(400).end('{"error":{"code":"x"}}'),
  });
  const api = new VendorApi({ api: 'graph', baseUrl: fake.url });
  const ask = (): Promise<unknown> =>
    api
      .client({ account, token: () => Promise.resolve('secret') })
      .with({ bypassCache: true })
      .call(ofGraph);
  await expect(ask()).rejects.toThrow('Microsoft Graph failed getGraphThing (400 x).');
  await fake.close();
  // Until the breaker has seen enough.
  const told = new Set<string>();
  for (let time = 0; time < 200 && told.size < 2; time += 1)
    await ask().catch((error: unknown) => told.add((error as Error).message));
  expect([...told].map((message) => message.replace(/\d+/, 'N')).sort()).toEqual([
    'Microsoft Graph could not be reached, or the connection broke.',
    'Microsoft Graph has failed most calls and is not asked for the moment; try again in N s.',
  ]);
  await api.close();
});
