import type { ServerResponse } from 'node:http';
import { decodeJwt } from 'jose';
import type { ApiCall } from '../support/fakes/fake-api.ts';
import { CONTOSO, startExchangeGateway, type ExchangeGateway } from '../support/gateway/exchange-gateway.ts';

const QUERY = '{ machine(id: "1e5bc9d7e413ddd7902c2932e418702b84d0cc07") { computerDnsName } }';
const PATH = 'GET /api/machines/1e5bc9d7e413ddd7902c2932e418702b84d0cc07';
const MACHINES = 'GET /api/machines';
const MACHINE = { id: '1e5bc9d7e413ddd7902c2932e418702b84d0cc07', computerDnsName: 'desktop-1.contoso.example' };

type Handler = (call: ApiCall, response: ServerResponse) => void;

let gateway: ExchangeGateway;
let now = Date.now();
let respond: Handler;

const sound: Handler = (_, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ ...MACHINE, value: [MACHINE], '@odata.count': 1 }));
};
/** Refuses the first tokens, then takes any. */
const refusing = (times: number, challenge = 'Bearer'): Handler => {
  let left = times;
  return (call, response) => {
    left -= 1;
    if (left < 0) sound(call, response);
    else response.writeHead(401, { 'www-authenticate': challenge }).end('{}');
  };
};

beforeEach(async () => {
  now = Date.now();
  respond = sound;
  const reply: Handler = (call, response) => respond(call, response);
  gateway = await startExchangeGateway({ [PATH]: reply, [MACHINES]: reply }, () => now);
});
afterEach(async () => {
  expect(gateway.api.unexpected).toEqual([]);
  await gateway.close();
});

const claimsOf = (answer: { headers: Headers }): unknown => {
  const claims = /claims="([^"]+)"/.exec(answer.headers.get('www-authenticate') ?? '')?.[1] ?? '';
  return JSON.parse(Buffer.from(claims, 'base64').toString());
};

describe('a user’s token', () => {
  test('is exchanged once for 50 requests at the same time', async () => {
    const token = await gateway.signIn.mintGatewayToken('admin');
    // Different ones, since equal ones would be one call.
    const queries = Array.from({ length: 50 }, (_, n) => `{ machines(first: ${n + 1}) { nodes { computerDnsName } } }`);
    const answers = await Promise.all(queries.map((query) => gateway.send(token, query)));
    expect(answers.filter(({ errors }) => errors !== undefined)).toEqual([]);
    expect(gateway.tokenRequests()).toMatchObject([
      { grantType: 'urn:ietf:params:oauth:grant-type:jwt-bearer', tenant: CONTOSO, status: 200 },
    ]);
    expect(gateway.received()).toHaveLength(50);
    expect(new Set(gateway.received()).size).toBe(1);
  });

  test('goes to the sign-in server alone: the API gets another, in the name of the user, for its own audience', async () => {
    const token = await gateway.signIn.mintGatewayToken('admin');
    await gateway.send(token, QUERY);
    const [received = ''] = gateway.received();
    expect(received).not.toBe(token);
    expect(decodeJwt(received)).toMatchObject({
      aud: 'https://api.securitycenter.microsoft.com',
      oid: decodeJwt(token).oid,
      appid: gateway.signIn.gatewayClientId,
      tid: CONTOSO,
    });
  });

  test('leads to the token of that user and of nobody else', async () => {
    const tokens = await Promise.all(
      (['admin', 'reader', 'admin'] as const).map((persona) => gateway.signIn.mintGatewayToken(persona)),
    );
    for (const round of [1, 2]) {
      for (const token of tokens) {
        await gateway.send(token, QUERY);
        expect([round, decodeJwt(gateway.received().at(-1) ?? '').oid]).toEqual([round, decodeJwt(token).oid]);
      }
    }
    // The same user with two tokens in turn makes one exchange each, where MSAL's own cache makes one each time.
    expect(gateway.tokenRequests()).toHaveLength(3);
  });

  test('that was revoked is refused by 401, and the sign-in server is not asked again for 30 s', async () => {
    const token = await gateway.signIn.mintGatewayToken('admin');
    gateway.signIn.faults.invalidGrant = true;
    for (let times = 0; times < 10; times += 1) {
      const answer = await gateway.send(token, QUERY);
      expect(answer.status).toBe(401);
      expect(answer.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"');
      expect(answer.errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
      expect(JSON.stringify(answer)).not.toMatch(/AADSTS|revoked|password/);
    }
    expect(gateway.tokenRequests()).toHaveLength(1);
    now += 29_000;
    await gateway.send(token, QUERY);
    expect(gateway.tokenRequests()).toHaveLength(1);
    gateway.signIn.faults.invalidGrant = false;
    now += 1_000;
    expect((await gateway.send(token, QUERY)).errors).toBeUndefined();
    expect(gateway.tokenRequests()).toHaveLength(2);
  });

  test('whose user must sign in again is refused by 401 with the claims that the new one must have', async () => {
    gateway.signIn.faults.interactionRequired = true;
    const answer = await gateway.send(await gateway.signIn.mintGatewayToken('admin'), QUERY);
    expect(answer.status).toBe(401);
    expect(answer.errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer .*error="insufficient_claims", claims="[^"]+"$/);
    expect(answer.headers.get('www-authenticate')).toContain(`authorization_uri="${gateway.signIn.url}/`);
    expect(claimsOf(answer)).toEqual({ access_token: { capolids: { essential: true, values: [CONTOSO] } } });
    expect(JSON.stringify(answer.errors)).not.toContain('capolids');
    expect(gateway.api.calls).toEqual([]);
  });
});

describe('a token that Defender refuses', () => {
  test.each([
    ['a user', 'admin' as const],
    ['an application', 'app' as const],
  ])('is forgotten at once: the next request of %s gets a new one', async (_, persona) => {
    const token = await gateway.signIn.mintGatewayToken(persona);
    expect((await gateway.send(token, QUERY)).status).toBe(200);
    respond = refusing(1);
    const refused = await gateway.send(token, QUERY);
    expect(refused.status).toBe(401);
    expect(refused.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"');
    expect(gateway.tokenRequests()).toHaveLength(1);
    expect((await gateway.send(token, QUERY)).status).toBe(200);
    expect(gateway.tokenRequests()).toHaveLength(2);
    const [first, second, third] = gateway.received();
    expect(second).toBe(first);
    expect(third).not.toBe(first);
  });

  test('with claims makes a 401 with the same claims', async () => {
    const claims = { access_token: { nbf: { essential: true, value: '1795000000' } } };
    const encoded = Buffer.from(JSON.stringify(claims)).toString('base64');
    respond = refusing(1, `Bearer realm="", error="insufficient_claims", claims="${encoded}"`);
    const answer = await gateway.send(await gateway.signIn.mintGatewayToken('admin'), QUERY);
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toContain('error="insufficient_claims"');
    expect(claimsOf(answer)).toEqual(claims);
    expect(answer.errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  });

  test('costs no other user theirs', async () => {
    const [one, other] = await Promise.all([
      gateway.signIn.mintGatewayToken('admin'),
      gateway.signIn.mintGatewayToken('reader'),
    ]);
    await gateway.send(other, QUERY);
    respond = refusing(1);
    expect((await gateway.send(one, QUERY)).status).toBe(401);
    expect((await gateway.send(other, QUERY)).status).toBe(200);
    expect(gateway.tokenRequests()).toHaveLength(2);
  });
});
