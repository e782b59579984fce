import type { TokenVerifier } from '../../src/auth/verify/verify-token.ts';
import { makeSigner, startKeyServer, tokenFrom, type KeyServer, type Signer } from '../support/sign-in/key-server.ts';
import { until } from '../support/clocks/until.ts';

const CONTOSO = '3f2b6f0a-6c11-4d0e-9a53-1c7d0f5b2a10';
const FABRIKAM = '8d1e4c52-2f37-4b8a-b6d4-5e9a7c3f1b20';
const START = Date.UTC(2026, 10, 20, 12);
const SECOND = 1000;
const HOUR = 3600 * SECOND;

let server: KeyServer;
let verifier: TokenVerifier;
let signer: Signer;
let stranger: Signer;
let now = START;

beforeAll(async () => {
  [signer, stranger] = await Promise.all([makeSigner('key-1'), makeSigner('key-of-nobody')]);
});
beforeEach(async () => {
  now = START;
  server = await startKeyServer();
  server.keys.set(CONTOSO, [signer.jwk]);
  verifier = server.verifier({ tenantIds: new Set([CONTOSO, FABRIKAM]), now: () => now });
});
afterEach(() => server.close());

const mint = (by: Signer, claims: Record<string, unknown> = {}, tenantId = CONTOSO): Promise<string> =>
  tokenFrom(server, by, tenantId, now, claims);
const mintMany = (count: number, by: Signer): Promise<string[]> =>
  Promise.all(Array.from({ length: count }, () => mint(by)));
/** How many of the tokens are sound. */
const soundOf = async (tokens: readonly string[]): Promise<number> =>
  (await Promise.all(tokens.map((token) => verifier.verify(token)))).filter((verdict) => verdict !== null).length;

describe('a verdict', () => {
  test('is kept until the token expires, though its key has left the set', async () => {
    const [seen, unseen] = [await mint(signer), await mint(signer)];
    expect(await soundOf([seen])).toBe(1);
    const next = await makeSigner('key-2');
    server.keys.set(CONTOSO, [next.jwk]);
    now += 31 * SECOND;
    expect(await soundOf([await mint(next)])).toBe(1);
    expect(await soundOf([seen, unseen])).toBe(1);
    now = START + HOUR - 1;
    expect(await soundOf([seen])).toBe(1);
    now = START + HOUR;
    expect(await soundOf([seen])).toBe(0);
  });

  test('of an unsound token is not kept, so that one that comes early is let in on time', async () => {
    const early = await mint(signer, { nbf: START / 1000 + 60 });
    expect(await soundOf([early])).toBe(0);
    now += 61 * SECOND;
    expect(await soundOf([early])).toBe(1);
  });

  test('is that of the whole token: another signature is another token', async () => {
    const token = await mint(signer);
    expect(await soundOf([token])).toBe(1);
    const forged = [...token.split('.').slice(0, 2), (await mint(stranger)).split('.')[2]].join('.');
    expect(await soundOf([forged])).toBe(0);
  });
});

