import { median } from '../measure.ts';
import type { Case } from './cases.ts';
import { closedLoop, Numbers, sendAll, type Load } from './load.ts';
import type { ServerProcess } from './processes.ts';
import { caseOf, loadOf, startServer, type Bench, type ServerName } from './servers.ts';

/** The gateway, which is much more code than the others, goes on getting faster for so long. */
const WARM_UP_SECONDS = 8;
const SECONDS = 3;

interface Side {
  name: ServerName;
  server: ServerProcess;
  load: Load;
  numbers: Numbers;
  /** Of each round. */
  rates: number[];
  p50: number[];
  p99: number[];
  cpu: number[];
  loopDelay: number[];
}

/** Sends one small request with each token: until Defender has accepted it, the gateway lets few calls with it out. */
export async function introduceAll(name: ServerName, server: ServerProcess, tokens: readonly string[]): Promise<void> {
  if (name !== 'gateway') return;
  await sendAll(loadOf(caseOf('10-alerts'), name, server, tokens), new Numbers(5e8), tokens.length);
}

/** Lets a server do what it is going to be measured with, as long as it goes on getting faster. */
export async function warmUp(
  name: ServerName,
  server: ServerProcess,
  load: Load,
  numbers: Numbers,
  tokens: readonly string[],
): Promise<void> {
  await introduceAll(name, server, tokens);
  await closedLoop(load, numbers, WARM_UP_SECONDS);
}

async function runRound({ server, load, numbers, ...side }: Side): Promise<void> {
  const before = await server.figures();
  // While the others have their turns it is idle, which is no delay of its own.
  server.reset();
  const { requests, seconds, latency } = await closedLoop(load, numbers, SECONDS);
  const after = await server.figures();
  side.rates.push(requests / seconds);
  side.p50.push(latency.percentile(50) / 1000);
  side.p99.push(latency.percentile(99) / 1000);
  side.cpu.push(((after.cpuSeconds - before.cpuSeconds) / requests) * 1000);
  side.loopDelay.push(after.loopDelay);
}

/** The median of the ratios round by round. */
function ratioOf(own: readonly number[], reference: readonly number[] | undefined): string {
  if (reference === undefined) return '';
  return median(own.map((value, index) => value / (reference[index] ?? NaN))).toFixed(2);
}

async function rowOf(one: Case, side: Side, bare: Side | undefined): Promise<string[]> {
  const { peakResident } = await side.server.figures();
  return [
    one.title,
    side.name,
    median(side.rates).toFixed(median(side.rates) < 100 ? 1 : 0),
    ratioOf(side.rates, bare?.rates),
    median(side.p50).toFixed(1),
    median(side.p99).toFixed(1),
    median(side.cpu).toFixed(2),
    ratioOf(side.cpu, bare?.cpu),
    peakResident.toFixed(0),
    side.name === 'gateway' ? median(side.loopDelay).toFixed(1) : '',
  ];
}

export const CLOSED_LOOP_COLUMNS = [
  'case',
  'server',
  'requests/s',
  'to bare',
  'p50 ms',
  'p99 ms',
  'CPU s per 1,000',
  'CPU to bare',
  'peak MB',
  'event loop p99 ms',
];

/** A row for each server in one case; they take turns, so that a change of the machine's speed meets all of them. */
export async function closedLoopCase(
  one: Case,
  bench: Bench,
  tokens: readonly string[],
  variables: Readonly<Record<string, string>>,
): Promise<string[][]> {
  const sides: Side[] = [];
  try {
    for (const name of bench.names) {
      // New ones for each case, so that memory and quotas are its own.
      const server = await startServer(name, bench, bench.api, variables);
      const load = loadOf(one, name, server, tokens);
      sides.push({ name, server, load, numbers: new Numbers(), rates: [], p50: [], p99: [], cpu: [], loopDelay: [] });
    }
    for (const { name, server, load, numbers } of sides) await warmUp(name, server, load, numbers, tokens);
    for (let index = 0; index < bench.rounds; index++) for (const side of sides) await runRound(side);
    const bare = sides.find(({ name }) => name === 'bare');
    return await Promise.all(sides.map((side) => rowOf(one, side, bare)));
  } finally {
    for (const { server } of sides) await server.stop();
  }
}
