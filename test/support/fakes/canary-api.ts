import { createHmac, randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { DEFENDER } from '../../../src/sandbox/wire/simulated-apis.ts';
import { authenticate, type Caller } from '../../../src/sandbox/sign-in/tokens.ts';
import { startFakeApi, type ApiCall, type FakeApi, type Reply } from './fake-api.ts';

/** How the API takes its turn at one call. */
export interface Turn {
  /** Milliseconds before the answer. */
  wait: number;
  /** Answers 401 as if the token had been revoked. */
  reject: boolean;
}

export interface CanaryApi extends FakeApi {
  /** The turns of the next calls, in the order of arrival. */
  turns: Turn[];
  /** The text that only the answers to this identity hold. */
  canaryOf(identity: string): string;
}

/** Who Defender takes a caller for: a user of a tenant by way of an application, or an application of a tenant. */
export function identity(tenantId: string, applicationId: string, objectId?: string): string {
  return [tenantId, applicationId, objectId ?? 'itself'].join(' ');
}

function identityOf({ tenantId, applicationId, isApplication, subject }: Caller): string {
  return identity(tenantId, applicationId, isApplication ? undefined : subject);
}

/**
 * A Defender API whose rows say nothing but who asked: the same ids for everybody, and in each text the canary of the
 * identity behind the token received. A token that it cannot verify is answered 401.
 */
export async function startCanaryApi(tenantIds: readonly string[]): Promise<CanaryApi> {
  const key = randomBytes(32);
  const canaryOf = (name: string): string => `canary-${createHmac('sha256', key).update(name).digest('hex')}`;
  const turns: Turn[] = [];

  const answering =
    (body: (canary: string, call: ApiCall) => object): Reply =>
    async (call, response) => {
      const { wait = 0, reject = false } = turns.shift() ?? {};
      if (wait > 0) await delay(wait);
      try {
        if (reject) throw new Error('The token is revoked.');
        const isTenant = (id: string): boolean => tenantIds.includes(id);
        const caller = await authenticate(call.headers.authorization, isTenant, Date.now(), DEFENDER);
        response.writeHead(200).end(JSON.stringify(body(canaryOf(identityOf(caller)), call)));
      } catch {
        response.writeHead(401).end('{"error":{"code":"Unauthorized"}}');
      }
    };
  const alert = (id: string, canary: string) => ({ id, title: canary, machineId: `machine-${id.at(-1)}` });
  const machine = (id: string, canary: string) => ({ id, computerDnsName: canary });
  const ids = ['1', '2'];
  const machines = ids.map((n) => `machine-${n}`);

  const api = await startFakeApi({
    'GET /api/alerts': answering((canary) => ({
      value: ids.map((n) => alert(`alert-${n}`, canary)),
      '@odata.count': ids.length,
    })),
    'GET /api/alerts/alert-1': answering((canary) => alert('alert-1', canary)),
    'GET /api/machines': answering((canary) => ({
      value: machines.map((id) => machine(id, canary)),
      '@odata.count': machines.length,
    })),
    'GET /api/machines/machine-1': answering((canary) => machine('machine-1', canary)),
    'POST /api/advancedqueries/run': answering((canary) => ({
      Schema: [{ Name: 'DeviceName', Type: 'String' }],
      Results: [{ DeviceName: canary }],
    })),
  });
  return { ...api, turns, canaryOf };
}
