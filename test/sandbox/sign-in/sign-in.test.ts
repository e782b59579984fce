import { PublicClientApplication } from '@azure/msal-node';
import { decodeJwt, exportJWK, generateKeyPair, importPKCS8, SignJWT } from 'jose';
import { startSandbox } from '../../../src/sandbox/sandbox.ts';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import type { SignIn } from '../../../src/sandbox/sign-in/sign-in.ts';
import { until } from '../../support/clocks/until.ts';
import { caller } from '../sandbox-client.ts';
import {
  applicationAt,
  CONTOSO,
  DEFENDER,
  exchange,
  FABRIKAM,
  gatewayMsal,
  makeCertificate,
  msalConfiguration,
  register,
  withSignIn,
} from './sign-in-client.ts';
import type { SignInClient } from './sign-in-client.ts';

let sandbox: Sandbox;
let signIn: SignIn;
let client: SignInClient;

beforeAll(async () => {
  sandbox = await startSandbox({ machines: 5, alerts: 10, tenantIds: [CONTOSO, FABRIKAM] });
});
afterAll(() => sandbox.close());
withSignIn(
  { tenantIds: [CONTOSO, FABRIKAM], deviceIntervalSeconds: 1 },
  (...started) => void ([signIn, client] = started),
);

/** What the sandbox's API answers to this token. */
const statusAt = async (path: string, token = '') => (await (await caller(sandbox, 'app'))(path, { token })).status;

