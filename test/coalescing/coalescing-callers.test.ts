import { createHash, randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import fc from 'fast-check';
import { startExchangeGateway } from '../support/gateway/exchange-gateway.ts';
import { startFakeApi, type ApiCall, type FakeApi } from '../support/fakes/fake-api.ts';
import { startGateway, type TestGateway } from '../support/gateway/gateway.ts';
import { postGraphql } from '../support/gateway/post-graphql.ts';
import { tokenOf } from '../support/gateway/tokens.ts';
import { UnlimitedQuotas } from '../support/fakes/unlimited-quotas.ts';

const QUERIES = [
  '{ alerts(first: 2) { nodes { title } } }',
  '{ alert(id: "one") { title } }',
  '{ machine(id: "one") { title: computerDnsName } }',
];
const [CONTOSO, FABRIKAM] = ['3f2b6f0a-6c11-4d0e-9a53-1c7d0f5b2a10', '9d2f6c1e-5b7a-4c38-8e0d-3a1b2c4d5e6f'];

const salt = randomBytes(16);
/** The text that only the answers to this token hold. */
const canaryOf = (token: string): string => `canary-${createHash('sha256').update(salt).update(token).digest('hex')}`;
const canariesIn = (text: string): string[] => [...new Set(text.match(/canary-[0-9a-f]{64}/g))];

/** Milliseconds before the next answers. */
const waits: number[] = [];

/** Names the token it saw. */
async function answer({ path, headers }: ApiCall, response: ServerResponse): Promise<void> {
  const title = canaryOf((headers.authorization ?? '').replace('Bearer ', ''));
  await delay(waits.shift() ?? 20);
  const object = { id: 'one', title, computerDnsName: title };
  response.end(JSON.stringify(path.endsWith('/one') ? object : { '@odata.count': 1, value: [object] }));
}

const replies = { 'GET /api/alerts': answer, 'GET /api/alerts/one': answer, 'GET /api/machines/one': answer };

let api: FakeApi;
let gateway: TestGateway;
beforeAll(async () => {
  api = await startFakeApi(replies);
  gateway = await startGateway(api.url, {}, {}, Date.now, { quotaStore: new UnlimitedQuotas() });
});
afterAll(async () => {
  expect(api.unexpected).toEqual([]);
  await gateway.close();
  await api.close();
});

/** A token of a user: another text each time. */
const userToken = (oid: string, tid = CONTOSO, more = {}): string =>
  tokenOf({ oid, tid, appid: 'an-application', name: 'Ada', ...more });

async function ask(
  url: string,
  token: string,
  query = QUERIES[0] ?? '',
): Promise<{ canaries: string[]; calls: number }> {
  const body = await postGraphql(url, { token, query });
  return { canaries: canariesIn(JSON.stringify(body)), calls: body.extensions.upstream.calls };
}

/** Asks the same with each token, all at once, and then once more. */
async function askTwice(url: string, tokens: readonly string[]) {
  const before = await Promise.all(tokens.map((token) => ask(url, token)));
  const after = await Promise.all(tokens.map((token) => ask(url, token)));
  const calls = before.reduce((sum, each) => sum + each.calls, 0);
  return { canaries: before.map((each) => each.canaries), calls, after };
}

describe('callers whose tokens are passed through', () => {
  test.each([
    ['two users of one tenant', userToken('ada'), userToken('ben')],
    ['users of two tenants', userToken('ada'), userToken('ada', FABRIKAM)],
    ['one user with two tokens', userToken('ada', CONTOSO, { uti: 1 }), userToken('ada', CONTOSO, { uti: 2 })],
    [
      'a token and the same claims under another signature',
      userToken('ada', FABRIKAM),
      userToken('ada', FABRIKAM).replace(/[^.]*$/, 'YW5vdGhlcg'),
    ],
    ['two opaque tokens', 'an-opaque-token', 'another-opaque-token'],
  ])('never share, be they %s', async (_, one, other) => {
    await using fresh = await freshGateway();
    const { canaries, calls, after } = await askTwice(fresh.url, [one, other]);
    expect(canaries).toEqual([[canaryOf(one)], [canaryOf(other)]]);
    expect(calls).toBe(2);
    expect(after).toEqual([one, other].map((token) => ({ canaries: [canaryOf(token)], calls: 0 })));
  });
});

/** With nothing kept, since the others' answers live on from test to test. */
async function freshGateway(): Promise<{ url: string } & AsyncDisposable> {
  const own = await startGateway(api.url);
  return { url: own.url, [Symbol.asyncDispose]: () => own.close() };
}

describe('callers for whom the gateway gets a token', () => {
  test('share as applications of one tenant, and as one user, and no two users do', async () => {
    const exchange = await startExchangeGateway(replies, Date.now, {});
    try {
      const twice = async (persona: 'reader' | 'responder' | 'app'): Promise<string[]> =>
        Promise.all([1, 2].map((uti) => exchange.signIn.mintGatewayToken(persona, { uti: `${uti}` })));
      const tokens = [await twice('reader'), await twice('responder'), await twice('app')].flat();
      expect(new Set(tokens).size).toBe(6);
      const { canaries, calls, after } = await askTwice(exchange.url, tokens);
      const [ada, alsoAda, ben, alsoBen, application, otherApplication] = canaries;
      expect([alsoAda, alsoBen, otherApplication]).toEqual([ada, ben, application]);
      expect(new Set(canaries.flat()).size).toBe(3);
      expect(calls).toBe(3);
      expect(after.map((each) => each.calls)).toEqual(Array(6).fill(0));
      expect(after.map((each) => each.canaries)).toEqual(canaries);
    } finally {
      await exchange.close();
    }
  });
});

/** Two users of each of two tenants. */
const USERS = [
  ['ada', CONTOSO],
  ['ben', CONTOSO],
  ['ada', FABRIKAM],
  ['ben', FABRIKAM],
].map(([oid, tid]) => userToken(oid ?? '', tid));

const parts = (token: string): string[] => token.split('.');
const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Ways to look like a victim without the victim's signature. */
const FORGERIES: Readonly<Record<string, (victim: string, own: string) => string>> = {
  unsigned: (victim) => `${encoded({ alg: 'none', typ: 'JWT' })}.${parts(victim)[1] ?? ''}.`,
  'under another signature': (victim) => [...parts(victim).slice(0, 2), 'YW5vdGhlcg'].join('.'),
  'with another tenant': (_, own) => {
    const claims = JSON.parse(Buffer.from(parts(own)[1] ?? '', 'base64url').toString()) as { tid: string };
    const tid = claims.tid === CONTOSO ? FABRIKAM : CONTOSO;
    return [parts(own)[0], encoded({ ...claims, tid }), parts(own)[2]].join('.');
  },
};

const interleavings = fc.record({
  requests: fc.array(
    fc.record({
      user: fc.nat(3),
      victim: fc.nat(3),
      forgery: fc.option(fc.constantFrom(...Object.keys(FORGERIES)), { freq: 2 }),
      query: fc.constantFrom(...QUERIES),
      fresh: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
      start: fc.integer({ min: 0, max: 3 }),
    }),
    { minLength: 3, maxLength: 5 },
  ),
  // Most lists were not asked for before, so that there are calls to join.
  first: fc.integer({ min: 1, max: 900 }),
  waits: fc.array(fc.integer({ min: 0, max: 8 }), { minLength: 6, maxLength: 6 }),
});

test('1,000 random interleavings of 4 users, 2 tenants and forged tokens show nobody what another’s token got', async () => {
  const sums = { calls: 0, cacheHits: 0, coalesced: 0, forged: 0 };
  const property = fc.asyncProperty(interleavings, async (interleaving) => {
    waits.splice(0, Infinity, ...interleaving.waits);
    await Promise.all(
      interleaving.requests.map(async ({ user, victim, forgery, fresh, start, ...asked }) => {
        const own = USERS[user] ?? '';
        const token = forgery === null ? own : (FORGERIES[forgery]?.(USERS[victim] ?? '', own) ?? '');
        const query = asked.query.replace('first: 2', `first: ${interleaving.first}`);
        await delay(start);
        const body = await postGraphql(gateway.url, { token, query, ...(fresh && { cacheControl: 'no-cache' }) });
        expect(canariesIn(JSON.stringify(body))).toEqual([canaryOf(token)]);
        const { calls, cacheHits, coalesced } = body.extensions.upstream;
        sums.calls += calls;
        sums.cacheHits += cacheHits;
        sums.coalesced += coalesced;
        sums.forged += forgery === null ? 0 : 1;
      }),
    );
  });
  await fc.assert(property, { numRuns: 1_000, endOnFailure: true });
  // Else there would have been nothing to leak.
  expect(Math.min(...Object.values(sums))).toBeGreaterThan(10);
}, 900_000);
