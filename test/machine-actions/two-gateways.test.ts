import { actionDocument, MACHINE, startActionGateway, type ActionGateway } from '../support/gateway/action-gateway.ts';
import { until } from '../support/clocks/until.ts';

describe('two gateways that share nothing but the API', () => {
  let one: ActionGateway;
  let other: ActionGateway;
  beforeEach(async () => {
    one = await startActionGateway();
    other = await startActionGateway({}, {}, one.api);
    one.api.durationOf = () => 1_000_000;
    one.api.duplicate = () => 'another';
  });
  afterEach(async () => {
    await other.close();
    await one.close();
  });

  const openActions = () => one.api.actions.filter(({ status }) => status === 'Pending');

  test.each([1, 2, 3, 4, 5])(
    'never both promise what contradicts, however close the calls are (round %d)',
    async () => {
      const answers = await Promise.all([one.ask('isolateMachine'), other.ask('unisolateMachine')]);
      const promised = answers.flatMap(({ data }) => data?.change.machineAction?.machineActionId ?? []);
      expect(promised).toHaveLength(1);
      expect(openActions().map(({ id }) => id)).toEqual(promised);
      expect(answers.flatMap(({ errors }) => errors?.[0]?.extensions.code ?? [])).toEqual(['BAD_USER_INPUT']);
    },
  );

  test.each([1, 2, 3, 4, 5])('leave one of two equal actions, and both show it (round %d)', async () => {
    const answers = await Promise.all([one.ask('isolateMachine'), other.ask('isolateMachine')]);
    const shown = answers.map(({ data }) => data?.change.machineAction?.machineActionId);
    expect(openActions().map(({ id }) => id)).toEqual([shown[0]]);
    expect(shown[1]).toBe(shown[0]);
  });

  test('take a key for the same action, also after the first gateway has forgotten it', async () => {
    const first = await one.ask('isolateMachine', { idempotencyKey: 'incident-7' });
    const second = await other.ask('isolateMachine', { idempotencyKey: 'incident-7' });
    expect(second.data?.change.machineAction).toEqual(first.data?.change.machineAction);
    const { errors } = await other.ask('isolateMachine', { idempotencyKey: 'incident-7', isolationType: 'SELECTIVE' });
    expect(errors?.[0]?.message).toMatch(/^input\.idempotencyKey/);
    expect(one.arrived()).toHaveLength(1);
  });
});

describe('a caller who leaves', () => {
  test('does not end what was sent, nor the look at what became of it; the gateway waits for it before it closes', async () => {
    const gateway = await startActionGateway({}, { sending: { pauses: [50, 50, 50] } });
    gateway.api.faultOf = () => 'cut after';
    const leaving = new AbortController();
    const answer = fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer an-analyst' },
      body: JSON.stringify({
        query: actionDocument('isolateMachine'),
        variables: { input: { machineId: MACHINE, comment: 'x' } },
      }),
      signal: leaving.signal,
    }).catch((error: unknown) => error);
    await until('the action to arrive', () => gateway.api.arrivals.length === 1);
    leaving.abort();
    await answer;
    await gateway.gateway.close();
    expect(gateway.audit).toMatchObject([
      { phase: 'attempt', action: 'isolateMachine' },
      { phase: 'sending', action: 'isolateMachine' },
      { phase: 'outcome', outcome: 'CREATED', sent: true, reference: gateway.api.actions[0]?.id },
    ]);
    await gateway.api.close();
  });
});
