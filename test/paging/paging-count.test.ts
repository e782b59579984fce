import { startSandboxGateway, type SandboxGateway } from '../support/gateway/gateway.ts';
import type { Quirks } from '../../src/sandbox/sandbox.ts';

let gateway: SandboxGateway;
// What a server refused is remembered by the gateway, so each test has one of its own.
beforeEach(async () => {
  const sandbox = { machines: 30, alerts: 120, quirks: { limits: false } };
  gateway = await startSandboxGateway(sandbox, { CACHE_MEGABYTES: '0' });
});
afterEach(() => gateway.close());

interface Alerts {
  alerts: { totalCount: number | null; nodes: { alertId: string }[]; pageInfo: { hasPreviousPage: boolean } };
}

/** The answer to a query, and what reached the wire: `/api/alerts?$top,$count` and the like. */
async function ask<T>(query: string, variables: Record<string, unknown> = {}): Promise<{ data: T; wire: string[] }> {
  const before = gateway.sandbox.requests.length;
  const { data } = await gateway.run<T>(query, variables);
  const wire = gateway.sandbox.requests.slice(before).map(({ path, status }) => {
    const url = new URL(path, 'http://127.0.0.1');
    return `${url.pathname}?${[...url.searchParams.keys()].join()} ${status}`;
  });
  return { data, wire };
}

const COUNTED = '{ alerts(first: 5) { totalCount nodes { alertId } } }';

describe('totalCount', () => {
  test('is told by the call for the rows, which asks for it where nobody selects it too', async () => {
    expect(await ask(COUNTED)).toMatchObject({
      data: { alerts: { totalCount: 120 } },
      wire: ['/api/alerts?$top,$count 200'],
    });
    // It tells a page that the server has cut from the last one.
    const { wire } = await ask('{ alerts(first: 5) { nodes { alertId } } }');
    expect(wire).toEqual(['/api/alerts?$top,$count 200']);
  });

  test('costs no call of its own where it is not selected', async () => {
    gateway.sandbox.quirks.countOption = false;
    const query = 'query ($n: Boolean!) { alerts(first: 5) { t: totalCount @include(if: $n) nodes { alertId } } }';
    await ask(query, { n: false });
    expect((await ask(query, { n: false })).wire).toEqual(['/api/alerts?$top 200']);
    expect((await ask(query, { n: true })).wire).toEqual(['/api/alerts?$top 200', '/api/alerts/$count? 200']);
  });

  test('counts what passes the filter, on any page', async () => {
    const high = gateway.sandbox.tenant.alerts.filter(({ severity }) => severity === 'High');
    const query = `query ($after: String) {
      alerts(first: 2, after: $after, where: { severity: { eq: HIGH } }) { totalCount pageInfo { endCursor } }
    }`;
    interface Page {
      alerts: { totalCount: number; pageInfo: { endCursor: string } };
    }
    const first = await ask<Page>(query);
    const second = await ask<Page>(query, { after: first.data.alerts.pageInfo.endCursor });
    expect([first, second].map(({ data }) => data.alerts.totalCount)).toEqual([high.length, high.length]);
    // The rows are asked for from the first page's last one on, and the length by itself.
    expect(second.wire).toEqual(['/api/alerts?$top,$count,$filter 200', '/api/alerts?$top,$count,$filter 200']);
  });

  test('falls back to /$count where $count=true is refused, and remembers that', async () => {
    gateway.sandbox.quirks.countOption = false;
    const first = await ask<Alerts>(COUNTED);
    expect(first.data.alerts.totalCount).toBe(120);
    expect(first.data.alerts.nodes).toHaveLength(5);
    expect(first.wire).toEqual(['/api/alerts?$top,$count 400', '/api/alerts?$top 200', '/api/alerts/$count? 200']);
    const second = await ask<Alerts>(COUNTED);
    expect(second.data.alerts.totalCount).toBe(120);
    expect(second.wire).toEqual(['/api/alerts?$top 200', '/api/alerts/$count? 200']);
  });

  test('falls back to /$count, filter and all, where $count=true is passed over', async () => {
    gateway.sandbox.quirks.countOption = 'ignored';
    const { data, wire } = await ask<Alerts>('{ alerts(first: 1, where: { severity: { eq: HIGH } }) { totalCount } }');
    const high = gateway.sandbox.tenant.alerts.filter(({ severity }) => severity === 'High');
    expect(data.alerts.totalCount).toBe(high.length);
    expect(wire).toEqual(['/api/alerts?$top,$count,$filter 200', '/api/alerts/$count?$filter 200']);
  });

  test('is null, and no error, where both are refused, which is remembered', async () => {
    Object.assign(gateway.sandbox.quirks, { countOption: false, countSegment: false } satisfies Partial<Quirks>);
    const first = await ask<Alerts>(COUNTED);
    expect(first.data.alerts.totalCount).toBeNull();
    expect(first.data.alerts.nodes).toHaveLength(5);
    expect(first.wire).toHaveLength(3);
    const second = await ask<Alerts>(COUNTED);
    expect(second.data.alerts.totalCount).toBeNull();
    expect(second.wire).toEqual(['/api/alerts?$top 200']);
  });
});

