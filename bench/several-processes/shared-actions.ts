import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startActionApi } from '../../test/support/fakes/action-api.ts';
import { tokenOf } from '../../test/support/gateway/tokens.ts';
import { makeHostile, storm } from '../../test/support/mutations/isolation-storm.ts';
import { judge } from '../../test/support/mutations/storm-verdict.ts';
import { RedisServer } from '../../test/support/redis/redis-server.ts';
import { startGatewayProcesses } from './gateway-processes.ts';

const PROCESSES = 4;
const TENANTS = 200;
const DISTURB_EVERY_MS = 4_000;
/** Of calls to a process that was killed under them. */
const KILLED = /^no answer/;

/** Tenants have quotas of their own, as ten thousand actions are more than those of one allow. */
function tokenFor(machine: number): string {
  const tenant = (machine % TENANTS).toString(16).padStart(12, '0');
  return tokenOf({ tid: `00000000-0000-4000-8000-${tenant}`, oid: 'analyst' });
}

/**
 * Random isolations and releases through four processes, half failing on the way, while processes are killed and Redis is
 * killed, paused and emptied: nothing is sent twice, and every end is accounted for. Throws where that is not so.
 */
export async function sharedActions(calls = 10_000, seed = 20_261_128): Promise<string> {
  const api = await startActionApi();
  makeHostile(api, seed);
  const redis = await RedisServer.start();
  const folder = await mkdtemp(join(tmpdir(), 'shared-actions-'));
  const auditLog = (index: number): string => join(folder, `audit-${index}.jsonl`);
  const gateways = await startGatewayProcesses(PROCESSES, (index) => ({
    DEFENDER_API_URL: api.url,
    XDR_API_URL: api.url,
    REDIS_URL: redis.url,
    AUDIT_LOG: auditLog(index),
  }));
  let over = false;
  const disturbances: Record<string, number> = {};
  const disturb = async (): Promise<void> => {
    const steps: Record<string, () => Promise<unknown>> = {
      'process killed': () => gateways.restart(Math.floor(Math.random() * PROCESSES)),
      'Redis emptied': () => redis.command('FLUSHALL'),
      'Redis paused': async () => {
        redis.pause();
        await delay(2_000);
        redis.resume();
      },
      'Redis killed': async () => {
        await redis.kill();
        await delay(500);
        await redis.restart();
      },
    };
    for (;;) {
      for (const [name, step] of Object.entries(steps)) {
        await delay(DISTURB_EVERY_MS);
        if (over) return;
        await step();
        disturbances[name] = (disturbances[name] ?? 0) + 1;
      }
    }
  };
  const began = performance.now();
  const disturbing = disturb();
  const options = { calls, machines: 2 * TENANTS, together: 32, seed, gateways: gateways.addresses, tokenFor };
  const sent = await storm(options);
  over = true;
  await disturbing;
  await gateways.stop();
  await api.settled();
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const files = await Promise.all(gateways.addresses.map((_, index) => readFile(auditLog(index), 'utf8')));
  const lines = files.flatMap((text) => text.split('\n')).filter((line) => line.startsWith('{') && line.endsWith('}'));
  const audit = lines.map((line) => JSON.parse(line) as { attemptId: string; phase: string });
  const ended = new Set(audit.filter(({ phase }) => phase === 'outcome').map(({ attemptId }) => attemptId));
  const open = audit.filter(({ phase, attemptId }) => phase === 'attempt' && !ended.has(attemptId));
  const verdict = judge(api, sent, audit as never, { sharesState: true });
  const wrongEnds = verdict.wrongEnds.filter((end) => !KILLED.test(end));
  // Those of killed processes, each of which `defender-graphql reconcile` looks up.
  const unaccounted = verdict.unaccounted.filter((line) => line !== 'an attempt without its outcome');
  const found = { ...verdict, wrongEnds, unaccounted, openAttempts: open.length };
  const report = JSON.stringify(
    { calls: sent.length, seconds, posts: api.arrivals.length, disturbances, ...found },
    null,
    2,
  );
  await api.close();
  await redis.close();
  await rm(folder, { recursive: true });
  const faults = [wrongEnds, verdict.arrivedTwice, unaccounted, verdict.contradicted];
  if (faults.some(({ length }) => length > 0)) throw new Error(report);
  return report;
}
