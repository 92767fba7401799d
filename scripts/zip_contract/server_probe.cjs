/**
 * Runs in a child process, also on Node 18: loads the server bundles of the folder it is given as the host would
 * and prints, as one JSON list, what is wrong. Plain JavaScript without dependencies, since old Nodes run it.
 */
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { Script } = require('node:vm');
const { Worker } = require('node:worker_threads');

const folder = process.argv[2];
const findings = [];

process.on('warning', (warning) => findings.push(`a process warning, ${warning.name}: ${warning.message}`));

function loadPlugin() {
  try {
    const { plugin, config } = require(join(folder, 'index.js'));
    if (typeof plugin !== 'function') findings.push('server/index.js does not export a function `plugin`.');
    if (!config || !config.schema) findings.push('server/index.js does not export `config` with a schema.');
  } catch (error) {
    findings.push(`server/index.js does not load: ${error.message}`);
  }
}

/** The worker is evaluated in a thread, as it will be, and the thread then asked whether it came through. */
function loadWorker() {
  const source = `
    const threads = require('node:worker_threads');
    const { parentPort, workerData } = threads;
    // What the plugin starts it with.
    threads.workerData = workerData.memory;
    process.on('warning', (warning) => parentPort.postMessage('a process warning: ' + warning.message));
    require(workerData.file);
    setImmediate(() => parentPort.postMessage('evaluated'));
  `;
  return new Promise((resolve) => {
    const worker = new Worker(source, {
      eval: true,
      workerData: { file: join(folder, 'worker.js'), memory: new SharedArrayBuffer(8) },
    });
    worker.on('error', (error) => {
      findings.push(`server/worker.js does not load: ${error.message}`);
      resolve();
    });
    worker.on('exit', () => resolve());
    worker.on('message', (message) => {
      if (typeof message !== 'string') return;
      if (message !== 'evaluated') findings.push(`server/worker.js gives ${message}`);
      else worker.terminate();
    });
  });
}

/** The collector starts working when it is evaluated, so it is only compiled. */
function compileCollector() {
  try {
    new Script(readFileSync(join(folder, 'collector.js'), 'utf8').replace(/^#!.*/, ''));
  } catch (error) {
    findings.push(`server/collector.js does not compile: ${error.message}`);
  }
}

loadPlugin();
compileCollector();
loadWorker().then(() => {
  // Warnings are given on the next turn.
  setImmediate(() => process.stdout.write(JSON.stringify(findings), () => process.exit(0)));
});
