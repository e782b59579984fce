import { writeFile } from 'node:fs/promises';
import { createAuth, type Auth } from '../../src/auth/create-auth.ts';
import { startSignIn, type SignIn } from '../../src/sandbox/sign-in/sign-in.ts';
import { watchSecrets } from '../../src/secrets/watch-secrets.ts';
import { until } from '../support/clocks/until.ts';
import { mountSecrets, type SecretFolder } from '../support/secrets/secret-folder.ts';
import { makeCertificate, type MadeCertificate } from '../support/sign-in/certificate.ts';
import { signInSettings } from '../support/sign-in/sign-in-gateway.ts';
import type { Credential } from '../../src/auth/entra/credential.ts';

const CONTOSO = '3f2b6f0a-6c11-4d0e-9a53-1c7d0f5b2a10';
const NEXT_YEAR = new Date(Math.floor(Date.now() / 1000) * 1000 + 86_400_000 * 300);

let signIn: SignIn;
let folder: SecretFolder;
let auth: Auth;
let end: (() => void) | undefined;
let lines: string[];
let first: MadeCertificate;
let second: MadeCertificate;

const pemOf = ({ certificate, privateKey }: MadeCertificate): string => `${certificate}\n${privateKey}\n`;
const note = (level: string) => (details: object, message: string) =>
  void lines.push(`${level} ${message} ${JSON.stringify(details)}`);

beforeAll(async () => {
  [first, second] = await Promise.all([makeCertificate(NEXT_YEAR), makeCertificate(NEXT_YEAR)]);
});
beforeEach(async () => {
  lines = [];
  signIn = await startSignIn({ tenantIds: [CONTOSO] });
});
afterEach(async () => {
  end?.();
  await auth.close();
  await signIn.close();
  await folder.remove();
});

function start(credential: Credential): void {
  const settings = signInSettings(signIn);
  const { registration } = settings;
  if (registration == null) throw new Error('The settings have no registration.');
  auth = createAuth({
    modes: new Set(['on-behalf-of']),
    authority: signIn.url,
    audiences: ['https://api.securitycenter.microsoft.com'],
    graphAudiences: null,
    xdrAudiences: ['https://api.security.microsoft.com'],
    homeTenantId: CONTOSO,
    tenantIds: new Set([CONTOSO]),
    ...settings,
    registration: { ...registration, credential },
  });
  end = watchSecrets(auth.secrets, { info: note('info'), warn: note('warn'), error: note('error') }, 5);
}

/** Lets a user in who was not there before, so that their token has to be exchanged. */
async function exchange(): Promise<string> {
  const token = await signIn.mintGatewayToken('reader', { uti: crypto.randomUUID() });
  const authenticated = await auth.authenticator.authenticate({ authorization: `Bearer ${token}`, tenant: undefined });
  return authenticated.at('defender').token();
}

function accept(members: { certificate?: string | null; secret?: string | null }): void {
  const [gateway] = signIn.applications;
  if (gateway === undefined) throw new Error('There is no gateway.');
  signIn.applications[0] = { ...gateway, secret: null, ...members };
}

describe('a certificate that is replaced on disk', () => {
  beforeEach(async () => {
    folder = await mountSecrets({ 'gateway.pem': pemOf(first) });
    accept({ certificate: first.certificate });
    start({ kind: 'certificate', file: folder.file('gateway.pem') });
  });

  test('is used for the next token, without a restart', async () => {
    await expect(exchange()).resolves.toContain('.');
    await folder.replace({ 'gateway.pem': pemOf(second) });
    accept({ certificate: second.certificate });
    await expect(exchange()).resolves.toContain('.');
    expect(lines).toEqual(['info a secret was replaced {"name":"ENTRA_CLIENT_CERTIFICATE"}']);
  });

  test.each<[string, () => string, RegExp]>([
    ['text', () => 'canary of a certificate', /must name a PEM file/],
    ['a part of one', () => pemOf(second).slice(0, 300), /must name a PEM file/],
    ['one with the key of another', () => pemOf({ ...second, privateKey: first.privateKey }), /of another certificate/],
  ])('by %s leaves the one before in use, and says why in the log', async (_, text, reason) => {
    await folder.replace({ 'gateway.pem': text() });
    await until('the fault to be logged', () => lines.length > 0);
    await expect(exchange()).resolves.toContain('.');
    await expect(exchange()).resolves.toContain('.');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(reason);
    expect(lines[0]).toMatch(/^error /);
    expect(lines[0]).not.toMatch(/canary|BEGIN|MII/);
    await folder.replace({ 'gateway.pem': pemOf(second) });
    accept({ certificate: second.certificate });
    await expect(exchange()).resolves.toContain('.');
  });
});

test('a client secret that is replaced is used for the next token', async () => {
  folder = await mountSecrets({ secret: 'the first client secret\n' });
  accept({ secret: 'the first client secret' });
  start({ kind: 'secret', secret: 'the first client secret', file: folder.file('secret') });
  await expect(exchange()).resolves.toContain('.');
  await folder.replace({ secret: 'the second client secret\n' });
  accept({ secret: 'the second client secret' });
  await expect(exchange()).resolves.toContain('.');
  await writeFile(folder.file('secret'), '\n');
  await until('the fault to be logged', () => lines.some((line) => line.startsWith('error')));
  await expect(exchange()).resolves.toContain('.');
  expect(lines).toEqual([
    'info a secret was replaced {"name":"ENTRA_CLIENT_SECRET"}',
    'error a secret was replaced and cannot be used: the one before still is {"name":"ENTRA_CLIENT_SECRET","reason":"the file is empty"}',
  ]);
});
