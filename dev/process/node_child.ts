/**
 * Starts our own TypeScript programs as child processes: in a process group of their own, so that Ctrl-C reaches
 * the parent alone and the parent decides the order in which things stop; bound to the parent by the IPC channel,
 * so that nothing outlives it. The returned promise resolves when the child says that it is ready.
 */
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { eachLine, Tail } from './lines';
import { SetupProblem } from './setup_problem';
import { describeExit, supervise, type Supervised } from './supervised';

export interface NodeChildSpec {
  /** What people know the program by; stands before each of its lines. */
  readonly name: string;
  /** The program's file; TypeScript is run by tsx, in the same process. */
  readonly script: string;
  readonly args?: readonly string[];
  /** Added to this process's environment. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly nodeOptions?: readonly string[];
  /** How the child says that it is ready: any IPC message (`process.send`), or a line on its standard output. */
  readonly ready: 'message' | RegExp;
  /** Milliseconds until a child that is not ready counts as failed. */
  readonly readyWithinMs?: number;
  /** Milliseconds a child may take to stop by itself; 10 s unless told. */
  readonly graceMs?: number;
  /** Receives each line of both outputs as `[name] line`; also the one that says ready. */
  readonly onLine?: (line: string) => void;
  /** Told as soon as the process exists, so that it can be stopped while it is not yet ready. */
  readonly onSpawn?: (child: Supervised) => void;
}

export interface NodeChild extends Supervised {
  /** The IPC message, or the line. To be parsed by the caller. */
  readonly ready: unknown;
  send(message: object): void;
}

const PRELOAD = resolve(__dirname, 'die_with_parent.cjs');
/** Resolved here, since `--import tsx` would look in the child's working directory. */
const TSX = pathToFileURL(require.resolve('tsx')).href;

/** Rejects with a `SetupProblem` `child_failed` when the child ends, or runs out of time, before it is ready. */
export async function startNodeChild(spec: NodeChildSpec): Promise<NodeChild> {
  const graceMs = spec.graceMs ?? 10_000;
  const options = ['--require', PRELOAD, ...(spec.nodeOptions ?? [])];
  if (/\.[cm]?tsx?$/.test(spec.script)) options.push('--import', TSX);
  const child = spawn(process.execPath, [...options, spec.script, ...(spec.args ?? [])], {
    cwd: spec.cwd,
    env: { ...process.env, ...spec.env, BEDROCK_STOP_GRACE_MS: String(graceMs) },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    detached: true,
  });
  const tail = new Tail();
  const ready = new Promise<unknown>((done) => {
    const hear = (line: string): void => {
      tail.add(line);
      spec.onLine?.(`[${spec.name}] ${line}`);
    };
    const { stdout, stderr } = child;
    if (stdout) {
      eachLine(stdout, (line) => {
        hear(line);
        if (spec.ready !== 'message' && spec.ready.test(line)) done(line);
      });
    }
    if (stderr) eachLine(stderr, hear);
    if (spec.ready === 'message') child.once('message', done);
  });
  const supervised = await supervise(child, { graceMs });
  spec.onSpawn?.(supervised);

  const failed = (how: string): SetupProblem =>
    new SetupProblem('child_failed', `${spec.name} ${how} before it was ready.`, `Its last output:\n${tail}`);
  let timer: NodeJS.Timeout | undefined;
  try {
    const first = await Promise.race([
      ready.then((value) => ({ value })),
      supervised.drained.then((exit) => failed(describeExit(exit))),
      new Promise<SetupProblem>((late) => {
        const limit = spec.readyWithinMs ?? 60_000;
        timer = setTimeout(() => late(failed(`did not answer within ${limit / 1000} s`)), limit);
      }),
    ]);
    if (first instanceof SetupProblem) throw first;
    return {
      ...supervised,
      ready: first.value,
      send: (message) => void child.send(message),
    };
  } catch (error) {
    await supervised.stop();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
