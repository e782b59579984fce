import { mintPersonaToken } from '../../src/sandbox/sign-in/directory/personas.ts';
import { CONTOSO, GRAPH, startTwoApis, type TwoApis } from '../support/hunting/hunting-backends.ts';

const BUDGETS = '{ budgets { name perMinute remainingThisMinute perHour remainingThisHour } }';
const ALERTS = '{ alerts { nodes { id } } }';
const HUNT = '{ hunt(query: "DeviceInfo") { rowCount } }';

interface Budget {
  name: string;
  perMinute: number | null;
  remainingThisMinute: number | null;
  perHour: number | null;
  remainingThisHour: number | null;
}

let apis: TwoApis;

beforeEach(async () => {
  apis = await startTwoApis(GRAPH, GRAPH.answer({}, []), {
    defender: { 'GET /api/alerts': { value: [{ id: 'alert-1' }] } },
    quota: true,
    variables: { QUOTA_CLASSES: 'runHuntingQuery:mine,listAlerts:mine', CACHE_MEGABYTES: '0' },
  });
});
afterEach(() => apis.close());

async function budgetsOf(token: string): Promise<Budget[]> {
  return (await apis.send<{ budgets: Budget[] }>(token, BUDGETS)).data?.budgets ?? [];
}

async function run(token: string, ...documents: string[]): Promise<void> {
  for (const document of documents) expect((await apis.send(token, document)).errors).toBeUndefined();
}

describe('a quota that operations of two APIs share', () => {
  test('is one, with the least of their limits, in budgets and metrics', async () => {
    const token = await apis.signIn.mintGatewayToken('admin');
    await run(token, ALERTS, ALERTS, HUNT);
    const budgets = await budgetsOf(token);
    expect(budgets.filter(({ name }) => name === 'mine')).toEqual([
      { name: 'mine', perMinute: 45, remainingThisMinute: 42, perHour: 1500, remainingThisHour: 1497 },
    ]);
    const names = budgets.map(({ name }) => name);
    expect(names).toEqual([...new Set(names)].sort());
    expect(names).not.toContain('runHuntingQuery');
    const metrics = (await (await fetch(`${apis.url}/metrics`)).text()).split('\n');
    expect(metrics.filter((line) => line.includes('quota_remaining{class="mine"')).sort()).toEqual([
      `defender_graphql_quota_remaining{class="mine",tenant="1",window="hour"} 1497`,
      `defender_graphql_quota_remaining{class="mine",tenant="1",window="minute"} 42`,
    ]);
  });

  test('is used up by the calls of either', async () => {
    const token = await apis.signIn.mintGatewayToken('admin');
    await run(token, HUNT, ...Array.from({ length: 44 }, () => ALERTS));
    const { errors } = await apis.send(token, ALERTS);
    expect(errors).toMatchObject([{ extensions: { code: 'RATE_LIMITED' } }]);
    expect([apis.defender.calls.length, apis.other.calls.length]).toEqual([44, 1]);
  });

  test('shows each caller of the tenant the same, also one whom only one of the APIs knows', async () => {
    const claims = { aud: GRAPH.audience, scp: GRAPH.scope };
    const token = await mintPersonaToken('hunter', CONTOSO, Date.now(), claims);
    const admin = await apis.signIn.mintGatewayToken('admin');
    await run(admin, ALERTS);
    await run(token, HUNT);
    const left = async (caller: string) => (await budgetsOf(caller)).find(({ name }) => name === 'mine');
    expect((await left(token))?.remainingThisMinute).toBe(43);
    expect(await left(token)).toEqual(await left(admin));
  });
});
