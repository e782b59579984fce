import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { QuotaClasses } from '../src/rest/quota/quota-classes.ts';
import { VendorApi } from '../src/rest/api/vendor-api.ts';
import { operation, DEFAULT_LIMIT, type Operation } from '../src/rest/operation.ts';
import { RestError } from '../src/rest/rest-error.ts';
import { median } from './measure.ts';

const MINUTES = 3;
/** Of reads, four times what a minute allows. */
const READS_A_MINUTE = 400;
const USERS = 8;
const ACTION_EVERY_MS = 7_000;
const CALM_MS = 20_000;
/** The vendor asks to wait once, in the middle of the second minute's calls. */
const THROTTLE_AFTER_MS = 66_000;
const RETRY_AFTER_SECONDS = 20;
const ANSWER_AFTER_MS = 30;

const made = (id: string, method: 'GET' | 'POST'): Operation =>
  operation({
    id,
    method,
    path: `/api/${id}`,
    permissions: { application: [], delegated: [] },
    limit: DEFAULT_LIMIT,
    source: 'apis-intro.md',
    cacheSeconds: 0,
  });
const LIST = made('listAlerts', 'GET');
const ISOLATE = made('isolateMachine', 'POST');

interface Arrival {
  tenant: string;
  action: boolean;
  at: number;
}

/** Answers everything, but one call of the busy tenant with 429, and notes when what arrived. */
async function startRecorder() {
  const arrivals: Arrival[] = [];
  const state = { started: Infinity, throttledAt: Infinity };
  const server = createServer((request, response) => {
    const tenant = request.headers.authorization?.split(' ')[1] ?? '';
    const at = performance.now();
    arrivals.push({ tenant, action: request.method === 'POST', at });
    if (tenant === 'busy' && state.throttledAt === Infinity && at > state.started + THROTTLE_AFTER_MS) {
      state.throttledAt = at;
      response.writeHead(429, { 'retry-after': String(RETRY_AFTER_SECONDS) }).end('{}');
    } else setTimeout(() => response.end('{"value":[]}'), ANSWER_AFTER_MS);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { arrivals, state, server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** Most of these times within any minute. */
function mostInAMinute(times: readonly number[]): number {
  return Math.max(0, ...times.map((last) => times.filter((time) => time > last - 60_000 && time <= last).length));
}

interface Done {
  at: number;
  milliseconds: number;
  waited: number;
  code: string;
}

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(2)} s`;

/**
 * Three minutes in which the users of one application ask four times what is allowed: lines that say what arrived when,
 * how long response actions waited, and whether another tenant noticed.
 */
export async function saturation(): Promise<string> {
  const { arrivals, state, server, url } = await startRecorder();
  const shared = new Map([LIST, ISOLATE].map(({ id }) => [id, 'alerts']));
  const api = new VendorApi({ baseUrl: url, classes: new QuotaClasses({ shared, ceiling: null }) });
  api.registerOperations([LIST, ISOLATE]);

  let number = 0;
  const call = async (tenant: string, user: string, wanted: Operation): Promise<Done> => {
    const account = { applicationId: 'soc', tenantId: tenant, principal: `${tenant} ${user}`, verified: false };
    const rest = api.client({ account, token: () => Promise.resolve(`${tenant} ${user}`) });
    const at = performance.now();
    const code = await rest.call(wanted, { query: { $skip: number++ } }).then(
      () => 'ok',
      (error: unknown) => (error instanceof RestError ? error.code : String(error)),
    );
    return { at, milliseconds: performance.now() - at, waited: rest.cost.waitedMs, code };
  };
  /** Calls at an even pace without waiting for answers. */
  const keepCalling = async (every: number, until: number, one: (index: number) => Promise<Done>) => {
    const calls: Promise<Done>[] = [];
    const started = performance.now();
    for (let index = 0; started + index * every < until; index++) {
      await delay(Math.max(0, started + index * every - performance.now()));
      calls.push(one(index));
    }
    return Promise.all(calls);
  };

  const neighbour = (until: number) => keepCalling(1000, until, () => call('quiet', 'ann', LIST));
  const calm = await neighbour(performance.now() + CALM_MS);
  state.started = performance.now();
  const end = state.started + MINUTES * 60_000;
  const [reads, actions, neighbours] = await Promise.all([
    keepCalling(60_000 / READS_A_MINUTE, end, (index) => call('busy', `user-${index % USERS}`, LIST)),
    keepCalling(ACTION_EVERY_MS, end, () => call('busy', 'responder', ISOLATE)),
    neighbour(end),
  ]);
  await api.close();
  server.close();

  const busy = arrivals.filter(({ tenant }) => tenant === 'busy');
  const stopEnds = state.throttledAt + RETRY_AFTER_SECONDS * 1000;
  const early = busy.filter(({ at }) => at > state.throttledAt && at < stopEnds).length;
  const inStop = ({ at }: Done): boolean => at > state.throttledAt && at < stopEnds;
  const refused = reads.filter(({ code }) => code === 'RATE_LIMITED');
  const atOnce = refused.filter(({ milliseconds }) => milliseconds < 1000).map(({ milliseconds }) => milliseconds);
  const answered = reads.filter(({ code }) => code === 'ok');
  const odd = [...reads, ...actions, ...neighbours].filter(({ code }) => code !== 'ok' && code !== 'RATE_LIMITED');
  const longest = (list: readonly Done[]): string => seconds(Math.max(0, ...list.map(({ waited }) => waited)));
  const medianOf = (list: readonly Done[]): string =>
    `${median(list.map(({ milliseconds }) => milliseconds)).toFixed(1)} ms`;
  return [
    `${reads.length} reads and ${actions.length} actions of one application in ${MINUTES} minutes, class of 100 a minute:`,
    `- most arrivals within any 60 s: ${mostInAMinute(busy.map(({ at }) => at))} in all, ${mostInAMinute(busy.filter(({ action }) => !action).map(({ at }) => at))} of them reads at the most; ${mostInAMinute(arrivals.filter(({ tenant }) => tenant === 'quiet').map(({ at }) => at))} of the other tenant`,
    `- arrivals in the ${RETRY_AFTER_SECONDS} s that a 429 asked to wait: ${early}`,
    `- actions: ${actions.filter(({ code }) => code === 'ok').length} answered, longest wait ${longest(actions.filter((one) => !inStop(one)))}; asked for while the vendor had stopped the class ${actions.filter(inStop).length}, longest wait ${longest(actions.filter(inStop))}`,
    `- reads: ${answered.length} answered, longest wait ${longest(answered)}; ${refused.length} refused, ${atOnce.length} of them at once (median ${median(atOnce).toFixed(1)} ms, longest ${Math.max(0, ...atOnce).toFixed(1)} ms)`,
    `- the other tenant: ${neighbours.filter(({ code }) => code === 'ok').length} of ${neighbours.length} answered, median ${medianOf(neighbours)}, in calm ${medianOf(calm)}`,
    `- anything else: ${odd.map(({ code }) => code).join(', ') || 'nothing'}`,
  ].join('\n');
}
