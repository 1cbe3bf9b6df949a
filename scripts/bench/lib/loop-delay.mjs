import { monitorEventLoopDelay } from 'node:perf_hooks';

// Loaded into a server that is measured, before it: how late its event loop is. Milliseconds, told on asking.
const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();
process.on('message', (message) => {
  if (message !== 'loop delay') return;
  process.send?.({ p50: delay.percentile(50) / 1e6, p99: delay.percentile(99) / 1e6, max: delay.max / 1e6 });
});
// Listening must not keep the process alive.
process.channel?.unref();
