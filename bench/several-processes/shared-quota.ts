import { setTimeout as delay } from 'node:timers/promises';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { actionDocument } from '../../test/support/gateway/action-gateway.ts';
import { RedisServer } from '../../test/support/redis/redis-server.ts';
import { startGatewayProcesses } from './gateway-processes.ts';

const PROCESSES = 4;
const PER_MINUTE = 100;
/** Reads of each process a minute, all of which would fit the quota of one. */
const READS_PER_MINUTE = 100;
const ACTIONS_PER_MINUTE = 4;
const WINDOW_MS = 60_000;

interface Tally {
  answered: number[];
  refused: number;
  actions: number[];
  failed: string[];
}

/** The most arrivals within any minute. */
function mostWithinAMinute(times: readonly number[]): number {
  let [most, first] = [0, 0];
  times.forEach((time, index) => {
    while ((times[first] ?? 0) <= time - WINDOW_MS) first += 1;
    most = Math.max(most, index - first + 1);
  });
  return most;
}

/** Four processes under four times the demand that the quota allows. Reports arrivals, waits of actions and shares. */
export async function sharedQuota(minutes = 3): Promise<string> {
  const sandbox = await startSandbox({});
  const redis = await RedisServer.start();
  const token = await sandbox.mintToken('admin');
  const gateways = await startGatewayProcesses(PROCESSES, () => ({
    DEFENDER_API_URL: sandbox.url,
    XDR_API_URL: sandbox.url,
    REDIS_URL: redis.url,
    QUOTA_CEILING_PER_MINUTE: String(PER_MINUTE),
  }));
  const { addresses } = gateways;
  const tally: Tally = { answered: addresses.map(() => 0), refused: 0, actions: [], failed: [] };
  const ask = async (index: number, query: string, variables: object): Promise<string | null> => {
    const response = await fetch(`${addresses[index]}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, variables }),
    });
    const { errors } = (await response.json()) as { errors?: { extensions: { code: string } }[] };
    return errors?.[0]?.extensions.code ?? null;
  };
  const read = async (index: number, number: number): Promise<void> => {
    // Each another question, so that none is answered from memory.
    const variables = { since: new Date(Date.UTC(2020, 0, 1) + number * 1000).toISOString() };
    const query =
      'query ($since: DateTime!) { alerts(first: 1, where: { alertCreationTime: { ge: $since } }) { nodes { id } } }';
    const code = await ask(index, query, variables);
    if (code === null) tally.answered[index] = (tally.answered[index] ?? 0) + 1;
    else if (code === 'RATE_LIMITED') tally.refused += 1;
    else tally.failed.push(code);
  };
  const act = async (index: number, machineId: string): Promise<void> => {
    const started = performance.now();
    const input = { machineId, comment: 'Beaconing' };
    const code = await ask(index, actionDocument('isolateMachine'), { input });
    if (code === null) tally.actions.push(performance.now() - started);
    else tally.failed.push(`action ${code}`);
  };
  const began = performance.now();
  const end = began + minutes * WINDOW_MS;
  const pending: Promise<void>[] = [];
  const every = async (perMinute: number, run: (number: number) => Promise<void>): Promise<void> => {
    for (let number = 0; performance.now() < end; number++) {
      pending.push(run(number));
      await delay(WINDOW_MS / perMinute);
    }
  };
  const machines = sandbox.tenant.machines
    .filter(({ onboardingStatus, osPlatform }) => onboardingStatus === 'onboarded' && osPlatform === 'Windows11')
    .map(({ id }) => id);
  await Promise.all([
    ...addresses.map((_, index) => every(READS_PER_MINUTE, (number) => read(index, number * PROCESSES + index))),
    every(ACTIONS_PER_MINUTE, (number) => act(number % PROCESSES, machines[number] ?? '')),
  ]);
  await Promise.all(pending);
  await gateways.stop();
  const arrivals = sandbox.requests.map(({ at, path, status }) => ({ at, path, status }));
  const reads = arrivals.filter(({ path }) => path.startsWith('/api/alerts'));
  await sandbox.close();
  await redis.close();
  const { answered, actions, refused, failed } = tally;
  return JSON.stringify(
    {
      minutes,
      arrivals: arrivals.length,
      mostWithinAMinute: mostWithinAMinute(arrivals.map(({ at }) => at)),
      mostReadsWithinAMinute: mostWithinAMinute(reads.map(({ at }) => at)),
      throttled: arrivals.filter(({ status }) => status === 429).length,
      answered,
      spread: (Math.max(...answered) / Math.min(...answered)).toFixed(2),
      refused,
      actions: actions.length,
      slowestActionMs: Math.round(Math.max(0, ...actions)),
      failed,
    },
    null,
    2,
  );
}
