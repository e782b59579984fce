import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import { startSignIn, type SignIn } from '../../src/sandbox/sign-in/sign-in.ts';
import { CLI, runCommand } from '../support/process/command.ts';
import { addressOf, startProgram } from '../support/process/program.ts';

describe('the command line', () => {
  let sandbox: Sandbox;
  let signIn: SignIn;
  let folder: string;
  /** What an operator would set: the tenant, the sign-in host, and an application of it. */
  let tenant: Record<string, string>;
  let application: Record<string, string>;
  let console: Record<string, string>;

  beforeAll(async () => {
    sandbox = await startSandbox({ machines: 20, alerts: 60 });
    signIn = await startSignIn({ tenantIds: [sandbox.tenantId], deviceIntervalSeconds: 1 });
    folder = await mkdtemp(join(tmpdir(), 'defender-graphql-'));
    await writeFile(join(folder, 'ca.pem'), signIn.ca);
    tenant = {
      DEFENDER_API_URL: sandbox.url,
      ENTRA_AUTHORITY: signIn.url,
      ENTRA_TENANT_ID: sandbox.tenantId,
      NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem'),
    };
    const [gateway, , device] = signIn.applications;
    application = { ...tenant, ENTRA_CLIENT_ID: gateway?.clientId ?? '', ENTRA_CLIENT_SECRET: gateway?.secret ?? '' };
    console = { ...tenant, ENTRA_CLIENT_ID: device?.clientId ?? '' };
  });

  afterAll(async () => {
    await rm(folder, { recursive: true });
    await signIn.close();
    await sandbox.close();
  });

  /** Signs in by device code as anyone who answers the code that the command shows. */
  const bySigningIn = (words: readonly string[]) => {
    let approved = false;
    return runCommand(words, console, {
      onStderr: (text) => {
        const code = /code ([A-Z0-9-]{6,})/.exec(text)?.[1];
        if (code === undefined || approved) return;
        approved = true;
        signIn.approveDevice(code, 'reader');
      },
    });
  };

  test('token gets one for an application, with its roles', async () => {
    const { code, stdout, stderr } = await runCommand(['token'], application);
    expect([code, stderr]).toEqual([0, '']);
    const claims = decodeJwt(stdout.trim());
    expect(claims).toMatchObject({ aud: 'https://api.securitycenter.microsoft.com', tid: sandbox.tenantId });
    expect(claims.roles).toContain('Alert.Read.All');
  });

  test('token gets one for a person by device code, and writes it where only its owner can read it', async () => {
    const file = join(folder, 'token');
    await writeFile(file, 'what stood there before', { mode: 0o644 });
    const { code, stdout } = await bySigningIn(['token', '--out', file]);
    expect([code, stdout]).toEqual([0, `The token is in ${file}.\n`]);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const claims = decodeJwt((await readFile(file, 'utf8')).trim());
    expect(claims.scp).toContain('Alert.Read');
  });

  test('token names the variable that is missing', async () => {
    const { code, stderr } = await runCommand(['token'], tenant);
    expect([code, stderr]).toEqual([2, 'Set ENTRA_CLIENT_ID to the application to sign in with.\n']);
  });

  test('token says that a wrong secret is refused, and does not show it', async () => {
    const secret = 'canary-of-a-wrong-secret';
    const { code, stdout, stderr } = await runCommand(['token'], { ...application, ENTRA_CLIENT_SECRET: secret });
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('Entra ID does not let the gateway have a token');
    expect(stderr).not.toContain(secret);
  });

  test('inspect tells kind, tenant, expiry, permissions and which fields are allowed', async () => {
    const token = await sandbox.mintToken('hunter');
    const { code, stdout } = await runCommand(['inspect'], {}, { input: `Bearer ${token}\n` });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^kind +user$/m);
    expect(stdout).toMatch(new RegExp(`^tenant +${sandbox.tenantId}$`, 'm'));
    expect(stdout).toMatch(/^expires +\S+Z, in 59 min$/m);
    expect(stdout).toMatch(/^permissions +AdvancedQuery\.Read Alert\.Read Machine\.Read$/m);
    expect(stdout).toMatch(/^yes +.*\bhunt\b/m);
    expect(stdout).toMatch(/^no +.*Machine\.software.*needs Software\.Read\.All \(application\) or Software\.Read/m);
    expect(stdout).not.toContain(token);
  });

  test('inspect tells a token for another API, and what to ask for', async () => {
    const token = await sandbox.mintToken('reader', { aud: 'https://graph.microsoft.com' });
    const { stdout } = await runCommand(['inspect'], {}, { input: token });
    expect(stdout).toContain('another API: ask for https://api.securitycenter.microsoft.com/.default');
    expect(stdout).not.toContain('allowed');
  });

  test('inspect refuses what is not a token', async () => {
    const { code, stderr } = await runCommand(['inspect'], {}, { input: 'hello' });
    expect([code, stderr]).toEqual([2, expect.stringContaining('not a JWT')]);
  });

  test('consent-url gives the link for a customer’s administrator', async () => {
    const customer = '5d0f1f5e-1a2b-4c3d-8e4f-5a6b7c8d9e0f';
    const { code, stdout } = await runCommand(['consent-url', '--tenant', customer], {
      ENTRA_CLIENT_ID: application.ENTRA_CLIENT_ID ?? '',
    });
    expect(code).toBe(0);
    expect(stdout).toBe(
      `https://login.microsoftonline.com/${customer}/adminconsent?client_id=${application.ENTRA_CLIENT_ID}\n`,
    );
    const wrong = await runCommand(['consent-url', '--tenant', '../evil'], application);
    expect([wrong.code, wrong.stdout]).toEqual([2, '']);
  });

  test('doctor finds nothing wrong here, and tells which features the API takes', async () => {
    sandbox.quirks.orOperator = false;
    const { code, stdout } = await runCommand(['doctor'], application);
    sandbox.quirks.orOperator = true;
    expect(stdout).not.toMatch(/^fault/m);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ok +sign-in/m);
    expect(stdout).toMatch(/^ok +read \/api\/machines +allowed by Machine\.Read\.All/m);
    expect(stdout).toMatch(/^ok +\$filter … in/m);
    expect(stdout).toMatch(/^refused +\$filter … or/m);
    expect(stdout).toMatch(/^refused +\$orderby/m);
    expect(stdout).toMatch(/^ok +@odata\.nextLink with \$top +not given/m);
  });

  test('doctor names the properties that the API sends and this version does not know', async () => {
    expect((await runCommand(['doctor'], application)).stdout).toMatch(/^ok +properties +this version knows all/m);
    const { machines, alerts } = sandbox.tenant;
    const odd = [machines[3], alerts[0], alerts[0]?.evidence[0]].map(
      (row) => row as unknown as Record<string, unknown>,
    );
    for (const row of odd) row.fooBar = null;
    const { code, stdout } = await runCommand(['doctor'], application);
    for (const row of odd) delete row.fooBar;
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^unknown +properties +properties this version does not know: Alert\.fooBar, AlertEvidence\.fooBar, Machine\.fooBar$/m,
    );
  });

  test('doctor names the audience and the permission that are wrong', async () => {
    const file = join(folder, 'narrow');
    await writeFile(file, await sandbox.mintToken('hunter', { scp: 'Alert.Read' }));
    const { code, stdout } = await runCommand(['doctor', '--token-file', file], tenant);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^fault +read \/api\/machines +.*Machine\.Read/m);
    await writeFile(file, await sandbox.mintToken('reader', { aud: 'https://graph.microsoft.com' }));
    const wrong = await runCommand(['doctor', '--token-file', file], tenant);
    expect(wrong.stdout).toMatch(/^fault +audience +https:\/\/graph\.microsoft\.com; ask for/m);
  });

  test('serve serves as configured, until it is told to stop', async () => {
    const child = startProgram({ ...tenant, AUTH_MODES: 'passthrough' }, CLI, ['serve']);
    const address = await addressOf(child);
    const response = await fetch(`${address}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${await sandbox.mintToken('reader')}`,
      },
      body: JSON.stringify({ query: '{ machines(first: 1) { totalCount } }' }),
    });
    expect(await response.json()).toMatchObject({ data: { machines: { totalCount: 20 } } });
    child.child.kill('SIGTERM');
    expect(await child.ended).toBe(0);
  });

  test.each([
    [[], 'Usage: defender-graphql <command>'],
    [['fly'], 'There is no command fly.'],
    [['doctor', '--token-file', 'nowhere/token'], '--token-file: nowhere/token cannot be read'],
    [['token', 'twice'], 'token takes no further words'],
    [['token', '--nope'], "Unknown option '--nope'"],
  ])('%j is answered with what to write instead', async (words, expected) => {
    const { code, stdout, stderr } = await runCommand(words, application);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(expected);
  });
});
