import fc from 'fast-check';
import { startSandboxGateway, type SandboxGateway } from '../support/gateway/gateway.ts';
import { upstreamOf } from '../support/fakes/upstream.ts';
import { alertPage, idsOf, walkBackward, walkForward } from '../support/gateway/walk-alerts.ts';
import type { Quirks } from '../../src/sandbox/sandbox.ts';

let gateway: SandboxGateway;
let all: string[];
// Each test has a quota of its own, and nothing that another has left behind.
beforeEach(async () => {
  gateway = await startSandboxGateway({ machines: 100, alerts: 2_000, quirks: { limits: false } });
  all = gateway.sandbox.tenant.alerts.map(({ id }) => id);
});
afterEach(() => gateway.close());

const trustworthy = { complete: true, reason: null, duplicatesDropped: 0 };

describe('walking all 2,000 alerts', () => {
  test.each([
    [7, 5],
    [50, 4],
    [1_000, 2],
  ])('by pages of %i gives each once, in order, in %i calls', async (size, cost) => {
    const { answer: pages, calls } = await upstreamOf(gateway.sandbox, () => walkForward(gateway, size));
    expect(all).toHaveLength(2_000);
    expect(pages.flatMap(idsOf)).toEqual(all);
    expect(pages).toHaveLength(Math.ceil(2_000 / size));
    expect(calls).toHaveLength(cost);
    for (const page of pages) expect(page.completeness).toMatchObject(trustworthy);
  });

  test.each<[string, number, Partial<Quirks>, number]>([
    ['that never has next links', 1_000, { nextLinks: 'never' }, 2],
    ['that links also under $top', 50, { nextLinks: 'always', pageCap: 40 }, 55],
    ['that links also under $top, in large pages', 1_000, { nextLinks: 'always', pageCap: 40 }, 52],
    ['that links by $skiptoken', 50, { nextLinks: 'always', pageCap: 40, skipTokenLinks: true }, 55],
    ['that links by $skiptoken, in large pages', 1_000, { nextLinks: 'always', pageCap: 40, skipTokenLinks: true }, 52],
    ['whose pages are as large as ours', 50, { nextLinks: 'always', pageCap: 50 }, 45],
  ])('of a server %s, by %i, gives the same', async (_, size, quirks, most) => {
    Object.assign(gateway.sandbox.quirks, quirks);
    const { answer: pages, calls } = await upstreamOf(gateway.sandbox, () => walkForward(gateway, size));
    expect(pages.flatMap(idsOf)).toEqual(all);
    expect(pages).toHaveLength(2_000 / size);
    for (const page of pages) expect(page.completeness).toMatchObject(trustworthy);
    expect(calls.length).toBeLessThanOrEqual(most);
  });

  test.each([450, 1_000])('backwards by %i gives the same pages, last first', async (size) => {
    const pages = await walkBackward(gateway, size);
    expect([...pages].reverse().flatMap(idsOf)).toEqual(all);
    expect(pages.slice(0, -1).every((page) => page.nodes.length === size)).toBe(true);
    expect(pages[0]?.pageInfo.hasNextPage).toBe(false);
    expect(pages.slice(1).every((page) => page.pageInfo.hasNextPage)).toBe(true);
  });

  test('with a filter keeps the filter on every page, whatever the links say of it', async () => {
    Object.assign(gateway.sandbox.quirks, { nextLinks: 'always', pageCap: 40 });
    const where = { severity: { in: ['HIGH', 'MEDIUM'] }, status: { ne: 'RESOLVED' } };
    const { answer: pages, calls } = await upstreamOf(gateway.sandbox, () => walkForward(gateway, 100, where));
    const rows = gateway.sandbox.tenant.alerts.filter(
      ({ severity, status }) => (severity === 'High' || severity === 'Medium') && status !== 'Resolved',
    );
    expect(rows.length).toBeGreaterThan(200);
    expect(pages.flatMap(idsOf)).toEqual(rows.map(({ id }) => id));
    const asked = new Set(calls.map(({ filter }) => filter?.replace(/ and alertCreationTime le \S+$/, '')));
    expect([...asked]).toEqual(["severity in ('High','Medium') and status ne 'Resolved'"]);
  });
});

describe('any edge', () => {
  interface Edge {
    cursor: string;
    node: { alertId: string };
  }
  const edgesAfter = async (first: number, after: string | null): Promise<Edge[]> => {
    const query = `query ($first: Int!, $after: String) {
      alerts(first: $first, after: $after) { edges { cursor node { alertId } } }
    }`;
    return (await gateway.run<{ alerts: { edges: Edge[] } }>(query, { first, after })).data.alerts.edges;
  };

  test('is a place to go on from, forwards and backwards, in steps of any size', async () => {
    const size = fc.integer({ min: 1, max: 120 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(size, fc.nat()), { minLength: 1, maxLength: 4 }),
        size,
        async (jumps, last) => {
          let position = -1;
          let after: string | null = null;
          for (const [first, pick] of jumps) {
            const edges = await edgesAfter(first, after);
            expect(edges.map(({ node }) => node.alertId)).toEqual(all.slice(position + 1, position + 1 + first));
            position += 1 + (pick % edges.length);
            after = edges[pick % edges.length]?.cursor ?? null;
          }
          const back = await alertPage(gateway, { last, before: after });
          expect(idsOf(back)).toEqual(all.slice(Math.max(0, position - last), position));
          expect(back.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: position > last });
        },
      ),
      // Each run takes up to five calls, of the hundred that a minute allows.
      { numRuns: 15 },
    );
  });

  test('bounds a page together with another', async () => {
    const page = await alertPage(gateway, { first: 30 });
    const after = page.pageInfo.startCursor;
    const before = page.pageInfo.endCursor;
    expect(idsOf(await alertPage(gateway, { after, before }))).toEqual(all.slice(1, 29));
    expect(idsOf(await alertPage(gateway, { first: 5, after, before }))).toEqual(all.slice(1, 6));
    expect(idsOf(await alertPage(gateway, { last: 5, after, before }))).toEqual(all.slice(24, 29));
    expect(idsOf(await alertPage(gateway, { after: before, before: after }))).toEqual([]);
  });
});

describe('hasNextPage', () => {
  test.each([
    [-1, true],
    [0, false],
    [1, false],
  ])('of a page that asks for %i rows beyond the list is %p, known from one call', async (beyond, more) => {
    const rows = gateway.sandbox.tenant.alerts.filter(({ severity }) => severity === 'High');
    const first = rows.length + beyond;
    expect(first).toBeLessThan(1_000);
    const where = { severity: { eq: 'HIGH' } };
    const { answer: page, calls } = await upstreamOf(gateway.sandbox, () => alertPage(gateway, { first, where }));
    expect(page.pageInfo).toMatchObject({ hasNextPage: more, hasPreviousPage: false });
    expect(idsOf(page)).toEqual(rows.slice(0, first).map(({ id }) => id));
    expect(calls).toMatchObject([{ operation: 'listAlerts', top: String(first + 1) }]);
  });

  test('is false past the end, where there is nothing', async () => {
    const last = await alertPage(gateway, { last: 1 });
    const past = await alertPage(gateway, { first: 5, after: last.pageInfo.endCursor });
    expect(past).toMatchObject({ nodes: [], pageInfo: { hasNextPage: false, startCursor: null, endCursor: null } });
  });
});
