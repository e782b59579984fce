import { VendorApi } from '../../../src/rest/api/vendor-api.ts';
import { loadById } from '../../../src/rest/batch/load-by-key.ts';
import { batchList, readOne } from '../../../src/rest/batch/load-each.ts';
import { operation, type ListOperation } from '../../../src/rest/operation.ts';
import type { ListRequest, RestPage } from '../../../src/rest/paging/list-page.ts';
import { readPage } from '../../../src/rest/paging/read-page.ts';
import type { RestClient } from '../../../src/rest/client/rest-client.ts';
import { RestError } from '../../../src/rest/rest-error.ts';
import { ACCOUNT } from '../gateway/account.ts';
import { mostOfOneCall, startFaultApi, type FaultApi, type Habits, type Plan } from './fault-api.ts';
import type { Mode } from './fault-modes.ts';
import { until } from '../clocks/until.ts';

const facts = {
  method: 'GET',
  permissions: { application: [], delegated: [] },
  // Without a quota of ours: what is looked at is the server's behaviour.
  limit: { perMinute: null, perHour: null },
  source: 'apis-intro.md',
  maxResponseBytes: 256 * 1024,
} as const;

export const listAlerts = operation({
  id: 'listAlerts',
  path: '/api/alerts',
  maxTop: 10_000,
  newestFirst: 'alertCreationTime',
  filter: { id: 'text', alertCreationTime: 'date' },
  ...facts,
});
const listMachines = operation({
  id: 'listMachines',
  path: '/api/machines',
  maxTop: 10_000,
  filter: { id: 'text' },
  ...facts,
});
export const getMachine = operation({ id: 'getMachine', path: '/api/machines/{id}', ...facts });
const listSoftware = operation({
  id: 'listMachineSoftware',
  path: '/api/machines/{id}/software',
  paging: 'none',
  ...facts,
});
/** A hunt has a time limit of its own, which is here that of the other reads. */
const hunt = (timeLimit: number) =>
  operation({ ...facts, id: 'hunt', method: 'POST', path: '/api/advancedqueries/run', isReadOnly: true, timeLimit });

/** What a read gave. */
interface Given {
  rows: number;
  /** Why rows may be missing. */
  reason: string | null;
  total?: number | null;
}

export interface Scene {
  /** A client of a request of its own. */
  client: () => RestClient;
  timeLimit: number;
}

/** A way of reading, of which the call after `after` good ones may fail. */
export interface Reading {
  after: number;
  habits?: Habits;
  /** Reads what is needed first; its calls are answered well. */
  read: (scene: Scene) => Promise<Given>;
}

const given = ({ rows, incomplete, total }: RestPage<{ id: string }>): Given => ({
  rows: rows.length,
  reason: incomplete,
  ...(total !== null && { total }),
});

async function page(rest: RestClient, list: ListOperation, request: Partial<ListRequest>): Promise<Given> {
  return given(await readPage(rest, list, { skip: 0, take: 5, ...request }));
}

const THREE_ROWS = { pageCap: 3 } as const;
const IDS = ['machine-1', 'machine-3', 'machine-5'];

