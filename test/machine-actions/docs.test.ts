import { readFile } from 'node:fs/promises';
import { startSandboxGateway, type SandboxGateway } from '../support/gateway/gateway.ts';

const text = await readFile(new URL('../../docs/response-actions.md', import.meta.url), 'utf8');
const steps = [...text.matchAll(/^```graphql\n(.*?)^```\n\n```json\n(.*?)^```/gms)].map(
  ([, document = '', variables = '']) => ({ document, variables }),
);

describe('docs/response-actions.md', () => {
  let gateway: SandboxGateway;
  beforeAll(async () => {
    gateway = await startSandboxGateway({ machines: 40, alerts: 5, actionSeconds: 1 }, { REQUIRE_PLAN: 'true' });
  });
  afterAll(() => gateway.close());

  test('leads through its steps, each with what the one before has given', async () => {
    expect(steps).toHaveLength(5);
    const { machines } = gateway.sandbox.tenant;
    const machine = machines.find((row) => row.osPlatform === 'Windows11' && row.onboardingStatus === 'onboarded');
    const names = new Map([['MACHINE_ID', machine?.id ?? '']]);
    const answers: Record<string, unknown>[] = [];
    for (const { document, variables } of steps) {
      const filled = variables.replace(/MACHINE_ID|PLAN_TOKEN|ACTION_ID/g, (name) => names.get(name) ?? '');
      const { data } = await gateway.run<Record<string, unknown>>(
        document,
        JSON.parse(filled) as object as never,
        'responder',
      );
      answers.push(data);
      const given = JSON.stringify(data);
      for (const [name, field] of [
        ['PLAN_TOKEN', 'planToken'],
        ['ACTION_ID', 'machineActionId'],
      ] as const) {
        const value = new RegExp(`"${field}":"([^"]+)"`).exec(given)?.[1];
        if (value !== undefined) names.set(name, value);
      }
    }
    expect(answers).toMatchObject([
      { planAction: { targets: [{ refusals: [] }] } },
      { isolateMachine: { outcome: 'CREATED' } },
      { machineAction: { status: 'SUCCEEDED' } },
      { machine: { isolation: { state: 'ISOLATED' } } },
      { machine: { isolation: { state: 'ISOLATED', differing: null }, containment: { state: 'NOT_CONTAINED' } } },
    ]);
  });

  test('names every variable of the policy as the page on configuration does', async () => {
    const page = await readFile(new URL('../../docs/configuration.md', import.meta.url), 'utf8');
    const variables = [...text.matchAll(/^\| `([A-Z_]+)` +\|/gm)].map(([, name = '']) => name);
    expect(variables).toHaveLength(11);
    for (const name of variables.filter((each) => !/CREATED|PENDING|UNKNOWN|UNAVAILABLE/.test(each)))
      expect(page).toContain(name);
  });
});
