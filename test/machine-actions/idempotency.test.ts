import type { Fault } from '../support/fakes/action-api.ts';
import { MACHINE, startActionGateway, type ActionGateway } from '../support/gateway/action-gateway.ts';

let gateway: ActionGateway;
beforeEach(async () => {
  gateway = await startActionGateway();
  // Until they are told to end.
  gateway.api.durationOf = () => 1_000_000;
});
afterEach(() => gateway.close());

const faultOnce = (fault: Fault): void => {
  let first = true;
  gateway.api.faultOf = () => {
    const now = first ? fault : 'none';
    first = false;
    return now;
  };
};

describe('an isolation that meets trouble on the way', () => {
  test.each<[Fault, string, number]>([
    ['none', 'CREATED', 1],
    ['reset after', 'CREATED', 1],
    ['cut after', 'CREATED', 1],
    ['nonsense after', 'CREATED', 1],
    ['500 after', 'CREATED', 1],
    ['429 before', 'CREATED', 2],
    ['reset before', 'ACTION_OUTCOME_UNKNOWN', 1],
    ['500 before', 'ACTION_OUTCOME_UNKNOWN', 1],
    ['503 before', 'ACTION_OUTCOME_UNKNOWN', 1],
  ])('(%s) ends as %s after %d sendings', async (fault, end, sendings) => {
    faultOnce(fault);
    const { data, errors } = await gateway.ask('isolateMachine', { idempotencyKey: 'case-1' });
    expect(data?.change.outcome ?? errors?.[0]?.extensions.code).toBe(end);
    expect(gateway.arrived()).toHaveLength(sendings);
    if (end === 'CREATED') {
      expect(data?.change.machineAction?.requestorComment).toBe('Alert 4711 [key: case-1]');
    } else {
      const { key, correlationId } = errors?.[0]?.extensions ?? { key: null, correlationId: null };
      expect(key).toBe('case-1');
      expect(correlationId).toMatch(fault === 'reset before' ? /^[0-9a-f-]{36}$/ : /^target-/);
      expect(errors?.[0]?.message).toMatch(/new idempotencyKey/);
    }
  });

  test.each(['unknown-key', undefined])(
    'and of which nobody knows the outcome is not sent again when it is asked again (key %s), but found once it shows',
    async (idempotencyKey) => {
      const { api } = gateway;
      faultOnce('reset before');
      await gateway.ask('isolateMachine', { idempotencyKey });
      const again = await gateway.ask('isolateMachine', { idempotencyKey }, 'another-analyst');
      expect(again.errors).toMatchObject([{ extensions: { code: 'ACTION_OUTCOME_UNKNOWN' } }]);
      expect(gateway.arrived()).toHaveLength(1);
      api.actions.unshift({
        id: 'late',
        type: 'Isolate',
        scope: 'Full',
        status: 'Succeeded',
        requestor: 'ada',
        requestorComment: String(api.arrivals[0]?.body.Comment),
        machineId: MACHINE,
        creationDateTimeUtc: '2026-11-20T10:00:00Z',
        lastUpdateDateTimeUtc: '2026-11-20T10:00:01Z',
      });
      const { data } = await gateway.ask('isolateMachine', { idempotencyKey });
      expect(data?.change).toMatchObject({ outcome: 'CREATED', machineAction: { machineActionId: 'late' } });
      expect(gateway.arrived()).toHaveLength(1);
      const anew = await gateway.ask('unisolateMachine');
      expect(anew.data?.change.outcome).toBe('CREATED');
    },
  );
});

