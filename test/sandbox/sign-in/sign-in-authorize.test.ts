import { createHash } from 'node:crypto';
import { decodeJwt } from 'jose';
import type { SignIn } from '../../../src/sandbox/sign-in/sign-in.ts';
import { applicationAt, CONTOSO, FABRIKAM, faultOf, TOKEN, withSignIn } from './sign-in-client.ts';
import type { Received, SignInClient } from './sign-in-client.ts';

const DAY = 86_400_000;
const PAGE = 'http://127.0.0.1:4321/';
const ORIGIN = { origin: 'http://127.0.0.1:4321' };
const VERIFIER = 'a-verifier-of-at-least-forty-three-characters';
const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url');

let now = Date.parse('2026-11-20T12:00:00Z');
let signIn: SignIn;
let client: SignInClient;

withSignIn(
  { tenantIds: [CONTOSO, FABRIKAM], now: () => now },
  (...started) => void ([signIn, client] = started),
  'all',
);

type Fields = Record<string, string | undefined>;

function queryWith(changes: Fields): string {
  const query: Fields = {
    client_id: applicationAt(signIn, 3).clientId,
    response_type: 'code',
    response_mode: 'fragment',
    redirect_uri: PAGE,
    scope: `${signIn.gatewayClientId}/access_as_user openid profile offline_access`,
    state: 'the state',
    nonce: 'the nonce',
    code_challenge: CHALLENGE,
    code_challenge_method: 'S256',
    ...changes,
  };
  return new URLSearchParams(
    Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined),
  ).toString();
}

const authorize = (changes: Fields = {}, tenant = CONTOSO): Promise<Received> =>
  client.get(`/${tenant}/oauth2/v2.0/authorize?${queryWith(changes)}`);
const choose = (form: Record<string, string>, changes: Fields = {}, tenant = CONTOSO): Promise<Received> =>
  client.post(`/${tenant}/login?${queryWith(changes)}`, form);

/** What a redirect tells the page, after its address. */
function told({ status, headers }: Received): Record<string, string> {
  const location = headers.get('location') ?? '';
  expect([status, location.slice(0, PAGE.length + 1)]).toEqual([302, `${PAGE}#`]);
  return Object.fromEntries(new URLSearchParams(location.slice(PAGE.length + 1)));
}

async function codeFor(as = `reader@${CONTOSO}`, changes: Fields = {}, tenant = CONTOSO): Promise<string> {
  return told(await choose({ as }, changes, tenant)).code ?? '';
}

function redeem(
  changes: Record<string, string>,
  headers: Record<string, string> = ORIGIN,
  path = TOKEN,
): Promise<Received> {
  const form = {
    client_id: applicationAt(signIn, 3).clientId,
    grant_type: 'authorization_code',
    redirect_uri: PAGE,
    code_verifier: VERIFIER,
    client_info: '1',
    ...changes,
  };
  return client.post(path, form, headers);
}

describe('the sign-in page', () => {
  test('offers the people of the tenant, and no application', async () => {
    const { status, text, headers } = await authorize();
    expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect([...text.matchAll(/value="(\w+)@([\w-]+)"/g)].map(([, as, tenantId]) => [as, tenantId])).toEqual(
      ['reader', 'responder', 'hunter', 'admin'].map((as) => [as, CONTOSO]),
    );
    expect(text).toContain('Contoso Graph Explorer');
    expect((await authorize({}, 'organizations')).text).toContain(`hunter@${FABRIKAM}`);
  });

  test.each<[string, Fields, number]>([
    ['an address that is not registered', { redirect_uri: 'https://fabrikam.example/' }, 50011],
    ['another path', { redirect_uri: `${PAGE}other` }, 50011],
    ['markup for an address', { redirect_uri: '"><script>alert(1)</script>' }, 50011],
    ['no address', { redirect_uri: undefined }, 900971],
    ['an unknown application', { client_id: '99999999-8888-4777-a666-555555555555' }, 700016],
  ])('tells of %s itself, and sends the browser nowhere', async (_, changes, code) => {
    for (const answer of [await authorize(changes), await choose({ as: `reader@${CONTOSO}` }, changes)]) {
      expect([answer.status, answer.headers.get('location')]).toEqual([400, null]);
      expect(answer.text).toContain(`AADSTS${code}: `);
      expect(answer.text).not.toContain('<script>');
    }
  });

  test.each<[string, Fields, string, number]>([
    ['no challenge', { code_challenge: undefined }, 'invalid_request', 9002325],
    ['a challenge that is the verifier', { code_challenge_method: 'plain' }, 'invalid_request', 50149],
    ['a challenge that is none', { code_challenge: 'short' }, 'invalid_request', 501491],
    ['a token at once', { response_type: 'token' }, 'unsupported_response_type', 700051],
    ['no page to be shown', { prompt: 'none' }, 'login_required', 50058],
    ['a scope that there is not', { scope: 'api://nothing/read' }, 'invalid_resource', 500011],
  ])('tells the application that asks for %s', async (_, changes, error, code) => {
    const answer = told(await authorize(changes));
    expect(answer).toMatchObject({ error, state: 'the state' });
    expect(answer.error_description).toMatch(new RegExp(`^AADSTS${code}: .* Trace ID: .* Timestamp: `));
  });

  test('tells the application that a person cancelled', async () => {
    const answer = told(await choose({ cancel: 'true' }));
    expect(answer).toMatchObject({ error: 'access_denied', error_subcode: 'cancel', state: 'the state' });
    expect(answer.error_description).toMatch(/^AADSTS65004: User declined to consent/);
  });

  test('lets nobody in whom it did not offer', async () => {
    for (const as of [`app@${CONTOSO}`, `reader@${FABRIKAM}`, 'constructor', '']) {
      expect([as, (await choose({ as })).status]).toEqual([as, 400]);
    }
  });
});

