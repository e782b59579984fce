import { startSandboxGateway } from '../test/support/gateway/gateway.ts';
import type { Claim } from './measure.ts';

const QUERY = '{ alerts(first: 100) { nodes { title machine { computerDnsName } } } }';

/** What the gateway adds to 100 alerts with their machines, against the two bare REST calls that they cost. */
export async function alertsWithMachines(): Promise<Claim> {
  const gateway = await startSandboxGateway({ quirks: { limits: false } });
  const headers = { authorization: `Bearer ${await gateway.sandbox.mintToken('reader')}` };
  const get = async <T>(path: string): Promise<T> => {
    const response = await fetch(gateway.sandbox.url + path, { headers });
    return (await response.json()) as T;
  };
  return {
    name: '100 alerts with their machines, GraphQL against two bare REST calls',
    rounds: 50,
    measured: () => gateway.run(QUERY, {}, 'reader'),
    reference: async () => {
      const { value } = await get<{ value: { machineId: string }[] }>('/api/alerts?$top=101');
      const ids = [...new Set(value.map(({ machineId }) => `'${machineId}'`))];
      return get(`/api/machines?$top=101&$filter=${encodeURIComponent(`id in (${ids.join(',')})`)}`);
    },
    close: () => gateway.close(),
  };
}
