import { listAlertsOperation } from '../../src/resources/alerts/alerts.api.ts';
import { listMachineActionsOperation } from '../../src/resources/machine-actions/machine-actions.api.ts';
import { listMachinesOperation } from '../../src/resources/machines/machines.api.ts';
import type { ApiOptions } from '../../src/rest/api/vendor-api.ts';
import type { Quirks } from '../../src/sandbox/sandbox.ts';
import { vendorTime } from '../../src/sandbox/wire/vendor-time.ts';
import { startSandboxGateway } from '../support/gateway/gateway.ts';
import {
  closeWalkers,
  idsIn,
  pagesOf,
  startedWalker,
  unlimited,
  walkList,
  type Walker,
} from '../support/fakes/paged-list.ts';
import { upstreamOf } from '../support/fakes/upstream.ts';

const ALERTS = unlimited(listAlertsOperation);
/** Links on every page, whatever was asked for. */
const LINKS = { nextLinks: 'always', pageCap: 30 } as const;
const NOON = Date.parse('2026-11-20T12:00:00Z');

afterEach(closeWalkers);
const alertIds = ({ sandbox }: Walker): string[] => sandbox.tenant.alerts.map(({ id }) => id);
const lastOf = <T>(values: readonly T[]): T => {
  const last = values.at(-1);
  if (last === undefined) throw new Error('There is none.');
  return last;
};

describe('10,000 alerts by pages of 100', () => {
  const QUERY = `query ($after: String) { alerts(first: 100, after: $after) {
    nodes { alertId } pageInfo { hasNextPage endCursor } totalCount
    completeness { complete asOf upstreamPages duplicatesDropped }
  } }`;
  interface Page {
    alerts: {
      nodes: { alertId: string }[];
      pageInfo: { hasNextPage: boolean; endCursor: string };
      totalCount: number;
      completeness: { complete: boolean; asOf: string; upstreamPages: number; duplicatesDropped: number };
    };
  }

  test('cost at most 12 calls, their length included, and come once each in order', async () => {
    const gateway = await startSandboxGateway({ machines: 50, alerts: 10_000, quirks: { limits: false } });
    const began = Date.now();
    const { answer: pages, calls } = await upstreamOf(gateway.sandbox, async () => {
      const read = [(await gateway.run<Page>(QUERY)).data.alerts];
      for (let page = lastOf(read); page.pageInfo.hasNextPage; page = lastOf(read)) {
        read.push((await gateway.run<Page>(QUERY, { after: page.pageInfo.endCursor })).data.alerts);
      }
      return read;
    });
    expect(pages).toHaveLength(100);
    expect(pages.flatMap(({ nodes }) => nodes.map(({ alertId }) => alertId))).toEqual(
      gateway.sandbox.tenant.alerts.map(({ id }) => id),
    );
    expect(calls.length).toBeLessThanOrEqual(12);
    expect(new Set(pages.map(({ totalCount }) => totalCount))).toEqual(new Set([10_000]));
    for (const { completeness } of pages) {
      expect(completeness).toMatchObject({ complete: true, duplicatesDropped: 0 });
      expect([1, 2]).toContain(completeness.upstreamPages);
      expect(Date.parse(completeness.asOf)).toBeGreaterThanOrEqual(began);
    }
    // A page tells when its rows were read, though that was for an earlier page.
    const times = pages.map(({ completeness }) => completeness.asOf);
    expect(times).toEqual([...times].sort());
    expect(new Set(times).size).toBeLessThanOrEqual(12);
    await gateway.close();
  });
});

