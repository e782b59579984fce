import 'reflect-metadata';
import { alertsWithMachines } from './alerts-with-machines.ts';
import { largePage } from './large-page.ts';
import { measure } from './measure.ts';

// `npm run bench` prints a line per claim; figures of one machine compare with each other, not with another's.
for (const claim of [alertsWithMachines, largePage]) console.log(await measure(await claim()));
