import { decodeJwt, decodeProtectedHeader, generateKeyPair, SignJWT } from 'jose';
import { startSandbox } from '../../../src/sandbox/sandbox.ts';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import type { SignIn } from '../../../src/sandbox/sign-in/sign-in.ts';
import { caller } from '../sandbox-client.ts';
import {
  applicationAt,
  CONTOSO,
  DEFENDER,
  exchange,
  FABRIKAM,
  gatewayMsal,
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

const exchanged = (assertion: string, tenant?: string) => exchange(signIn, client, assertion, tenant);

describe('on behalf of', () => {
  test('turns a user’s token for the gateway into theirs for the API, with their own permissions', async () => {
    const assertion = await signIn.mintGatewayToken('hunter');
    expect(decodeJwt(assertion)).toMatchObject({
      aud: signIn.gatewayClientId,
      iss: `${signIn.url}/${CONTOSO}/v2.0`,
      ver: '2.0',
      scp: 'access_as_user',
      name: 'hana.hunter',
    });
    const { accessToken } = await exchanged(assertion);
    const { oid, name } = decodeJwt(assertion);
    expect(decodeJwt(accessToken)).toMatchObject({
      aud: 'https://api.securitycenter.microsoft.com',
      appid: signIn.gatewayClientId,
      oid,
      name,
      upn: 'hana.hunter@contoso.example',
      scp: 'AdvancedQuery.Read Alert.Read Machine.Read',
    });
    expect(await statusAt('/api/alerts', accessToken)).toBe(200);
    expect(await statusAt('/api/indicators', accessToken)).toBe(403);
    expect(sandbox.requests.at(-1)).toMatchObject({ tokenSubject: oid, tenantId: CONTOSO });
    // The same user, whether the token was minted or exchanged.
    expect(decodeJwt(await sandbox.mintToken('hunter', { tid: CONTOSO }))['oid']).toBe(oid);
  });

  test('is answered in a way that MSAL keeps: the second call needs no request', async () => {
    const msal = gatewayMsal(signIn, client);
    const ask = async () =>
      msal.acquireTokenOnBehalfOf({ oboAssertion: assertion, scopes: [DEFENDER], skipCache: false });
    const assertion = await signIn.mintGatewayToken('reader');
    const first = await ask();
    const asked = signIn.requests.length;
    expect((await ask())?.accessToken).toBe(first?.accessToken);
    expect(signIn.requests).toHaveLength(asked);
    expect(first?.account?.username).toBe('rita.reader@contoso.example');
  });

  test('keeps the tenants apart', async () => {
    const assertion = await signIn.mintGatewayToken('admin', { tid: FABRIKAM });
    const { accessToken } = await exchanged(assertion, FABRIKAM);
    expect(decodeJwt(accessToken)).toMatchObject({ tid: FABRIKAM, iss: `https://sts.windows.net/${FABRIKAM}/` });
    await expect(exchanged(assertion, CONTOSO)).rejects.toMatchObject({ errorCode: 'invalid_grant' });
  });

  test('answers a new token each time, even within a second', async () => {
    const assertion = await signIn.mintGatewayToken('reader');
    const [one, other] = [await exchanged(assertion), await exchanged(assertion)];
    expect(one.accessToken).not.toBe(other.accessToken);
  });

  test.each<[string, Record<string, unknown>, string, number]>([
    ['made for another application', { aud: 'https://graph.microsoft.com' }, 'invalid_grant', 500131],
    ['that has expired', { exp: 1_700_000_000 }, 'invalid_grant', 500133],
    ['of an application', { scp: undefined, roles: ['Alert.Read.All'], idtyp: 'app' }, 'unauthorized_client', 7000114],
    ['without a scope, such as an ID token', { scp: undefined }, 'unauthorized_client', 7000114],
    ['from another issuer', { iss: 'https://localhost:1/v2.0' }, 'invalid_grant', 50013],
  ])('refuses an assertion %s', async (_, claims, errorCode, errorNo) => {
    await expect(exchanged(await signIn.mintGatewayToken('reader', claims))).rejects.toMatchObject({
      errorCode,
      errorNo,
    });
  });

  test('refuses forged and malformed assertions', async () => {
    const sound = await signIn.mintGatewayToken('reader');
    const { privateKey } = await generateKeyPair('RS256');
    const forge = (kid: string) =>
      new SignJWT(decodeJwt(sound)).setProtectedHeader({ alg: 'RS256', kid }).sign(privateKey);
    const refused = { errorCode: 'invalid_grant', errorNo: 50013 };
    await expect(exchanged(await forge(decodeProtectedHeader(sound).kid ?? ''))).rejects.toMatchObject(refused);
    await expect(exchanged(await forge('foreign'))).rejects.toMatchObject(refused);
    await expect(exchanged('nonsense')).rejects.toMatchObject({ errorCode: 'invalid_grant', errorNo: 50027 });
  });

  test('accepts the application’s URI as audience', async () => {
    const assertion = await signIn.mintGatewayToken('reader', { aud: `api://${signIn.gatewayClientId}` });
    expect((await exchanged(assertion)).accessToken).toBeTruthy();
  });

  test('is refused without consent, with a claims challenge, and when revoked', async () => {
    const assertion = await signIn.mintGatewayToken('reader');
    const { consents } = applicationAt(signIn, 0);
    register(signIn, 0, { consents: { [CONTOSO]: { appRoles: {}, delegated: ['graph'] } } });
    await expect(exchanged(assertion)).rejects.toMatchObject({
      name: 'InteractionRequiredAuthError',
      errorCode: 'invalid_grant',
      subError: 'consent_required',
    });
    register(signIn, 0, { consents });
    signIn.faults.interactionRequired = true;
    const challenge = await exchanged(assertion).catch((error: unknown) => error as { claims: string });
    expect(challenge).toMatchObject({ errorCode: 'interaction_required', errorNo: 50076, subError: 'basic_action' });
    expect(JSON.parse((challenge as { claims: string }).claims)).toHaveProperty(
      'access_token.capolids.essential',
      true,
    );
    signIn.faults.interactionRequired = false;
    signIn.faults.invalidGrant = true;
    await expect(exchanged(assertion)).rejects.toMatchObject({
      name: 'ServerError',
      errorCode: 'invalid_grant',
      errorNo: 50173,
    });
    signIn.faults.invalidGrant = false;
    expect((await exchanged(assertion)).accessToken).toBeTruthy();
  });
});
