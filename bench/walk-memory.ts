import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { MemoryQuotaStore } from '../src/rest/quota/quota-store.ts';
import { startFakeApi, type Reply } from '../test/support/fakes/fake-api.ts';
import { startGateway } from '../test/support/gateway/gateway.ts';

const MACHINES = 100_000;
const PAGE = 250;
const MEGABYTE = 1024 * 1024;
const TENANT = '6f1d2c3b-0a49-4e58-8d67-1c2b3a495868';
const QUERY = `query ($after: String) { machines(first: ${PAGE}, after: $after) {
  nodes { machineId computerDnsName osPlatform healthStatus riskScore exposureLevel lastSeen }
  pageInfo { hasNextPage endCursor }
} }`;

interface Page {
  machines: { nodes: { machineId: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
}

export interface WalkMemory {
  machines: number;
  /** GraphQL requests. */
  pages: number;
  /** Upstream calls. */
  calls: number;
  /** Memory in use after collecting garbage, over the walk: heap and what hangs on it, in MB. */
  lowest: number;
  highest: number;
}

const machine = (number: number): object => ({
  id: number.toString(16).padStart(40, '0'),
  computerDnsName: `desk-${number}.contoso.example`,
  osPlatform: 'Windows11',
  healthStatus: 'Active',
  riskScore: 'Low',
  exposureLevel: 'Medium',
  lastSeen: '2026-11-20T08:30:00.1234567Z',
  firstSeen: '2026-01-20T08:30:00.1234567Z',
  machineTags: ['Fabrikam', 'Kiosk'],
  ipAddresses: [{ ipAddress: '192.0.2.7', macAddress: '00005E005307', type: 'Ethernet', operationalStatus: 'Up' }],
});

/** A list of devices that is made up row by row, so that the measured memory is the gateway's. */
const listMachines: Reply = ({ query }, response) => {
  const skip = Number(query.get('$skip') ?? 0);
  const length = Math.max(0, Math.min(Number(query.get('$top')), MACHINES - skip));
  response.writeHead(200).end(JSON.stringify({ value: Array.from({ length }, (_, n) => machine(skip + n)) }));
};

/** Walks 100,000 devices through a gateway and tells what memory it used meanwhile. */
export async function walkMemory(): Promise<WalkMemory> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const api = await startFakeApi({ 'GET /api/machines': listMachines });
  // A minute passes in a second, or the walk would wait for its quota.
  const quotaStore = new MemoryQuotaStore(() => performance.now() * 60);
  const gateway = await startGateway(api.url, { ENTRA_TENANT_ID: TENANT }, {}, Date.now, { quotaStore });
  const pageAfter = async (after: string | null): Promise<Page['machines']> => {
    const { data, errors } = await gateway.send<Page>('an-opaque-token', QUERY, { after });
    if (data === null) throw new Error(JSON.stringify(errors));
    return data.machines;
  };
  const samples: number[] = [];
  const seen = new Set<number>();
  let after: string | null = null;
  let pages = 0;
  try {
    do {
      const { nodes, pageInfo }: Page['machines'] = await pageAfter(after);
      for (const { machineId } of nodes) seen.add(Number.parseInt(machineId, 16));
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
      pages += 1;
      // What is compiled and connected first is no part of the walk.
      if (pages % 10 === 0 && pages >= 40) {
        gateway.logs.length = 0;
        collect();
        const { heapUsed, external } = process.memoryUsage();
        samples.push((heapUsed + external) / MEGABYTE);
      }
    } while (after !== null);
    if (seen.size !== MACHINES) throw new Error(`The walk gave ${seen.size} devices.`);
  } finally {
    await gateway.close();
    await api.close();
  }
  return {
    machines: seen.size,
    pages,
    calls: api.calls.length,
    lowest: Math.round(Math.min(...samples)),
    highest: Math.round(Math.max(...samples)),
  };
}
