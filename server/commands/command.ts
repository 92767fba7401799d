/**
 * What every command of `bedrock-collector` is made of. A command answers its exit code; what it cannot do because of how
 * it was called it throws as `WrongUsage`, and what it cannot do because of somebody else as a `Failure`.
 */
import { parseArgs, type ParseArgsConfig } from 'node:util';
import type { Program } from './terminal';

/** What the exit code of every command means. */
export const EXIT = {
  ok: 0,
  /** It may pass by itself, or is a fault of this program. */
  failed: 1,
  /** The arguments or the configuration file. */
  wrongUsage: 2,
  /** A right, a resource or a setting is missing that only a person can supply. */
  needsPerson: 3,
} as const;

export interface Command<P = Program> {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** Arguments, without the name of the program. */
  readonly usage: string;
  /** What `--help` says below the usage. */
  readonly help: string;
  run(args: readonly string[], program: P): Promise<number>;
}

export class WrongUsage extends Error {
  override readonly name = 'WrongUsage';
}

type Options = NonNullable<ParseArgsConfig['options']>;

/** As `parseArgs` of Node, with its complaints as `WrongUsage`. */
export function parseOptions<const O extends Options>(
  args: readonly string[],
  options: O,
  positionals = false,
) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: positionals, strict: true });
  } catch (error) {
    throw new WrongUsage(error instanceof Error ? error.message : String(error));
  }
}

/** Throws `WrongUsage` where an option that is needed was not given. */
export function needed(value: string | undefined, option: string): string {
  if (value === undefined || value === '') throw new WrongUsage(`--${option} is needed`);
  return value;
}
