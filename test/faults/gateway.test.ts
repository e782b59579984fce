import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import pLimit from 'p-limit';
import { activeTimers } from '../support/clocks/active-timers.ts';
import { startFaultApi, type FaultApi, type Plan } from '../support/faults/fault-api.ts';
import { DRESSED, ENDS, NOTHING } from '../support/faults/fault-ends.ts';
import { ALL_MODES, type Mode } from '../support/faults/fault-modes.ts';
import { startGateway, type Answer, type TestGateway } from '../support/gateway/gateway.ts';
import { tokenOf } from '../support/gateway/tokens.ts';
import { until } from '../support/clocks/until.ts';

/** Those that end without a wait for the gateway's 30 s; the size of answers has tests of its own. */
const MODES = ALL_MODES.filter((mode) => ENDS[mode].code !== 'UPSTREAM_TIMEOUT' && mode !== 'sends 200 MB');

interface Reading {
  query: string;
  /** Seconds that it may take. */
  timeLimit: number;
  /** Calls of it answered well before. */
  after: number;
  /** Where the error is, and what is left of the answer. */
  path: (string | number)[];
  data: object | null;
  /** What a hostile link comes to. */
  ledElsewhere: object;
  /** What no content comes to, where a list may have none; an error elsewhere. */
  empty?: object;
}

const LEFT = { complete: false, reason: 'NEXT_LINK_LEAVES_ORIGIN' };
const MACHINE = { computerDnsName: 'host-1.contoso.example' };
const title = (n: number): string => `Alert ${n} of Contoso`;

const READINGS: Readonly<Record<string, Reading>> = {
  'a page': {
    query: '{ alerts(first: 3) { nodes { title } completeness { complete reason } } }',
    timeLimit: 30,
    after: 0,
    path: ['alerts'],
    data: null,
    ledElsewhere: { alerts: { nodes: [{ title: title(0) }], completeness: LEFT } },
    empty: { alerts: { nodes: [], completeness: { complete: true, reason: null } } },
  },
  'the length of a list': {
    query: '{ alerts(first: 2) { nodes { title } totalCount } }',
    timeLimit: 30,
    after: 1,
    path: ['alerts'],
    data: null,
    ledElsewhere: { alerts: { nodes: [{ title: title(0) }, { title: title(1) }], totalCount: 12 } },
  },
  'the devices of alerts': {
    query: '{ alerts(first: 2) { nodes { title machine { computerDnsName } } } }',
    timeLimit: 30,
    after: 1,
    path: ['alerts', 'nodes', 0, 'machine'],
    data: { alerts: { nodes: [0, 1].map((n) => ({ title: title(n), machine: null })) } },
    ledElsewhere: {
      alerts: {
        nodes: [
          { title: title(0), machine: { computerDnsName: 'host-0.contoso.example' } },
          // It may be behind the link: an error says so.
          { title: title(1), machine: null },
        ],
      },
    },
    empty: { alerts: { nodes: [0, 1].map((n) => ({ title: title(n), machine: null })) } },
  },
  'one object': {
    query: '{ machine(id: "machine-1") { computerDnsName } }',
    timeLimit: 30,
    after: 0,
    path: ['machine'],
    data: { machine: null },
    ledElsewhere: { machine: MACHINE },
  },
  'the list of one object': {
    query:
      '{ machine(id: "machine-1") { computerDnsName software { nodes { name } completeness { complete reason } } } }',
    timeLimit: 30,
    after: 1,
    path: ['machine', 'software'],
    data: { machine: { ...MACHINE, software: null } },
    ledElsewhere: {
      machine: {
        ...MACHINE,
        software: {
          nodes: [{ name: 'product 0' }],
          completeness: { complete: false, reason: 'NEXT_LINK_NOT_FOLLOWED' },
        },
      },
    },
    empty: { machine: { ...MACHINE, software: { nodes: [], completeness: { complete: true, reason: null } } } },
  },
  'a hunt': {
    query: '{ hunt(query: "DeviceInfo") { rowCount } }',
    timeLimit: 210,
    after: 0,
    path: ['hunt'],
    data: null,
    ledElsewhere: { hunt: { rowCount: 1 } },
  },
};

let server: FaultApi;
let gateway: TestGateway;
// Taken in a hook, as it is compared in one: jest has timers of its own, which differ from worker to worker.
let timers = NaN;
beforeAll(() => {
  timers = activeTimers();
});
// No pause before another try: how long they are is not what this is about.
beforeAll(() => void jest.spyOn(Math, 'random').mockReturnValue(0));
beforeAll(async () => {
  server = await startFaultApi();
  gateway = await startGateway(server.url);
});
afterAll(async () => {
  jest.restoreAllMocks();
  await until('exchanges to be over', () => server.underWay() === 0);
  await gateway.close();
  await until('connections to be closed', () => server.sockets.size === 0);
  expect(server.strays()).toBe(0);
  await server.close();
  await until('timers to be gone', () => activeTimers() <= timers);
});

