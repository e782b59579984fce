import { VendorApi } from '../../src/rest/api/vendor-api.ts';
import { operation, type Operation } from '../../src/rest/operation.ts';
import { listAlertsOperation } from '../../src/resources/alerts/alerts.api.ts';
import { ACCOUNT } from '../support/gateway/account.ts';
import { startFaultApi } from '../support/faults/fault-api.ts';
import type { Mode } from '../support/faults/fault-modes.ts';
import { listAlerts } from '../support/faults/fault-reads.ts';
import { until } from '../support/clocks/until.ts';

const MB = 1024 * 1024;
/** What the sockets of both sides hold. */
const IN_SOCKETS = 16 * MB;

/** Asks a server that sends too much; the most memory in use meanwhile, beyond what was in use before. */
async function askForTooMuch(operation: Operation, mode: Mode = 'sends 200 MB') {
  const server = await startFaultApi({ mode });
  const api = new VendorApi({ baseUrl: server.url });
  const inUse = (): number => {
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };
  const before = inUse();
  let most = before;
  const watch = setInterval(() => (most = Math.max(most, inUse())), 2);
  try {
    const rest = api.client({ account: ACCOUNT, token: () => Promise.resolve('a-token') });
    const error = await rest.call(operation).then(
      () => null,
      (cause: { code: string; message: string }) => cause,
    );
    await until('the connection to be closed', () => server.sockets.size === 0);
    return { error, sent: server.poured(), grown: most - before, arrivals: server.arrivals.length };
  } finally {
    clearInterval(watch);
    await api.close();
    await server.close();
  }
}

describe('an answer of 200 MB', () => {
  test('is read as far as an answer may go, 64 MB, and no further', async () => {
    const { error, sent, grown, arrivals } = await askForTooMuch(listAlertsOperation);
    expect(error).toMatchObject({
      code: 'UPSTREAM_ERROR',
      message: `Defender sent more than ${64 * MB} bytes; ask for less.`,
    });
    expect(arrivals).toBe(1);
    expect(sent).toBeGreaterThan(64 * MB);
    expect(sent).toBeLessThan(64 * MB + IN_SOCKETS);
    // Held once as it came; what was thrown away before may not be collected yet.
    expect(grown).toBeLessThan(150 * MB);
  });

  test('is not read beyond what the operation allows', async () => {
    const { error, sent, arrivals } = await askForTooMuch(listAlerts);
    expect(error?.code).toBe('UPSTREAM_ERROR');
    expect(arrivals).toBe(1);
    expect(sent).toBeLessThan(IN_SOCKETS);
  });
});

describe('an answer of 10 MB that unfolds to 10 GB', () => {
  const BOMB = 'sends 10 MB that unfold to 10 GB';
  const hunt = operation({
    ...listAlertsOperation,
    id: 'hunt',
    method: 'POST',
    path: '/api/advancedqueries/run',
    isReadOnly: true,
    rows: 'Results',
  });

  test.each([
    ['a page', listAlertsOperation],
    ['a hunt', hunt],
  ])('is unfolded as far as an answer may go, 64 MB, and no further: %s', async (_, operation) => {
    const { error, grown, arrivals } = await askForTooMuch(operation, BOMB);
    expect(error?.code).toBe('UPSTREAM_ERROR');
    expect(error?.message).toMatch(/^Defender sent more than 67108864 bytes|4194304 bytes that are no rows/);
    expect(arrivals).toBe(1);
    // 10 GB are not held, whatever the sockets hold of the 10 MB.
    expect(grown).toBeLessThan(150 * MB);
  });
});
