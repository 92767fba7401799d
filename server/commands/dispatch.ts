/** From the arguments of the process to a command and its exit code; every way to fail says why, in one place. */
import { asFailure, Failure } from '../failure';
import { UnusableFile } from '../headless/collector_file';
import { PortUnavailable } from '../headless/status_server';
import { type Command, EXIT, WrongUsage } from './command';
import type { Program } from './terminal';

export const PROGRAM = 'bedrock-collector';

const EXIT_CODES = `Exit codes: 0 done; 1 failed; 2 wrong arguments or configuration file; 3 a person is needed (what and where
is said).`;

export async function dispatch(
  commands: readonly Command[],
  [first, ...rest]: readonly string[],
  program: Program,
): Promise<number> {
  if (first === '--version' || first === 'version') {
    await program.write(`${program.version}\n`);
    return EXIT.ok;
  }
  const wantsHelp = first === '--help' || first === '-h' || first === 'help';
  const name = first === 'help' ? rest[0] : first;
  const command = commands.find((one) => one.name === name);
  if (command === undefined) {
    if (first === undefined || (wantsHelp && (first !== 'help' || name === undefined))) {
      const overview = overviewOf(commands);
      if (wantsHelp) await program.write(`${overview}\n`);
      else program.say(overview);
      return wantsHelp ? EXIT.ok : EXIT.wrongUsage;
    }
    program.say(`unknown command '${name}'`);
    program.say(overviewOf(commands));
    return EXIT.wrongUsage;
  }
  if (wantsHelp || rest.includes('--help') || rest.includes('-h')) {
    await program.write(`usage: ${PROGRAM} ${command.usage}\n\n${command.help}\n\n${EXIT_CODES}\n`);
    return EXIT.ok;
  }
  return runSafely(command, rest, program);
}

async function runSafely(command: Command, args: readonly string[], program: Program): Promise<number> {
  try {
    return await command.run(args, program);
  } catch (error) {
    if (error instanceof WrongUsage) {
      program.say(`${error.message}\nusage: ${PROGRAM} ${command.usage}`);
      return EXIT.wrongUsage;
    }
    if (error instanceof UnusableFile || error instanceof PortUnavailable) {
      program.say(error.message);
      return EXIT.wrongUsage;
    }
    const failure = asFailure(error);
    program.say(`${failure.message} ${failure.action}`);
    // Where it stood still is ours to know and holds no data; its message might.
    if (!(error instanceof Failure)) program.say(placeOf(error));
    return failure.kind === 'needs_person' ? EXIT.needsPerson : EXIT.failed;
  }
}

/** The stack without the message above it. */
function placeOf(error: unknown): string {
  if (!(error instanceof Error) || error.stack === undefined) return 'no place known';
  const lines = error.stack.split('\n').filter((line) => /^\s+at /.test(line));
  return [error.name, ...lines].join('\n');
}

function overviewOf(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  return [
    `usage: ${PROGRAM} <command> …`,
    '',
    ...commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    `${PROGRAM} <command> --help says more; ${PROGRAM} --version says which one this is.`,
    EXIT_CODES,
  ].join('\n');
}
