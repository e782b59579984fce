import { setTimeout as delay } from 'node:timers/promises';
import { tokenOf } from '../../test/support/gateway/tokens.ts';
import { compilePrograms } from '../throughput/compile.ts';
import { GATEWAY, startProcess, stopAll } from '../throughput/processes.ts';
import { markdownTable } from '../throughput/table.ts';
import { startBystander } from './bystander.ts';

const ATTACKERS = 5;
const CALM_MS = 10_000;
const ATTACK_MS = 30_000;
const RECOVERY_MS = 5_000;
/** Times the calm p99 that another caller may have to wait. */
const MAX_RATIO = 3;
/** Milliseconds by which the event loop may be late at the 99th percentile. */
const MAX_LOOP_DELAY = 100;

/** The most that one page may be asked for: every property, and the devices of all rows. */
const DEAREST = `query ($n: SafeInt!) { alerts(first: 1000, where: { incidentId: { eq: $n } }) { edges { cursor node {
  alertId title description severity status category classification determination detectionSource assignedTo
  investigationId incidentId alertCreationTime lastUpdateTime firstEventTime lastEventTime threatFamilyName
  evidence { entityType sha1 fileName userPrincipalName ipAddress url } comments { comment createdBy createdTime }
  machine { machineId computerDnsName osPlatform riskScore exposureLevel lastSeen machineTags }
} } } }`;

/** A caller with a token of their own who sends the dearest document again and again, no two of them alike. */
async function attackUntil(url: string, attacker: number, end: number): Promise<number> {
  const token = tokenOf({ appid: `attacker-${attacker}`, jti: String(attacker) });
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  let sent = 0;
  while (performance.now() < end) {
    const variables = { n: attacker * 1_000_000 + sent };
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ query: DEAREST, variables }),
    });
    await response.arrayBuffer();
    sent += 1;
  }
  return sent;
}

/**
 * Five callers who send the dearest document that is accepted, while another one asks for something small: how long that
 * one waits before, meanwhile and after. Returns a table; throws where it waits too long.
 */
export async function costlyDocuments(): Promise<string> {
  const compiled = compilePrograms();
  try {
    const api = await startProcess('upstream', compiled.pathOf('upstream'), {});
    const gateway = await startProcess('gateway', GATEWAY, { DEFENDER_API_URL: api.address, LOG_LEVEL: 'error' });
    const { address } = gateway;
    await attackUntil(address, 0, performance.now() + CALM_MS);
    const waitFor = async (during: Promise<unknown>) => {
      gateway.reset();
      const bystander = startBystander(address);
      await during;
      const { p99 } = await bystander.stop();
      return { p99, ...(await gateway.figures()) };
    };
    const calm = await waitFor(delay(CALM_MS));
    const end = performance.now() + ATTACK_MS;
    const attackers = Array.from({ length: ATTACKERS }, (_, attacker) => attackUntil(address, attacker + 1, end));
    const attack = await waitFor(Promise.all(attackers));
    const after = await waitFor(delay(RECOVERY_MS));
    const row = (name: string, { p99, loopDelay, resident }: typeof calm): string[] => [
      name,
      p99.toFixed(1),
      (p99 / calm.p99).toFixed(1),
      loopDelay.toFixed(0),
      resident.toFixed(0),
    ];
    const table = markdownTable(
      ['', 'p99 of another caller, ms', 'to calm', 'event loop delay p99, ms', 'resident MB'],
      [row('calm', calm), row(`${ATTACKERS} attackers`, attack), row('the five seconds after', after)],
    );
    const isHeldUp = attack.p99 > MAX_RATIO * calm.p99 || after.p99 > MAX_RATIO * calm.p99;
    if (isHeldUp || attack.loopDelay > MAX_LOOP_DELAY) throw new Error(`Another caller is held up.\n\n${table}`);
    return table;
  } finally {
    await stopAll();
    compiled.remove();
  }
}
