/**
 * A started child process under supervision: when it ended and how, and a stop that always ends it: a polite
 * request first, SIGKILL after a grace period. Asking twice is the same as asking once.
 */
import type { ChildProcess } from 'node:child_process';

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface Supervised {
  readonly pid: number;
  /** Resolves when the process has ended, whatever the reason; never rejects. */
  readonly exited: Promise<Exit>;
  /** Like `exited`, when its outputs have been read to their end too; they stay open while a process it left holds them. */
  readonly drained: Promise<Exit>;
  /** Resolves when the process has ended. */
  stop(): Promise<Exit>;
}

export interface StopPolicy {
  /** Milliseconds between the polite request and SIGKILL. */
  readonly graceMs: number;
  /** The polite request; SIGTERM unless the program has a better way. */
  readonly ask?: () => void;
}

/** Rejects when the program could not be started at all (`ENOENT` and the like, as Node reports them). */
export async function supervise(child: ChildProcess, policy: StopPolicy): Promise<Supervised> {
  const exited = new Promise<Exit>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
  const drained = new Promise<Exit>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  });
  const { pid } = child;
  if (pid === undefined) throw new Error('a started process has no id');

  let stopped: Promise<Exit> | undefined;
  const end = async (): Promise<Exit> => {
    if (child.exitCode !== null || child.signalCode !== null) return exited;
    if (policy.ask) policy.ask();
    else child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), policy.graceMs);
    try {
      return await exited;
    } finally {
      clearTimeout(timer);
    }
  };
  return { pid, exited, drained, stop: () => (stopped ??= end()) };
}

export function describeExit({ code, signal }: Exit): string {
  return signal ? `was ended by ${signal}` : `ended with code ${code}`;
}
