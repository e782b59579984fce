import { startSandboxGateway, type SandboxGateway } from '../support/gateway/gateway.ts';
import { upstreamOf } from '../support/fakes/upstream.ts';

interface Told {
  state: string;
  source: string;
  asOf: string;
}
interface Device {
  machineId: string;
  isolation: Told;
  hunted: Told & { differing: Told | null };
  codeRestriction: Told;
  containment: Told;
}

let gateway: SandboxGateway;
let now: number;
beforeAll(async () => {
  now = Date.parse('2026-11-20T12:00:00Z');
  gateway = await startSandboxGateway(
    { machines: 130, alerts: 300, now: () => now, quirks: { limits: false } },
    {
      CACHE_MEGABYTES: '0',
      MAX_UPSTREAM_CALLS: '200',
    },
  );
});
afterAll(() => gateway.close());

const TOLD = '{ state source asOf }';
const STATES = `isolation ${TOLD} hunted: isolation(source: HUNTING) { state source asOf differing ${TOLD} }
  again: isolation(source: HUNTING) { state } codeRestriction ${TOLD} r: codeRestriction(source: HUNTING) { state differing { state } }
  containment ${TOLD}`;

/** Asks, and gives how often each operation arrived. */
async function arrivals<T>(query: string): Promise<{ data: T; calls: Record<string, number> }> {
  const { answer, operations } = await upstreamOf(gateway.sandbox, () => gateway.run<T>(query));
  const calls: Record<string, number> = {};
  for (const operation of operations) calls[operation ?? ''] = (calls[operation ?? ''] ?? 0) + 1;
  return { data: answer.data, calls };
}
const ONCE = { listMachineActions: 1, runAdvancedQuery: 1 };

describe('all states of devices cost one list of actions and one hunt', () => {
  test.each([1, 60, 100, 101, 130])('of %i devices', async (first) => {
    const { data, calls } = await arrivals<{ machines: { nodes: Device[] } }>(
      `{ machines(first: ${first}) { nodes { machineId ${STATES} } } }`,
    );
    expect(data.machines.nodes).toHaveLength(first);
    expect(calls).toEqual({ listMachines: 1, ...ONCE });
  });

  test('also with all their actions, which are those of the states', async () => {
    const { calls } = await arrivals(
      `{ machines(first: 60) { nodes { ${STATES} actions { nodes { machineActionId } } } } }`,
    );
    expect(calls).toEqual({ listMachines: 1, ...ONCE });
  });

  test('of devices under several aliases', async () => {
    const ids = gateway.sandbox.tenant.machines.slice(0, 5).map(({ id }) => id);
    const fields = ids.map((id, index) => `m${index}: machine(id: "${id}") { ${STATES} }`);
    const { calls } = await arrivals(`{ ${fields.join(' ')} }`);
    expect(calls).toMatchObject(ONCE);
  });

  test.each([
    ['written out', '', STATES],
    ['by a fragment', `fragment F on Machine { ${STATES} }`, '...F'],
  ])('of devices that become known one after the other, %s', async (_, definition, fields) => {
    const { data, calls } = await arrivals<Record<string, { nodes: unknown[] }>>(
      `{ machines(first: 10) { nodes { ${fields} } } alerts(first: 40) { nodes { machine { ${fields} } } }
         machineActions(first: 20) { nodes { machine { actions { nodes { machine { ${fields} } } } } } } } ${definition}`,
    );
    expect(data.alerts?.nodes).toHaveLength(40);
    // The actions of devices are a list of their own here; the states add one to it.
    expect(calls).toMatchObject({ runAdvancedQuery: 1, listMachineActions: 3 });
  });

  test('of devices that a hunt of the same query leads to', async () => {
    const { calls } = await arrivals(
      `{ machines(first: 3) { nodes { isolation { differing { state } } } }
         hunt(query: "DeviceInfo | summarize by DeviceId | take 20") {
           rows { nodes { machine { containment { state } isolation { state } } } } } }`,
    );
    expect(calls).toEqual({ listMachines: 2, listMachineActions: 1, runAdvancedQuery: 2 });
  });
});

test('what the simulated tenant tells by both sources agrees, but for what was done in the portal', async () => {
  const { tenant } = gateway.sandbox;
  const read = async () =>
    (await arrivals<{ machines: { nodes: Device[] } }>(`{ machines(first: 130) { nodes { machineId ${STATES} } } }`))
      .data.machines.nodes;
  const devices = await read();
  const [isolated, contained] = tenant.portalMitigations;
  const differing = devices.filter(({ hunted }) => hunted.differing !== null);
  expect(differing.map(({ machineId }) => machineId)).toEqual([isolated?.machineId]);
  expect(differing[0]).toMatchObject({
    isolation: { state: 'NOT_ISOLATED', source: 'ACTION_HISTORY', asOf: expect.any(String) as string },
    hunted: { state: 'ISOLATED', source: 'HUNTING', differing: { state: 'NOT_ISOLATED', source: 'ACTION_HISTORY' } },
  });
  const inContainment = devices.filter(({ containment }) => containment.state === 'CONTAINED');
  expect(inContainment.map(({ machineId }) => machineId)).toEqual([contained?.machineId]);
  const known = devices.filter(({ hunted }) => hunted.state !== 'UNKNOWN');
  expect(known.length).toBeGreaterThan(100);
  expect(new Set(known.map(({ hunted }) => hunted.state))).toEqual(new Set(['ISOLATED', 'NOT_ISOLATED']));
  // Only actions that ran out of time leave a doubt.
  const doubtful = devices.filter(({ isolation }) => isolation.state === 'UNKNOWN').map(({ machineId }) => machineId);
  const timedOut = tenant.actions.filter(({ status }) => status === 'TimeOut').map(({ machineId }) => machineId);
  expect(doubtful.filter((id) => !timedOut.includes(id))).toEqual([]);
  expect(doubtful.length).toBeLessThan(20);

  // What is done now shows in both.
  const id = devices.find(({ isolation, machineId }) => {
    const machine = tenant.machines.find((row) => row.id === machineId);
    return (
      isolation.state === 'NOT_ISOLATED' &&
      machine?.osPlatform === 'Windows11' &&
      machine.onboardingStatus === 'onboarded'
    );
  })?.machineId;
  await gateway.run(`mutation { isolateMachine(input: { machineId: "${id}", comment: "Alert 1" }) { outcome } }`);
  now += 60_000;
  const after = (await read()).find(({ machineId }) => machineId === id);
  expect(after).toMatchObject({ isolation: { state: 'ISOLATED' }, hunted: { state: 'ISOLATED', differing: null } });
});
