import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { startSignIn, type SignIn } from '../../src/sandbox/sign-in/sign-in.ts';
import { callersOf, FORGERIES, type Caller, type Credentials } from '../support/sign-in/callers.ts';
import { startCanaryApi, type CanaryApi } from '../support/fakes/canary-api.ts';
import { PARTNER_TENANT } from '../support/sign-in/sign-in-gateway.ts';
import { startSignInProgram, type SignInProgram } from '../support/sign-in/sign-in-program.ts';

const HOME_TENANT = '4c7e1a2b-8d3f-4e60-9b15-7f2a3c4d5e61';
const TENANTS = [HOME_TENANT, PARTNER_TENANT];

const QUERIES = [
  '{ alerts(first: 2) { nodes { title machine { computerDnsName } } } %VIEWER% }',
  '{ alert(id: "alert-1") { title machine { computerDnsName } } %VIEWER% }',
  '{ a: machine(id: "machine-1") { computerDnsName } b: machine(id: "machine-2") { computerDnsName } %VIEWER% }',
  '{ hunt(query: "DeviceInfo") { rows { nodes { values machine { computerDnsName } } } } %VIEWER% }',
].map((query) => query.replace('%VIEWER%', 'viewer { objectId tenantId permissions }'));

const forgeries = Object.keys(FORGERIES);

/** Requests sent together, each after some milliseconds, and how the API takes its turns meanwhile. */
const interleavings = (callers: readonly Caller[]) =>
  fc.record({
    requests: fc.array(
      fc.record({
        // By title, so that a counterexample can be read.
        caller: fc.constantFrom(...callers.map(({ title }) => title)),
        // A token never seen before goes past every cache; most are known.
        fresh: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
        forgery: fc.oneof(
          { weight: 2, arbitrary: fc.constant(null) },
          { weight: 1, arbitrary: fc.constantFrom(...forgeries) },
        ),
        forger: fc.nat(callers.length),
        query: fc.constantFrom(...QUERIES),
        start: fc.integer({ min: 0, max: 3 }),
      }),
      { minLength: 3, maxLength: 6 },
    ),
    turns: fc.array(
      fc.record({
        wait: fc.integer({ min: 0, max: 4 }),
        reject: fc.integer({ min: 0, max: 19 }).map((n) => n === 0),
      }),
      { minLength: 12, maxLength: 12 },
    ),
  });

type Interleaving = ReturnType<typeof interleavings> extends fc.Arbitrary<infer T> ? T : never;
type Sent = Interleaving['requests'][number];

let signIn: SignIn;
let api: CanaryApi;
let callers: Caller[];
beforeAll(async () => {
  signIn = await startSignIn({ tenantIds: TENANTS });
  api = await startCanaryApi(TENANTS);
  callers = callersOf(signIn);
});
afterAll(async () => {
  await signIn.close();
  await api.close();
});

/** Plays interleavings to gateways in turn; the callers keep their tokens from one to the next. */
class Players {
  readonly #tokens = new Map<Caller, Promise<string>>();
  readonly #addresses: readonly string[];
  #sent = 0;
  /** How many answers held the caller's own canary, and how often each forgery was tried. */
  readonly served = new Map<Caller, number>();
  readonly tried = new Map<string, number>();

  constructor(gateways: readonly SignInProgram[]) {
    this.#addresses = gateways.map(({ address }) => address);
  }

  /** Rejects when an answer holds what is another's. */
  async play({ requests, turns }: Interleaving): Promise<void> {
    api.turns.splice(0, Infinity, ...turns);
    const leaks = (await Promise.all(requests.map((sent) => this.#leak(sent)))).filter((leak) => leak !== null);
    if (leaks.length > 0) throw new Error(`LEAK ${leaks.join('; ')}`);
  }

  async #credentials(caller: Caller, fresh = false): Promise<Credentials> {
    const token = fresh ? caller.mint() : (this.#tokens.get(caller) ?? caller.mint());
    if (!fresh) this.#tokens.set(caller, token);
    return { token: await token, ...(caller.tenant !== undefined && { tenant: caller.tenant }) };
  }

  async #leak({ fresh, forgery, query, start, ...sent }: Sent): Promise<string | null> {
    const caller = callers.find(({ title }) => title === sent.caller);
    // The home tenant’s application may name another tenant: from its hands that is no forgery.
    const forgers = callers.filter((other) => other !== caller && other.mode !== 'app');
    const forger = forgers[sent.forger % forgers.length];
    if (caller === undefined || forger === undefined) throw new Error('There is no such caller.');
    const own = await this.#credentials(caller, fresh && forgery === null);
    const forge = forgery === null ? undefined : FORGERIES[forgery];
    const shown = forge === undefined ? own : await forge(own, await this.#credentials(forger), TENANTS);
    await delay(start);
    const { status, text } = await this.#send(shown, query);
    const canaries = new Set(text.match(/canary-[0-9a-f]{64}/g));
    const title = forgery === null ? caller.title : `${forgery}, the victim being ${caller.title}`;
    if (forgery === null) {
      if (canaries.delete(api.canaryOf(caller.identity))) this.served.set(caller, (this.served.get(caller) ?? 0) + 1);
      const { viewer } = (JSON.parse(text) as { data?: { viewer?: Record<string, unknown> | null } | null }).data ?? {};
      const mistaken = viewer != null && (viewer.objectId !== caller.objectId || viewer.tenantId !== caller.tenantId);
      if (mistaken) return `${title} was taken for another`;
    } else {
      this.tried.set(forgery, (this.tried.get(forgery) ?? 0) + 1);
    }
    return canaries.size === 0 ? null : `${title} was answered ${status} with the rows of another`;
  }

  async #send({ token, tenant }: Credentials, query: string): Promise<{ status: number; text: string }> {
    const address = this.#addresses[this.#sent++ % this.#addresses.length] ?? '';
    const response = await fetch(`${address}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${token}`,
        ...(tenant !== undefined && { 'x-tenant-id': tenant }),
      },
      body: JSON.stringify({ query }),
    });
    return { status: response.status, text: await response.text() };
  }
}

