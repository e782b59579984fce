import type { ApolloClient } from '@apollo/client';
import { showMore, watchOpenAlerts } from '../../examples/clients/apollo/alerts.ts';
import { createClient } from '../../examples/clients/apollo/client.ts';
import { follow, isolate, missingToIsolate, planIsolation } from '../../examples/clients/apollo/isolation.ts';
import { persistedOperations } from '../../examples/clients/apollo/persisted.ts';
import { storyOf } from '../../examples/clients/apollo/story.ts';
import type { Persona } from '../../src/sandbox/sandbox.ts';
import { until } from '../support/clocks/until.ts';
import { startPersistedGateway } from '../support/clients/persisted-gateway.ts';
import { upstreamOf } from '../support/fakes/upstream.ts';
import type { SandboxGateway } from '../support/gateway/gateway.ts';

let gateway: SandboxGateway;
beforeAll(async () => {
  gateway = await startPersistedGateway(['gql/persisted-documents.json']);
});
afterAll(() => gateway.close());

const device = () => {
  const found = gateway.sandbox.tenant.machines.find(
    ({ osPlatform, onboardingStatus }) => osPlatform === 'Windows11' && onboardingStatus === 'onboarded',
  );
  if (found === undefined) throw new Error('The sandbox has no device to isolate.');
  return found;
};

const clients: ApolloClient[] = [];
afterAll(() => clients.forEach((client) => client.stop()));

/** A client with one token, as it has for the hour that the token lasts; with none that is good for `null`. */
function clientOf(as: Persona | null): ApolloClient {
  const token = as === null ? Promise.resolve('not-a-token') : gateway.sandbox.mintToken(as);
  const client = createClient(`${gateway.url}/graphql`, () => token, [persistedOperations()]);
  clients.push(client);
  return client;
}

describe('Apollo Client', () => {
  test('puts the pages of a list together', async () => {
    const client = clientOf('reader');
    const list = watchOpenAlerts(client, 60_000);
    const edges = () => list.getCurrentResult().data?.alerts?.edges ?? [];
    const subscription = list.subscribe({});
    await until('the first page', () => edges().length === 20);
    await showMore(list);
    await until('both pages', () => edges().length === 40, 5);
    expect(new Set(edges().map((edge) => edge?.node?.id)).size).toBe(40);
    // Each object once, by its id: a change of it is seen wherever it is shown.
    const [first] = edges();
    expect(client.cache.extract()).toHaveProperty([`Alert:${first?.node?.id}`, 'title'], first?.node?.title);
    subscription.unsubscribe();
  });

  test('asks again and again, which costs Defender nothing within seconds', async () => {
    const list = watchOpenAlerts(clientOf('admin'), 20);
    const subscription = list.subscribe({});
    await until('the first page', () => list.getCurrentResult().data !== undefined);
    const asked = (): number => gateway.logs.filter(({ operationName }) => operationName === 'OpenAlerts').length;
    const before = asked();
    const { calls } = await upstreamOf(gateway.sandbox, () => until('three polls', () => asked() >= before + 3));
    expect(calls).toEqual([]);
    subscription.unsubscribe();
  });

  test('shows as much of an answer as the caller may see, and says what is missing', async () => {
    const row = gateway.sandbox.tenant.alerts.find(({ relatedUser }) => relatedUser !== null);
    const { alert, missing } = await storyOf(clientOf('hunter'), row?.id ?? '');
    expect(alert).toMatchObject({ title: row?.title, user: null });
    const permission = expect.stringContaining('User.Read.All') as string;
    expect(missing).toEqual([{ path: 'alert.user', code: 'FORBIDDEN', permission }]);
    expect((await storyOf(clientOf('admin'), row?.id ?? '')).missing).toEqual([]);
  });

  test('reads the code of what is refused before it reaches GraphQL', async () => {
    const unpersisted = createClient(`${gateway.url}/graphql`, () => gateway.sandbox.mintToken('reader'));
    expect((await storyOf(unpersisted, 'x')).missing).toMatchObject([{ path: '', code: 'FORBIDDEN' }]);
    const late = clientOf(null);
    expect((await storyOf(late, 'x')).missing).toMatchObject([{ path: 'alert', code: 'UNAUTHENTICATED' }]);
  });

  test('isolates a device by plan and token, and follows the action to its end', async () => {
    const responder = clientOf('responder');
    expect(await missingToIsolate(clientOf('reader'))).toEqual([expect.stringContaining('Machine.Isolate')]);
    expect(await missingToIsolate(responder)).toEqual([]);
    const machineId = device().id;
    const plan = await upstreamOf(gateway.sandbox, () => planIsolation(responder, machineId));
    expect(plan.answer.targets).toMatchObject([{ machineId, refusals: [] }]);
    const planned = { machineId, planToken: plan.answer.planToken ?? '' };
    const act = await upstreamOf(gateway.sandbox, () =>
      isolate(responder, { ...planned, comment: 'Alert 4711', idempotencyKey: 'incident-4711' }),
    );
    expect(act.answer.outcome).toBe('CREATED');
    const started = performance.now();
    const followed = await upstreamOf(gateway.sandbox, () => follow(responder, act.answer.machineAction?.id ?? ''));
    expect(followed.answer).toMatchObject({ status: 'SUCCEEDED', machine: { isolation: { state: 'ISOLATED' } } });
    const seconds = (performance.now() - started) / 1000;
    // What docs/front-end.md says of the cost: only looking whether it has ended depends on how long that takes.
    expect([plan.operations, act.operations]).toEqual([
      ['getMachine', 'listMachineActions'],
      ['getMachine', 'listMachineActions', 'isolateMachine', 'listMachineActions'],
    ]);
    const looks = followed.operations.filter((operation) => operation === 'getMachineAction');
    expect(looks.length).toBeGreaterThan(0);
    expect(looks.length).toBeLessThanOrEqual(1 + Math.ceil(seconds / 3));
    expect(followed.operations.slice(looks.length)).toEqual(['getMachine', 'listMachineActions']);
  });
});
