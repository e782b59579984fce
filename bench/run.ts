import 'reflect-metadata';
import { alertsWithMachines } from './alerts-with-machines.ts';
import { exportBench } from './export.ts';
import { cacheMemory } from './cache-memory.ts';
import { costlyDocuments } from './hostile/costly-documents.ts';
import { hostile } from './hostile/hostile.ts';
import { isolationStorm } from './isolation-storm.ts';
import { largeHunt } from './large-hunt.ts';
import { largePage } from './large-page.ts';
import { measure } from './measure.ts';
import { requestPath } from './request-path.ts';
import { saturation } from './saturation.ts';
import { sharedActions } from './several-processes/shared-actions.ts';
import { sharedQuota } from './several-processes/shared-quota.ts';
import { throughput } from './throughput/throughput.ts';
import { walkMemory } from './walk-memory.ts';

/** Seconds each. */
const USUAL: Readonly<Record<string, () => Promise<unknown>>> = {
  'alerts-with-machines': async () => measure(await alertsWithMachines()),
  'large-page': async () => measure(await largePage()),
};
/** Minutes each, and run when named only. */
const LONG: Readonly<Record<string, () => Promise<unknown>>> = {
  saturation,
  'isolation-storm': () => isolationStorm(),
  // Four processes and a Redis; three minutes, and some ten.
  'shared-quota': () => sharedQuota(Number(process.env.MINUTES ?? 3)),
  'shared-actions': () => sharedActions(Number(process.env.CALLS ?? 10_000)),
  'cache-memory': () => cacheMemory(),
  export: exportBench,
  // Random requests and oversized values against the built program.
  hostile: () => hostile(),
  'costly-documents': costlyDocuments,
  'walk-memory': walkMemory,
  'large-hunt': () => largeHunt(),
  'largest-hunt': () => largeHunt(850),
  // No figure but the calls of ours between a query and the socket.
  'request-path': () => requestPath(),
  // Some forty minutes; see bench/throughput.
  throughput: () => throughput(),
};

// `npm run bench` prints a line per claim, `npm run bench -- saturation` that one; figures of one machine compare with
// each other, not with another's.
const named = process.argv.slice(2);
const unknown = named.filter((name) => !(name in USUAL) && !(name in LONG));
if (unknown.length > 0) {
  console.error(
    `No claim is called ${unknown.join(', ')}; there are ${Object.keys({ ...USUAL, ...LONG }).join(', ')}.`,
  );
  process.exitCode = 1;
} else {
  for (const name of named.length > 0 ? named : Object.keys(USUAL)) console.log(await { ...USUAL, ...LONG }[name]?.());
}