/** A text in a file of the built program before it is bundled, and what stands there instead. */
type Change = readonly [file: string, text: string, instead: string];

/** A thousand rounds ask for more than a minute allows. */
const ENDLESS_QUOTA: Change = ['build/rest/quota/quota-store.js', 'wait > 0 ?', 'wait > Infinity ?'];
/** Every token has the same hash. */
const ONE_HASH: Change = [
  'build/auth/verify/bearer-token.js',
  "hash('sha256', token, 'hex')",
  "hash('sha256', '', 'hex')",
];

/** The folder of a copy of the built program with changes, to be removed. */
async function buildWith(...changes: Change[]): Promise<string> {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const folder = await mkdtemp(join(tmpdir(), 'changed-'));
  await cp(join(root, 'build'), join(folder, 'build'), { recursive: true });
  await cp(join(root, 'package.json'), join(folder, 'package.json'));
  await cp(join(root, 'schema'), join(folder, 'schema'), { recursive: true });
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  for (const [file, text, instead] of changes) {
    const source = await readFile(join(folder, file), 'utf8');
    if (!source.includes(text)) throw new Error(`${file} does not hold the text that is to be changed: ${text}`);
    await writeFile(join(folder, file), source.replace(text, instead));
  }
  return folder;
}

/** Runs a test against so many processes of a changed copy of the built program. */
async function withProgram(
  processes: number,
  changes: Change[],
  run: (players: Players) => Promise<void>,
): Promise<void> {
  const folder = await buildWith(...changes);
  try {
    const main = join(folder, 'build/main.js');
    const starts = Array.from({ length: processes }, () =>
      startSignInProgram(signIn, api.url, { EXPLAIN: 'true' }, main),
    );
    try {
      await run(new Players(await Promise.all(starts)));
    } finally {
      for (const start of await Promise.allSettled(starts)) if (start.status === 'fulfilled') await start.value.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

describe('1,000 random interleavings of users, tenants, modes and forged tokens', () => {
  test('answer nobody with what is another’s, by two processes in turn', async () => {
    await withProgram(2, [ENDLESS_QUOTA], async (players) => {
      const property = fc.asyncProperty(interleavings(callers), (interleaving) => players.play(interleaving));
      await fc.assert(property, { numRuns: 1_000, endOnFailure: true });
      // No one was kept from what is theirs, and every forgery was tried: else there would be nothing to leak.
      expect(Math.min(...callers.map((caller) => players.served.get(caller) ?? 0))).toBeGreaterThan(100);
      expect(Math.min(...forgeries.map((forgery) => players.tried.get(forgery) ?? 0))).toBeGreaterThan(100);
      expect(api.unexpected).toEqual([]);
    });
  }, 900_000);

  test('find the leak of a build in which all tokens have one hash', async () => {
    await withProgram(1, [ENDLESS_QUOTA, ONE_HASH], async (players) => {
      // Served once, and its token never dropped: anyone who came next to such a build would else be refused, which
      // lasts.
      const [, first = ''] = callers.map(({ title }) => title);
      const warm = { caller: first, fresh: false, forgery: null, forger: 0, query: QUERIES[0] ?? '', start: 0 };
      await players.play({ requests: [warm], turns: [] });
      const property = fc.asyncProperty(interleavings(callers), ({ requests, turns }) =>
        players.play({ requests, turns: turns.map(({ wait }) => ({ wait, reject: false })) }),
      );
      const { failed, errorInstance } = await fc.check(property, { numRuns: 1_000, endOnFailure: true });
      expect(failed).toBe(true);
      expect(errorInstance).toMatchObject({ message: expect.stringMatching(/^LEAK /) as string });
    });
  });
});
