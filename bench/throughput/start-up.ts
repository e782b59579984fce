import { setTimeout as delay } from 'node:timers/promises';
import { median } from '../measure.ts';
import { introduceAll } from './closed-loop-case.ts';
import { closedLoop, Numbers, sendAll } from './load.ts';
import { caseOf, loadOf, startServer, type Bench, type ServerName } from './servers.ts';

const IDLE_MS = 2_000;
const LOAD_SECONDS = 5;

export const START_UP_COLUMNS = ['server', 'start to first answer ms', 'idle MB', 'MB after load', 'peak MB'];

interface StartUp {
  firstAnswer: number;
  idle: number;
}

async function startOnce(name: ServerName, bench: Bench, tokens: readonly string[]): Promise<StartUp> {
  const started = performance.now();
  const server = await startServer(name, bench, bench.api);
  try {
    await sendAll(loadOf(caseOf('10-alerts'), name, server, tokens), new Numbers(), 1);
    const firstAnswer = performance.now() - started;
    await delay(IDLE_MS);
    return { firstAnswer, idle: (await server.figures()).resident };
  } finally {
    await server.stop();
  }
}

/** A row for each server: how long it takes from the start of its process to its first answer, and its memory. */
export async function startUp(bench: Bench, tokens: readonly string[]): Promise<string[][]> {
  const starts = new Map<ServerName, StartUp[]>(bench.names.map((name) => [name, []]));
  for (let round = 0; round < bench.rounds; round++) {
    for (const name of bench.names) starts.get(name)?.push(await startOnce(name, bench, tokens));
  }
  const rows: string[][] = [];
  for (const name of bench.names) {
    const server = await startServer(name, bench, bench.api);
    await introduceAll(name, server, tokens);
    await closedLoop(loadOf(caseOf('100-with-machines'), name, server, tokens), new Numbers(), LOAD_SECONDS);
    const { resident, peakResident } = await server.figures();
    await server.stop();
    const own = starts.get(name) ?? [];
    rows.push([
      name,
      median(own.map(({ firstAnswer }) => firstAnswer)).toFixed(0),
      ...[median(own.map(({ idle }) => idle)), resident, peakResident].map((megabytes) => megabytes.toFixed(0)),
    ]);
  }
  return rows;
}
