import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { CACHE_BYTES } from '../src/rest/pipeline/api-state.ts';
import { VendorApi } from '../src/rest/api/vendor-api.ts';
import { operation } from '../src/rest/operation.ts';

const MEGABYTE = 1024 * 1024;
/** Calls in flight together. */
const AT_ONCE = 32;
const TENANTS = 100;
const LOOK_EVERY = 20_000;

const listThings = operation({
  id: 'listThings',
  method: 'GET',
  path: '/api/things',
  permissions: { application: [], delegated: [] },
  // No quota: the question is what the answers of a day weigh when they come in minutes.
  limit: { perMinute: null, perHour: null },
  source: 'apis-intro.md',
  cacheSeconds: 600,
});

/** Answers anything with ten rows like devices, two kilobytes, each text of which is new. */
const UPSTREAM = `
  let made = 0;
  const row = (n) => ({ id: (n + '').padStart(40, '0'), computerDnsName: 'host-' + n + '.contoso.example', osPlatform: 'Windows11',
    healthStatus: 'Active', lastSeen: new Date(1.7e12 + n).toISOString(), machineTags: ['tag ' + n], riskScore: 'Low', rbacGroupId: n });
  const server = require('node:http').createServer((request, response) => {
    response.end(JSON.stringify({ value: Array.from({ length: 10 }, () => row(++made)) }));
  });
  server.keepAliveTimeout = 60_000;
  server.listen(0, '127.0.0.1', () => console.log(server.address().port));
`;

async function startUpstream(): Promise<{ url: string; stop: () => void }> {
  const child = spawn(process.execPath, ['-e', UPSTREAM], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [port] = (await once(child.stdout, 'data')) as [Buffer];
  return { url: `http://127.0.0.1:${port.toString().trim()}`, stop: () => child.kill() };
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

function heapUsed(): number {
  collect();
  return process.memoryUsage().heapUsed;
}

const inMegabytes = (bytes: number): string => `${(bytes / MEGABYTE).toFixed(1)} MB`;

/**
 * What kept answers weigh when `callers` of a hundred tenants ask `queries` different questions each: the line to print.
 * Throws when they weigh more than they may.
 */
export async function cacheMemory(callers = 10_000, queries = 100, cacheBytes = CACHE_BYTES): Promise<string> {
  const upstream = await startUpstream();
  const api = new VendorApi({ baseUrl: upstream.url, cacheBytes });
  const ask = async (number: number): Promise<void> => {
    const caller = number % callers;
    const account = {
      applicationId: 'an-application',
      tenantId: `tenant-${caller % TENANTS}`,
      principal: `PASSTHROUGH ${caller}`,
      verified: false,
    };
    const rest = api.client({ account, token: () => Promise.resolve(`token-${caller}`) });
    await rest.call(listThings, { query: { $skip: Math.floor(number / callers) } });
  };

  let next = 0;
  let most = 0;
  const samples: number[] = [];
  const before = heapUsed();
  const started = performance.now();
  const work = async (): Promise<void> => {
    for (let number = next++; number < callers * queries; number = next++) {
      await ask(number);
      most = Math.max(most, api.cacheBytes);
      if (number % LOOK_EVERY === LOOK_EVERY - 1) samples.push(heapUsed() - before);
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    samples.push(heapUsed() - before);
  } finally {
    upstream.stop();
    await api.close();
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  if (most > cacheBytes)
    throw new Error(`${inMegabytes(most)} were kept where ${inMegabytes(cacheBytes)} are allowed.`);
  return [
    `${callers} callers with ${queries} questions each in ${seconds} s:`,
    `answers accounted for with ${inMegabytes(most)} at the most, ${inMegabytes(cacheBytes)} allowed;`,
    `heap grown by ${inMegabytes(Math.max(...samples))} at the most, by ${inMegabytes(samples.at(-1) ?? NaN)} in the end`,
  ].join(' ');
}
