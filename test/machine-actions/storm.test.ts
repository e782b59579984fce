import { startActionApi } from '../support/fakes/action-api.ts';
import { FAKE_TENANT } from '../support/gateway/fake-gateway.ts';
import { startGateway } from '../support/gateway/gateway.ts';
import { makeHostile, storm } from '../support/mutations/isolation-storm.ts';
import { UnlimitedQuotas } from '../support/fakes/unlimited-quotas.ts';
import { judge } from '../support/mutations/storm-verdict.ts';

const PACE = { sending: { pauses: [10, 30, 80] } };

describe('random isolations and releases through two gateways, of which half fail on the way', () => {
  test.each([20261120, Date.now() % 1_000_000])(
    'seed %d: nothing is sent twice, and what was promised holds',
    async (seed) => {
      const api = await startActionApi();
      makeHostile(api, seed);
      const start = () =>
        startGateway(api.url, { ENTRA_TENANT_ID: FAKE_TENANT }, {}, Date.now, {
          ...PACE,
          quotaStore: new UnlimitedQuotas(),
        });
      const gateways = [await start(), await start()];
      const urls = gateways.map(({ url }) => url);
      const calls = await storm({ calls: 400, machines: 12, together: 16, seed, gateways: urls });
      // What callers left behind is followed to its end before a gateway closes.
      for (const gateway of gateways) await gateway.close();
      await api.settled();
      const verdict = judge(api, calls, gateways.flatMap(({ audit }) => audit) as never);
      await api.close();

      expect(verdict).toMatchObject({ wrongEnds: [], arrivedTwice: [], unaccounted: [], contradicted: [] });
      for (const end of ['CREATED', 'ALREADY_PENDING', 'ACTION_OUTCOME_UNKNOWN', 'left']) {
        expect(verdict.ends[end]).toBeGreaterThan(0);
      }
      expect(verdict.known).toBeGreaterThan(5);
    },
  );
});
