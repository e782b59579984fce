import { median } from '../measure.ts';
import { CASES, type Case } from './cases.ts';
import { compileServers, type Compiled } from './compile.ts';
import { closedLoop, Numbers, sendAll, type Load } from './load.ts';
import { startProcess, stopAll, type ServerProcess } from './processes.ts';
import { caseOf, loadOf, SERVER_NAMES, startServer, type ServerName } from './servers.ts';
import { markdownTable } from './table.ts';
import { passThroughTokens } from './tokens.ts';

const ROUNDS = Number(process.env.THROUGHPUT_ROUNDS ?? 5);
const NAMES = (process.env.THROUGHPUT_SERVERS ?? SERVER_NAMES.join()).split(',') as ServerName[];
const WARM_UP_SECONDS = 2;
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
}

/** One caller's first request is one of the few that a gateway lets out before Defender has accepted its token. */
async function warmUp({ load, numbers, name, server }: Side, tokens: readonly string[]): Promise<void> {
  if (name === 'gateway')
    await sendAll(loadOf(caseOf('10-alerts'), name, server, tokens), new Numbers(5e8), tokens.length);
  await closedLoop(load, numbers, WARM_UP_SECONDS);
  server.reset();
}

async function round(side: Side): Promise<void> {
  const before = await side.server.figures();
  const { requests, seconds, latency } = await closedLoop(side.load, side.numbers, SECONDS);
  const after = await side.server.figures();
  side.rates.push(requests / seconds);
  side.p50.push(latency.percentile(50) / 1000);
  side.p99.push(latency.percentile(99) / 1000);
  side.cpu.push(((after.cpuSeconds - before.cpuSeconds) / requests) * 1000);
}

async function rowOf(one: Case, side: Side, bare: Side | undefined): Promise<string[]> {
  const { peakResident, loopDelay } = await side.server.figures();
  const ratio = (own: number[], theirs: number[] | undefined): string =>
    theirs === undefined ? '' : median(own.map((value, index) => value / (theirs[index] ?? NaN))).toFixed(2);
  return [
    one.title,
    side.name,
    median(side.rates).toFixed(side.rates.some((rate) => rate < 100) ? 1 : 0),
    ratio(side.rates, bare?.rates),
    median(side.p50).toFixed(1),
    median(side.p99).toFixed(1),
    median(side.cpu).toFixed(2),
    ratio(side.cpu, bare?.cpu),
    peakResident.toFixed(0),
    side.name === 'gateway' ? loopDelay.toFixed(1) : '',
  ];
}

/** The servers in turn, so that a change of the machine's speed meets all of them. */
async function measureCase(
  one: Case,
  compiled: Compiled,
  api: ServerProcess,
  tokens: readonly string[],
): Promise<string[][]> {
  const sides: Side[] = [];
  for (const name of NAMES) {
    // New ones for each case: memory and quotas are its own.
    const server = await startServer(name, compiled, api.address);
    const load = loadOf(one, name, server, tokens);
    sides.push({ name, server, load, numbers: new Numbers(), rates: [], p50: [], p99: [], cpu: [] });
  }
  try {
    for (const side of sides) await warmUp(side, tokens);
    for (let index = 0; index < ROUNDS; index++) for (const side of sides) await round(side);
    const bare = sides.find(({ name }) => name === 'bare');
    return await Promise.all(sides.map((side) => rowOf(one, side, bare)));
  } finally {
    for (const { server } of sides) await server.stop();
  }
}

const COLUMNS = [
  'case',
  'server',
  'requests/s',
  'to bare',
  'p50 ms',
  'p99 ms',
  'CPU s per 1,000',
  'to bare',
  'peak MB',
  'event loop p99 ms',
];

/** Requests a second, times, processor time and memory of every server in every case, as Markdown. */
export async function throughput(): Promise<string> {
  const compiled = compileServers();
  const wanted = process.env.THROUGHPUT_CASES?.split(',').map(caseOf) ?? CASES;
  try {
    const api = await startProcess('upstream', compiled.pathOf('upstream'), {});
    const tokens = passThroughTokens();
    const rows: string[][] = [];
    for (const one of wanted.filter(({ onBehalfOf }) => onBehalfOf !== true)) {
      rows.push(...(await measureCase(one, compiled, api, tokens)));
    }
    return markdownTable(COLUMNS, rows);
  } finally {
    await stopAll();
    compiled.remove();
  }
}
