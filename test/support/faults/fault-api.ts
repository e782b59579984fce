import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { MODES, type Mode } from './fault-modes.ts';

/** What goes wrong, and when. */
export interface Plan {
  mode: Mode;
  /** Calls answered well before; 0 unless said. */
  after?: number;
  /** Calls that fail; all unless said. */
  times?: number;
  /** What goes wrong with the calls after those. */
  afterwards?: Mode;
}

/** How the server leads through its lists. */
export interface Habits {
  /** Rows on a page at the most. */
  pageCap?: number;
  /** How a link names the next page; without it there are no links. */
  links?: '$skip' | '$skiptoken';
  /** Whether `$count=true` is answered. */
  counts?: boolean;
}

export interface Arrival {
  /** Method, path and query. */
  call: string;
  token: string;
  /** Milliseconds of performance.now(). */
  at: number;
}

export interface FaultApi {
  url: string;
  arrivals: Arrival[];
  /** The plan in force for a token, else for anyone (`*`). */
  plans: Map<string, Plan>;
  /** Exchanges begun and not over. */
  underWay: () => number;
  /** Open connections. */
  sockets: Set<Socket>;
  /** Bytes of the 200 MB that were poured out. */
  poured: () => number;
  /** Connections to the address that redirects and hostile links name. */
  strays: () => number;
  close(): Promise<void>;
}

/** Rows of each list. */
const ROWS = 12;
const NEWEST = Date.UTC(2026, 4, 1);

const numbers = Array.from({ length: ROWS }, (_, n) => n);
const alerts = numbers.map((n) => ({
  id: `alert-${n}`,
  title: `Alert ${n} of Contoso`,
  machineId: `machine-${n}`,
  alertCreationTime: new Date(NEWEST - n * 60_000).toISOString(),
}));
const machines = numbers.map((n) => ({ id: `machine-${n}`, computerDnsName: `host-${n}.contoso.example` }));
const software = numbers.slice(0, 3).map((n) => ({ id: `contoso-_-product-${n}`, name: `product ${n}` }));
const hunt = { Schema: [{ Name: 'DeviceName', Type: 'String' }], Results: [{ DeviceName: 'host-0.contoso.example' }] };

interface Row {
  id: string;
  alertCreationTime?: string;
}

/** The rows that a filter leaves: a choice of ids, and no later than a time. */
function among(rows: readonly Row[], filter: string): Row[] {
  const ids = [...filter.matchAll(/'([^']*)'/g)].map(([, id]) => id);
  const bound = / le (\S+)/.exec(filter)?.[1];
  return rows.filter(
    ({ id, alertCreationTime = '' }) =>
      (ids.length === 0 || ids.includes(id)) && (bound === undefined || alertCreationTime <= bound),
  );
}

function listOf(rows: readonly Row[], url: URL, { pageCap = Infinity, links, counts = false }: Habits): object {
  const option = (name: string): string | null => url.searchParams.get(name);
  const all = among(rows, option('$filter') ?? '');
  const skip = Number(option('$skip') ?? option('$skiptoken') ?? 0);
  const value = all.slice(skip, skip + Math.min(pageCap, Number(option('$top') ?? Infinity)));
  const next = skip + value.length;
  return {
    value,
    ...(counts && option('$count') === 'true' && { '@odata.count': all.length }),
    ...(links !== undefined &&
      next < all.length && { '@odata.nextLink': `${url.origin}${url.pathname}?${links}=${next}` }),
  };
}

/** What a server that works answers. */
function goodAnswer({ method }: IncomingMessage, url: URL, habits: Habits): unknown {
  const path = url.pathname;
  const [, kind, id] = /^\/api\/(alerts|machines)\/([^/$]+)$/.exec(path) ?? [];
  if (path === '/api/advancedqueries/run') return hunt;
  if (path.endsWith('/software')) return { value: software };
  if (path.endsWith('/$count')) return ROWS;
  if (id !== undefined) return (kind === 'alerts' ? alerts : machines).find((row) => row.id === id);
  if (method !== 'GET') return { id: 'action-1', status: 'Pending' };
  return listOf(path === '/api/alerts' ? alerts : machines, url, habits);
}

async function listening(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function closed(server: Server): Promise<void> {
  const over = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await over;
}

/**
 * A Defender API on loopback that answers lists, objects, lists of objects, hunts and changes well, but for the calls that
 * a plan says to fail.
 */
export async function startFaultApi(plan?: Plan, habits: Habits = {}): Promise<FaultApi> {
  const arrivals: Arrival[] = [];
  const sockets = new Set<Socket>();
  const plans = new Map(plan === undefined ? [] : [['*', plan]]);
  const served = new Map<string, number>();
  const state = { underWay: 0, poured: 0, strays: 0 };

  const stray = createServer((_, response) => void response.end('{}'));
  stray.on('connection', () => (state.strays += 1));
  const elsewhere = await listening(stray);

  const modeOf = (token: string): Mode | null => {
    const name = plans.has(token) ? token : '*';
    const before = served.get(name) ?? 0;
    served.set(name, before + 1);
    const inForce = plans.get(name);
    if (inForce === undefined || before < (inForce.after ?? 0)) return null;
    const { mode, after = 0, times = Infinity, afterwards = null } = inForce;
    return before < after + times ? mode : afterwards;
  };

  // Closes no idle connection: where the machine stood still, one would be closed at the moment of its use.
  const server = createServer({ keepAliveTimeout: 0 }, (request, response) => {
    const token = (request.headers.authorization ?? '').replace('Bearer ', '');
    arrivals.push({ call: `${request.method} ${request.url}`, token, at: performance.now() });
    state.underWay += 1;
    response.once('close', () => (state.underWay -= 1));
    const body = goodAnswer(request, new URL(request.url ?? '/', origin), habits);
    const mode = modeOf(token);
    if (mode !== null) {
      MODES[mode]({ request, response, body, elsewhere, poured: (bytes) => (state.poured += bytes) });
      return;
    }
    request
      .on('data', () => undefined)
      .once('end', () => {
        response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json' });
        response.end(JSON.stringify(body ?? { error: { code: 'ResourceNotFound' } }));
      });
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    // A reset is what some of these faults are.
    socket.on('error', () => undefined);
  });
  const origin = await listening(server);

  return {
    url: origin,
    arrivals,
    plans,
    sockets,
    underWay: () => state.underWay,
    poured: () => state.poured,
    strays: () => state.strays,
    close: async () => {
      await Promise.all([closed(server), closed(stray)]);
    },
  };
}

/** How often the call that arrived most often did. */
export function mostOfOneCall(arrivals: readonly Arrival[]): number {
  const counts = new Map<string, number>();
  for (const { call } of arrivals) counts.set(call, (counts.get(call) ?? 0) + 1);
  return Math.max(0, ...counts.values());
}
