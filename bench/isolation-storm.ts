import { startActionApi } from '../test/support/fakes/action-api.ts';
import { FAKE_TENANT } from '../test/support/gateway/fake-gateway.ts';
import { startGateway } from '../test/support/gateway/gateway.ts';
import { makeHostile, storm } from '../test/support/mutations/isolation-storm.ts';
import { UnlimitedQuotas } from '../test/support/fakes/unlimited-quotas.ts';
import { judge } from '../test/support/mutations/storm-verdict.ts';

/** Random isolations and releases through two gateways, half failing on the way: nothing is sent twice. Throws where it is. */
export async function isolationStorm(calls = 10_000, seed = 20_261_120): Promise<string> {
  const api = await startActionApi();
  makeHostile(api, seed);
  const start = () =>
    startGateway(api.url, { ENTRA_TENANT_ID: FAKE_TENANT }, {}, Date.now, {
      sending: { pauses: [10, 30, 80] },
      // Ten thousand calls are more than a hundred minutes allow.
      quotaStore: new UnlimitedQuotas(),
    });
  const gateways = [await start(), await start()];
  const began = performance.now();
  const urls = gateways.map(({ url }) => url);
  const sent = await storm({ calls, machines: Math.max(12, calls / 100), together: 16, seed, gateways: urls });
  for (const gateway of gateways) await gateway.close();
  await api.settled();
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const verdict = judge(api, sent, gateways.flatMap(({ audit }) => audit) as never);
  const report = JSON.stringify({ calls: sent.length, seconds, posts: api.arrivals.length, ...verdict }, null, 2);
  await api.close();
  const faults = [verdict.wrongEnds, verdict.arrivedTwice, verdict.unaccounted, verdict.contradicted];
  if (faults.some(({ length }) => length > 0)) throw new Error(report);
  return report;
}
