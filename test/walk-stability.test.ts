import type { ListOperation } from '../src/rest/operation.ts';
import { listAlertsOperation } from '../src/resources/alerts/alerts.api.ts';
import { compareAlerts } from '../src/sandbox/generate-alerts.ts';
import { createRandom, type Random } from '../src/sandbox/random.ts';
import type { AlertRow } from '../src/sandbox/rows.ts';
import { vendorTime } from '../src/sandbox/vendor-time.ts';
import { ACCOUNT } from './support/account.ts';
import { startWalker, unlimited, walkList, type Walker } from './support/list-walk.ts';

const ALERTS = unlimited(listAlertsOperation);
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

/** Walks a list that is changed between pages; the ids given out, and those that were there all the time. */
async function walkMoving(seed: number, change: 'changeHead' | 'changeAnywhere', alerts: ListOperation = ALERTS) {
  const random = createRandom(`walk ${seed}`);
  const list = new MovingList(random);
  const account = { ...ACCOUNT, principal: `${alerts.newestFirst} ${change} ${seed}` };
  // Some callers ask for fresh answers on every page, so that nothing read ahead is there.
  const forgets = random.chance(0.5);
  const client = () => walker.api.client({ account, token, fresh: forgets && random.chance(0.7) });
  const remaining = new Set(list.rows.map(({ id }) => id));
  const given: string[] = [];
  let dropped = 0;
  const smallest = random.int(1, 12);
  for await (const page of walkList(client, alerts, () => smallest + random.int(0, 3))) {
    given.push(...page.rows.map(({ id }) => id));
    expect(page.incomplete).toBeNull();
    dropped += page.duplicatesDropped;
    list[change]();
    const present = new Set(list.rows.map(({ id }) => id));
    for (const id of remaining) if (!present.has(id)) remaining.delete(id);
  }
  return { given, remaining, dropped };
}

let admin: Promise<string> | undefined;
const token = (): Promise<string> => (admin ??= walker.sandbox.mintToken('admin'));

describe('a walk through alerts', () => {
  test.each([['changeHead', 700] as const, ['changeAnywhere', 300] as const])(
    'gives each alert that was there all the time exactly once while %s happens, in %i random runs',
    async (change, runs) => {
      for (let seed = 0; seed < runs; seed++) {
        const { given, remaining, dropped } = await walkMoving(seed, change);
        const once = new Set(given);
        const missed = [...remaining].filter((id) => !once.has(id));
        const repeated = given.length - once.size;
        expect({ seed, missed, repeated, dropped }).toEqual({ seed, missed: [], repeated: 0, dropped: 0 });
      }
    },
  );

  test('would lose alerts if it went by offset, as the same changes show', async () => {
    const { newestFirst: _, ...byOffset } = ALERTS;
    let missed = 0;
    for (let seed = 0; seed < 20; seed++) {
      const { given, remaining } = await walkMoving(seed, 'changeHead', byOffset);
      missed += [...remaining].filter((id) => !given.includes(id)).length;
    }
    expect(missed).toBeGreaterThan(0);
  });
});