describe('a code', () => {
  test('becomes the tokens of the person, which pages may read', async () => {
    const answer = told(await choose({ as: `reader@${FABRIKAM}` }, {}, 'organizations'));
    expect(answer.state).toBe('the state');
    const { status, headers, json } = await redeem(
      { code: answer.code ?? '' },
      ORIGIN,
      '/organizations/oauth2/v2.0/token',
    );
    expect([status, headers.get('access-control-allow-origin')]).toEqual([200, '*']);
    const { clientId } = applicationAt(signIn, 3);
    expect(decodeJwt(String(json.id_token))).toMatchObject({ aud: clientId, nonce: 'the nonce', tid: FABRIKAM });
    expect(decodeJwt(String(json.access_token))).toMatchObject({
      aud: signIn.gatewayClientId,
      azp: clientId,
      azpacr: '0',
      scp: 'access_as_user',
      preferred_username: 'rita.reader@contoso.example',
    });
    expect(json.client_info).toBe(answer.client_info);
  });

  test('is good once', async () => {
    const code = await codeFor();
    expect((await redeem({ code })).status).toBe(200);
    expect(faultOf(await redeem({ code }))).toEqual([400, 'invalid_grant', 54005]);
  });

  test('is good for ten minutes', async () => {
    const code = await codeFor();
    now += 600_000;
    expect(faultOf(await redeem({ code }))).toEqual([400, 'invalid_grant', 70008]);
  });

  test.each<[string, Record<string, string>, number]>([
    ['another verifier', { code_verifier: `${VERIFIER}.` }, 501481],
    ['no verifier', { code_verifier: '' }, 50148],
    ['another address', { redirect_uri: 'http://127.0.0.1/' }, 500112],
    ['a code that was not given', { code: '1.unknown' }, 70000],
  ])('is refused with %s, and used up', async (_, changes, expected) => {
    const code = await codeFor();
    expect(faultOf(await redeem({ code, ...changes }))).toEqual([400, 'invalid_grant', expected]);
    if (changes.code === undefined) expect(faultOf(await redeem({ code }))).toEqual([400, 'invalid_grant', 54005]);
  });

  test('of one tenant is refused at another, and of one application to another', async () => {
    const path = `/${FABRIKAM}/oauth2/v2.0/token`;
    expect(faultOf(await redeem({ code: await codeFor() }, ORIGIN, path))).toEqual([400, 'invalid_grant', 700005]);
    const { clientId } = applicationAt(signIn, 2);
    expect(faultOf(await redeem({ code: await codeFor(), client_id: clientId }, {}))).toEqual([
      400,
      'invalid_grant',
      70000,
    ]);
  });

  test('is redeemed by a page, and by a page that is registered as one', async () => {
    expect(faultOf(await redeem({ code: await codeFor() }, {}))).toEqual([400, 'invalid_request', 9002327]);
    const { clientId } = applicationAt(signIn, 2);
    const refused = await redeem({ code: await codeFor(), client_id: clientId });
    expect(faultOf(refused)).toEqual([400, 'invalid_request', 9002326]);
    expect(refused.headers.get('access-control-allow-origin')).toBe('*');
  });
});

test('a page renews its tokens for a day after the sign-in, and no longer', async () => {
  const scope = `${signIn.gatewayClientId}/access_as_user offline_access`;
  const first = await redeem({ code: await codeFor() });
  const renew = (refresh_token: unknown, headers = ORIGIN as Record<string, string>): Promise<Received> =>
    redeem({ grant_type: 'refresh_token', refresh_token: String(refresh_token), scope }, headers);
  expect(faultOf(await renew(first.json.refresh_token, {}))).toEqual([400, 'invalid_request', 9002327]);
  now += DAY - 1;
  const renewed = await renew(first.json.refresh_token);
  expect(renewed.status).toBe(200);
  now += 1;
  expect(faultOf(await renew(renewed.json.refresh_token))).toEqual([400, 'invalid_grant', 700084]);
});

test('a sign-out leads back to a page that is registered, and to no other', async () => {
  const signOut = (address: string): Promise<Received> =>
    client.get(`/common/oauth2/v2.0/logout?${new URLSearchParams({ post_logout_redirect_uri: address }).toString()}`);
  expect((await signOut(PAGE)).headers.get('location')).toBe(PAGE);
  const { status, headers, text } = await signOut('https://fabrikam.example/');
  expect([status, headers.get('location')]).toEqual([200, null]);
  expect(text).toContain('You signed out');
});
