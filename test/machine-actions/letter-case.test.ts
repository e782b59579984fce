import type { Reply } from '../support/fakes/fake-api.ts';
import { CAPITALS, exactSet, SMALL } from '../support/documented/exact-set.ts';
import { startFakeGateway, type FakeGateway } from '../support/gateway/fake-gateway.ts';

const ACTION = '5f0c8f3e-0000-4000-8000-00000000c0de';

const replies: Record<string, Reply> = {};
let gateway: FakeGateway;
// Each has a gateway of its own, as what was sent is remembered.
beforeEach(async () => {
  for (const path of Object.keys(replies)) delete replies[path];
  gateway = await startFakeGateway(replies, { CACHE_MEGABYTES: '0' });
});
afterEach(async () => {
  expect(gateway.api.unexpected).toEqual([]);
  await gateway.close();
});

describe('a change of a device named in capitals', () => {
  const machine = {
    id: SMALL,
    osPlatform: 'Windows11',
    version: '24H2',
    onboardingStatus: 'onboarded',
    machineTags: [],
  };
  const action = (more: object) => ({ id: ACTION, type: 'Isolate', scope: 'Full', machineId: SMALL, ...more });
  const ISOLATE = `mutation ($input: IsolateMachineInput!) { isolateMachine(input: $input) {
    outcome machineAction { machineActionId } } }`;
  const isolate = (input: object) =>
    gateway.run<{ isolateMachine: { outcome: string } }>(
      ISOLATE,
      { input: { comment: 'Alert 1', ...input } },
      'one-caller',
    );

  /** The device's action, spelt in capitals where it is listed. */
  function startsIsolation(): { posted: string[] } {
    const posted: string[] = [];
    const rows: object[] = [];
    Object.assign(replies, exactSet('/api/machines', [machine]));
    replies['GET /api/machineactions'] = (_, response) => void response.end(JSON.stringify({ value: rows }));
    replies[`POST /api/machines/${SMALL}/isolate`] = ({ path, body }, response) => {
      const { Comment: requestorComment } = JSON.parse(body) as { Comment: string };
      const made = { creationDateTimeUtc: '2026-11-20T08:30:00Z', status: 'Pending', requestorComment };
      posted.push(path);
      rows.push(action({ ...made, id: ACTION.toUpperCase(), machineId: CAPITALS }));
      response.writeHead(201).end(JSON.stringify(action(made)));
    };
    return { posted };
  }

  test('is sent once, to the device as the vendor spells it, and does not yield to itself', async () => {
    const { posted } = startsIsolation();
    const outcomes: string[] = [];
    for (const machineId of [CAPITALS, SMALL, CAPITALS]) {
      outcomes.push((await isolate({ machineId })).data.isolateMachine.outcome);
    }
    expect(outcomes).toEqual(['CREATED', 'ALREADY_PENDING', 'ALREADY_PENDING']);
    expect(posted).toEqual([`/api/machines/${SMALL}/isolate`]);
  });

  test('is the same change under one key of the caller’s', async () => {
    const { posted } = startsIsolation();
    for (const machineId of [CAPITALS, SMALL]) {
      expect((await isolate({ machineId, idempotencyKey: 'key-1' })).data.isolateMachine.outcome).toBe('CREATED');
    }
    expect(posted).toHaveLength(1);
  });

  test('is planned once, and the plan holds for either spelling', async () => {
    startsIsolation();
    const { data } = await gateway.run<{ planAction: { planToken: string; targets: object[] } }>(
      'query ($input: PlanActionInput!) { planAction(input: $input) { planToken targets { machineId } } }',
      { input: { action: 'ISOLATE_MACHINE', machineIds: [CAPITALS, SMALL] } },
      'one-caller',
    );
    expect(data.planAction.targets).toEqual([{ machineId: SMALL }]);
    const { planToken } = data.planAction;
    expect((await isolate({ machineId: CAPITALS, planToken })).data.isolateMachine.outcome).not.toBe('');
  });

  test('puts its tag on it, alone and among others', async () => {
    replies[`POST /api/machines/${SMALL}/tags`] = { ...machine, machineTags: ['Contoso'] };
    replies['POST /api/machines/AddOrRemoveTagForMultipleMachines'] = {
      value: [{ id: CAPITALS, machineTags: ['Contoso'] }],
    };
    const one = 'mutation ($input: AddMachineTagInput!) { addMachineTag(input: $input) { machine { machineTags } } }';
    const many =
      'mutation ($input: UpdateMachineTagsInput!) { updateMachineTags(input: $input) { results { outcome } } }';
    const tagged = await gateway.run(one, { input: { machineId: CAPITALS, value: 'Contoso' } });
    expect(tagged.data).toEqual({ addMachineTag: { machine: { machineTags: ['Contoso'] } } });
    const input = { machineIds: [CAPITALS, SMALL], value: 'Contoso', action: 'ADD' };
    const all = await gateway.run(many, { input });
    expect(all.data).toEqual({ updateMachineTags: { results: [{ outcome: 'UPDATED' }] } });
    expect(JSON.parse(gateway.api.calls.at(-1)?.body ?? '')).toMatchObject({ MachineIds: [SMALL] });
  });
});
