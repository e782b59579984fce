import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NetworkRequestOptions } from '@azure/msal-node';
import { decodeProtectedHeader, exportJWK, generateKeyPair, SignJWT, type CryptoKey } from 'jose';
import { loadCredential, type Credential } from '../../src/auth/entra/credential.ts';
import { EntraHttp } from '../../src/auth/entra/entra-http.ts';
import { EntraTokens } from '../../src/auth/entra/entra-tokens.ts';
import { TenantMetadata } from '../../src/auth/entra/tenant-metadata.ts';
import { startSignIn, type RegisteredApplication, type SignIn } from '../../src/sandbox/sign-in/sign-in.ts';
import { makeCertificate, type MadeCertificate } from '../support/sign-in/certificate.ts';

const CONTOSO = '3f2b6f0a-6c11-4d0e-9a53-1c7d0f5b2a10';
const NEXT_YEAR = new Date(Math.floor(Date.now() / 1000) * 1000 + 86_400_000 * 300);

/** The way to the sign-in server, which remembers the forms that go along it. */
class WatchedHttp extends EntraHttp {
  readonly forms: URLSearchParams[] = [];

  override sendPostRequestAsync<T>(url: string, options?: NetworkRequestOptions) {
    this.forms.push(new URLSearchParams(options?.body));
    return super.sendPostRequestAsync<T>(url, options);
  }
}

let signIn: SignIn;
let http: WatchedHttp;
let folder: string;
let made: MadeCertificate;

beforeAll(async () => {
  made = await makeCertificate(NEXT_YEAR);
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'credential-'));
  signIn = await startSignIn({ tenantIds: [CONTOSO] });
  http = new WatchedHttp(signIn.ca);
});
afterEach(async () => {
  await http.close();
  await signIn.close();
  await rm(folder, { recursive: true });
});

/** Lets the gateway's registration take these credentials and no others. */
function register(members: Partial<RegisteredApplication>): void {
  const [gateway] = signIn.applications;
  if (gateway === undefined) throw new Error('There is no gateway.');
  signIn.applications[0] = { ...gateway, secret: null, ...members };
}

async function fileOf(name: string, text: string): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, text);
  return file;
}

function entraWith(credential: Credential): EntraTokens {
  return new EntraTokens({
    authority: signIn.url,
    clientId: signIn.gatewayClientId,
    credential: loadCredential(credential, http),
    scope: 'https://api.securitycenter.microsoft.com/.default',
    http,
    metadata: new TenantMetadata(http, signIn.url, Date.now),
  });
}

const lastForm = (): URLSearchParams => http.forms.at(-1) ?? new URLSearchParams();

describe('a secret', () => {
  test('proves who the gateway is, in the form alone', async () => {
    const secret = signIn.applications[0]?.secret ?? '';
    const { token, expiresAt } = await entraWith({ kind: 'secret', secret }).application(CONTOSO);
    expect(token.split('.')).toHaveLength(3);
    expect(expiresAt).toBeGreaterThan(Date.now() + 3_500_000);
    expect(lastForm().get('client_secret')).toBe(secret);
    expect(signIn.requests.map(({ path }) => path).join()).not.toContain(secret);
  });

  test('that is wrong is refused for good, without Entra’s words or the secret', async () => {
    const asked = entraWith({ kind: 'secret', secret: 'canary-of-a-secret' }).application(CONTOSO);
    await expect(asked).rejects.toMatchObject({ code: 'FORBIDDEN', final: true });
    await expect(asked).rejects.toThrow(/consent or credential/);
    await expect(asked).rejects.not.toThrow(/AADSTS|canary/);
  });
});

