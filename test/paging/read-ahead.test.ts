import { listAlertsOperation } from '../../src/resources/alerts/alerts.api.ts';
import { readPage } from '../../src/rest/paging/read-page.ts';
import {
  closeWalkers,
  idsIn,
  pagesOf,
  startedWalker,
  unlimited,
  type Row,
  type Walker,
} from '../support/fakes/paged-list.ts';
import { upstreamOf } from '../support/fakes/upstream.ts';

const ALERTS = unlimited(listAlertsOperation);
const alertIds = ({ sandbox }: Walker): string[] => sandbox.tenant.alerts.map(({ id }) => id);
afterEach(closeWalkers);

describe('upstream pages of a walk', () => {
  test('are what was asked for at first, and grow as the walk goes on', async () => {
    const walker = await startedWalker({ machines: 5, alerts: 3_000 });
    const { calls } = await upstreamOf(walker.sandbox, () => pagesOf(walker.client, ALERTS, () => 10));
    const [first, ...later] = calls.map(({ top }) => Number(top));
    expect(first).toBe(11);
    // The row before the page comes again, and with it those of its moment.
    const steps = [50, 200, 1_000, 1_000, 1_000];
    expect(later).toHaveLength(steps.length);
    for (const [index, rows] of steps.entries()) {
      expect(later[index]).toBeGreaterThan(rows);
      expect(later[index]).toBeLessThan(rows + 10);
    }
  });

  test('are as large as the pages asked for where reading ahead is switched off', async () => {
    const walker = await startedWalker({ machines: 5, alerts: 300 }, { readAhead: 0 });
    const { answer: pages, calls } = await upstreamOf(walker.sandbox, () => pagesOf(walker.client, ALERTS, () => 60));
    expect(idsIn(pages)).toEqual(alertIds(walker));
    expect(calls).toHaveLength(pages.length);
    for (const { top } of calls) expect(Number(top)).toBeLessThan(70);
  });

  test('are shared by requests for the same page at the same time', async () => {
    const walker = await startedWalker({ machines: 5, alerts: 500, quirks: { latencyMs: 30 } });
    const page = await readPage<Row>(walker.client(), ALERTS, { skip: 0, take: 20 });
    const next = { skip: 20, take: 20, resume: page.resumeAt?.(19) ?? new Uint8Array() };
    const { answer, calls } = await upstreamOf(walker.sandbox, () =>
      Promise.all([1, 2, 3].map(() => readPage<Row>(walker.client(), ALERTS, next))),
    );
    for (const { rows } of answer) expect(rows.map(({ id }) => id)).toEqual(alertIds(walker).slice(20, 40));
    expect(calls).toHaveLength(1);
  });

  test('serve a page that is asked for again, and a walk that goes on from its middle', async () => {
    const walker = await startedWalker({ machines: 5, alerts: 500 });
    const page = await readPage<Row>(walker.client(), ALERTS, { skip: 0, take: 20 });
    const second = { skip: 20, take: 20, resume: page.resumeAt?.(19) ?? new Uint8Array() };
    const { resumeAt } = await readPage<Row>(walker.client(), ALERTS, second);
    const { answer, calls } = await upstreamOf(walker.sandbox, async () => [
      await readPage<Row>(walker.client(), ALERTS, second),
      await readPage<Row>(walker.client(), ALERTS, {
        skip: 27,
        take: 20,
        resume: resumeAt?.(26) ?? new Uint8Array(),
      }),
    ]);
    expect(answer.map(({ rows }) => rows.map(({ id }) => id))).toEqual([
      alertIds(walker).slice(20, 40),
      alertIds(walker).slice(27, 47),
    ]);
    expect(calls).toEqual([]);
  });
});
