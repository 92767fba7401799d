import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { eachLine } from './lines';
import { startNodeChild } from './node_child';
import { isRunning } from './process_table';
import type { Exit } from './supervised';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bedrock-child-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function program(name: string, source: string): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, source);
  return file;
}

const FOREVER = 'setInterval(() => undefined, 1000);';

test('is ready at its message; lines carry its name; stop lets it end in its own way', async () => {
  const script = await program(
    'polite.ts',
    `const port: number = Number(process.argv[2]);
     console.log('up with ' + process.env.GIVEN);
     process.on('SIGTERM', () => { console.log('going'); process.exit(7); });
     process.send?.({ port });
     ${FOREVER}`,
  );
  const lines: string[] = [];
  const child = await startNodeChild({
    name: 'polite',
    script,
    args: ['8080'],
    env: { GIVEN: 'care' },
    ready: 'message',
    onLine: (line) => lines.push(line),
  });
  expect(child.ready).toEqual({ port: 8080 });
  expect(await child.stop()).toEqual({ code: 7, signal: null });
  expect(await child.stop()).toEqual(await child.exited);
  expect(lines).toEqual(['[polite] up with care', '[polite] going']);
});

test('is ready at a line', async () => {
  const script = await program('line.js', `console.log('listening on 1234'); ${FOREVER}`);
  const child = await startNodeChild({ name: 'line', script, ready: /^listening on \d+$/ });
  expect(child.ready).toBe('listening on 1234');
  await child.stop();
});

test('one that ignores the request is made to end', async () => {
  const script = await program(
    'stubborn.js',
    `process.on('SIGTERM', () => undefined); process.send({}); ${FOREVER}`,
  );
  const child = await startNodeChild({ name: 'stubborn', script, ready: 'message', graceMs: 50 });
  expect(await child.stop()).toEqual({ code: null, signal: 'SIGKILL' });
});

test('one that ends before it is ready is told with its last words', async () => {
  const script = await program('short.js', `console.error('no such table'); process.exitCode = 4;`);
  await expect(startNodeChild({ name: 'short', script, ready: 'message' })).rejects.toMatchObject({
    code: 'child_failed',
    message: expect.stringMatching(/short ended with code 4.*no such table/s),
  });
});

test('can be stopped before it is ready', async () => {
  const script = await program('slow.js', FOREVER);
  let stopped: Promise<Exit> | undefined;
  const started = startNodeChild({
    name: 'slow',
    script,
    ready: 'message',
    onSpawn: (child) => (stopped = child.stop()),
  });
  await expect(started).rejects.toMatchObject({ code: 'child_failed' });
  expect(await stopped).toEqual({ code: null, signal: 'SIGTERM' });
});

test('one that is never ready is ended', async () => {
  const script = await program('silent.js', `console.log(process.pid); ${FOREVER}`);
  let pid = 0;
  const started = startNodeChild({
    name: 'silent',
    script,
    ready: 'message',
    readyWithinMs: 2_000,
    onLine: (line) => (pid = Number(line.replace('[silent] ', ''))),
  });
  await expect(started).rejects.toMatchObject({ code: 'child_failed' });
  expect(pid).toBeGreaterThan(0);
  expect(await isRunning(pid)).toBe(false);
});

test.each(['', "process.on('SIGTERM', () => undefined);"])(
  'dies with a parent that was killed: %s',
  async (stubbornness) => {
    const child = await program('child.js', `${stubbornness} process.send({ pid: process.pid }); ${FOREVER}`);
    const parentSource = await program(
      'parent.ts',
      `import { startNodeChild } from ${JSON.stringify(resolve(__dirname, 'node_child'))};
       startNodeChild({ name: 'c', script: ${JSON.stringify(child)}, ready: 'message', graceMs: 100 })
         .then(({ pid }) => console.log(pid));`,
    );
    const parent = spawn(process.execPath, ['--import', 'tsx', parentSource], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const pid = await new Promise<number>((done) => eachLine(parent.stdout, (line) => done(Number(line))));
    expect(await isRunning(pid)).toBe(true);
    const ended = once(parent, 'exit');
    parent.kill('SIGKILL');
    await ended;
    while (await isRunning(pid)) await sleep(20);
  },
);