describe('a certificate', () => {
  test('signs PS256 and names itself by x5t#S256', async () => {
    register({ certificate: made.certificate });
    const file = await fileOf('gateway.pem', `${made.certificate}\n${made.privateKey}\n`);
    await expect(entraWith({ kind: 'certificate', file }).application(CONTOSO)).resolves.toHaveProperty('token');
    const assertion = lastForm().get('client_assertion') ?? '';
    const fingerprint = new X509Certificate(made.certificate).fingerprint256.replaceAll(':', '');
    const header = decodeProtectedHeader(assertion);
    expect(header).toMatchObject({ alg: 'PS256', 'x5t#S256': Buffer.from(fingerprint, 'hex').toString('base64url') });
    expect(lastForm().has('client_secret')).toBe(false);
    expect(lastForm().toString()).not.toContain('PRIVATE');
  });

  test('is found wherever it stands in the file, with the older form of a key too', async () => {
    const key = createPrivateKey(made.privateKey).export({ type: 'pkcs1', format: 'pem' }).toString();
    expect(key).toContain('BEGIN RSA PRIVATE KEY');
    const file = await fileOf('gateway.pem', `Bag Attributes\n${key}\nsubject=CN\n${made.certificate}`);
    expect(loadCredential({ kind: 'certificate', file }, http)).toMatchObject({
      kind: 'certificate',
      expires: NEXT_YEAR.toISOString(),
    });
  });

  test.each<[string, () => string | Promise<string>, RegExp]>([
    ['is text', () => 'not a certificate', /must name a PEM file/],
    ['is empty', () => '', /must name a PEM file/],
    ['holds no key', () => made.certificate, /must name a PEM file/],
    ['holds no certificate', () => made.privateKey, /must name a PEM file/],
    [
      'holds an encrypted key',
      () =>
        made.certificate +
        createPrivateKey(made.privateKey)
          .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'canary' })
          .toString(),
      /not encrypted/,
    ],
    [
      'holds another certificate’s key',
      async () => made.certificate + (await makeCertificate(NEXT_YEAR)).privateKey,
      /private key of another certificate/,
    ],
    [
      'holds a certificate that has expired',
      async () => Object.values(await makeCertificate(new Date(Date.now() - 86_400_000))).join('\n'),
      /expired on \d{4}-\d\d-\d\d/,
    ],
    [
      'holds a broken certificate',
      () => `-----BEGIN CERTIFICATE-----\nY2FuYXJ5\n-----END CERTIFICATE-----\n${made.privateKey}`,
      /./,
    ],
  ])('whose file %s is refused at the start', async (_, text, message) => {
    const file = await fileOf('gateway.pem', await text());
    const load = () => loadCredential({ kind: 'certificate', file }, http);
    expect(load).toThrow(message);
    expect(load).not.toThrow(/BEGIN|canary|MII/);
  });

  test('whose file is missing is refused at the start', () => {
    expect(() => loadCredential({ kind: 'certificate', file: join(folder, 'nothing.pem') }, http)).toThrow(
      /nothing\.pem/,
    );
  });
});

/** An issuer of assertions, as a cluster or a platform is one. */
async function trustIssuer(): Promise<(claims?: Record<string, unknown>) => Promise<string>> {
  const { privateKey, publicKey }: { privateKey: CryptoKey; publicKey: CryptoKey } = await generateKeyPair('RS256');
  const issuer = 'https://cluster.contoso.example';
  const subject = 'system:serviceaccount:gateway:gateway';
  const keys = { keys: [{ ...(await exportJWK(publicKey)), kid: 'cluster' }] };
  register({ federatedIssuers: [{ issuer, subject, keys }] });
  return (claims = {}) =>
    new SignJWT({ iss: issuer, sub: subject, aud: 'api://AzureADTokenExchange', jti: crypto.randomUUID(), ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: 'cluster' })
      .setExpirationTime('10m')
      .sign(privateKey);
}

describe('a federated token', () => {
  test('is read from its file for each request, as the platform renews it', async () => {
    const mint = await trustIssuer();
    const [first, second] = [await mint(), await mint()];
    const file = await fileOf('token', `${first}\n`);
    const entra = entraWith({ kind: 'federated-token', file });
    await expect(entra.application(CONTOSO)).resolves.toHaveProperty('token');
    expect(lastForm().get('client_assertion')).toBe(first);
    await writeFile(file, second);
    await expect(entra.application(CONTOSO)).resolves.toHaveProperty('token');
    expect(lastForm().get('client_assertion')).toBe(second);
    await writeFile(file, await mint({ sub: 'system:serviceaccount:other:other' }));
    await expect(entra.application(CONTOSO)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  test('whose file is missing costs requests, not the start', async () => {
    const entra = entraWith({ kind: 'federated-token', file: join(folder, 'nothing') });
    await expect(entra.application(CONTOSO)).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
    expect(http.forms).toEqual([]);
  });
});

describe('a managed identity', () => {
  let platform: Server;
  const asked: { url: string; secret: unknown }[] = [];
  const before = { ...process.env };

  afterEach(async () => {
    process.env = { ...before };
    platform.close();
    await once(platform, 'close');
  });

  test('gets an assertion from its platform, by which the gateway proves who it is', async () => {
    const assertion = await (await trustIssuer())();
    platform = createServer((request, response) => {
      asked.push({ url: request.url ?? '', secret: request.headers['x-identity-header'] });
      response.writeHead(200, { 'content-type': 'application/json' });
      const expires_on = String(Math.floor(Date.now() / 1000) + 86_400);
      const resource = 'api://AzureADTokenExchange';
      response.end(JSON.stringify({ access_token: assertion, expires_on, resource, token_type: 'Bearer' }));
    }).listen(0, '127.0.0.1');
    await once(platform, 'listening');
    process.env.IDENTITY_ENDPOINT = `http://127.0.0.1:${(platform.address() as AddressInfo).port}/msi/token`;
    process.env.IDENTITY_HEADER = 'header-of-the-platform';
    const entra = entraWith({ kind: 'managed-identity' });
    await expect(entra.application(CONTOSO)).resolves.toHaveProperty('token');
    expect(lastForm().get('client_assertion')).toBe(assertion);
    expect(asked).toHaveLength(1);
    const { url, secret } = asked[0] ?? { url: '', secret: '' };
    expect(new URL(url, 'http://127.0.0.1').searchParams.get('resource')).toBe('api://AzureADTokenExchange');
    expect(secret).toBe('header-of-the-platform');
  });
});