describe('the signing keys', () => {
  test('are read once for 200 callers at a cold start', async () => {
    expect(await soundOf(await mintMany(200, signer))).toBe(200);
    expect(server.arrivals).toEqual([
      `/${CONTOSO}/v2.0/.well-known/openid-configuration`,
      `/${CONTOSO}/discovery/v2.0/keys`,
    ]);
  });

  test.each([
    ['answers', false],
    ['is down', true],
  ])('are read once in 30 s for 200 unknown key ids while the endpoint %s', async (_, down) => {
    expect(await soundOf([await mint(signer)])).toBe(1);
    server.down = down;
    const forged = await mintMany(200, stranger);
    for (const round of [1, 2, 3]) {
      now += 30 * SECOND;
      expect(await soundOf(forged)).toBe(0);
      expect(server.keyFetches()).toBe(1 + round);
      now += 29 * SECOND;
      expect(await soundOf(forged.slice(0, 50))).toBe(0);
      expect(server.keyFetches()).toBe(1 + round);
    }
  });

  test('cost one read a roll-over, however many callers come with the new one', async () => {
    expect(await soundOf([await mint(signer)])).toBe(1);
    const next = await makeSigner('key-2');
    server.keys.set(CONTOSO, [signer.jwk, next.jwk]);
    now += 31 * SECOND;
    expect(await soundOf(await mintMany(50, next))).toBe(50);
    expect(await soundOf(await mintMany(50, signer))).toBe(50);
    expect(server.keyFetches()).toBe(2);
  });

  test('that are known outlast a day in which the sign-in host is down', async () => {
    expect(await soundOf([await mint(signer)])).toBe(1);
    server.down = true;
    for (let hour = 1; hour <= 24; hour += 1) {
      now = START + hour * HOUR;
      expect(await soundOf(await mintMany(3, signer))).toBe(3);
      // The attempt of the hour before may still have been in progress, and is then not begun again by these tokens.
      await until('the attempt', async () => {
        await soundOf([await mint(signer)]);
        return server.keyFetches() >= hour;
      });
    }
    expect(server.keyFetches()).toBeLessThanOrEqual(1 + 24);
    server.down = false;
    now += HOUR;
    expect(await soundOf([await mint(signer)])).toBe(1);
  });

  test('that are known outlast a set without any', async () => {
    expect(await soundOf([await mint(signer)])).toBe(1);
    server.keys.set(CONTOSO, []);
    now += 2 * HOUR;
    expect(await soundOf([await mint(signer)])).toBe(1);
    await until('the reading', () => server.keyFetches() === 2);
    now += 31 * SECOND;
    expect(await soundOf([await mint(stranger), await mint(signer)])).toBe(1);
    expect(server.keyFetches()).toBe(3);
  });

  test('are read again in the background after an hour, so that nobody waits for it', async () => {
    expect(await soundOf([await mint(signer)])).toBe(1);
    now += 53 * 60 * SECOND;
    expect(await soundOf(await mintMany(20, signer))).toBe(20);
    expect(server.keyFetches()).toBe(1);
    now += 14 * 60 * SECOND;
    expect(await soundOf(await mintMany(20, signer))).toBe(20);
    await until('the reading', () => server.keyFetches() === 2);
  });

  test('that were never read make callers wait for nothing, and are asked for once in 30 s', async () => {
    server.down = true;
    const tokens = await mintMany(50, signer);
    const outcomes = await Promise.allSettled(tokens.map((token) => verifier.verify(token)));
    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'UPSTREAM_UNAVAILABLE' } });
    }
    await expect(verifier.verify(await mint(signer))).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
    expect(server.arrivals).toHaveLength(1);
    server.down = false;
    now += 30 * SECOND;
    expect(await soundOf(tokens)).toBe(50);
  });

  test.each([
    ['the keys on another host', { jwks_uri: 'https://keys.contoso.example/keys' }],
    ['the token endpoint on another host', { token_endpoint: 'https://login.contoso.example/token' }],
    ['the keys on another port', { jwks_uri: 'https://localhost:1/keys' }],
    ['the keys behind a user name', { jwks_uri: 'https://localhost@keys.contoso.example/keys' }],
    ['no keys', { jwks_uri: undefined }],
    ['an address that is none', { token_endpoint: 'soon' }],
  ])('are not read by metadata with %s', async (_, metadata) => {
    server.metadata = metadata;
    await expect(verifier.verify(await mint(signer))).rejects.toMatchObject({
      code: 'UPSTREAM_UNAVAILABLE',
      message: 'The metadata of the sign-in service cannot be used.',
    });
    expect(server.keyFetches()).toBe(0);
  });

  test('that are no key set are no keys', async () => {
    server.keys.set(CONTOSO, [{ kid: 'key-1' }]);
    await expect(verifier.verify(await mint(signer))).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
  });
});

describe('a key', () => {
  test('of another tenant signs nothing here', async () => {
    const other = await makeSigner('key-of-fabrikam');
    server.keys.set(FABRIKAM, [other.jwk]);
    expect(await soundOf([await mint(other, {}, FABRIKAM)])).toBe(1);
    expect(await soundOf([await mint(other)])).toBe(0);
    expect(await soundOf([await mint(other, { tid: FABRIKAM })])).toBe(0);
  });

  test.each([
    ['its tenant', `/${CONTOSO}/v2.0`, 1],
    ['every tenant, by a template', '/{tenantid}/v2.0', 1],
    ['another tenant', `/${FABRIKAM}/v2.0`, 0],
    ['another path', `/${CONTOSO}/v3.0`, 0],
  ])('whose set says it is for %s is taken at its word', async (_, path, sound) => {
    const marked = await makeSigner('marked', { kty: 'RSA', issuer: `${server.url}${path}` });
    server.keys.set(CONTOSO, [signer.jwk, marked.jwk]);
    expect(await soundOf([await mint(marked)])).toBe(sound);
  });

  test('of another host in the set signs nothing', async () => {
    const marked = await makeSigner('marked', { kty: 'RSA', issuer: `https://login.contoso.example/${CONTOSO}/v2.0` });
    server.keys.set(CONTOSO, [marked.jwk]);
    expect(await soundOf([await mint(marked)])).toBe(0);
  });
});

describe('version 1.0', () => {
  const sts = { iss: `https://sts.windows.net/${CONTOSO}/`, ver: '1.0' };

  test.each([
    ['is taken on the commercial host', true, sts, 1],
    ['is not taken on another', false, sts, 0],
    ['does not go with ver 2.0', true, { ...sts, ver: '2.0' }, 0],
    ['does not go with the issuer of version 2.0', true, { ver: '1.0' }, 0],
    ['is not of another tenant', true, { ...sts, iss: `https://sts.windows.net/${FABRIKAM}/` }, 0],
  ])('%s', async (_, acceptsV1Issuer, claims, sound) => {
    verifier = server.verifier({ tenantIds: new Set([CONTOSO]), now: () => now, acceptsV1Issuer });
    expect(await soundOf([await mint(signer, claims)])).toBe(sound);
  });

  test('names its application by appid', async () => {
    verifier = server.verifier({ tenantIds: new Set([CONTOSO]), now: () => now, acceptsV1Issuer: true });
    const appid = '7e6d5c4b-3a29-4817-8605-f4e3d2c1b0a9';
    const roles = { scp: undefined, idtyp: 'app', roles: ['Defender.Read'] };
    expect(await verifier.verify(await mint(signer, { ...sts, ...roles, appid }))).toMatchObject({
      kind: 'application',
      applicationId: appid,
      roles: ['Defender.Read'],
    });
  });
});
