// Loaded into every measured process with --import: tells where it listens, and what it has used when asked.
import { subscribe } from 'node:diagnostics_channel';
import { monitorEventLoopDelay } from 'node:perf_hooks';

const delays = monitorEventLoopDelay({ resolution: 5 });
delays.enable();

subscribe('tracing:net.server.listen:asyncEnd', (message) => {
  const { server } = /** @type {{ server: import('node:net').Server }} */ (message);
  const address = server.address();
  if (typeof address === 'object') process.send?.({ port: address?.port });
});

process.on('message', (message) => {
  if (message === 'reset') {
    delays.reset();
    return;
  }
  const { user, system } = process.cpuUsage();
  process.send?.({
    figures: {
      cpuSeconds: (user + system) / 1e6,
      resident: process.memoryUsage.rss() / 1024 / 1024,
      peakResident: process.resourceUsage().maxRSS / 1024,
      // A timer of 5 ms is on time after 5 ms.
      loopDelay: Math.max(0, delays.percentile(99) / 1e6 - 5),
    },
  });
});

// The channel is no reason for a process to go on, and its parent's end is one to end.
process.on('disconnect', () => process.exit());
process.channel?.unref();
