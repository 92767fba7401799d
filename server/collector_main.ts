/**
 * `bedrock-collector`: the collection engine without OpenSearch Dashboards. Each command is one file in
 * `commands/`; adding one is a line here.
 */
import { writerTo, type Command, type Terminal } from './commands/terminal';
import { TRANSFORM_USAGE, transformCommand } from './commands/transform_command';

const WRONG_USAGE = 2;

const COMMANDS: ReadonlyMap<string, Command> = new Map([['transform', transformCommand]]);
const USAGE = ['usage:', `  ${TRANSFORM_USAGE}`].join('\n');

async function main(args: readonly string[], terminal: Terminal): Promise<number> {
  const [name, ...rest] = args;
  const command = name === undefined ? undefined : COMMANDS.get(name);
  if (command) return command(rest, terminal);
  if (name !== undefined) terminal.say(`unknown command '${name}'`);
  terminal.say(USAGE);
  return WRONG_USAGE;
}

main(process.argv.slice(2), {
  stdin: process.stdin,
  write: writerTo(process.stdout),
  say: (line) => process.stderr.write(`${line}\n`),
}).then(
  // Not `process.exit`: what was written must reach a slow reader first.
  (code) => {
    process.exitCode = code;
    // An input nobody reads to its end would keep the process alive.
    process.stdin.destroy();
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = 1;
    process.stdin.destroy();
  },
);
