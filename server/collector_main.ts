#!/usr/bin/env node
/**
 * `bedrock-collector`: the collection engine without OpenSearch Dashboards. Each command is one file in
 * `commands/`; adding one is a line here.
 */
import { version } from '../package.json';
import type { Command } from './commands/command';
import { dispatch } from './commands/dispatch';
import { backfillCommand } from './commands/backfill_command';
import { checkCommand } from './commands/check_command';
import { pauseCommand } from './commands/pause_command';
import { pricesCommand } from './commands/prices_command';
import { repriceCommand } from './commands/reprice_command';
import { resumeCommand } from './commands/resume_command';
import { runCommand } from './commands/run_command';
import { runNowCommand } from './commands/run_now_command';
import { statusCommand } from './commands/status_command';
import { stopSignal } from './commands/stop_signal';
import { writerTo } from './commands/terminal';
import { transformCommand } from './commands/transform_command';

const COMMANDS: readonly Command[] = [
  runCommand,
  checkCommand,
  statusCommand,
  pauseCommand,
  resumeCommand,
  runNowCommand,
  backfillCommand,
  repriceCommand,
  pricesCommand,
  transformCommand,
];

const flushed = (stream: NodeJS.WriteStream): Promise<void> =>
  new Promise((resolve) => stream.write('', () => resolve()));

/** The longest that a timer takes. */
const FOREVER_MS = 2 ** 31 - 1;

async function main(): Promise<void> {
  // Waiting alone keeps no process alive: without this it would end in the middle of a pause, as if all was done.
  const alive = setInterval(() => undefined, FOREVER_MS);
  const code = await dispatch(COMMANDS, process.argv.slice(2), {
    stdin: process.stdin,
    write: writerTo(process.stdout),
    say: (line) => process.stderr.write(`${line}\n`),
    version,
    environment: process.env,
    folder: __dirname,
    stopSignal: () => stopSignal(process),
  });
  clearInterval(alive);
  // What was written must reach a slow reader first; after that nothing that was left open may hold the process.
  await Promise.all([flushed(process.stdout), flushed(process.stderr)]);
  process.exit(code);
}

void main();
