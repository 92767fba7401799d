/**
 * The process behind `npm start`'s sample traffic: a local AWS on a loopback port with the workload in it. It
 * prints one line of JSON when everything up to now is there, then keeps delivering. Nothing is kept between
 * starts: traffic is a function of seed and time, so hours missed while stopped are filled by the next start.
 * It ends with its parent: when the IPC channel or a piped standard input closes, on SIGINT and on SIGTERM.
 */
import { fstatSync } from 'node:fs';

import { startLocalAws } from '../aws/local_aws';
import { noQuota } from '../aws/quotas';
import { parseOptions, UsageError } from './options';
import { describe, startWorkload } from './workload';

const TICK = 1_000;

async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2));
  const { now: fixed, port, seed, days, live, notifiedFrom } = options;
  const clock = () => fixed ?? Date.now();
  const aws = await startLocalAws({ port, clock, ...(fixed !== undefined && { quota: noQuota }) });
  const workload = startWorkload(aws.sink, seed, { now: clock(), days, notifiedFrom });
  const timer = live ? setInterval(() => workload.advance(clock()), TICK) : undefined;
  endWith(async () => {
    clearInterval(timer);
    await aws.stop();
  });
  process.stdout.write(`${JSON.stringify({ ready: true, url: aws.url, live, ...describe(workload) })}\n`);
}

function endWith(stop: () => Promise<void>): void {
  let ending = false;
  const end = () => {
    if (ending) return;
    ending = true;
    stop().then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    );
  };
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  if (process.connected) process.once('disconnect', end);
  else if (isPipe(0)) process.stdin.resume().once('end', end).once('error', end);
}

/** A terminal or /dev/null says nothing about whether a parent still lives; a pipe or socket does. */
function isPipe(descriptor: number): boolean {
  try {
    const stat = fstatSync(descriptor);
    return stat.isFIFO() || stat.isSocket();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EBADF') return false;
    throw error;
  }
}

function fail(error: unknown): never {
  if (error instanceof UsageError) console.error(error.message);
  else if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    console.error(
      'The port of the local AWS is taken: choose another one with --port, or 0 for any free one',
    );
  } else console.error('The sample workload has stopped:', error);
  process.exit(1);
}

process.once('uncaughtException', fail);
main().catch(fail);
