// Loaded into the measured process with --import: tells at its end how long its event loop was held up, and its memory.
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';

const MEGABYTE = 1024 * 1024;
const delays = monitorEventLoopDelay({ resolution: 5 });
let heap = 0;
let started = false;

setInterval(() => {
  heap = Math.max(heap, process.memoryUsage().heapUsed);
}, 5).unref();

// What is compiled and connected before the work to be measured is no part of it.
process.on('SIGUSR2', () => {
  delays.enable();
  delays.reset();
  heap = 0;
  started = true;
});

process.on('exit', () => {
  if (!started) return;
  const figures = {
    longestDelay: Math.round(delays.max / 1e6),
    heap: Math.round(heap / MEGABYTE),
    heapLimit: Math.round(getHeapStatistics().heap_size_limit / MEGABYTE),
    resident: Math.round(process.resourceUsage().maxRSS / 1024),
    seconds: Math.round(performance.now() / 1000),
  };
  process.stderr.write(`\nloop-probe ${JSON.stringify(figures)}\n`);
});
