import { createPublicKey, X509Certificate } from 'node:crypto';
import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import type { JSONWebKeySet } from 'jose';
import { startSandbox } from '../../../src/sandbox/sandbox.ts';
import type { SignIn } from '../../../src/sandbox/sign-in/sign-in.ts';
import { caller } from '../sandbox-client.ts';
import { CONTOSO, FABRIKAM, faultOf, gatewayForm, signInClient, TOKEN, withSignIn } from './sign-in-client.ts';
import type { SignInClient } from './sign-in-client.ts';

const UNKNOWN = '99999999-8888-4777-a666-555555555555';
const START = Date.parse('2026-11-20T12:00:00Z');

let now = START;
let signIn: SignIn;
let client: SignInClient;

withSignIn(
  {
    tenantIds: [CONTOSO, FABRIKAM],
    now: () => now,
    deviceCodeSeconds: 60,
    deviceIntervalSeconds: 5,
  },
  (...started) => void ([signIn, client] = started),
  'all',
);
beforeEach(() => void (now = START));

const asGateway = (form: Record<string, string>) => gatewayForm(signIn, form);

describe('metadata', () => {
  test('names the issuer and endpoints of a tenant, in both versions', async () => {
    const second = await client.get(`/${CONTOSO}/v2.0/.well-known/openid-configuration`);
    expect(second.headers.get('cache-control')).toBe('max-age=86400, private');
    expect(second.json).toMatchObject({
      issuer: `${signIn.url}/${CONTOSO}/v2.0`,
      token_endpoint: `${signIn.url}/${CONTOSO}/oauth2/v2.0/token`,
      jwks_uri: `${signIn.url}/${CONTOSO}/discovery/v2.0/keys`,
      device_authorization_endpoint: `${signIn.url}/${CONTOSO}/oauth2/v2.0/devicecode`,
    });
    expect((await client.get(`/${CONTOSO}/.well-known/openid-configuration`)).json).toMatchObject({
      issuer: `https://sts.windows.net/${CONTOSO}/`,
      jwks_uri: `${signIn.url}/${CONTOSO}/discovery/keys`,
    });
  });

  test.each(['organizations', 'common'])('is a template for %s', async (alias) => {
    const issuer = `${signIn.url}/{tenantid}/v2.0`;
    expect((await client.get(`/${alias}/v2.0/.well-known/openid-configuration`)).json).toMatchObject({ issuer });
    expect((await client.get(`/${alias}/discovery/v2.0/keys`)).json).toHaveProperty('keys.0.issuer', issuer);
  });

  test('is 404 for an unknown tenant and 400 for a name that is none', async () => {
    for (const path of ['v2.0/.well-known/openid-configuration', 'discovery/v2.0/keys']) {
      expect(faultOf(await client.get(`/${UNKNOWN}/${path}`))).toEqual([404, 'invalid_tenant', 90002]);
      expect(faultOf(await client.get(`/nonsense/${path}`))).toEqual([400, 'invalid_request', 900023]);
    }
    expect(faultOf(await client.post(`/${UNKNOWN}/oauth2/v2.0/token`, asGateway({})))).toEqual([
      404,
      'invalid_tenant',
      90002,
    ]);
  });

  test('has pages where a browser would go, and nothing elsewhere', async () => {
    for (const path of [`/${CONTOSO}/adminconsent`, '/common/oauth2/authorize', '/common/oauth2/deviceauth']) {
      const page = await client.get(`${path}?client_id=${signIn.gatewayClientId}`);
      expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    }
    for (const path of ['/', `/${CONTOSO}`, `/${CONTOSO}/oauth2/v2.0/token`, `/${CONTOSO}/toString`]) {
      expect((await client.get(path)).status).toBe(404);
    }
  });
});

describe('signing keys', () => {
  const servedKeys = async () =>
    (await client.get(`/${CONTOSO}/discovery/v2.0/keys`)).json as unknown as JSONWebKeySet & {
      keys: [{ kid: string; n: string; x5t: string; x5c: [string]; issuer: string }];
    };

  test('verify every kind of token, and say which issuer they are for', async () => {
    const set = await servedKeys();
    expect(set.keys).toEqual([expect.objectContaining({ use: 'sig', issuer: `${signIn.url}/${CONTOSO}/v2.0` })]);
    const [{ x5c, x5t, n }] = set.keys;
    const certificate = new X509Certificate(Buffer.from(x5c[0], 'base64'));
    expect(
      createPublicKey(certificate.publicKey.export({ type: 'spki', format: 'pem' })).export({ format: 'jwk' }).n,
    ).toBe(n);
    expect(Buffer.from(x5t, 'base64url').toString('hex')).toBe(
      certificate.fingerprint.replaceAll(':', '').toLowerCase(),
    );
    const forApi = (await client.post(TOKEN, asGateway({}))).json['access_token'] as string;
    const options = { algorithms: ['RS256'], currentDate: new Date(now) };
    await jwtVerify(forApi, createLocalJWKSet(set), {
      ...options,
      issuer: `https://sts.windows.net/${CONTOSO}/`,
      audience: 'https://api.securitycenter.microsoft.com',
    });
    await jwtVerify(await signIn.mintGatewayToken('reader'), createLocalJWKSet(set), {
      ...options,
      issuer: `${signIn.url}/${CONTOSO}/v2.0`,
      audience: signIn.gatewayClientId,
    });
    await jwtVerify(await signIn.mint({ made: 'up' }), createLocalJWKSet(set), options);
  });

  test('are replaced by a rotation; the API and on-behalf-of still take what the old ones signed', async () => {
    const sandbox = await startSandbox({ machines: 5, alerts: 10, tenantIds: [CONTOSO], now: () => now });
    const ask = await caller(sandbox, 'app');
    const before = await servedKeys();
    const [old, assertion] = [await sandbox.mintToken('reader'), await signIn.mintGatewayToken('reader')];
    await signIn.rotateKeys();
    const after = await servedKeys();
    expect(after.keys).toHaveLength(1);
    expect(after.keys[0].kid).not.toBe(before.keys[0].kid);
    const fresh = await sandbox.mintToken('reader');
    expect(decodeProtectedHeader(fresh).kid).toBe(after.keys[0].kid);
    const options = { algorithms: ['RS256'], currentDate: new Date(now) };
    await jwtVerify(fresh, createLocalJWKSet(after), options);
    await expect(jwtVerify(old, createLocalJWKSet(after), options)).rejects.toMatchObject({
      code: 'ERR_JWKS_NO_MATCHING_KEY',
    });
    for (const token of [old, fresh]) expect((await ask('/api/alerts', { token })).status).toBe(200);
    const exchanged = await client.post(
      TOKEN,
      asGateway({
        grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
        requested_token_use: 'on_behalf_of',
        assertion,
      }),
    );
    expect(exchanged.status).toBe(200);
    await sandbox.close();
  });
});

test('the certificate is trusted through the given authority only', async () => {
  await expect(fetch(`${signIn.url}/${CONTOSO}/discovery/v2.0/keys`)).rejects.toHaveProperty(
    'cause.code',
    expect.stringMatching(/SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT/),
  );
  const byAddress = signInClient({ url: signIn.url.replace('localhost', '127.0.0.1'), ca: signIn.ca });
  expect((await byAddress.get(`/${CONTOSO}/discovery/v2.0/keys`)).status).toBe(200);
  await byAddress.close();
});