describe('equal calls', () => {
  test('in flight share one sending and one answer', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => gateway.ask('isolateMachine')));
    const ids = answers.map(({ data }) => data?.change.machineAction?.machineActionId);
    expect(new Set(ids).size).toBe(1);
    expect(ids[0]).toBeDefined();
    expect(gateway.arrived()).toHaveLength(1);
  });

  test('of different callers wait for one another, and the second is shown the first', async () => {
    const answers = await Promise.all(['ada', 'ronan', 'hana'].map((as) => gateway.ask('isolateMachine', {}, as)));
    const outcomes = answers.map(({ data }) => data?.change.outcome).sort();
    expect(outcomes).toEqual(['ALREADY_PENDING', 'ALREADY_PENDING', 'CREATED']);
    expect(gateway.arrived()).toHaveLength(1);
  });

  test('one after the other are shown what is under way, and within ten minutes what stands', async () => {
    await gateway.ask('isolateMachine');
    const second = await gateway.ask('isolateMachine');
    expect(second.data?.change.outcome).toBe('ALREADY_PENDING');
    gateway.api.endAll();
    const third = await gateway.ask('isolateMachine');
    expect(third.data?.change).toMatchObject({ outcome: 'CREATED', machineAction: { status: 'SUCCEEDED' } });
    expect(gateway.arrived()).toHaveLength(1);
  });

  test('are sent anew once somebody has undone the first, here or elsewhere', async () => {
    await gateway.ask('isolateMachine');
    gateway.api.endAll();
    await gateway.ask('unisolateMachine');
    gateway.api.endAll();
    const again = await gateway.ask('isolateMachine');
    expect(again.data?.change.outcome).toBe('CREATED');
    expect(gateway.arrived().map((text) => text.split(' ')[0])).toEqual(['isolate', 'unisolate', 'isolate']);
    gateway.api.endAll();
    expect(gateway.api.inForce.get(MACHINE)).toBe('Isolate');
  });

  test('under the caller’s own key get the first result, whatever happened since', async () => {
    const first = await gateway.ask('isolateMachine', { idempotencyKey: 'incident-7' });
    gateway.api.endAll();
    await gateway.ask('unisolateMachine');
    gateway.api.endAll();
    const again = await gateway.ask('isolateMachine', { idempotencyKey: 'incident-7', comment: 'In other words' });
    expect(again.data).toEqual(first.data);
    expect(again.extensions.upstream.calls).toBe(1);
    expect(gateway.arrived()).toHaveLength(2);
    const other = await gateway.ask('isolateMachine', { idempotencyKey: 'incident-7' }, 'another-analyst');
    expect(other.data?.change.machineAction?.machineActionId).toBe(first.data?.change.machineAction?.machineActionId);
  });

  test.each([{ isolationType: 'SELECTIVE' }, { machineId: 'cd'.repeat(20) }])(
    'are refused under a key that stands for another action (%o)',
    async (change) => {
      await gateway.ask('isolateMachine', { idempotencyKey: 'incident-7' });
      const { errors } = await gateway.ask('isolateMachine', { idempotencyKey: 'incident-7', ...change });
      expect(errors?.[0]?.message).toMatch(/^input\.idempotencyKey: stands for another action/);
      expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
      expect(gateway.arrived()).toHaveLength(1);
    },
  );
});

describe('what works against an action under way', () => {
  test.each([
    ['isolateMachine', 'unisolateMachine', {}],
    ['unisolateMachine', 'isolateMachine', {}],
    ['isolateMachine', 'isolateMachine', { isolationType: 'SELECTIVE' }],
  ] as const)('%s, then %s %o: is refused with the action’s id until that has ended', async (first, second, change) => {
    const { data } = await gateway.ask(first);
    const { errors } = await gateway.ask(second, change);
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect(errors?.[0]?.message).toContain(data?.change.machineAction?.machineActionId);
    expect(gateway.arrived()).toHaveLength(1);
    const id = data?.change.machineAction?.machineActionId;
    const cancel = 'mutation ($input: CancelMachineActionInput!) { cancelMachineAction(input: $input) { outcome } }';
    await gateway.send('an-analyst', cancel, { input: { machineActionId: id } });
    expect((await gateway.ask(second, change)).data?.change.outcome).toBe('CREATED');
  });
});

test('one request with 101 isolations isolates nothing', async () => {
  const one = (index: number): string =>
    `a${index}: isolateMachine(input: { machineId: "${String(index).padStart(40, '0')}", comment: "x" }) { outcome }`;
  const document = `mutation { ${Array.from({ length: 101 }, (_, index) => one(index)).join('\n')} }`;
  const { status, errors } = await gateway.send('an-analyst', document);
  expect(status).toBe(400);
  expect(errors?.[0]?.extensions.code).toMatch(/QUERY_LIMIT_EXCEEDED|GRAPHQL_PARSE_FAILED/);
  expect(gateway.arrived()).toEqual([]);
});
