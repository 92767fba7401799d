/**
 * The processes of this machine and their command lines, for tests that prove that nothing was left behind. A process that
 * ended but was not yet collected by its parent (a zombie) does not count as running.
 */
import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { errorCode } from './error_code';

export interface RunningProcess {
  readonly pid: number;
  /** Program and arguments, joined by spaces. */
  readonly command: string;
}

export async function runningProcesses(): Promise<RunningProcess[]> {
  const all = process.platform === 'linux' ? await fromProc() : await fromPs();
  return all.filter(({ command }) => command !== '');
}

export async function isRunning(pid: number): Promise<boolean> {
  return (await runningProcesses()).some((running) => running.pid === pid);
}

/** Small container images lack `ps`. The command line of a zombie is empty. */
async function fromProc(): Promise<RunningProcess[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  return Promise.all(
    pids.map(async (pid) => {
      const raw = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch((error: unknown) => {
        if (['ENOENT', 'ESRCH'].includes(String(errorCode(error)))) return ''; // it ended meanwhile
        throw error;
      });
      return { pid: Number(pid), command: raw.split('\0').join(' ').trim() };
    }),
  );
}

async function fromPs(): Promise<RunningProcess[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-ww', '-o', 'pid=,stat=,args='], {
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout.split('\n').map((line) => {
    const [, pid = '0', state = '', command = ''] = /^\s*(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    return { pid: Number(pid), command: state.startsWith('Z') ? '' : command };
  });
}
