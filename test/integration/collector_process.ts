/** The collector's program in a process of its own, for tests of its commands. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { collectorFolder } from '../../scripts/bundles/collector_folder';

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export class RunningProgram {
  private stdout = '';
  private stderr = '';
  private readonly closed: Promise<unknown>;

  constructor(private readonly child: ChildProcess) {
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.stdout += text));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
    this.closed = once(child, 'close');
  }

  get said(): string {
    return this.stderr;
  }

  signal(name: NodeJS.Signals): void {
    this.child.kill(name);
  }

  /** `code` is null when a signal ended it. */
  async ended(): Promise<Ended> {
    await this.closed;
    return { code: this.child.exitCode, stdout: this.stdout, stderr: this.stderr };
  }

  async kill(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) this.child.kill('SIGKILL');
    await this.closed;
  }
}

export interface StartOptions {
  readonly environment?: Readonly<Record<string, string>>;
  readonly input?: string;
  /** Path of a Node; this one where it is not given. */
  readonly node?: string;
}

/** Built once for all tests of a file, where it is stale. */
let built: ReturnType<typeof collectorFolder> | undefined;

export async function startProgram(
  args: readonly string[],
  { environment = {}, input = '', node = process.execPath }: StartOptions = {},
): Promise<RunningProgram> {
  const { program } = await (built ??= collectorFolder());
  // Nothing of this process's own surroundings: no AWS profile, no options of Node.
  const env = { PATH: process.env.PATH ?? '', HOME: '/nonexistent', ...environment };
  const child = spawn(node, [program, ...args], { env, stdio: ['pipe', 'pipe', 'pipe'] });
  const running = new RunningProgram(child);
  child.stdin?.on('error', () => undefined).end(input);
  return running;
}

export const runProgram = async (args: readonly string[], options?: StartOptions): Promise<Ended> =>
  (await startProgram(args, options)).ended();
