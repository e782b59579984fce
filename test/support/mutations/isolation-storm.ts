import { setTimeout as delay } from 'node:timers/promises';
import type { ActionApi, Fault } from '../fakes/action-api.ts';

export interface StormOptions {
  calls: number;
  machines: number;
  /** Calls in flight at once. */
  together: number;
  seed: number;
  /** Addresses of gateways; one that is restarted has another afterwards. */
  gateways: readonly string[];
  /** The token of a call for a device; one that names the gateway unless given. */
  tokenFor?: (machine: number) => string;
}

/** One call as its caller saw it. */
export interface StormCall {
  gateway: number;
  machineId: string;
  intent: 'Isolate' | 'Unisolate';
  /** An outcome, an error's code, or `left`. */
  end: string;
  message: string;
  actionId: string | null;
  key: string | null;
}

/** A generator of numbers from 0 to 1 that gives the same ones again for a seed (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const FAULTS: readonly Fault[] = [
  'reset before',
  'reset after',
  'cut after',
  'nonsense after',
  '500 before',
  '500 after',
  '503 before',
  '429 before',
];

/** Makes an API as hostile as the reports of it: half of the changes fail, reads fail at times, duplicates vary. */
export function makeHostile(api: ActionApi, seed: number): void {
  const random = randomOf(seed);
  const pick = <T>(values: readonly [T, ...T[]]): T => values[Math.floor(random() * values.length)] ?? values[0];
  api.faultOf = () => (random() < 0.5 ? 'none' : pick(FAULTS as readonly [Fault, ...Fault[]]));
  api.readFails = () => random() < 0.02;
  api.durationOf = () => 5 + random() * 150;
  api.duplicate = () => pick(['the first', 'refused', 'another']);
}

interface Sent {
  url: string;
  token: string;
  call: StormCall;
  idempotencyKey: string | null;
  /** Milliseconds after which the caller leaves. */
  patience: number | undefined;
}

async function send({ url, token, call, idempotencyKey, patience }: Sent): Promise<void> {
  const name = call.intent === 'Isolate' ? 'isolateMachine' : 'unisolateMachine';
  const input = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  const query = `mutation ($input: ${input}!) { change: ${name}(input: $input) { outcome machineAction { machineActionId } } }`;
  const variables = { input: { machineId: call.machineId, comment: 'A storm of calls', idempotencyKey } };
  try {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, variables }),
      ...(patience !== undefined && { signal: AbortSignal.timeout(patience) }),
    });
    const { data, errors } = (await response.json()) as {
      data: { change: { outcome: string; machineAction: { machineActionId: string } | null } } | null;
      errors?: { message: string; extensions: { code: string; key?: string } }[];
    };
    call.end = data?.change.outcome ?? errors?.[0]?.extensions.code ?? 'nothing';
    call.message = errors?.[0]?.message ?? '';
    call.key = errors?.[0]?.extensions.key ?? null;
    call.actionId = data?.change.machineAction?.machineActionId ?? null;
  } catch (error) {
    call.end = patience === undefined ? `no answer: ${String(error)}` : 'left';
  }
}

/** Sends random isolations and releases, some twice, some by callers who leave, and tells how each ended. */
export async function storm(options: StormOptions): Promise<StormCall[]> {
  const { calls, machines, together, seed, gateways, tokenFor } = options;
  const random = randomOf(seed);
  const ends: StormCall[] = [];
  const next = (): Sent[] => {
    const number = Math.floor(random() * machines);
    const machineId = number.toString(16).padStart(40, 'a');
    const intent = random() < 0.5 ? 'Isolate' : 'Unisolate';
    const idempotencyKey = random() < 0.4 ? `storm-${seed}-${ends.length}` : null;
    const times = random() < 0.2 ? 2 : 1;
    return Array.from({ length: times }, () => {
      const gateway = Math.floor(random() * gateways.length);
      const call: StormCall = { gateway, machineId, intent, end: '', message: '', actionId: null, key: null };
      ends.push(call);
      return {
        url: gateways[gateway] ?? '',
        token: tokenFor?.(number) ?? `analyst-${Math.floor(random() * 3)}-of-gateway-${gateway}`,
        call,
        idempotencyKey,
        patience: random() < 0.1 ? random() * 60 : undefined,
      };
    });
  };
  const caller = async (): Promise<void> => {
    while (ends.length < calls) {
      const made = next();
      await Promise.all(made.map(send));
      // As callers do who are told to come back later.
      const isRefused = made.some(({ call }) => call.end === 'SHARED_STATE_UNAVAILABLE');
      await delay(random() * (isRefused ? 500 : 20));
    }
  };
  await Promise.all(Array.from({ length: together }, caller));
  return ends;
}