describe('client credentials', () => {
  test('by secret give MSAL an application token that the API accepts', async () => {
    const answer = await gatewayMsal(signIn, client).acquireTokenByClientCredential({ scopes: [DEFENDER] });
    const token = answer?.accessToken ?? '';
    expect(decodeJwt(token)).toMatchObject({
      aud: 'https://api.securitycenter.microsoft.com',
      iss: `https://sts.windows.net/${CONTOSO}/`,
      tid: CONTOSO,
      ver: '1.0',
      idtyp: 'app',
      appid: signIn.gatewayClientId,
      appidacr: '1',
      roles: expect.arrayContaining(['Alert.Read.All', 'Machine.Isolate']) as string[],
    });
    expect(decodeJwt(token)).not.toHaveProperty('scp');
    expect(await statusAt('/api/alerts', token)).toBe(200);
    expect(signIn.requests).toMatchObject([
      { method: 'GET', path: expect.stringContaining('openid-configuration') as string, tenant: CONTOSO, status: 200 },
      {
        method: 'POST',
        grantType: 'client_credentials',
        tenant: CONTOSO,
        clientId: signIn.gatewayClientId,
        status: 200,
      },
    ]);
    const left = (answer?.expiresOn?.getTime() ?? 0) - Date.now();
    expect(left).toBeGreaterThan(3_590_000);
    expect(left).toBeLessThanOrEqual(3_600_000);
  });

  test('by certificate give one too, and a stranger’s certificate does not', async () => {
    const [own, foreign] = [await makeCertificate(), await makeCertificate()];
    register(signIn, 0, { secret: null, certificate: own.pem });
    const ask = (certificate: typeof own) =>
      gatewayMsal(signIn, client, {
        clientCertificate: { thumbprintSha256: certificate.thumbprintSha256, privateKey: certificate.privateKey },
      }).acquireTokenByClientCredential({ scopes: [DEFENDER] });
    expect(decodeJwt((await ask(own))?.accessToken ?? '')).toMatchObject({ idtyp: 'app', appidacr: '2' });
    await expect(ask(foreign)).rejects.toMatchObject({ errorCode: 'invalid_client', errorNo: 700027 });
    await expect(ask({ ...foreign, thumbprintSha256: own.thumbprintSha256 })).rejects.toThrow(
      /AADSTS700027: .*signature/,
    );
  });

  test('by certificate need an assertion for this server, this application and this hour', async () => {
    const own = await makeCertificate();
    register(signIn, 0, { secret: null, certificate: own.pem });
    const { gatewayClientId: iss, url } = signIn;
    const sound = {
      iss,
      sub: iss,
      aud: `${url}/${CONTOSO}/oauth2/v2.0/token`,
      exp: Math.floor(Date.now() / 1000) + 600,
    };
    const thumbprint = Buffer.from(own.thumbprintSha256, 'hex').toString('base64url');
    const ask = async (claims: Record<string, unknown>, alg = 'PS256', x5t = thumbprint) => {
      const assertion = await new SignJWT({ ...sound, ...claims })
        .setProtectedHeader({ alg, 'x5t#S256': x5t })
        .sign(await importPKCS8(own.privateKey, alg));
      return gatewayMsal(signIn, client, { clientAssertion: assertion }).acquireTokenByClientCredential({
        scopes: [DEFENDER],
      });
    };
    for (const alg of ['PS256', 'RS256']) expect((await ask({}, alg))?.accessToken).toBeTruthy();
    const refused = (errorNo: number) => ({ errorCode: 'invalid_client', errorNo });
    await expect(ask({ aud: 'https://login.contoso.example/' })).rejects.toMatchObject(refused(700023));
    await expect(ask({ aud: `${url}/${FABRIKAM}/oauth2/v2.0/token` })).rejects.toMatchObject(refused(700023));
    await expect(ask({ exp: 1_700_000_000 })).rejects.toMatchObject(refused(700024));
    await expect(ask({ exp: undefined })).rejects.toMatchObject(refused(700024));
    await expect(ask({ sub: 'someone' })).rejects.toMatchObject(refused(700021));
    await expect(ask({}, 'PS384')).rejects.toMatchObject(refused(700027));
    await expect(ask({}, 'PS256', 'AAAA')).rejects.toMatchObject(refused(700027));
  });

  test('by federated assertion give one, if issuer, subject, audience and signature are the registered ones', async () => {
    const { publicKey, privateKey } = await generateKeyPair('RS256');
    const keys = { keys: [{ ...(await exportJWK(publicKey)), kid: 'cluster' }] };
    const federated = {
      issuer: 'https://oidc.contoso.example',
      subject: 'system:serviceaccount:gateway:gateway',
      keys,
    };
    register(signIn, 0, { secret: null, federatedIssuers: [federated] });
    const ask = async (claims: Record<string, unknown> = {}, key = privateKey) => {
      const assertion = await new SignJWT({
        iss: federated.issuer,
        sub: federated.subject,
        aud: 'api://AzureADTokenExchange',
        ...claims,
      })
        .setProtectedHeader({ alg: 'RS256', kid: 'cluster' })
        .setExpirationTime('exp' in claims ? Number(claims['exp']) : '10m')
        .sign(key);
      return gatewayMsal(signIn, client, { clientAssertion: assertion }).acquireTokenByClientCredential({
        scopes: [DEFENDER],
      });
    };
    expect(decodeJwt((await ask())?.accessToken ?? '')).toMatchObject({ appid: signIn.gatewayClientId });
    await expect(ask({ iss: 'https://oidc.fabrikam.example' })).rejects.toThrow(/AADSTS700211/);
    await expect(ask({ sub: 'system:serviceaccount:gateway:Gateway' })).rejects.toThrow(/AADSTS700213/);
    await expect(ask({ aud: signIn.url })).rejects.toThrow(/AADSTS700212/);
    await expect(ask({ exp: 1_700_000_000 })).rejects.toThrow(/AADSTS700024/);
    await expect(ask({}, (await generateKeyPair('RS256')).privateKey)).rejects.toThrow(/AADSTS700027/);
  });

  test('give no roles where the tenant granted none, and the API then refuses', async () => {
    register(signIn, 0, { consents: { [FABRIKAM]: { appRoles: {}, delegated: [] } } });
    const ask = (tenant: string) =>
      gatewayMsal(signIn, client, undefined, tenant).acquireTokenByClientCredential({ scopes: [DEFENDER] });
    const token = (await ask(FABRIKAM))?.accessToken ?? '';
    expect(decodeJwt(token)).toMatchObject({ tid: FABRIKAM });
    expect(decodeJwt(token)).not.toHaveProperty('roles');
    expect(await statusAt('/api/alerts', token)).toBe(403);
    await expect(ask(CONTOSO)).rejects.toMatchObject({ errorCode: 'unauthorized_client', errorNo: 700016 });
  });

  test('give a daemon a version 2.0 token for the gateway', async () => {
    const { clientId, secret } = applicationAt(signIn, 1);
    const answer = await gatewayMsal(signIn, client, {
      clientId,
      clientSecret: secret ?? '',
    }).acquireTokenByClientCredential({ scopes: [`${signIn.gatewayClientId}/.default`] });
    const claims = decodeJwt(answer?.accessToken ?? '');
    expect(claims).toMatchObject({
      aud: signIn.gatewayClientId,
      iss: `${signIn.url}/${CONTOSO}/v2.0`,
      ver: '2.0',
      azp: clientId,
      idtyp: 'app',
      roles: ['Defender.Read', 'Defender.Hunt', 'Defender.Respond', 'Defender.Configure', 'Defender.Tenants'],
    });
    expect(claims).not.toHaveProperty('appid');
  });

  test('name the older audience when asked for it, which the API refuses', async () => {
    const answer = await gatewayMsal(signIn, client).acquireTokenByClientCredential({
      scopes: ['https://securitycenter.onmicrosoft.com/windowsatpservice/.default'],
    });
    expect(decodeJwt(answer?.accessToken ?? '').aud).toBe('https://securitycenter.onmicrosoft.com/windowsatpservice');
    expect(await statusAt('/api/alerts', answer?.accessToken)).toBe(403);
  });
});

