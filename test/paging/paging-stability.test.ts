import type { ListOperation } from '../../src/rest/operation.ts';
import { listAlertsOperation } from '../../src/resources/alerts/alerts.api.ts';
import { compareAlerts } from '../../src/sandbox/tenant/generate-alerts.ts';
import { createRandom, type Random } from '../../src/sandbox/seed/random.ts';
import type { Quirks } from '../../src/sandbox/wire/quirks.ts';
import type { AlertRow } from '../../src/sandbox/seed/rows.ts';
import { vendorTime } from '../../src/sandbox/wire/vendor-time.ts';
import { ACCOUNT } from '../support/gateway/account.ts';
import { startWalker, unlimited, walkList, type Walker } from '../support/fakes/paged-list.ts';

const ALERTS = unlimited(listAlertsOperation);
const { newestFirst: _, ...BY_OFFSET } = ALERTS;
const NOON = Date.parse('2026-11-20T12:00:00Z');

let walker: Walker;
let template: AlertRow;
beforeAll(async () => {
  // A small largest page, so that walks of this size need several.
  walker = await startWalker({ machines: 5, alerts: 1 }, { readAhead: 30 });
  const [alert] = walker.sandbox.tenant.alerts;
  if (alert === undefined) throw new Error('A tenant has alerts.');
  template = { ...alert, evidence: [], comments: [] };
});
afterAll(() => walker.close());

/** A list of alerts that changes while it is walked. */
class MovingList {
  readonly #random: Random;
  #made = 0;
  #newest = NOON;
  rows: AlertRow[] = [];

  constructor(random: Random) {
    this.#random = random;
    const length = random.int(0, 90);
    // From all alerts of one moment to hardly two.
    const range = random.pick([0, 1, 5, 60, 2_000]);
    while (this.rows.length < length) this.rows.push(this.#alert(NOON - random.int(0, range)));
    this.#settle();
  }

  #alert(time: number): AlertRow {
    this.#made += 1;
    const id = `da${this.#random.int(100, 999)}_${this.#made}`;
    return { ...template, id, alertCreationTime: vendorTime(time, this.#random.int(0, 2)) };
  }

  #settle(): void {
    this.rows.sort(compareAlerts);
    walker.sandbox.tenant.alerts = this.rows;
  }

  /** New alerts arrive, and the newest ones go. */
  changeHead(): void {
    this.rows = this.rows.slice(this.#random.int(0, 3));
    for (let arrivals = this.#random.int(0, 4); arrivals > 0; arrivals--) {
      this.#newest += this.#random.int(1, 2);
      this.rows.push(this.#alert(this.#newest));
    }
    this.#settle();
  }

  /** Alerts come and go at any place. */
  changeAnywhere(): void {
    const leave = this.#random.int(0, 3) / Math.max(1, this.rows.length);
    this.rows = this.rows.filter(() => !this.#random.chance(leave));
    for (let arrivals = this.#random.int(0, 3); arrivals > 0; arrivals--) {
      this.rows.push(this.#alert(NOON - this.#random.int(-60, 60)));
    }
    this.#settle();
  }
}

/** How a server cuts its pages and tells the length, from what hardly shows to pages smaller than any that is asked for. */
function serverOf(random: Random): Partial<Quirks> {
  const cap = random.pick([7, random.int(7, 40), random.int(41, 200), 1_000, 10_000]);
  const countOption = random.pick([true, false, 'ignored', 'always'] as const);
  return { silentCaps: { listAlerts: cap }, countOption, countSegment: random.chance(0.5) };
}

/** What a walk gave: its ids, those of the list that were there all the time, and what its pages said of themselves. */
interface Walked {
  given: string[];
  remaining: Set<string>;
  dropped: number;
  /** Pages that gave a reason to be incomplete, or should have. */
  doubtful: string[];
}

/** Walks a list that is changed between pages. */
async function walkMoving(
  seed: number,
  change: 'changeHead' | 'changeAnywhere' | null,
  alerts: ListOperation = ALERTS,
): Promise<Walked> {
  const random = createRandom(`walk ${seed}`);
  const list = new MovingList(random);
  Object.assign(walker.sandbox.quirks, serverOf(createRandom(`server ${seed}`)));
  // What was learned of the server is the tenant's, and this is another server.
  const account = { ...ACCOUNT, tenantId: `${alerts.newestFirst} ${change} ${seed}` };
  // Some callers ask for fresh answers on every page, so that nothing read ahead is there.
  const forgets = random.chance(0.5);
  const client = () => walker.api.client({ account, token, bypassCache: forgets && random.chance(0.7) });
  const remaining = new Set(list.rows.map(({ id }) => id));
  const given: string[] = [];
  const doubtful: string[] = [];
  let dropped = 0;
  const smallest = random.int(1, 12);
  const count = random.chance(0.4);
  for await (const page of walkList(client, alerts, () => smallest + random.int(0, 3), { count })) {
    given.push(...page.rows.map(({ id }) => id));
    dropped += page.duplicatesDropped;
    const lacks = !page.hasMore && page.total !== null && page.total > given.length;
    if (page.incomplete !== (lacks ? 'COUNT_DIFFERS' : null)) doubtful.push(`${page.incomplete} at ${given.length}`);
    if (page.total !== null && page.total < page.rows.length) doubtful.push(`${page.total} in all`);
    if (change !== null) list[change]();
    const present = new Set(list.rows.map(({ id }) => id));
    for (const id of remaining) if (!present.has(id)) remaining.delete(id);
  }
  return { given, remaining, dropped, doubtful };
}

let admin: Promise<string> | undefined;
const token = (): Promise<string> => (admin ??= walker.sandbox.mintToken('admin'));

describe('a walk through alerts, whatever the server’s page cap and whether it tells a count,', () => {
  test.each([['changeHead', 700] as const, ['changeAnywhere', 300] as const])(
    'gives each alert that was there all the time exactly once while %s happens, in %i random runs',
    async (change, runs) => {
      for (let seed = 0; seed < runs; seed++) {
        const { given, remaining, dropped, doubtful } = await walkMoving(seed, change);
        const once = new Set(given);
        const missed = [...remaining].filter((id) => !once.has(id));
        const repeated = given.length - once.size;
        expect({ seed, missed, repeated, dropped, doubtful }).toEqual({
          seed,
          missed: [],
          repeated: 0,
          dropped: 0,
          doubtful: [],
        });
      }
    },
  );

  test.each([
    ['by time', ALERTS],
    ['by offset', BY_OFFSET],
  ])('gives all of a list that does not move, %s, in 100 random runs', async (_, alerts) => {
    for (let seed = 0; seed < 100; seed++) {
      const { given, remaining, dropped, doubtful } = await walkMoving(seed, null, alerts);
      expect({ seed, given, dropped, doubtful }).toEqual({ seed, given: [...remaining], dropped: 0, doubtful: [] });
    }
  });

  test('would lose alerts if it went by offset, as the same changes show', async () => {
    let missed = 0;
    for (let seed = 0; seed < 20; seed++) {
      const { given, remaining } = await walkMoving(seed, 'changeHead', BY_OFFSET);
      missed += [...remaining].filter((id) => !given.includes(id)).length;
    }
    expect(missed).toBeGreaterThan(0);
  });
});
