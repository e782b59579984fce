import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError, readConfig } from '../../src/config.ts';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import { startSignIn, type SignIn } from '../../src/sandbox/sign-in/sign-in.ts';
import { makeCertificate } from '../support/sign-in/certificate.ts';
import { postGraphql } from '../support/gateway/post-graphql.ts';
import { startProgram } from '../support/process/program.ts';
import { startSignInProgram } from '../support/sign-in/sign-in-program.ts';

const CLIENT = '5d0e9b1c-7a24-4f3e-8b60-91c2d3e4f506';
const TENANT = '0f5a7a0e-3c1b-4a53-9d0a-6c1f0b8c2d11';
const GATEWAY = { AUTH_MODES: 'on-behalf-of,app', ENTRA_TENANT_ID: TENANT, ENTRA_CLIENT_ID: CLIENT };

const SECRET = { ENTRA_CLIENT_SECRET: 'canary-of-a-secret' };
const CERTIFICATE = { ENTRA_CLIENT_CERTIFICATE: '/etc/gateway/gateway.pem' };
const FEDERATED = { ENTRA_FEDERATED_TOKEN_FILE: '/var/run/token' };
const MANAGED = { ENTRA_MANAGED_IDENTITY: 'true' };

function faultsOf(variables: Record<string, string>): readonly string[] {
  try {
    readConfig(variables);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
}

describe('the credential in the configuration', () => {
  test.each<[Record<string, string>, object]>([
    [SECRET, { kind: 'secret', secret: 'canary-of-a-secret' }],
    [CERTIFICATE, { kind: 'certificate', file: '/etc/gateway/gateway.pem' }],
    [FEDERATED, { kind: 'federated-token', file: '/var/run/token' }],
    [MANAGED, { kind: 'managed-identity' }],
    [{ ...SECRET, ENTRA_MANAGED_IDENTITY: 'false', ENTRA_CLIENT_CERTIFICATE: '' }, { kind: 'secret' }],
  ])('is what %j says', (variables, credential) => {
    const { defender } = readConfig({ ...GATEWAY, ...variables });
    expect(defender?.auth.registration).toMatchObject({
      homeTenantId: TENANT,
      clientId: CLIENT,
      audience: CLIENT,
      scope: 'access_as_user',
      credential,
    });
  });

  test.each([
    ['none', {}, 0],
    ['a secret and a certificate', { ...SECRET, ...CERTIFICATE }, 2],
    ['a secret and a managed identity', { ...SECRET, ...MANAGED }, 2],
    ['a certificate and a federated token', { ...CERTIFICATE, ...FEDERATED }, 2],
    ['all four', { ...SECRET, ...CERTIFICATE, ...FEDERATED, ...MANAGED }, 4],
  ])('is exactly one, not %s', (_, variables, count) => {
    const faults = faultsOf({ ...GATEWAY, ...variables });
    expect(faults).toEqual([expect.stringContaining(`exactly one of`)]);
    expect(faults[0]).toContain(`${count} are set`);
    expect(faults[0]).not.toContain('canary');
  });

  test.each(['ENTRA_TENANT_ID', 'ENTRA_CLIENT_ID'])('is nothing without %s', (name) => {
    const variables = Object.fromEntries(Object.entries({ ...GATEWAY, ...SECRET }).filter(([key]) => key !== name));
    expect(faultsOf(variables)).toEqual([expect.stringMatching(new RegExp(`^${name}: `))]);
  });

  test('is not needed where tokens are passed through', () => {
    expect(readConfig({ AUTH_MODES: 'passthrough' }).defender?.auth.registration).toBeNull();
  });

  test('goes with the audience and the scope given', () => {
    const given = { GATEWAY_AUDIENCE: `api://${CLIENT}`, GATEWAY_SCOPE: 'Graph.Access' };
    expect(readConfig({ ...GATEWAY, ...SECRET, ...given }).defender?.auth.registration).toMatchObject({
      audience: `api://${CLIENT}`,
      scope: 'Graph.Access',
    });
  });
});

describe('the program', () => {
  let folder: string;
  let sandbox: Sandbox;
  let signIn: SignIn;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'settings-'));
    sandbox = await startSandbox({ machines: 3, alerts: 3 });
    signIn = await startSignIn({ tenantIds: [sandbox.tenantId] });
  });
  afterAll(async () => {
    await signIn.close();
    await sandbox.close();
    await rm(folder, { recursive: true });
  });

  /** What it wrote, after one request in each of the modes with tokens of the gateway. */
  async function written(variables: Record<string, string>): Promise<{ logs: Record<string, unknown>[]; all: string }> {
    const program = await startSignInProgram(signIn, sandbox.url, { LOG_LEVEL: 'trace', ...variables });
    for (const persona of ['admin', 'app'] as const) {
      const token = await signIn.mintGatewayToken(persona);
      const answer = await postGraphql(program.address, { token, query: '{ alerts(first: 1) { nodes { id } } }' });
      expect(answer.errors).toBeUndefined();
    }
    await program.close();
    return { logs: program.logs(), all: program.stdout + program.stderr };
  }

  test('logs the kind of its credential, and never a secret', async () => {
    const { logs, all } = await written({});
    expect(logs[0]).toMatchObject({
      modes: ['passthrough', 'on-behalf-of', 'app'],
      credential: { kind: 'secret', expires: null },
    });
    expect(all).not.toContain(signIn.applications[0]?.secret);
  });

  test('logs when its certificate ends, and never the key', async () => {
    const expires = new Date(Math.floor(Date.now() / 1000) * 1000 + 86_400_000 * 30);
    const { certificate, privateKey } = await makeCertificate(expires);
    const file = join(folder, 'gateway.pem');
    await writeFile(file, certificate + privateKey);
    const [gateway] = signIn.applications;
    if (gateway !== undefined) signIn.applications[0] = { ...gateway, certificate };
    const { logs, all } = await written({ ENTRA_CLIENT_SECRET: '', ENTRA_CLIENT_CERTIFICATE: file });
    expect(logs[0]).toMatchObject({ credential: { kind: 'certificate', expires: expires.toISOString() } });
    for (const line of privateKey.split('\n').filter((text) => text.length > 30)) expect(all).not.toContain(line);
  });

  test('does not start with a certificate that has expired, and says when that was', async () => {
    const { certificate, privateKey } = await makeCertificate(new Date(Date.UTC(2025, 0, 31)));
    const file = join(folder, 'old.pem');
    await writeFile(file, certificate + privateKey);
    const program = startProgram({ ...GATEWAY, ENTRA_CLIENT_CERTIFICATE: file });
    expect(await program.ended).toBe(1);
    expect(program.stderr).toContain('expired on 2025-01-31');
    expect(program.stderr.trim().split('\n')).toHaveLength(1);
  });
});