interface Asked {
  answer: Answer<object>;
  arrivals: number;
}

/** Asks as a caller of a tenant of their own, for whom the server fails as planned. */
async function ask(query: string, plan: Plan): Promise<Asked> {
  const token = tokenOf({ tid: randomUUID(), appid: randomUUID() });
  server.plans.set(token, plan);
  const answer = await gateway.send<object>(token, query);
  return { answer, arrivals: server.arrivals.filter((arrival) => arrival.token === token).length };
}

/** Where there is time for it, the wait that a server asks for is made. */
function modesOf({ timeLimit }: Reading): Mode[] {
  const waits = ({ retryAfter = 0 }: { retryAfter?: number }): boolean => retryAfter > 1 && retryAfter < timeLimit;
  return MODES.filter((mode) => !waits(ENDS[mode]));
}

const asked = new Map<string, Asked>();
beforeAll(async () => {
  const cases = Object.entries(READINGS).flatMap(([name, reading]) =>
    modesOf(reading).map((mode) => ({ name, reading, mode })),
  );
  // Few at once: a busy machine takes its time for all of them, and each has thirty seconds.
  const few = pLimit(12);
  const asking = cases.map(({ name, reading: { query, after }, mode }) =>
    few(async () => void asked.set(`${name} ${mode}`, await ask(query, { mode, after }))),
  );
  await Promise.all(asking);
});

describe.each(Object.entries(READINGS))('%s', (name, reading) => {
  const { query, after, path, data, ledElsewhere, empty } = reading;
  const of = (mode: Mode): Asked => {
    const found = asked.get(`${name} ${mode}`);
    if (found === undefined) throw new Error(`Nobody asked a server that ${mode}.`);
    return found;
  };

  const isEmpty = (mode: Mode): boolean => empty !== undefined && NOTHING.has(mode);

  test.each(modesOf(reading).filter((mode) => ENDS[mode].code !== null && !isEmpty(mode)))(
    'of a server that %s is an error with the contract’s code, in its place',
    (mode) => {
      const { answer, arrivals } = of(mode);
      const { code, retryAfter } = ENDS[mode];
      expect(answer.status).toBe(200);
      expect(answer.data).toEqual(data);
      expect(answer.errors?.[0]).toMatchObject({ path, extensions: { code } });
      const told = answer.errors?.[0]?.extensions.retryAfter;
      // A date names a moment, which has come nearer since.
      if (mode === 'says 429 until a date') expect(told).toBeGreaterThan(3_590);
      else expect(told).toBe(retryAfter);
      expect(JSON.stringify(answer.errors)).not.toMatch(/node 7|Fabrikam|127\.0\.0\.1/);
      expect(arrivals).toBe(after + ENDS[mode].arrivals);
      expect(answer.extensions.upstream.calls).toBe(arrivals);
    },
  );

  test('of a server that leads elsewhere goes as far as its rows, and says so', () => {
    const { answer, arrivals } = of('leads elsewhere');
    expect(answer.data).toEqual(ledElsewhere);
    expect(arrivals).toBe(after + 1);
  });

  if (empty !== undefined)
    test.each([...NOTHING])('of a server that %s is empty', (mode) => {
      expect(of(mode).answer.errors).toBeUndefined();
      expect(of(mode).answer.data).toEqual(empty);
    });

  test.each(['answers late', 'sends a second answer at once', ...DRESSED] as const)(
    'of a server that %s is whole',
    (mode) => {
      const { answer } = of(mode);
      expect(answer.errors).toBeUndefined();
      expect(JSON.stringify(answer.data)).not.toMatch(/\[\]|"complete":false|"machine":null/);
    },
  );

  test('of a server that failed once is whole, and tells what it cost', async () => {
    const { answer, arrivals } = await ask(query, { mode: 'resets after it has read', after, times: 1 });
    expect(answer.errors).toBeUndefined();
    expect(arrivals).toBe(after + 2);
    expect(answer.extensions.upstream).toMatchObject({ calls: arrivals, cacheHits: 0 });
  });
});

test('the next page of a walk that fails is an error, and the same cursor goes on once the server is well', async () => {
  const token = tokenOf({ tid: randomUUID() });
  const query = 'query ($after: String) { alerts(first: 2, after: $after) { nodes { title } pageInfo { endCursor } } }';
  interface Page {
    alerts: { nodes: { title: string }[]; pageInfo: { endCursor: string } };
  }
  server.plans.set(token, { mode: 'truncates', after: 1, times: 3 });
  const first = await gateway.send<Page>(token, query);
  const after = first.data?.alerts.pageInfo.endCursor;
  const failed = await gateway.send<Page>(token, query, { after });
  expect(failed.errors?.map(({ extensions }) => extensions.code)).toEqual(['UPSTREAM_UNAVAILABLE']);
  const next = await gateway.send<Page>(token, query, { after });
  expect(next.data?.alerts.nodes).toEqual([{ title: title(2) }, { title: title(3) }]);
});
