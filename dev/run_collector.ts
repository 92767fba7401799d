/**
 * `npm run collector -- …`: the same bundle that ships in the zip, built first where it is stale. Build output
 * goes to stderr, so that stdout is the collector's alone and can be piped.
 */
import { spawn } from 'node:child_process';
import { buildCollector } from '../scripts/build';

async function main(): Promise<number> {
  const bundle = await buildCollector();
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [bundle, ...process.argv.slice(2)], { stdio: 'inherit' });
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
    process.on('disconnect', () => child.kill('SIGTERM'));
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 143)));
  });
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
