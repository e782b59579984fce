import { startSandboxGateway } from '../test/support/gateway/gateway.ts';
import type { Claim } from './measure.ts';

/** A page of 1,000 alerts with 13 plain fields each, against the bare call: what building the objects costs. */
export async function largePage(): Promise<Claim> {
  const gateway = await startSandboxGateway({ quirks: { limits: false } });
  const headers = { authorization: `Bearer ${await gateway.sandbox.mintToken('reader')}` };
  const fields =
    'id alertId title description severity status category classification determination assignedTo machineId alertCreationTime lastUpdateTime';
  return {
    name: 'a page of 1,000 alerts with 13 fields, GraphQL against the bare REST call',
    rounds: 20,
    measured: () => gateway.run(`{ alerts(first: 1000) { nodes { ${fields} } } }`, {}, 'reader'),
    reference: async () => (await fetch(`${gateway.sandbox.url}/api/alerts?$top=1001`, { headers })).json(),
    close: () => gateway.close(),
  };
}
