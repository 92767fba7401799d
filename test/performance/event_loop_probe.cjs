/**
 * Preloaded into the process whose event loop is measured. On each IPC message it writes the delays since the one
 * before into the file that the message names, and starts over. Milliseconds; plain JavaScript, since it runs before
 * any loader. https://nodejs.org/api/perf_hooks.html#perf_hooksmonitoreventloopdelayoptions
 */
'use strict';
const { renameSync, writeFileSync } = require('node:fs');
const { monitorEventLoopDelay } = require('node:perf_hooks');

const histogram = monitorEventLoopDelay({ resolution: 1 });
histogram.enable();

process.on('message', ({ probe }) => {
  if (typeof probe !== 'string') return;
  const delays = {
    p50: histogram.percentile(50) / 1e6,
    p99: histogram.percentile(99) / 1e6,
    most: histogram.max / 1e6,
  };
  histogram.reset();
  // Whole or not there, for whoever waits for it.
  writeFileSync(`${probe}.part`, JSON.stringify(delays));
  renameSync(`${probe}.part`, probe);
});
// Listening must not keep alive a process that has nothing left to do.
process.channel?.unref();
