import { openWorkshop, jwt, rsa, type Workshop } from '../support/sign-in/forge-token.ts';
import { PARTNER_TENANT, startSignInGateway, type SignInGateway } from '../support/sign-in/sign-in-gateway.ts';
import { MUTANTS, OPAQUE, type Mutant } from '../support/sign-in/token-mutants.ts';

const QUERY = '{ viewer { kind mode tenantId objectId name permissions } alerts(first: 1) { nodes { id } } }';

/** The one body that every unsound token is answered with. */
const REFUSAL = {
  errors: [
    {
      message: 'The token is not accepted: it is expired, not genuine, or not meant for this service.',
      extensions: { code: 'UNAUTHENTICATED' },
    },
  ],
};

interface Viewer {
  viewer: { kind: string; mode: string; tenantId: string; objectId: string; name: string; permissions: string[] };
}

async function open(settings: Parameters<typeof startSignInGateway>[0] = {}) {
  const gateway = await startSignInGateway(settings);
  const { signIn } = gateway;
  const workshop = await openWorkshop(await signIn.mintGatewayToken('admin'), await signIn.mintGatewayToken('app'));
  const exchanges = (): number => signIn.requests.filter(({ method }) => method === 'POST').length;
  return { gateway, workshop, exchanges };
}

/** Sends a token, and fails unless it is refused like any other without a call to anyone. */
async function expectRefusal(
  { gateway, workshop, exchanges }: { gateway: SignInGateway; workshop: Workshop; exchanges: () => number },
  { make }: Mutant,
): Promise<void> {
  const before = [gateway.sandbox.requests.length, exchanges()];
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${make(workshop)}` },
    body: JSON.stringify({ query: QUERY }),
  });
  expect(response.status).toBe(401);
  expect(response.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"');
  expect(await response.json()).toEqual(REFUSAL);
  expect([gateway.sandbox.requests.length, exchanges()]).toEqual(before);
}

const titled = (mutants: readonly Mutant[]): [string, Mutant][] => mutants.map((mutant) => [mutant.title, mutant]);

describe('a gateway in all modes', () => {
  let all: Awaited<ReturnType<typeof open>>;
  beforeAll(async () => {
    all = await open();
  });
  afterAll(() => all.gateway.close());

  test('is shown at least 40 unsound tokens, each another', () => {
    const tokens = new Set(MUTANTS.map(({ make }) => make(all.workshop)));
    expect(tokens.size).toBe(MUTANTS.length);
    expect(MUTANTS.length).toBeGreaterThanOrEqual(90);
  });

  test.each(titled(MUTANTS))('refuses %s, and says what it always says', (_, mutant) => expectRefusal(all, mutant));

  test('asks the sign-in server for keys twice at most, whatever key ids it is shown', () => {
    const fetches = all.gateway.signIn.requests.filter(({ path }) => path.endsWith('/keys'));
    expect(fetches.length).toBeLessThanOrEqual(2);
  });

  const user = { kind: 'USER', mode: 'ON_BEHALF_OF' };
  const application = { kind: 'APPLICATION', mode: 'APP' };
  test.each<[string, object, (workshop: Workshop) => string]>([
    ['a sound token of a user', user, (w) => jwt(w.header, w.claims, rsa(w.genuine.key))],
    ['one of the typ at+jwt', user, (w) => jwt({ ...w.header, typ: 'at+jwt' }, w.claims, rsa(w.genuine.key))],
    ['one without a typ', user, (w) => jwt({ ...w.header, typ: undefined }, w.claims, rsa(w.genuine.key))],
    ['one that says user', user, (w) => jwt(w.header, { ...w.claims, idtyp: 'user' }, rsa(w.genuine.key))],
    [
      'one with further scopes',
      user,
      (w) => jwt(w.header, { ...w.claims, scp: 'openid access_as_user' }, rsa(w.genuine.key)),
    ],
    [
      'one with a tid in capitals',
      user,
      (w) => jwt(w.header, { ...w.claims, tid: String(w.claims.tid).toUpperCase() }, rsa(w.genuine.key)),
    ],
    ['a sound token of an application', application, (w) => jwt(w.header, w.application, rsa(w.genuine.key))],
  ])('lets in %s', async (title, who, make) => {
    const { gateway, workshop } = all;
    const answer = await gateway.send<Viewer>(make(workshop), '{ viewer { kind mode tenantId } }');
    expect([title, answer.errors, answer.status]).toEqual([title, undefined, 200]);
    expect(answer.data?.viewer).toEqual({ ...who, tenantId: gateway.sandbox.tenantId });
  });

  test.each([
    ['a user', 'admin' as const],
    ['an application', 'app' as const],
  ])('serves the data of its own tenant to %s', async (_, persona) => {
    const { gateway } = all;
    const { signIn, sandbox } = gateway;
    const before = sandbox.requests.length;
    const answer = await gateway.send<Viewer>(await signIn.mintGatewayToken(persona, { tid: PARTNER_TENANT }), QUERY);
    expect(answer.errors).toBeUndefined();
    expect(answer.data?.viewer.tenantId).toBe(PARTNER_TENANT);
    expect(sandbox.requests.slice(before)).toHaveLength(1);
  });

  test('gives a user with roles a user’s rights, and none of the roles', async () => {
    const { workshop, gateway } = all;
    const claims = { ...workshop.claims, roles: ['Defender.Read', 'Defender.Tenants'] };
    const answer = await gateway.send<Viewer>(
      jwt(workshop.header, claims, rsa(workshop.genuine.key)),
      '{ viewer { mode } }',
    );
    expect(answer.data?.viewer.mode).toBe('ON_BEHALF_OF');
    const elsewhere = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${jwt(workshop.header, claims, rsa(workshop.genuine.key))}`,
        'x-tenant-id': PARTNER_TENANT,
      },
      body: JSON.stringify({ query: QUERY }),
    });
    expect(elsewhere.status).toBe(403);
  });

  test('refuses a token of more than 16,000 characters before it looks at it', async () => {
    const { workshop, gateway } = all;
    const huge = jwt(workshop.header, { ...workshop.claims, name: 'x'.repeat(12_000) }, rsa(workshop.genuine.key));
    expect(huge.length).toBeGreaterThan(16_000);
    const answer = await gateway.send(huge, QUERY);
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer error="invalid_request"');
    expect(answer.errors).toEqual([{ message: expect.any(String) as string, extensions: { code: 'UNAUTHENTICATED' } }]);
  });
});

describe('a gateway that takes no tokens of Defender', () => {
  let without: Awaited<ReturnType<typeof open>>;
  beforeAll(async () => {
    without = await open({ settings: { modes: new Set(['on-behalf-of', 'app']) } });
  });
  afterAll(() => without.gateway.close());

  test.each(titled(OPAQUE))('refuses %s too, which pass-through would leave to Defender', (_, mutant) =>
    expectRefusal(without, mutant),
  );

  test('refuses a token of Defender', async () => {
    const token = await without.gateway.sandbox.mintToken('admin');
    await expectRefusal(without, { title: '', make: () => token });
  });
});

describe('a gateway in one mode', () => {
  test.each([
    ['on-behalf-of' as const, 'app' as const],
    ['app' as const, 'admin' as const],
    ['passthrough' as const, 'admin' as const],
  ])('that is %s refuses a sound token of the other kind', async (mode, persona) => {
    const one = await open({ settings: { modes: new Set([mode]) } });
    const token = await one.gateway.signIn.mintGatewayToken(persona);
    try {
      await expectRefusal(one, { title: '', make: () => token });
    } finally {
      await one.gateway.close();
    }
  });
});
