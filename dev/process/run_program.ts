/**
 * Runs a foreign program to its end and hands back what it printed. It is on a leash: should this process die,
 * even by SIGKILL, the program and what it started die too.
 */
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { eachLine, Tail } from './lines';
import { supervise } from './supervised';

export interface ProgramResult {
  /** 127 when the program could not be started. */
  readonly code: number;
  /** Standard output, whole. */
  readonly stdout: string;
  /** The last lines of both outputs, for messages. */
  readonly tail: string;
}

export interface RunOptions {
  readonly cwd?: string;
  /** Added to this process's environment. */
  readonly env?: Readonly<Record<string, string>>;
}

const LEASH = resolve(__dirname, 'leash.cjs');
/** Longer than the leash's own grace, which ends the program itself. */
const LEASH_GRACE_MS = 10_000;
const DRAIN_MS = 2_000;

export async function runProgram(
  program: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<ProgramResult> {
  const child = spawn(process.execPath, [LEASH, program, ...args], {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  const printed: string[] = [];
  const tail = new Tail();
  eachLine(child.stdout, (line) => {
    printed.push(line);
    tail.add(line);
  });
  eachLine(child.stderr, (line) => tail.add(line));
  const { exited, drained } = await supervise(child, { graceMs: LEASH_GRACE_MS });
  const { code } = await exited;
  // A service that the program started may hold its outputs open for ever.
  await Promise.race([drained, sleep(DRAIN_MS, undefined, { ref: false })]);
  return { code: code ?? 1, stdout: printed.join('\n'), tail: String(tail) };
}
