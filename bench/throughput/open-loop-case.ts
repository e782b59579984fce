import { median } from '../measure.ts';
import { warmUp } from './closed-loop-case.ts';
import { Numbers, openLoop, type Load } from './load.ts';
import type { ServerProcess } from './processes.ts';
import { caseOf, loadOf, startServer, type Bench, type ServerName } from './servers.ts';

const PER_SECOND = 50;
const SECONDS = 6;

export const OPEN_LOOP_COLUMNS = [
  '50 requests/s, API answers after 50 ms',
  'server',
  'p50 ms',
  'p99 ms',
  'added p99 ms',
];

/** A row for each server: times at an even pace far from its limits, and what the 99th percentile is above the bare one's. */
export async function openLoopCase(
  name: string,
  bench: Bench,
  slowApi: ServerProcess,
  tokens: readonly string[],
): Promise<string[][]> {
  const one = caseOf(name);
  const sides: {
    name: ServerName;
    server: ServerProcess;
    load: Load;
    numbers: Numbers;
    p50: number[];
    p99: number[];
  }[] = [];
  try {
    for (const each of bench.names) {
      const server = await startServer(each, bench, slowApi);
      const load = loadOf(one, each, server, tokens);
      sides.push({ name: each, server, load, numbers: new Numbers(), p50: [], p99: [] });
    }
    for (const { name: side, server, load, numbers } of sides) await warmUp(side, server, load, numbers, tokens);
    for (let round = 0; round < bench.rounds; round++) {
      for (const { load, numbers, p50, p99 } of sides) {
        const { latency } = await openLoop(load, numbers, PER_SECOND, SECONDS);
        p50.push(latency.percentile(50) / 1000);
        p99.push(latency.percentile(99) / 1000);
      }
    }
    const bare = sides.find((side) => side.name === 'bare');
    return sides.map((side) => [
      one.title,
      side.name,
      median(side.p50).toFixed(1),
      median(side.p99).toFixed(1),
      bare === undefined ? '' : median(side.p99.map((value, round) => value - (bare.p99[round] ?? NaN))).toFixed(1),
    ]);
  } finally {
    for (const { server } of sides) await server.stop();
  }
}
