import type { ApiCall, Reply } from '../support/fakes/fake-api.ts';
import { BACKENDS, startTwoApis, type TwoApis } from '../support/hunting/hunting-backends.ts';

const COLUMNS = { DeviceId: 'String', Timestamp: 'DateTime', MitigationStatus: 'String' };
const AT = '2026-11-20T08:30:00.1234567Z';
const NOT_TO_HUNT = 'Defender.Hunt (app role of the gateway)';
const STATE = 'state source asOf reason';
const ALL = `isolation(source: HUNTING) { ${STATE} } codeRestriction(source: HUNTING) { ${STATE} } containment { ${STATE} }`;

interface State {
  state: string;
  source: string;
  asOf: string;
  reason: string | null;
}
const NONE_KNOWN = ['UNKNOWN', 'UNKNOWN', 'UNKNOWN'];
const DEEP = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
type Device = Record<'isolation' | 'codeRestriction' | 'containment', State>;

describe.each(BACKENDS)('states of devices by hunting at %s', (_, backend) => {
  let apis: TwoApis;
  let token: string;
  let hunt: (call: ApiCall) => object;
  const defender: Record<string, Reply> = {};

  beforeAll(async () => {
    const reply: Reply = (call, response) => void response.writeHead(200).end(JSON.stringify(hunt(call)));
    apis = await startTwoApis(backend, reply, { defender });
    token = await apis.signIn.mintGatewayToken('admin');
  });
  afterAll(async () => {
    await apis.close();
    expect([apis.defender.unexpected, apis.other.unexpected]).toEqual([[], []]);
  });

  /** An application that may read and not hunt. */
  const withoutHunting = () => apis.signIn.mintGatewayToken('app', { roles: ['Defender.Read'] });
  const rows = (...found: object[]): void => {
    hunt = () => backend.answer(COLUMNS, found);
  };
  const device = async (id: string, fields = ALL) => {
    defender[`GET /api/machines/${id}`] = { id };
    return apis.send<{ machine: Device & Record<string, State | null> }>(
      token,
      `{ machine(id: "${id}") { ${fields} } }`,
    );
  };
  const hunts = () => apis.hunting.calls.filter(({ method }) => method === 'POST');
  let number = 0;
  /** Each status on a device of its own, so that nothing is shared. */
  const statesFor = async (MitigationStatus: unknown) => {
    const id = `d${(number += 1)}`;
    rows({ DeviceId: id, Timestamp: AT, MitigationStatus });
    const { data, errors } = await device(id);
    expect(errors).toBeUndefined();
    const { isolation, codeRestriction, containment } = data?.machine as Device;
    return [isolation, codeRestriction, containment];
  };

  test.each<[string, unknown, string[]]>([
    ['nothing', null, []],
    ['an empty text', '', []],
    ['an empty list', '[]', []],
    ['an empty object', {}, []],
    ['a word', 'Isolated', ['ISOLATED']],
    ['a word in capitals', 'CONTAINED', ['CONTAINED']],
    ['words with commas', 'isolated, restricted', ['ISOLATED', 'RESTRICTED']],
    ['a list', ['Restricted'], ['RESTRICTED']],
    ['a list as text', '["Isolated","Contained"]', ['ISOLATED', 'CONTAINED']],
    ['an object of truths', { Isolated: true, Restricted: 'False', Contained: 'true' }, ['ISOLATED', 'CONTAINED']],
    ['an object as text', '{"isolated":false,"restricted":1}', ['RESTRICTED']],
    ['an object that holds words', { Status: ['Isolated'] }, ['ISOLATED']],
  ])('read %s', async (__, status, expected) => {
    const states = await statesFor(status);
    const on = ['ISOLATED', 'RESTRICTED', 'CONTAINED'];
    expect(states.map(({ state }) => state)).toEqual(
      on.map((word) => (expected.includes(word) ? word : `NOT_${word}`)),
    );
    for (const state of states) expect(state).toMatchObject({ source: 'HUNTING', asOf: AT, reason: null });
  });

  test.each<[string, unknown, string[], string]>([
    ['a word that is not known', 'Quarantined', NONE_KNOWN, 'Quarantined'],
    ['a word with another', 'not isolated', NONE_KNOWN, 'not isolated'],
    ['a known one beside it', ['Isolated', 'Frozen'], ['ISOLATED', 'UNKNOWN', 'UNKNOWN'], 'Frozen'],
    ['a truth that is none', { isolated: 'soon' }, NONE_KNOWN, 'isolated: "soon"'],
    ['more than is looked into', [[[[[[[['isolated']]]]]]]], NONE_KNOWN, 'what is nested too deep'],
    ['a truth that is nested without end', `{"isolated":${DEEP}}`, NONE_KNOWN, 'isolated: nested too deep'],
    ['no JSON', '{"isolated', NONE_KNOWN, '{"isolated'],
  ])('are not known where it says %s', async (__, status, expected, told) => {
    const states = await statesFor(status);
    expect(states.map(({ state }) => state)).toEqual(expected);
    for (const { state, reason } of states) {
      expect(reason).toBe(state === 'UNKNOWN' ? `MitigationStatus says what is not understood: ${told}` : null);
    }
  });

  test('are known by a column in any letter case, and not known of a report without it', async () => {
    const id = 'any-case';
    rows({ deviceId: id, TIMESTAMP: AT, mitigationStatus: 'isolated' });
    const first = (await device(id)).data?.machine as Device;
    expect([first.isolation.state, first.containment.state]).toEqual(['ISOLATED', 'NOT_CONTAINED']);
    rows({ DeviceId: 'bare', Timestamp: AT });
    const second = (await device('bare')).data?.machine as Device;
    expect(second.isolation).toMatchObject({
      state: 'UNKNOWN',
      reason: 'The report of the device has no MitigationStatus.',
    });
  });

  test('are not known of a device that sent no report', async () => {
    rows();
    const before = new Date().toISOString();
    const { data } = await device('silent');
    const state = data?.machine.isolation;
    expect(state).toMatchObject({ state: 'UNKNOWN', reason: 'The device sent no report within the last 30 days.' });
    expect((state?.asOf ?? '') >= before).toBe(true);
  });

  test('are asked for with one hunt, whatever the letter case of ids and however often', async () => {
    const ids = ['AB1', 'ab1', 'x"\\ | take 1 //', 'cd2'];
    defender['GET /api/machines'] = { value: ids.map((id) => ({ id })) };
    rows(
      { DeviceId: 'AB1', Timestamp: '2026-11-20T08:00:00Z', MitigationStatus: 'isolated' },
      { DeviceId: 'ab1', Timestamp: '2026-11-20T09:00:00Z', MitigationStatus: '' },
      { DeviceId: 'CD2', Timestamp: AT, MitigationStatus: 'isolated' },
    );
    const before = hunts().length;
    const { data, errors, extensions } = await apis.send<{ machines: { nodes: Record<string, State>[] } }>(
      token,
      `{ machines { nodes { ${ALL} a: isolation(source: HUNTING) { state } b: containment { state } } } }`,
    );
    expect(errors).toBeUndefined();
    expect(data?.machines.nodes.map(({ a }) => a?.state)).toEqual([
      'NOT_ISOLATED',
      'NOT_ISOLATED',
      'UNKNOWN',
      'ISOLATED',
    ]);
    expect(
      hunts()
        .slice(before)
        .map(({ body }) => JSON.parse(body) as unknown),
    ).toEqual([
      {
        Query:
          'DeviceInfo\n| where DeviceId in~ ("AB1", "x\\u0022\\\\ | take 1 //", "cd2")\n| summarize arg_max(Timestamp, MitigationStatus) by DeviceId'.replace(
            '\\u0022',
            '\\"',
          ),
      },
    ]);
    expect(extensions.upstream.calls).toBe(2);
  });

  test('cost their fields only, where the hunt is refused or the answer is none', async () => {
    const fields = `machineId ${ALL} own: isolation { state }`;
    defender['GET /api/machineactions'] = { value: [] };
    const reader = await withoutHunting();
    defender['GET /api/machines/r1'] = { id: 'r1' };
    const before = hunts().length;
    const { data, errors } = await apis.send<{ machine: object }>(reader, `{ machine(id: "r1") { ${fields} } }`);
    expect(data?.machine).toEqual({
      machineId: 'r1',
      isolation: null,
      codeRestriction: null,
      containment: null,
      own: { state: 'NOT_ISOLATED' },
    });
    expect(errors?.map(({ path }) => path?.at(-1)).sort()).toEqual(['codeRestriction', 'containment', 'isolation']);
    for (const { extensions } of errors ?? [])
      expect(extensions).toMatchObject({ code: 'FORBIDDEN', permission: NOT_TO_HUNT });
    expect(hunts()).toHaveLength(before);
    hunt = () => ({ nothing: true });
    const odd = await device('r2', fields);
    expect(odd.errors?.map(({ extensions }) => extensions.code)).toEqual(Array(3).fill('UPSTREAM_ERROR'));
    expect(odd.data?.machine.own).toEqual({ state: 'NOT_ISOLATED' });
  });

  test('are told beside what the actions say where the two differ', async () => {
    const differing = (source: string) =>
      `isolation(source: ${source}) { state source asOf differing { state source asOf } }`;
    const ask = async (source: string, status: string, actions: object[]) => {
      const id = `e${(number += 1)}`;
      defender['GET /api/machineactions'] = { value: actions.map((row) => ({ ...row, machineId: id })) };
      rows({ DeviceId: id, Timestamp: AT, MitigationStatus: status });
      const before = apis.defender.calls.length + apis.other.calls.length;
      const { data, errors, extensions } = await device(id, differing(source));
      expect(errors).toBeUndefined();
      expect(apis.defender.calls.length + apis.other.calls.length - before).toBe(3);
      expect(extensions.upstream.calls).toBe(3);
      return data?.machine.isolation;
    };
    const isolated = [{ id: 'a1', type: 'Isolate', status: 'Succeeded', lastUpdateTimeUtc: AT }];
    const pending = [{ id: 'a1', type: 'Isolate', status: 'Pending', creationDateTimeUtc: AT }];
    expect(await ask('HUNTING', 'isolated', [])).toMatchObject({
      state: 'ISOLATED',
      source: 'HUNTING',
      asOf: AT,
      differing: { state: 'NOT_ISOLATED', source: 'ACTION_HISTORY' },
    });
    expect(await ask('ACTION_HISTORY', '', isolated)).toMatchObject({
      state: 'ISOLATED',
      source: 'ACTION_HISTORY',
      differing: { state: 'NOT_ISOLATED', source: 'HUNTING', asOf: AT },
    });
    expect(await ask('ACTION_HISTORY', 'isolated', isolated)).toMatchObject({ state: 'ISOLATED', differing: null });
    // Under way is no contradiction, nor is what is not known.
    expect(await ask('ACTION_HISTORY', '', pending)).toMatchObject({ state: 'ISOLATING', differing: null });
    expect(await ask('HUNTING', 'odd', isolated)).toMatchObject({ state: 'UNKNOWN', differing: null });
  });

  test('are priced, permitted and described by their source', async () => {
    const { data } = await apis.send<{ __type: { fields: { name: string; description: string }[] } }>(
      token,
      '{ __type(name: "Machine") { fields { name description } } }',
    );
    const text = (name: string) => data?.__type.fields.find((field) => field.name === name)?.description ?? '';
    for (const name of ['isolation', 'codeRestriction']) {
      expect(text(name)).toContain('One call per thousand objects: `GET /api/machineactions`. Needs Machine.Read.All');
      expect(text(name)).toContain(
        `With \`source: HUNTING\`: One call per thousand objects: \`${backend.call}\`. Needs ${backend.permission}.`,
      );
    }
    expect(text('containment')).toContain(
      `One call per thousand objects: \`${backend.call}\`. Needs ${backend.permission}.`,
    );
    const missing = async (fields: string) => {
      const variable = fields.includes('$s') ? 'query($s: StateSource!) ' : '';
      const operation = JSON.stringify(`${variable}{ machine(id: "m") { ${fields} } }`);
      const asked = `{ viewer { missing(operation: ${operation}) } }`;
      const { data: told } = await apis.send<{ viewer: { missing: string[] } }>(await withoutHunting(), asked);
      return told?.viewer.missing;
    };
    const none = await missing('machineId');
    expect(await missing('isolation { state } codeRestriction(source: ACTION_HISTORY) { state }')).toEqual(none);
    for (const fields of [
      'isolation(source: HUNTING) { state }',
      'codeRestriction(source: $s) { state }',
      'containment { state }',
      'isolation { differing { state } }',
    ]) {
      expect(await missing(fields)).toEqual([...(none ?? []), NOT_TO_HUNT]);
    }
  });
});
