import { startFakeApi, type FakeApi, type Reply } from '../support/fakes/fake-api.ts';
import { FAKE_TENANT } from '../support/gateway/fake-gateway.ts';
import { startGateway, type TestGateway } from '../support/gateway/gateway.ts';

const ID = 'ab'.repeat(20);
const DOCUMENT =
  'mutation ($input: RunLiveResponseInput!) { runLiveResponse(input: $input) { outcome machineAction { machineActionId commands { command { type } } } } }';
const COMMANDS = [{ type: 'RUN_SCRIPT', params: [{ key: 'SCRIPT_NAME', value: 'collect.ps1' }] }];
const RUNNING = {
  id: 'running',
  type: 'LiveResponse',
  status: 'InProgress',
  machineId: ID,
  commands: [{ index: 0, command: { type: 'RunScript', params: [{ key: 'ScriptName', value: 'collect.ps1' }] } }],
};

/** The lists that are shown one after the other; the last one stays. */
let lists: object[][];
let refusal: object;
let api: FakeApi;
let gateway: TestGateway;
beforeAll(async () => {
  const list: Reply = (_, response) => {
    const value = lists.length > 1 ? lists.shift() : lists[0];
    response.writeHead(200).end(JSON.stringify({ value }));
  };
  api = await startFakeApi({
    [`GET /api/machines/${ID}`]: { id: ID },
    'GET /api/machineactions': list,
    [`POST /api/machines/${ID}/runliveresponse`]: (_, response) =>
      void response.writeHead(400).end(JSON.stringify({ error: refusal })),
  });
  const pace = { sending: { pauses: [1, 2, 3] } };
  gateway = await startGateway(api.url, { ENTRA_TENANT_ID: FAKE_TENANT }, {}, Date.now, pace);
});
afterAll(async () => {
  await gateway.close();
  await api.close();
});

const ask = () =>
  gateway.send<{ runLiveResponse: object }>('a-token', DOCUMENT, { input: { machineId: ID, commands: COMMANDS } });

describe.each([
  [{ code: 'ActiveRequestAlreadyExists', message: 'Words' }],
  [{ code: 'BadRequest', message: 'Action is already in progress' }],
])('a refusal of %o', (error) => {
  test.each([
    [
      'once it shows',
      [[], [], [RUNNING]],
      { machineActionId: 'running', commands: [{ command: { type: 'RUN_SCRIPT' } }] },
    ],
    ['and none where it never shows', [[]], null],
  ])('is an outcome, with the action %s', async (_, shown, machineAction) => {
    lists = [...shown];
    refusal = error;
    const before = api.calls.filter(({ method }) => method === 'POST').length;
    const { data, errors } = await ask();
    expect(errors).toBeUndefined();
    expect(data?.runLiveResponse).toEqual({ outcome: 'ALREADY_PENDING', machineAction });
    expect(api.calls.filter(({ method }) => method === 'POST')).toHaveLength(before + 1);
    expect(gateway.audit.at(-1)).toMatchObject({ outcome: 'ALREADY_PENDING', sent: true });
    expect(api.unexpected).toEqual([]);
  });
});

test('any other 400 is an error, and the next call is sent', async () => {
  lists = [[]];
  refusal = { code: 'BadRequest', message: 'Something else' };
  const before = api.calls.length;
  for (let call = 0; call < 2; call++) {
    expect((await ask()).errors).toMatchObject([{ extensions: { code: 'UPSTREAM_ERROR' } }]);
  }
  expect(api.calls.slice(before).filter(({ method }) => method === 'POST')).toHaveLength(2);
});