/** The ways in which rows are read. */
export const READINGS = {
  'one page': { after: 0, read: ({ client }) => page(client(), listMachines, {}) },
  'the second upstream page of a request, by $skip': {
    after: 1,
    read: ({ client }) => page(client(), { ...listMachines, maxTop: 3 }, {}),
  },
  'the second upstream page of a request, by time': {
    after: 1,
    read: ({ client }) => page(client(), { ...listAlerts, maxTop: 3 }, {}),
  },
  'a page that a link with $skip leads to': {
    after: 1,
    habits: { ...THREE_ROWS, links: '$skip' },
    read: ({ client }) => page(client(), listMachines, {}),
  },
  'a page that a link with $skiptoken leads to': {
    after: 1,
    habits: { ...THREE_ROWS, links: '$skiptoken' },
    read: ({ client }) => page(client(), listMachines, {}),
  },
  'the next page of a walk, by offset': { after: 1, read: (scene) => nextPage(scene, listMachines) },
  'the next page of a walk, by time': { after: 1, read: (scene) => nextPage(scene, listAlerts) },
  'the end of a list': {
    after: 1,
    habits: { counts: true },
    read: ({ client }) => page(client(), listMachines, { fromEnd: true }),
  },
  'the length of a list with its rows': {
    after: 0,
    habits: { counts: true },
    read: ({ client }) => page(client(), listMachines, { count: true }),
  },
  'the length of a list by itself': { after: 1, read: ({ client }) => page(client(), listMachines, { count: true }) },
  'objects by their ids': {
    after: 0,
    read: async ({ client }) => {
      const found = await loadById(client(), { list: listMachines, key: 'id' }, getMachine, IDS);
      return { rows: found.map(orThrow).filter((row) => row !== null).length, reason: null };
    },
  },
  'one object': {
    after: 0,
    read: async ({ client }) => ({
      rows: (await readOne(client(), getMachine, 'machine-1')) === null ? 0 : 1,
      reason: null,
    }),
  },
  'a list of one object': {
    after: 0,
    read: async ({ client }) => {
      const [found] = (await batchList(listSoftware)(client(), ['machine-1'])).map(orThrow);
      return { rows: found?.rows.length ?? 0, reason: found?.incomplete ?? null };
    },
  },
  'a hunt': {
    after: 0,
    read: async ({ client, timeLimit }) => {
      const { Results } = await client().call<{ Results: object[] }>(hunt(timeLimit), {
        body: { Query: 'DeviceInfo' },
      });
      return { rows: Results.length, reason: null };
    },
  },
} satisfies Record<string, Reading>;

export type ReadingName = keyof typeof READINGS;

function orThrow<T>(value: T | Error): T {
  if (value instanceof Error) throw value;
  return value;
}

/** The page after the first, in a request of its own as a client that walks a list makes it. */
async function nextPage({ client }: Scene, list: ListOperation): Promise<Given> {
  const first = await readPage(client(), list, { skip: 0, take: 2 });
  const resume = first.resumeAt?.(1);
  return page(client(), list, { skip: 2, take: 4, ...(resume !== undefined && { resume }) });
}

/** What became of a read of a server that fails. */
export interface Outcome extends Given {
  /** Null for success. */
  code: string | null;
  retryAfter: number | null;
  message: string;
  /** Arrivals of the call that failed first. */
  arrivals: number;
  /** Arrivals of whatever call arrived most often. */
  most: number;
  strays: number;
  milliseconds: number;
  /** Exchanges and connections still open once the client was closed. */
  left: number;
}

/** A server that is to fail a reading, and what comes of it. */
export interface Trial {
  /** Reads, ends everything, and tells what came of it. */
  run(): Promise<Outcome>;
  /** Arrivals of the call that fails first, and of those after it. */
  arrivals(): number;
}

/** Makes ready a server that fails as `mode` says, from the call on that the reading is about. */
export async function trialOf(
  reading: Reading,
  mode: Mode,
  { timeLimit, ...plan }: { timeLimit: number } & Omit<Plan, 'mode' | 'after'>,
): Promise<Trial> {
  const server = await startFaultApi({ mode, after: reading.after, ...plan }, reading.habits);
  const api = new VendorApi({ baseUrl: server.url, cacheBytes: 1024 * 1024, timeLimit });
  const client = (): RestClient => api.client({ account: ACCOUNT, token: () => Promise.resolve('a-token') });
  const run = async (): Promise<Outcome> => {
    const started = performance.now();
    const ended = await reading.read({ client, timeLimit }).catch((error: unknown) => {
      if (error instanceof RestError) return error;
      throw error;
    });
    const milliseconds = performance.now() - started;
    await until('exchanges to be over', () => server.underWay() === 0);
    await api.close();
    await until('connections to be closed', () => server.sockets.size === 0);
    return { ...outcomeOf(ended), ...arrived(server, reading.after), milliseconds, left: server.sockets.size };
  };
  return {
    run: () => run().finally(() => server.close()),
    arrivals: () => server.arrivals.length - reading.after,
  };
}

function outcomeOf(ended: Given | RestError): Pick<Outcome, 'code' | 'message' | 'retryAfter' | keyof Given> {
  if (!(ended instanceof RestError)) return { code: null, message: '', retryAfter: null, ...ended };
  const { code, message, extensions } = ended;
  return { code, message, retryAfter: (extensions.retryAfter as number | undefined) ?? null, rows: 0, reason: null };
}

function arrived({ arrivals, strays }: FaultApi, after: number) {
  return { arrivals: arrivals.length - after, most: mostOfOneCall(arrivals), strays: strays() };
}
