import type { ApiCall, Reply } from '../support/fakes/fake-api.ts';
import { startFakeGateway, type FakeGateway } from '../support/gateway/fake-gateway.ts';

/** A list that takes no choice of values, as neither `in` nor `or` is documented. */
function withoutChoice(rows: readonly { id: string }[]): Reply {
  return ({ query }: ApiCall, response) => {
    const [, id] = /^id eq '([^']*)'$/.exec(query.get('$filter') ?? '') ?? [];
    const refused = { error: { code: 'ODataError', message: 'no such operator' } };
    const value = rows.filter((row) => row.id === id);
    response.writeHead(id === undefined ? 400 : 200).end(JSON.stringify(id === undefined ? refused : { value }));
  };
}

const ALERTS = ['a-1', 'a-2', 'a-3'].map((id) => ({ id, title: `Title of ${id}`, machineId: `m-${id}` }));
const EVIDENCE = [{ entityType: 'File', sha1: '5d41402abc4b2a76b9719d911017c592aabbccdd' }];

const replies: Record<string, Reply> = {};
let gateway: FakeGateway;
beforeEach(async () => {
  for (const path of Object.keys(replies)) delete replies[path];
  // More calls than a query may cost by default: how they are made is the question here.
  gateway = await startFakeGateway(replies, { MAX_UPSTREAM_CALLS: '250' });
});
afterEach(async () => {
  expect(gateway.api.unexpected).toEqual([]);
  await gateway.close();
});

describe('where the server accepts no choice of values', () => {
  test('alerts show the evidence they have, read by the list, which alone can expand it', async () => {
    for (const alert of ALERTS) replies[`GET /api/alerts/${alert.id}`] = { ...alert, evidence: [] };
    const expanded = ALERTS.map((alert) => ({ ...alert, evidence: EVIDENCE }));
    replies['GET /api/alerts'] = withoutChoice(expanded);
    const fields = ALERTS.map(({ id }, n) => `a${n}: alert(id: "${id}") { title evidence { sha1 } }`);
    const { data } = await gateway.run<object>(`{ ${fields.join(' ')} }`);
    const shown = ALERTS.map(({ title }, n) => [`a${n}`, { title, evidence: [{ sha1: EVIDENCE[0]?.sha1 }] }]);
    expect(data).toEqual(Object.fromEntries(shown));
    const expanding = gateway.api.calls.filter(({ query }) => query.get('$expand') === 'evidence');
    expect(expanding.map(({ query }) => query.get('$filter')).slice(-3)).toEqual(
      ALERTS.map(({ id }) => `id eq '${id}'`),
    );
  });

  test('a device that fails costs its own field only', async () => {
    replies['GET /api/alerts'] = { value: ALERTS };
    replies['GET /api/machines'] = withoutChoice([]);
    replies['GET /api/machines/m-a-1'] = { id: 'm-a-1', computerDnsName: 'pc-1.contoso.example' };
    replies['GET /api/machines/m-a-2'] = (_, response) => void response.writeHead(503).end();
    replies['GET /api/machines/m-a-3'] = { id: 'm-a-3', computerDnsName: 'pc-3.contoso.example' };
    const answer = await gateway.attempt<object>('{ alerts { nodes { machine { computerDnsName } } } }');
    const names = ['pc-1', null, 'pc-3'].map((name) => name && { computerDnsName: `${name}.contoso.example` });
    expect(answer.data).toEqual({ alerts: { nodes: names.map((machine) => ({ machine })) } });
    expect(answer.errors?.map(({ path, extensions }) => [path, extensions.code])).toEqual([
      [['alerts', 'nodes', 1, 'machine'], 'UPSTREAM_UNAVAILABLE'],
    ]);
  });
});

test('an object asked for by something else than its id is not found, be it alone or among others', async () => {
  // The vendor takes a computer's name and an alert's id in the place of these ids.
  replies['GET /api/machines/pc-1'] = { id: 'm-1', computerDnsName: 'pc-1' };
  replies['GET /api/investigations/a-1'] = { id: 'i-1', triggeringAlertId: 'a-1' };
  replies['GET /api/machines'] = { value: [{ id: 'm-2' }] };
  const alone = '{ machine(id: "pc-1") { machineId } investigation(id: "a-1") { investigationId } }';
  expect((await gateway.run<object>(alone)).data).toEqual({ machine: null, investigation: null });
  const both = '{ a: machine(id: "pc-1") { machineId } b: machine(id: "m-2") { machineId } }';
  expect((await gateway.run<object>(both)).data).toEqual({ a: null, b: { machineId: 'm-2' } });
});

test('relations that cost one call each share eight calls at a time', async () => {
  let [inFlight, most] = [0, 0];
  replies['GET /api/alerts'] = { value: ALERTS };
  const arrived: (() => void)[] = [];
  for (const { id } of ALERTS) {
    for (const relation of ['files', 'ips', 'domains', 'user']) {
      replies[`GET /api/alerts/${id}/${relation}`] = async (_, response) => {
        most = Math.max(most, ++inFlight);
        // The first eight wait for each other; the ninth would arrive among them.
        if (inFlight < 8 && arrived.length < 7) await new Promise<void>((go) => arrived.push(go));
        else for (const go of arrived) go();
        for (let turn = 0; turn < 50; turn++) await new Promise(setImmediate);
        inFlight -= 1;
        response.writeHead(200).end(JSON.stringify(relation === 'user' ? { id: 'u-1' } : { value: [] }));
      };
    }
  }
  const fields = 'files { sha1 } ips { id } domains { host } user { id }';
  await gateway.run<object>(`{ alerts { nodes { ${fields} } } }`);
  expect(most).toBe(8);
});
