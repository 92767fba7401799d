#!/usr/bin/env node
/**
 * `bedrock-collector`: the collection engine without OpenSearch Dashboards. Each command is one file in
 * `commands/`; adding one is a line here.
 */
import { version } from '../package.json';
import type { Command } from './commands/command';
import { dispatch } from './commands/dispatch';
import { stopSignal } from './commands/stop_signal';
import { writerTo } from './commands/terminal';
import { transformCommand } from './commands/transform_command';

const COMMANDS: readonly Command[] = [transformCommand];

const flushed = (stream: NodeJS.WriteStream): Promise<void> =>
  new Promise((resolve) => stream.write('', () => resolve()));

async function main(): Promise<void> {
  const code = await dispatch(COMMANDS, process.argv.slice(2), {
    stdin: process.stdin,
    write: writerTo(process.stdout),
    say: (line) => process.stderr.write(`${line}\n`),
    version,
    environment: process.env,
    folder: __dirname,
    stopSignal: () => stopSignal(process),
  });
  // What was written must reach a slow reader first; after that nothing that was left open may hold the process.
  await Promise.all([flushed(process.stdout), flushed(process.stderr)]);
  process.exit(code);
}

void main();
