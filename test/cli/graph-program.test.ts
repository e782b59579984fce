import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import { startSignIn, type SignIn } from '../../src/sandbox/sign-in/sign-in.ts';
import { runCommand } from '../support/process/command.ts';
import { postGraphql } from '../support/gateway/post-graphql.ts';
import { addressOf, startProgram } from '../support/process/program.ts';
import { applicationEnvironment } from '../support/sign-in/application-environment.ts';

const HUNT = '{ hunt(query: "DeviceInfo | take 3", timespan: "P30D") { rowCount } }';

test('the program serves a sandbox that hunts through its own Graph', async () => {
  const program = startProgram({ SANDBOX: 'true', HUNTING_BACKEND: 'graph' });
  try {
    const address = await addressOf(program);
    const tokenOf = async (form: Record<string, string>): Promise<string> => {
      const response = await fetch(`${address}/sandbox/token`, { method: 'POST', body: new URLSearchParams(form) });
      return ((await response.json()) as { access_token: string }).access_token;
    };
    const forms: Record<string, string>[] = [{ as: 'hunter' }, { as: 'app' }, { as: 'hunter', audience: 'graph' }];
    for (const form of forms) {
      const answer = await postGraphql(address, { token: await tokenOf(form), query: HUNT });
      expect([form, answer.errors, answer.data]).toEqual([form, undefined, { hunt: { rowCount: 3 } }]);
    }
    const defender = await tokenOf({ as: 'hunter', audience: 'defender' });
    const { errors } = await postGraphql(address, { token: defender, query: HUNT });
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  } finally {
    program.child.kill('SIGKILL');
    await program.ended;
  }
});

describe('the command line, where hunts go through Graph', () => {
  let sandbox: Sandbox;
  let signIn: SignIn;
  let folder: string;
  let variables: Record<string, string>;

  beforeAll(async () => {
    sandbox = await startSandbox({ machines: 5, alerts: 10 });
    signIn = await startSignIn({ tenantIds: [sandbox.tenantId] });
    folder = await mkdtemp(join(tmpdir(), 'defender-graphql-'));
    await writeFile(join(folder, 'ca.pem'), signIn.ca);
    variables = {
      ...applicationEnvironment(signIn, sandbox.url, join(folder, 'ca.pem')),
      GRAPH_API_URL: sandbox.url,
      HUNTING_BACKEND: 'graph',
    };
  });
  afterAll(async () => {
    await rm(folder, { recursive: true });
    await signIn.close();
    await sandbox.close();
  });

  const asked = (before: number) => sandbox.requests.slice(before).map(({ operation, status }) => [operation, status]);
  const fileOf = async (token: string): Promise<string> => {
    await writeFile(join(folder, 'token'), token);
    return join(folder, 'token');
  };

  test('token --graph gets one for Graph, and inspect says what it is good for', async () => {
    const { code, stdout } = await runCommand(['token', '--graph'], variables);
    expect(code).toBe(0);
    expect(decodeJwt(stdout.trim())).toMatchObject({
      aud: 'https://graph.microsoft.com',
      roles: ['ThreatHunting.Read.All'],
    });
    const inspected = await runCommand(['inspect'], variables, { input: stdout });
    expect(inspected.stdout).toContain('Microsoft Graph (passed through, for hunts)');
    expect(inspected.stdout).toMatch(/^yes +.*\bhunt\b/m);
    expect(inspected.stdout).toMatch(
      /^no +.*\balerts\b.*in a token for https:\/\/api\.securitycenter\.microsoft\.com$/m,
    );
    const elsewhere = await runCommand(['token', '--graph'], { ...variables, HUNTING_BACKEND: '', GRAPH_API_URL: '' });
    expect([elsewhere.code, elsewhere.stderr]).toEqual([2, expect.stringContaining('HUNTING_BACKEND=graph')]);
  });

  test('doctor tries a hunt with a token of its own', async () => {
    const before = sandbox.requests.length;
    const { code, stdout } = await runCommand(['doctor'], variables);
    expect([code, stdout.match(/^ok +hunt +.*$/m)?.[0]]).toEqual([
      0,
      expect.stringContaining('ThreatHunting.Read.All'),
    ]);
    expect(asked(before)).toContainEqual(['runHuntingQuery', 200]);
    expect(asked(before).map(([operation]) => operation)).not.toContain('runAdvancedQuery');
  });

  test('doctor sends the token of a file to the API that it is for, and to no other', async () => {
    for (const [token, operations] of [
      [await sandbox.mintGraphToken('hunter'), ['runHuntingQuery']],
      [await sandbox.mintToken('hunter'), expect.not.arrayContaining(['runHuntingQuery', 'runAdvancedQuery'])],
    ] as const) {
      const before = sandbox.requests.length;
      const { stdout } = await runCommand(['doctor', '--token-file', await fileOf(token)], variables);
      expect(asked(before).map(([operation]) => operation)).toEqual(operations);
      expect(stdout).toMatch(/^(ok|unknown) +hunt /m);
      expect(stdout).not.toContain(token);
    }
  });
});
