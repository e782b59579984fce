import { readFileSync } from 'node:fs';
import { buildSchema } from 'graphql';
import { startAnyApi } from '../../test/support/hostile/any-api.ts';
import { GATEWAY, startProcess, stopAll } from '../throughput/processes.ts';
import { markdownTable } from '../throughput/table.ts';
import { attackAtRandom, attackBySize, type Outcomes } from './attackers.ts';
import { startBystander } from './bystander.ts';

const SEED = 20_261_128;
const REQUESTS = 20_000;
const WARM_UP = 300;
/** Faults of one kind of attack that are shown. */
const MAX_SHOWN = 50;
/** The whole heap of the attacked process, in MB. */
const HEAP_MEGABYTES = 256;
/** Milliseconds that another caller may have to wait meanwhile. */
const MAX_P99 = 200;

const COLUMNS = ['attack', 'requests', '2xx', '4xx', '503', 'no answer', 'faults'];

function rowsOf(outcomes: ReadonlyMap<string, Outcomes>): string[][] {
  return [...outcomes].map(([kind, { requests, statuses, faults }]) => [
    kind,
    String(requests),
    ...['2xx', '4xx', '503', 'none'].map((name) => String(statuses.get(name) ?? 0)),
    String(faults.length),
  ]);
}

/**
 * Attacks the built gateway, with a small heap and over an API that answers everything, by random requests and by oversized
 * values. Returns a table; throws where the process ends, an answer has a fault, or another caller is kept waiting.
 */
export async function hostile(count = REQUESTS, seed = SEED): Promise<string> {
  const schema = buildSchema(readFileSync(new URL('../../schema/schema.graphql', import.meta.url), 'utf8'));
  const api = await startAnyApi();
  const program = await startProcess('gateway', GATEWAY, {
    DEFENDER_API_URL: api.url,
    XDR_API_URL: api.url,
    LOG_LEVEL: 'error',
    NODE_OPTIONS: `--max-old-space-size=${HEAP_MEGABYTES}`,
  });
  try {
    // The first requests compile what later ones use.
    await attackAtRandom(program.address, schema, seed + count, WARM_UP);
    const parts: string[] = [];
    const broken: string[] = [];
    for (const [name, attack] of [
      ['random requests', () => attackAtRandom(program.address, schema, seed, count)],
      ['oversized values', () => attackBySize(program.address, schema)],
    ] as const) {
      const bystander = startBystander(program.address);
      const outcomes = await attack();
      // Rejects with what the process said where it has ended, which says more than a broken connection does.
      const { peakResident } = await program.figures();
      const { p99, requests } = await bystander.stop();
      const faults = [...outcomes.values()].flatMap((own) => own.faults);
      const said = `${name}: another caller's p99 ${p99.toFixed(0)} ms of ${requests} requests, peak ${peakResident.toFixed(0)} MB`;
      parts.push(`${said}\n\n${markdownTable(COLUMNS, rowsOf(outcomes))}`);
      broken.push(...faults.slice(0, MAX_SHOWN));
      if (p99 > MAX_P99) broken.push(`${name}: another caller waits longer than ${MAX_P99} ms`);
    }
    const report = [...parts, ...broken].join('\n\n');
    if (broken.length > 0) throw new Error(report);
    return report;
  } finally {
    await stopAll();
    await api.close();
  }
}
