/**
 * Gives the store processors of its own, as it has where it is worth measuring a collector: on another machine. What
 * shares them with its store can never give it all that it could take, however little it needs itself.
 */
import { availableParallelism } from 'node:os';
import { findProgram } from '../../dev/process/find_program';
import { runProgram } from '../../dev/process/run_program';

export interface Halves {
  /** For everything but the store. */
  readonly ours: string;
  readonly theirs: string;
  /** As `taskset` lists them. */
  readonly all: string;
}

/** Undefined where processors cannot be given out: there is one, or no `taskset`, which Linux has. */
export function halves(): Halves | undefined {
  const cores = availableParallelism();
  if (cores < 2 || findProgram('taskset') === undefined) return undefined;
  const half = Math.floor(cores / 2);
  return { ours: `0-${half - 1}`, theirs: `${half}-${cores - 1}`, all: `0-${cores - 1}` };
}

/** Keeps a process to these processors, with all its threads and whatever it starts from now on. */
export async function keepTo(processors: string, pid: number): Promise<void> {
  const { code, tail } = await runProgram('taskset', ['-a', '-c', '-p', processors, String(pid)]);
  if (code !== 0) throw new Error(`processors could not be given out:\n${tail}`);
}
