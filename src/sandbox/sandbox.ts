import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { World } from './endpoint/call.ts';
import { answer, recordArrival } from './http-server.ts';
import { huntingTables } from './hunting/hunting-tables.ts';
import type { KqlDatabase } from './kql/run-kql.ts';
import { LazyMap } from './seed/lazy-map.ts';
import { Limits } from './wire/limits.ts';
import { graphClaims, mintPersonaToken, xdrClaims } from './sign-in/directory/personas.ts';
import type { Persona } from './sign-in/directory/personas.ts';
import { DEFAULT_QUIRKS } from './wire/quirks.ts';
import type { Quirks } from './wire/quirks.ts';
import { createRandom } from './seed/random.ts';
import type { RecordedRequest } from './wire/recorded-request.ts';
import { SimulatedRunTimes } from './wire/simulated-run-times.ts';
import { sendAnswer } from './send-answer.ts';
import { generateTenant } from './tenant/tenant.ts';
import type { Tenant } from './tenant/tenant.ts';

export type { Persona } from './sign-in/directory/personas.ts';
export type { Quirks } from './wire/quirks.ts';
export type { RecordedRequest } from './wire/recorded-request.ts';

/** A running sandbox. */
export interface Sandbox {
  /** `http://127.0.0.1:PORT`, with the APIs of Defender and Defender XDR under `/api`, Defender's under `/api/v1.0` too, and Graph under `/v1.0`. */
  url: string;
  tenantId: string;
  /** The data itself, for comparing; changes show at once. */
  tenant: Tenant;
  /** All tenants served, by id; the data of a further one is made when it is first asked for. */
  tenants: ReadonlyMap<string, Tenant>;
  /** Arrivals in order, at most the last 10,000. */
  requests: RecordedRequest[];
  /** May be changed while it runs. */
  quirks: Quirks;
  /** An access token of an hour; `overrides` replace claims, and `tid` picks the tenant. */
  mintToken(as: Persona, overrides?: Record<string, unknown>): Promise<string>;
  /** As `mintToken`, for the sandbox's Graph side. */
  mintGraphToken(as: Persona, overrides?: Record<string, unknown>): Promise<string>;
  /** As `mintToken`, for the sandbox's Defender XDR side. */
  mintXdrToken(as: Persona, overrides?: Record<string, unknown>): Promise<string>;
  /** Ends at once, open connections included. */
  close(): Promise<void>;
}

export interface SandboxOptions {
  /** 0 takes any free port. */
  port: number;
  seed: number;
  machines: number;
  alerts: number;
  /** Milliseconds. */
  now: () => number;
  quirks: Partial<Quirks>;
  /** How long a machine action is Pending, and then InProgress. */
  actionSeconds: number;
  /** Further tenants on the same URL; a token's `tid` picks one. */
  tenantIds: readonly string[];
}

const DEFAULTS: SandboxOptions = {
  port: 0,
  seed: 20_261_120,
  machines: 500,
  alerts: 5_000,
  now: Date.now,
  quirks: {},
  actionSeconds: 3,
  tenantIds: [],
};
const MAX_REQUESTS = 10_000;

/** Starts a simulated tenant that speaks the Defender API over HTTP on the loopback address. */
export async function startSandbox(options: Partial<SandboxOptions> = {}): Promise<Sandbox> {
  const { now, actionSeconds, port, tenantIds, ...plan } = { ...DEFAULTS, ...options };
  const generate = (seed: number, tenantId?: string) =>
    generateTenant({ seed, machines: plan.machines, alerts: plan.alerts, now: now(), ...(tenantId && { tenantId }) });
  const tenant = generate(plan.seed);
  const quirks: Quirks = { ...DEFAULT_QUIRKS, ...plan.quirks };
  const requests: RecordedRequest[] = [];
  const closing = new AbortController();
  let url = '';
  const tenants = new LazyMap([tenant.tenantId, ...tenantIds], (tenantId) =>
    tenantId === tenant.tenantId ? tenant : generate(seedOf(plan.seed, tenantId), tenantId),
  );
  const worlds = new LazyMap(tenants.keys(), (tenantId): World => {
    const own = tenants.get(tenantId) as Tenant;
    let database: KqlDatabase | undefined;
    return {
      tenant: own,
      quirks,
      now,
      actionSeconds,
      origin: () => url,
      database: () => (database ??= huntingTables(own)),
      runTimes: new SimulatedRunTimes(now),
    };
  });
  // Its links lead somewhere from the start.
  worlds.get(tenant.tenantId);
  const limits = new Limits(now);

  // Headers may be large, so that an over-long address reaches the API and is refused there.
  const server = createServer({ maxHeaderSize: 64 * 1024 }, (request, response) => {
    const record = recordArrival(request, now());
    requests.push(record);
    if (requests.length > MAX_REQUESTS) requests.shift();
    const slept = quirks.latencyMs > 0 ? delay(quirks.latencyMs, null, { signal: closing.signal }) : Promise.resolve();
    slept
      .then(() => answer(request, record, worlds, now(), limits))
      .then((reply) => {
        record.status = reply.status;
        return sendAnswer(request, response, reply);
      })
      .catch(() => response.destroy());
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url,
    tenantId: tenant.tenantId,
    tenant,
    tenants,
    requests,
    quirks,
    mintToken: (as, overrides) => mintPersonaToken(as, tenant.tenantId, now(), overrides),
    mintGraphToken: (as, overrides) =>
      mintPersonaToken(as, tenant.tenantId, now(), { ...graphClaims(as), ...overrides }),
    mintXdrToken: (as, overrides) => mintPersonaToken(as, tenant.tenantId, now(), { ...xdrClaims(as), ...overrides }),
    close: async () => {
      closing.abort();
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function seedOf(seed: number, tenantId: string): number {
  return createRandom(`${seed}:${tenantId}`).int(1, 0x7fffffff);
}