describe('a walk through alerts', () => {
  const NOTHING_KEPT = { cacheBytes: 0 };
  const REFUSES: Partial<Quirks> = { leOperator: false };
  const IGNORES: Partial<Quirks> = { leOperator: 'ignored' };

  test.each<[string, number, number, Partial<Quirks>, Partial<ApiOptions>, number]>([
    ['without a window', 2_000, 100, {}, NOTHING_KEPT, 20],
    // Whether the count or the bound was refused is known only after a call without the count.
    ['of a server that refuses le', 2_000, 100, REFUSES, {}, 6],
    ['of a server that refuses le, without a window', 2_000, 100, REFUSES, NOTHING_KEPT, 22],
    ['of a server that passes le over', 2_000, 100, IGNORES, {}, 5],
    ['of a server that passes le over, without a window', 2_000, 100, IGNORES, NOTHING_KEPT, 21],
    ['beyond a ceiling of offsets', 2_000, 100, { offsetCeiling: 1_100 }, NOTHING_KEPT, 20],
    ['of 50,000 beyond the ceiling', 50_000, 1_000, { offsetCeiling: 10_000 }, {}, 50],
    ['of a server that links by $skiptoken', 500, 50, { ...LINKS, skipTokenLinks: true }, {}, 18],
    [
      'of a server that links by $skiptoken, without a window',
      500,
      50,
      { ...LINKS, skipTokenLinks: true },
      NOTHING_KEPT,
      20,
    ],
  ])('%s gives all %i by pages of %i', async (_, alerts, size, quirks, settings, most) => {
    const walker = await startedWalker({ machines: 5, alerts, quirks }, settings);
    const { answer: pages, calls } = await upstreamOf(walker.sandbox, () => pagesOf(walker.client, ALERTS, () => size));
    expect(idsIn(pages)).toEqual(alertIds(walker));
    expect(pages).toHaveLength(alerts / size);
    expect(calls.length).toBeLessThanOrEqual(most);
    for (const page of pages) expect(page).toMatchObject({ incomplete: null, duplicatesDropped: 0 });
  });

  test.each<[string, Partial<ApiOptions>]>([
    ['with a window', {}],
    ['without', NOTHING_KEPT],
  ])('of which 5,000 have the same time gives each once, %s', async (_, settings) => {
    const walker = await startedWalker({ machines: 5, alerts: 6_000 }, settings);
    const { alerts } = walker.sandbox.tenant;
    for (const alert of alerts.slice(500, 5_500)) alert.alertCreationTime = alerts[500]?.alertCreationTime ?? '';
    const pages = await pagesOf(walker.client, ALERTS, () => 170);
    expect(idsIn(pages)).toEqual(alertIds(walker));
    for (const page of pages) {
      const longest = Math.max(0, ...page.offsets.map((offset) => page.resumeAt?.(offset).length ?? 0));
      expect(longest).toBeLessThanOrEqual(270);
    }
  });

  test.each<[string, (index: number) => string | null]>([
    ['come in no order', (index) => vendorTime(NOON - ((index * 7_919) % 900) * 1_000)],
    ['come oldest first', (index) => vendorTime(NOON + index)],
    ['come newest first but for the first page', (index) => vendorTime(index === 40 ? NOON + 1 : NOON - index)],
    ['come newest first but for a later page', (index) => vendorTime(NOON - (index === 130 ? 135 : index))],
    ['have no times', () => null],
    ['have times of another form', (index) => `20 Nov 2026 ${index}`],
  ])('that %s goes by offset', async (_, time) => {
    const walker = await startedWalker({ machines: 5, alerts: 900 });
    const { alerts } = walker.sandbox.tenant;
    for (const [index, alert] of alerts.entries()) Reflect.set(alert, 'alertCreationTime', time(index));
    expect(idsIn(await pagesOf(walker.client, ALERTS, () => 70))).toEqual(alertIds(walker));
  });

  test('keeps the caller’s filter, and moves only an upper bound of theirs', async () => {
    const walker = await startedWalker({ machines: 5, alerts: 1_000 });
    const all = walker.sandbox.tenant.alerts;
    const [newest, oldest] = [all[100]?.alertCreationTime ?? '', all[899]?.alertCreationTime ?? ''];
    const where = { severity: { in: ['High', 'Low'] }, alertCreationTime: { le: newest, ge: oldest } };
    const { answer: pages, calls } = await upstreamOf(walker.sandbox, () =>
      pagesOf(walker.client, ALERTS, () => 40, { where }),
    );
    const fitting = all.filter(
      ({ severity, alertCreationTime: time }) =>
        (severity === 'High' || severity === 'Low') && time <= newest && time >= oldest,
    );
    expect(idsIn(pages)).toEqual(fitting.map(({ id }) => id));
    const bounds = calls.map(({ filter }) => {
      const bound = / le (\S+) /.exec(filter ?? '')?.[1] ?? '';
      expect(filter).toBe(
        `severity in ('High','Low') and alertCreationTime le ${bound} and alertCreationTime ge ${oldest}`,
      );
      return bound;
    });
    expect(bounds.length).toBeGreaterThan(2);
    expect(bounds[0]).toBe(newest);
    expect(bounds).toEqual([...bounds].sort().reverse());
  });

  test('asks for its length once, and for that of the whole list where it has forgotten it', async () => {
    const walker = await startedWalker({ machines: 5, alerts: 600 });
    const counted = async (client: Walker['client']) => {
      const { answer: pages, calls } = await upstreamOf(walker.sandbox, () =>
        pagesOf(client, ALERTS, () => 100, { count: true }),
      );
      expect(new Set(pages.map(({ total }) => total))).toEqual(new Set([600]));
      return calls.length;
    };
    expect(await counted(walker.client)).toBe(3);
    expect(await counted(walker.fresh)).toBe(6 + 5);
  });
});

describe('a list of which rows cannot be told by time', () => {
  test('is read ahead by offset, and drops and counts what comes twice', async () => {
    const walker = await startedWalker({ machines: 600, alerts: 5 });
    const { machines } = walker.sandbox.tenant;
    const before = machines.map(({ id }) => id);
    const walk = walkList(walker.client, unlimited(listMachinesOperation), () => 50);
    const pages = [];
    for await (const page of walk) {
      pages.push(page);
      if (pages.length !== 3) continue;
      for (const machine of machines.slice(0, 7)) machines.unshift({ ...machine, id: `new-${machine.id}` });
    }
    expect(idsIn(pages)).toEqual(before);
    expect(pages.reduce((sum, { duplicatesDropped }) => sum + duplicatesDropped, 0)).toBe(7);
    expect(walker.sandbox.requests.length).toBeLessThan(6);
  });
});

describe('a walk through machine actions', () => {
  test('is not shifted by one that is made meanwhile', async () => {
    const walker = await startedWalker({ machines: 300, alerts: 5 }, { readAhead: 0 });
    const { actions } = walker.sandbox.tenant;
    const before = actions.map(({ id }) => id);
    const pages = [];
    for await (const page of walkList(walker.client, unlimited(listMachineActionsOperation), () => 40)) {
      pages.push(page);
      const [action] = actions;
      if (action === undefined) continue;
      actions.unshift({ ...action, id: `new-${pages.length}`, creationDateTimeUtc: vendorTime(Date.now()) });
    }
    expect(idsIn(pages)).toEqual(before);
    expect(pages.every(({ duplicatesDropped }) => duplicatesDropped === 0)).toBe(true);
  });
});
