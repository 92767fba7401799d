import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { eachLine } from './lines';
import { isRunning } from './process_table';
import { runProgram } from './run_program';

const LEASH = resolve(__dirname, 'leash.cjs');

test('hands back what a program printed and how it ended', async () => {
  const result = await runProgram('sh', ['-c', 'echo one; echo two; echo trouble >&2; exit 3']);
  expect(result).toMatchObject({ code: 3, stdout: 'one\ntwo' });
  expect(result.tail.split('\n').sort()).toEqual(['one', 'trouble', 'two']);
});

test('passes environment and working directory on', async () => {
  const { stdout } = await runProgram('sh', ['-c', 'echo $GIVEN; pwd'], { env: { GIVEN: 'yes' }, cwd: '/' });
  expect(stdout).toBe('yes\n/');
});

test('a program that is not there is told as code 127', async () => {
  const { code, tail } = await runProgram('no-such-program-here', []);
  expect(code).toBe(127);
  expect(tail).toContain('no-such-program-here');
});

test('when the parent is gone, so are the program and what it started, even if they ignore SIGTERM', async () => {
  // The leash's standard input is the parent's life; ending it is what the system does when the parent is killed.
  const stubborn = "trap '' TERM; sleep 1000 & echo $!; echo $$; wait; wait";
  const leash = spawn(process.execPath, [LEASH, 'sh', '-c', stubborn], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const pids = await new Promise<number[]>((done) => {
    const seen: number[] = [];
    eachLine(leash.stdout, (line) => {
      seen.push(Number(line));
      if (seen.length === 2) done(seen);
    });
  });
  for (const pid of pids) expect(await isRunning(pid)).toBe(true);

  leash.stdin.end();
  await once(leash, 'exit');
  for (const pid of pids) {
    while (await isRunning(pid)) await sleep(20);
  }
});