describe('the device code flow', () => {
  const console = (tenant?: string) =>
    new PublicClientApplication(
      msalConfiguration(signIn, client, { clientId: applicationAt(signIn, 2).clientId }, tenant),
    );

  test.each([CONTOSO, 'organizations'])('signs a user in to the gateway by way of %s', async (tenant) => {
    let code = '';
    const signedIn = console(tenant).acquireTokenByDeviceCode({
      scopes: [`api://${signIn.gatewayClientId}/access_as_user`],
      deviceCodeCallback: ({ userCode }) => void (code = userCode),
    });
    const polls = () => signIn.requests.filter(({ grantType }) => grantType?.endsWith('device_code'));
    await until('a poll', () => polls().length > 0);
    signIn.approveDevice(code, 'responder');
    const answer = await signedIn;
    expect(polls()[0]?.status).toBe(400);
    expect(polls().at(-1)?.status).toBe(200);
    expect(decodeJwt(answer?.accessToken ?? '')).toMatchObject({
      aud: signIn.gatewayClientId,
      iss: `${signIn.url}/${CONTOSO}/v2.0`,
      scp: 'access_as_user',
      preferred_username: "ronan.o'neill@contoso.example",
      azpacr: '0',
    });
    expect(answer?.account).toMatchObject({ tenantId: CONTOSO, username: "ronan.o'neill@contoso.example" });
    const { accessToken } = await exchange(signIn, client, answer?.accessToken ?? '');
    expect(decodeJwt(accessToken)['scp']).toContain('Machine.Isolate');
  });

  test('gives a refresh token that MSAL redeems silently', async () => {
    const msal = console();
    const scopes = [`${signIn.gatewayClientId}/.default`];
    const deviceCodeCallback = ({ userCode }: { userCode: string }) => signIn.approveDevice(userCode, 'reader');
    const first = await msal.acquireTokenByDeviceCode({ scopes, deviceCodeCallback });
    if (!first?.account) throw new Error('Nobody is signed in.');
    const again = await msal.acquireTokenSilent({ scopes, account: first.account, forceRefresh: true });
    expect(again.accessToken).not.toBe(first.accessToken);
    expect(decodeJwt(again.accessToken)['oid']).toBe(decodeJwt(first.accessToken)['oid']);
    signIn.faults.invalidGrant = true;
    await expect(msal.acquireTokenSilent({ scopes, account: first.account, forceRefresh: true })).rejects.toMatchObject(
      { errorCode: 'invalid_grant' },
    );
  });
});
