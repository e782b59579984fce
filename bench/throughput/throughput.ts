import { CASES } from './cases.ts';
import { CLOSED_LOOP_COLUMNS, closedLoopCase } from './closed-loop-case.ts';
import { compilePrograms } from './compile.ts';
import { startOnBehalfOf, type OnBehalfOf } from './on-behalf-of.ts';
import { OPEN_LOOP_COLUMNS, openLoopCase } from './open-loop-case.ts';
import { startProcess, stopAll } from './processes.ts';
import { SERVER_NAMES, type Bench, type ServerName } from './servers.ts';
import { START_UP_COLUMNS, startUp } from './start-up.ts';
import { markdownTable } from './table.ts';
import { passThroughTokens } from './tokens.ts';

const START_UP = 'start-up';
const PACES: Readonly<Record<string, string>> = { 'pace-10-alerts': '10-alerts', 'pace-100-alerts': '100-alerts' };
const NAMES = [...CASES.map(({ name }) => name), START_UP, ...Object.keys(PACES)];

/** The comma-separated value of a variable, each of which must be known. */
function chosen<T extends string>(variable: string, known: readonly T[]): readonly T[] {
  const text = process.env[variable];
  if (text === undefined) return known;
  const unknown = text.split(',').filter((name) => !known.some((one) => one === name));
  if (unknown.length > 0) throw new Error(`${variable}: ${unknown.join(', ')} is none of ${known.join(', ')}.`);
  return known.filter((name) => text.split(',').includes(name));
}

async function tables(bench: Bench, wanted: readonly string[], pathOfApi: string): Promise<string[]> {
  const tokens = passThroughTokens();
  const parts: string[] = [];
  const rows: string[][] = [];
  let signIn: OnBehalfOf | undefined;
  const told = <T>(name: string, result: T): T => {
    process.stderr.write(`${name}: ${JSON.stringify(result)}\n`);
    return result;
  };
  try {
    for (const one of CASES.filter(({ name }) => wanted.includes(name))) {
      if (one.onBehalfOf === true) signIn ??= await startOnBehalfOf();
      const [callers, variables] = one.onBehalfOf === true ? [signIn?.tokens, signIn?.variables] : [tokens, {}];
      rows.push(...told(one.name, await closedLoopCase(one, bench, callers ?? [], variables ?? {})));
    }
  } finally {
    await signIn?.close();
  }
  if (rows.length > 0) parts.push(markdownTable(CLOSED_LOOP_COLUMNS, rows));
  if (wanted.includes(START_UP)) {
    parts.push(markdownTable(START_UP_COLUMNS, told(START_UP, await startUp(bench, tokens))));
  }
  const paced = Object.entries(PACES).filter(([name]) => wanted.includes(name));
  if (paced.length > 0) {
    const slowApi = await startProcess('slow upstream', pathOfApi, { DELAY_MS: '50' });
    const open: string[][] = [];
    for (const [name, of] of paced) open.push(...told(name, await openLoopCase(of, bench, slowApi, tokens)));
    parts.push(markdownTable(OPEN_LOOP_COLUMNS, open));
  }
  return parts;
}

/**
 * Requests a second, times, processor time and memory of the gateway, of a hand-written proxy and of two other GraphQL
 * servers, as Markdown. THROUGHPUT_CASES and THROUGHPUT_SERVERS name some of them, THROUGHPUT_ROUNDS says how often.
 *
 * Load, API and server share the processor: where it is the limit, a ratio of requests a second flatters the slower
 * server, and the ratio of processor time does not.
 */
export async function throughput(): Promise<string> {
  const wanted = chosen('THROUGHPUT_CASES', NAMES);
  const names = chosen<ServerName>('THROUGHPUT_SERVERS', SERVER_NAMES);
  const compiled = compilePrograms();
  try {
    const api = await startProcess('upstream', compiled.pathOf('upstream'), {});
    const bench = { compiled, api, names, rounds: Number(process.env.THROUGHPUT_ROUNDS ?? 5) };
    return (await tables(bench, wanted, compiled.pathOf('upstream'))).join('\n\n');
  } finally {
    await stopAll();
    compiled.remove();
  }
}
