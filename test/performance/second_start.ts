/**
 * How long the second `npm start` takes until the page has data: the very command that people type, in a data folder
 * and a build cache that the first one filled. Stopped by Ctrl-C as a terminal sends it, to the whole group; a
 * process or a port that is left behind then is an error, whatever the time was.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { eachLine, Tail } from '../../dev/process/lines';
import { freePort, requirePort } from '../../dev/process/port';
import { runningProcesses } from '../../dev/process/process_table';
import { describeExit, supervise } from '../../dev/process/supervised';
import { root } from '../../scripts/bundles/layout';
import type { Surroundings } from './figure';

export interface Starts {
  /** Seconds until `ready`. */
  readonly first: number;
  readonly second: number;
}

const READY = /^ready (\S+)$/;
/** What OpenSearch, the host and the collector may take together to stop in order. */
const STOP_WITHIN_MS = 60_000;
const GONE_WITHIN_MS = 5_000;

export async function measureStarts(around: Surroundings): Promise<Starts> {
  const dataDir = await mkdtemp(join(tmpdir(), 'bedrock-bench-start-'));
  try {
    const first = await measureOne('the first', dataDir, around);
    const second = await measureOne('the second', dataDir, around);
    return { first, second };
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function measureOne(which: string, dataDir: string, { say, shutdown }: Surroundings): Promise<number> {
  const [page = 0, openSearch = 0, aws = 0] = await Promise.all([freePort(), freePort(), freePort()]);
  const ports = { '--port': page, '--opensearch-port': openSearch, '--aws-port': aws };
  const options = Object.entries(ports).flatMap(([flag, port]) => [flag, String(port)]);
  const environment = { ...process.env };
  delete environment.OPENSEARCH_URL; // the embedded one is measured

  const began = performance.now();
  const child = spawn('npm', ['start', '--', ...options, '--data-dir', dataDir], {
    cwd: root,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true, // a group of its own, as a terminal gives it
  });
  const tail = new Tail();
  const ready = new Promise<void>((done) => {
    eachLine(child.stdout, (line) => {
      tail.add(line);
      if (READY.test(line)) done();
    });
  });
  eachLine(child.stderr, (line) => tail.add(line));
  const supervised = await supervise(child, {
    graceMs: STOP_WITHIN_MS,
    ask: () => process.kill(-(child.pid ?? NaN), 'SIGINT'),
  });
  shutdown.add('npm start', () => supervised.stop());
  const ended = supervised.drained.then((exit) => {
    throw new Error(`npm start ${describeExit(exit)} before it was ready:\n${tail}`);
  });
  await Promise.race([ready, ended]);
  const seconds = Number(((performance.now() - began) / 1000).toFixed(1));
  say(`${which} npm start was ready after ${seconds} s`);

  ended.catch(() => undefined); // from here on it is meant to end
  await supervised.stop();
  await requireNothingLeft([dataDir, ...Object.values(ports).map((port) => ` ${port}`)]);
  for (const [flag, port] of Object.entries(ports)) await requirePort(port, 'the next start', flag);
  return seconds;
}

/** Processes that were started for us are told by the folder or the ports in their command line. */
async function requireNothingLeft(marks: readonly string[]): Promise<void> {
  const deadline = performance.now() + GONE_WITHIN_MS;
  for (;;) {
    const left = (await runningProcesses()).filter(({ command }) =>
      marks.some((mark) => command.includes(mark)),
    );
    if (left.length === 0) return;
    if (performance.now() > deadline) {
      throw new Error(
        `npm start left behind:\n${left.map(({ pid, command }) => `${pid} ${command}`).join('\n')}`,
      );
    }
    await sleep(100);
  }
}
