import { decodeJwt } from 'jose';
import type { SignIn } from '../../../src/sandbox/sign-in/sign-in.ts';
import {
  applicationAt,
  CONTOSO,
  DEFENDER,
  FABRIKAM,
  faultOf,
  gatewayForm,
  gatewayMsal,
  TOKEN,
  withSignIn,
} from './sign-in-client.ts';
import type { SignInClient } from './sign-in-client.ts';

const UNKNOWN = '99999999-8888-4777-a666-555555555555';
const START = Date.parse('2026-11-20T12:00:00Z');
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

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

describe('a refusal', () => {
  test('has the members, headers and wording of Entra ID', async () => {
    const correlation = '0f0e0d0c-0b0a-4908-8706-050403020100';
    const answer = await client.post(TOKEN, asGateway({ client_secret: 'wrong' }), {
      'client-request-id': correlation,
    });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('no-store, no-cache');
    expect(answer.json).toEqual({
      error: 'invalid_client',
      error_description: expect.stringMatching(
        new RegExp(
          `^AADSTS7000215: Invalid client secret provided\\. .* Trace ID: \\S{36} Correlation ID: ${correlation} ` +
            'Timestamp: 2026-11-20 12:00:00Z$',
        ),
      ) as string,
      error_codes: [7000215],
      timestamp: '2026-11-20 12:00:00Z',
      trace_id: expect.stringMatching(GUID) as string,
      correlation_id: correlation,
      error_uri: `${signIn.url}/error?code=7000215`,
    });
    expect(answer.text).not.toContain('wrong');
  });

  test.each<[string, Record<string, string>, number, string, number]>([
    ['no grant type', { grant_type: '' }, 400, 'invalid_request', 900144],
    ['a grant type of nobody', { grant_type: 'constructor' }, 400, 'unsupported_grant_type', 70003],
    ['no application', { client_id: '' }, 400, 'invalid_request', 900144],
    ['an unknown application', { client_id: UNKNOWN }, 400, 'unauthorized_client', 700016],
    ['no scope', { scope: '' }, 400, 'invalid_request', 900144],
    ['a scope without .default', { scope: 'https://graph.microsoft.com/User.Read' }, 400, 'invalid_scope', 1002012],
    ['two resources', { scope: `${DEFENDER} https://graph.microsoft.com/.default` }, 400, 'invalid_scope', 1002012],
    ['an unknown resource', { scope: 'https://api.contoso.example/.default' }, 400, 'invalid_resource', 500011],
    [
      'an assertion of no known type',
      { client_assertion: 'x', client_assertion_type: 'y' },
      400,
      'invalid_request',
      900144,
    ],
    [
      'no assertion of a user',
      { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer' },
      400,
      'invalid_request',
      900144,
    ],
    ['a refresh token of nobody', { grant_type: 'refresh_token', refresh_token: 'x' }, 400, 'invalid_grant', 9002313],
  ])('answers %s', async (_, form, status, error, code) => {
    expect(faultOf(await client.post(TOKEN, asGateway(form)))).toEqual([status, error, code]);
  });

  test('answers missing credentials and a missing tenant', async () => {
    const { client_secret: _, ...bare } = asGateway({});
    expect(faultOf(await client.post(TOKEN, bare))).toEqual([401, 'invalid_client', 7000218]);
    const malformed = {
      ...bare,
      client_assertion: 'x',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    };
    expect(faultOf(await client.post(TOKEN, malformed))).toEqual([401, 'invalid_client', 50027]);
    const anywhere = await client.post('/organizations/oauth2/v2.0/token', asGateway({}));
    expect(faultOf(anywhere)).toEqual([400, 'invalid_request', 50059]);
  });

  test('answers scopes that a user cannot give', async () => {
    const assertion = await signIn.mintGatewayToken('reader');
    const ask = (scope: string) =>
      client.post(
        TOKEN,
        asGateway({
          grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
          requested_token_use: 'on_behalf_of',
          assertion,
          scope,
        }),
      );
    for (const scope of [
      'openid profile',
      'https://api.securitycenter.microsoft.com/No.Such',
      `${DEFENDER} https://graph.microsoft.com/.default`,
    ]) {
      expect(faultOf(await ask(scope))).toEqual([400, 'invalid_scope', 70011]);
    }
    const named = await ask('https://api.securitycenter.microsoft.com/Alert.Read offline_access');
    expect(named.json).toMatchObject({ token_type: 'Bearer', expires_in: 3599, ext_expires_in: 3599 });
    expect(named.json).toHaveProperty('refresh_token');
    expect(named.json).not.toHaveProperty('id_token');
  });
});

describe('the older endpoint', () => {
  test('takes a resource in place of a scope', async () => {
    const { scope: _, ...form } = asGateway({ resource: 'https://api.securitycenter.microsoft.com' });
    const { json } = await client.post(`/${CONTOSO}/oauth2/token`, form);
    expect(decodeJwt(String(json['access_token']))).toMatchObject({
      aud: 'https://api.securitycenter.microsoft.com',
      iat: START / 1000 - 300,
      exp: START / 1000 + 3599,
    });
  });
});

describe('device codes', () => {
  const start = (index = 2) =>
    client.post(`/${CONTOSO}/oauth2/v2.0/devicecode`, {
      client_id: applicationAt(signIn, index).clientId,
      scope: `${signIn.gatewayClientId}/.default openid`,
    });
  const poll = (code: unknown, index = 2) =>
    client.post(TOKEN, {
      client_id: applicationAt(signIn, index).clientId,
      grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
      device_code: String(code),
    });

  test('are pending, then too fast, then a token, once', async () => {
    const { json } = await start();
    expect(json).toMatchObject({
      user_code: expect.stringMatching(/^[B-DF-HJ-NP-TV-XZ2-9]{9}$/) as string,
      verification_uri: `${signIn.url}/common/oauth2/deviceauth`,
      expires_in: 60,
      interval: 5,
      message: expect.stringContaining(String(json['user_code'])) as string,
    });
    const { device_code: code } = json;
    expect(faultOf(await poll(code))).toEqual([400, 'authorization_pending', 70016]);
    expect(faultOf(await poll(code))).toEqual([400, 'slow_down', 70016]);
    signIn.approveDevice(String(json['user_code']), 'reader');
    now += 5_000;
    expect((await poll(code)).json).toMatchObject({
      access_token: expect.any(String) as string,
      id_token: expect.any(String) as string,
    });
    now += 5_000;
    expect(faultOf(await poll(code))).toEqual([400, 'bad_verification_code', 70018]);
  });

  test('lapse', async () => {
    const { json } = await start();
    now += 60_000;
    expect(faultOf(await poll(json['device_code']))).toEqual([400, 'expired_token', 70020]);
    expect(() => signIn.approveDevice(String(json['user_code']), 'reader')).toThrow(RangeError);
  });

  test('are for public clients, and for the one that began', async () => {
    const { json } = await start(0);
    expect(faultOf(await poll(json['device_code'], 0))).toEqual([401, 'invalid_client', 7000218]);
    expect(faultOf(await poll(json['device_code'], 2))).toEqual([400, 'bad_verification_code', 70018]);
    expect(() => signIn.approveDevice(String(json['user_code']), 'app')).toThrow('cannot sign in');
  });
});

test('MSAL refuses what the server refuses, with the server’s own code', async () => {
  await expect(
    gatewayMsal(signIn, client, { clientSecret: 'wrong' }).acquireTokenByClientCredential({ scopes: [DEFENDER] }),
  ).rejects.toMatchObject({ name: 'ServerError', errorCode: 'invalid_client', errorNo: 7000215 });
  await expect(
    gatewayMsal(signIn, client, undefined, UNKNOWN).acquireTokenByClientCredential({ scopes: [DEFENDER] }),
  ).rejects.toMatchObject({ errorCode: 'endpoints_resolution_error' });
});