describe('the last rows of a list', () => {
  const LAST = `{ alerts(last: 5) {
    nodes { alertId } pageInfo { hasPreviousPage } totalCount completeness { upstreamPages }
  } }`;
  const lastFive = () => gateway.sandbox.tenant.alerts.slice(-5).map(({ id }) => ({ alertId: id }));

  test.each<[string, Partial<Quirks>]>([
    ['by $count=true', {}],
    ['by /$count', { countOption: false }],
    ['by /$count where $count=true is passed over', { countOption: 'ignored' }],
  ])('are found %s', async (_, quirks) => {
    Object.assign(gateway.sandbox.quirks, quirks);
    const { data } = await ask<Alerts>(LAST);
    expect(data.alerts).toEqual({
      nodes: lastFive(),
      pageInfo: { hasPreviousPage: true },
      totalCount: 120,
      // One row for the length, then the rows.
      completeness: { upstreamPages: 2 },
    });
  });

  test('cannot be told where the server tells no length, and the refusal says what to do', async () => {
    Object.assign(gateway.sandbox.quirks, { countOption: false, countSegment: false } satisfies Partial<Quirks>);
    const { errors } = await gateway.attempt(LAST);
    expect(errors).toMatchObject([
      {
        message: expect.stringMatching(/use first, or last with before/) as string,
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ]);
  });
});

describe('an empty list of devices', () => {
  const NOWHERE = `{ machines(where: { computerDnsName: { eq: "nowhere.contoso.example" } }) {
    nodes { machineId } totalCount pageInfo { hasNextPage endCursor } completeness { complete }
  } }`;

  test.each([true, false])('is an empty connection, told by 404: %p', async (emptyMachinesAs404) => {
    gateway.sandbox.quirks.emptyMachinesAs404 = emptyMachinesAs404;
    const { data, wire } = await ask(NOWHERE);
    expect(data).toEqual({
      machines: {
        nodes: [],
        totalCount: 0,
        pageInfo: { hasNextPage: false, endCursor: null },
        completeness: { complete: true },
      },
    });
    expect(wire).toEqual([`/api/machines?$top,$count,$filter ${emptyMachinesAs404 ? 404 : 200}`]);
  });

  test('past the end of a longer one still counts the longer one', async () => {
    interface Machines {
      machines: { nodes: unknown[]; totalCount: number; pageInfo: { endCursor: string } };
    }
    const query =
      'query ($after: String) { machines(after: $after) { nodes { machineId } totalCount pageInfo { endCursor } } }';
    const { length } = gateway.sandbox.tenant.machines;
    const whole = await ask<Machines>(query);
    expect([whole.data.machines.nodes.length, whole.data.machines.totalCount]).toEqual([length, length]);
    const past = await ask<Machines>(query, { after: whole.data.machines.pageInfo.endCursor });
    expect([past.data.machines.nodes.length, past.data.machines.totalCount]).toEqual([0, length]);
  });
});

describe('$expand=evidence', () => {
  const EVIDENCE = 'evidence { sha1 entityType }';

  test.each([
    ['nodes', `{ alerts(first: 3) { nodes { alertId ${EVIDENCE} } } }`],
    ['edges', `{ alerts(first: 3) { edges { node { alertId ${EVIDENCE} } } } }`],
    ['aliases', `{ a: alerts(first: 3) { n: nodes { e: ${EVIDENCE} } } }`],
    [
      'fragments',
      `{ alerts(first: 3) { ...A } } fragment A on AlertConnection { nodes { ...B } } fragment B on Alert { ${EVIDENCE} }`,
    ],
    ['an interface', `{ alerts(first: 3) { nodes { ... on Node { ... on Alert { ${EVIDENCE} } } } } }`],
    ['@include', `{ alerts(first: 3) { nodes { ... @include(if: true) { ${EVIDENCE} } } } }`],
  ])('is sent where evidence is selected through %s, and spares further calls', async (_, query) => {
    const { data, wire } = await ask(query);
    expect(wire).toEqual(['/api/alerts?$top,$count,$expand 200']);
    expect(JSON.stringify(data)).toContain('entityType');
  });

  test.each([
    ['nothing of it', '{ alerts(first: 3) { nodes { title } edges { node { alertId } } } }'],
    ['an alias of its name', '{ alerts(first: 3) { nodes { evidence: title } } }'],
    ['@skip', `{ alerts(first: 3) { nodes { title ... @skip(if: true) { ${EVIDENCE} } } } }`],
    ['@include', `{ alerts(first: 3) { nodes { title evidence @include(if: false) { sha1 } } } }`],
  ])('is not sent where the selection has %s', async (_, query) => {
    expect((await ask(query)).wire).toEqual(['/api/alerts?$top,$count 200']);
  });

  test('brings the evidence of each alert', async () => {
    const { data } = await ask<{ alerts: { nodes: object[] } }>(
      `{ alerts(first: 20) { nodes { alertId ${EVIDENCE} } } }`,
    );
    expect(data.alerts.nodes).toEqual(
      gateway.sandbox.tenant.alerts.slice(0, 20).map(({ id, evidence }) => ({
        alertId: id,
        evidence: evidence.map((each) => ({ sha1: each.sha1 ?? null, entityType: each.entityType })),
      })),
    );
  });
});
