import { readdirSync, readFileSync } from 'node:fs';
import { print } from 'graphql';
import { startSandboxGateway, type SandboxGateway } from './support/gateway.ts';
import * as operations from './support/operations.generated.ts';

const folder = new URL('../schema/operations/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.graphql'));

/** `open-high-alerts.graphql` -> the document that codegen made of it. */
function documentOf(file: string) {
  const name = file.replace(/\.graphql$/, '').replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase());
  const found = Object.entries(operations).find(([exported]) => exported === `${name}Document`);
  if (found === undefined) throw new Error(`${file} holds no operation called ${name}; run npm run codegen.`);
  return found[1];
}

/** The variables that the first lines of an example suggest, with ids of the sandbox in place of the placeholders. */
function variablesOf(file: string, gateway: SandboxGateway): Record<string, unknown> {
  const suggestion = /# variables: (.*)/.exec(readFileSync(new URL(file, folder), 'utf8'))?.[1] ?? '{}';
  const machine = gateway.sandbox.tenant.machines[0]?.id ?? '';
  const alert = gateway.sandbox.tenant.alerts.find(({ investigationId }) => investigationId !== null)?.id ?? '';
  return JSON.parse(
    suggestion.replace('paste the id of a machine', machine).replace('paste the id of an alert', alert),
  ) as Record<string, unknown>;
}

describe('the worked operations', () => {
  let gateway: SandboxGateway;
  beforeAll(async () => {
    gateway = await startSandboxGateway();
  });
  afterAll(() => gateway.close());

  test('are at least eight', () => {
    expect(files.length).toBeGreaterThanOrEqual(8);
  });

  test.each(files)('%s answers with data and without errors', async (file) => {
    // The list of missing updates is documented for applications only.
    const persona = file === 'missing-updates.graphql' ? 'app' : 'admin';
    const { data } = await gateway.run<Record<string, unknown>>(
      print(documentOf(file)),
      variablesOf(file, gateway),
      persona,
    );
    for (const [field, value] of Object.entries(data)) expect([field, value]).not.toEqual([field, null]);
  });

  test('give the first analyst question its rows, typed by codegen', async () => {
    const { data } = await gateway.run<operations.OpenHighAlertsQuery>(print(operations.OpenHighAlertsDocument), {
      first: 5,
    });
    expect(data.alerts.nodes).toHaveLength(5);
    for (const { severity, status } of data.alerts.nodes) {
      expect(severity).toBe('HIGH');
      expect(status).not.toBe('RESOLVED');
    }
  });
});
