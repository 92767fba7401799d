/**
 * Runs a foreign program (mvn, apt-get, npm) that would go on when its parent is killed: `node leash.cjs <program>
 * [argument ...]`. The leash is standard input, a pipe that only the parent holds open: when it ends, or when this
 * process is told to stop, the program and all it started are asked to end (SIGTERM), then made to (SIGKILL).
 * Plain JavaScript, since it must start in a moment. Exits as the program did; 127 when it could not be started.
 */
'use strict';
const { spawn } = require('node:child_process');
const { constants } = require('node:os');

const GRACE_MS = 5_000;
const [program, ...args] = process.argv.slice(2);

// A group of its own: the signals below then reach what the program itself started (mvn is a script that runs java).
const child = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit'], detached: true });
let stopping = false;

function signalGroup(signal) {
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error; // already gone, which is what was asked for
  }
}

function stop() {
  if (stopping || child.pid === undefined) return;
  stopping = true;
  signalGroup('SIGTERM');
  setTimeout(() => signalGroup('SIGKILL'), GRACE_MS).unref();
}

process.stdin.on('end', stop).on('error', stop).resume();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
// With nobody left to read, writing fails; that must not keep the program from being stopped.
process.stdout.on('error', stop);
process.stderr.on('error', stop);

child.on('error', (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(127);
});
child.on('exit', (code, signal) => {
  // What a stopped program left behind in its group goes with it.
  if (stopping) signalGroup('SIGKILL');
  process.exit(code ?? 128 + (constants.signals[signal] ?? 0));
});
