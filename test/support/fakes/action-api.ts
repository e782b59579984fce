import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

export interface SimulatedAction {
  id: string;
  type: string;
  scope: string | null;
  status: string;
  requestor: string;
  requestorComment: string;
  machineId: string;
  creationDateTimeUtc: string;
  lastUpdateDateTimeUtc: string;
}

/** What happens to a change whose body has been read. */
export type Fault =
  | 'none'
  | 'reset before'
  | 'reset after'
  | 'cut after'
  | 'silent after'
  | 'nonsense after'
  | '500 before'
  | '500 after'
  | '503 before'
  | '429 before';

/** A POST as it arrived. */
export interface ChangeArrival {
  path: string;
  body: Record<string, unknown>;
  fault: Fault;
  authorization: string | undefined;
}

export interface ActionApi {
  url: string;
  arrivals: ChangeArrival[];
  /** Newest first. */
  actions: SimulatedAction[];
  /** In force on each device: the type of the action that ended last. */
  inForce: Map<string, string>;
  /** How the next change fares. */
  faultOf: (arrival: { path: string; body: Record<string, unknown> }) => Fault;
  /** Whether the next read fails. */
  readFails: () => boolean;
  /** Seconds of a 429 that a read gets; null where it is answered. */
  throttles: (path: string) => number | null;
  /** Milliseconds until an action ends. */
  durationOf: () => number;
  /** What a second action of a kind in progress gets. */
  duplicate: () => 'the first' | 'refused' | 'another';
  /** Ends what is in progress now. */
  endAll(): void;
  /** Resolves when no action is open. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

const TYPES: Readonly<Record<string, string>> = { isolate: 'Isolate', unisolate: 'Unisolate' };
const isOpen = ({ status }: SimulatedAction): boolean => status === 'Pending' || status === 'InProgress';

/** A device that every action is documented for. */
const machine = (id: string) => ({
  id,
  computerDnsName: `${id.slice(0, 8)}.contoso.example`,
  osPlatform: 'Windows11',
  version: '24H2',
  onboardingStatus: 'onboarded',
  healthStatus: 'Active',
  machineTags: [],
  deviceValue: 'Normal',
});

/**
 * The isolation of devices as Defender was reported to do it: actions end in any order, a second one of a kind gets one
 * of three answers, and a change may fail after it was made.
 */
export async function startActionApi(): Promise<ActionApi> {
  let tick = 0;
  // A clock with seven digits, no two readings alike.
  const clock = (): string => {
    tick += 1;
    const day = new Date(Date.UTC(2026, 10, 20) + Math.floor(tick / 10_000)).toISOString();
    return `${day.slice(0, -1)}${String(tick % 10_000).padStart(4, '0')}Z`;
  };
  const api = {
    arrivals: [] as ChangeArrival[],
    actions: [] as SimulatedAction[],
    inForce: new Map<string, string>(),
    faultOf: (): Fault => 'none',
    readFails: () => false,
    throttles: (): number | null => null,
    durationOf: () => 20,
    duplicate: (): 'the first' | 'refused' | 'another' => 'the first',
  } as Omit<ActionApi, 'url' | 'close' | 'settled' | 'endAll'>;
  let number = 0;

  const end = (action: SimulatedAction): void => {
    if (!isOpen(action)) return;
    Object.assign(action, { status: 'Succeeded', lastUpdateDateTimeUtc: clock() });
    api.inForce.set(action.machineId, action.type);
  };

  const make = (machineId: string, type: string, body: Record<string, unknown>): SimulatedAction => {
    const now = clock();
    const action: SimulatedAction = {
      id: `00000000-0000-4000-8000-${String(++number).padStart(12, '0')}`,
      type,
      scope: type === 'Isolate' ? String(body.IsolationType) : null,
      status: 'Pending',
      requestor: 'ada.admin@contoso.example',
      requestorComment: String(body.Comment),
      machineId,
      creationDateTimeUtc: now,
      lastUpdateDateTimeUtc: now,
    };
    api.actions.unshift(action);
    void delay(api.durationOf(), undefined, { ref: false }).then(() => end(action));
    return action;
  };

  type Outcome = { status: number; body: object };
  const refusal = (status: number, code: string, message = ''): Outcome => ({
    status,
    body: { error: { code, message, target: `target-${++number}` } },
  });

  const perform = (path: string, body: Record<string, unknown>): Outcome => {
    const [, , set, id = '', verb = ''] = path.split('/');
    if (set === 'machineactions') {
      const action = api.actions.find((each) => each.id === id);
      if (action === undefined) return refusal(404, 'NotFound');
      if (!isOpen(action)) return refusal(400, 'BadRequest', 'The action has ended');
      Object.assign(action, { status: 'Cancelled', lastUpdateDateTimeUtc: clock() });
      return { status: 200, body: action };
    }
    const type = TYPES[verb] ?? verb;
    const first = api.actions.find((each) => each.machineId === id && each.type === type && isOpen(each));
    const how = first === undefined ? 'another' : api.duplicate();
    if (how === 'refused') return refusal(400, 'BadRequest', 'Action is already in progress');
    return { status: 201, body: how === 'the first' && first !== undefined ? first : make(id, type, body) };
  };

  const change = (path: string, body: Record<string, unknown>, response: ServerResponse, fault: Fault): void => {
    const answer = ({ status, body: content }: Outcome, headers = {}): void => {
      response.writeHead(status, headers).end(JSON.stringify(content));
    };
    if (fault === 'reset before') return void response.socket?.resetAndDestroy();
    if (fault === '500 before') return answer(refusal(500, 'InternalServerError'));
    if (fault === '503 before') return answer(refusal(503, 'ServiceUnavailable'));
    if (fault === '429 before') return answer(refusal(429, 'TooManyRequests'), { 'retry-after': '0' });
    const outcome = perform(path, body);
    if (outcome.status >= 400) return answer(outcome);
    if (fault === 'silent after') return;
    if (fault === 'reset after') return void response.socket?.resetAndDestroy();
    if (fault === '500 after') return answer(refusal(500, 'InternalServerError'));
    if (fault === 'nonsense after') return void response.writeHead(outcome.status).end('<html>');
    if (fault === 'cut after') {
      response.writeHead(outcome.status, { 'content-length': '5000' });
      return void response.write('{"id":', () => response.socket?.destroy());
    }
    return answer(outcome);
  };

  const read = (path: string, filter: string, response: ServerResponse): void => {
    if (api.readFails()) return void response.socket?.resetAndDestroy();
    const seconds = api.throttles(path);
    if (seconds !== null) return void response.writeHead(429, { 'retry-after': String(seconds) }).end('{}');
    const [, , set, id] = path.split('/');
    const rows = api.actions.filter((each) => [each.machineId, each.id].some((key) => filter.includes(`'${key}'`)));
    const one = set === 'machines' ? machine(id ?? '') : api.actions.find((each) => each.id === id);
    const body = set === 'machineactions' && id === undefined ? { value: rows } : one;
    response.writeHead(body === undefined ? 404 : 200).end(JSON.stringify(body ?? {}));
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (request.method === 'GET') return read(url.pathname, url.searchParams.get('$filter') ?? '', response);
    let text = '';
    for await (const chunk of request as AsyncIterable<Buffer>) text += chunk.toString();
    const body = JSON.parse(text) as Record<string, unknown>;
    const fault = api.faultOf({ path: url.pathname, body });
    api.arrivals.push({ path: url.pathname, body, fault, authorization: request.headers.authorization });
    change(url.pathname, body, response, fault);
  };

  // Closes no idle connection: where the machine stood still, one would be closed at the moment of its use.
  const server = createServer(
    { keepAliveTimeout: 0 },
    (request, response) => void serve(request, response).catch(() => response.destroy()),
  );
  server.on('connection', (socket) => socket.on('error', () => undefined));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return Object.assign(api, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    // The oldest first.
    endAll: () => [...api.actions].reverse().forEach(end),
    settled: async () => {
      while (api.actions.some(isOpen)) await delay(10);
    },
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  });
}
