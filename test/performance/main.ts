/**
 * `npm run bench -- <name>|all`: measures, prints a table and one JSON line per figure, and exits with 1 when a
 * figure misses its limit. Progress goes to stderr. What a bench started is stopped on Ctrl-C and at its end.
 */
import { SetupProblem } from '../../dev/process/setup_problem';
import { Shutdown, stopOnSignals } from '../../dev/process/shutdown';
import { bundle } from './bundle';
import { type Bench, type Figure, table } from './figure';
import { ingest } from './ingest';
import { loop } from './loop';
import { describeLoad, load, machine } from './machine';
import { memory } from './memory';
import { objects } from './objects';
import { start } from './start';
import { transform } from './transform';

const BENCHES: Readonly<Record<string, Bench>> = {
  bundle,
  transform,
  ingest,
  objects,
  memory,
  loop,
  start,
};
const USAGE = `npm run bench -- <name>|all; there are: ${Object.keys(BENCHES).join(', ')}\n`;

const say = (line: string): void => void process.stderr.write(`${line}\n`);

async function main(): Promise<number> {
  const [name = 'all', ...others] = process.argv.slice(2);
  const chosen = name === 'all' ? Object.keys(BENCHES) : [name];
  if (others.length > 0 || !chosen.every((one) => Object.hasOwn(BENCHES, one))) {
    process.stderr.write(USAGE);
    return 2;
  }
  const figures: Figure[] = [];
  const before = load();
  for (const one of chosen) figures.push(...(await run(one)));
  process.stdout.write(`${machine()}\n${describeLoad(before, load())}\n\n${table(figures)}\n\n`);
  for (const figure of figures) process.stdout.write(`${JSON.stringify(figure)}\n`);
  return figures.every(({ ok }) => ok) ? 0 : 1;
}

const shutdown = new Shutdown();
stopOnSignals(shutdown, say);
// The parent that npm started holds the other end: when it is gone, so are we.
process.once('disconnect', () => {
  void shutdown.run().finally(() => process.exit(1));
});

async function run(name: string): Promise<readonly Figure[]> {
  const bench = BENCHES[name];
  if (bench === undefined) throw new RangeError(`there is no bench ${name}`);
  say(`${name}:`);
  return bench({ say: (line) => say(`  ${line}`), shutdown });
}

main().then(
  (code) => process.exit(code),
  async (error: unknown) => {
    const stopped = shutdown.begun;
    await shutdown.run();
    // What fails because everything is being stopped is no news; the signal's own end follows.
    if (stopped) return;
    say(
      error instanceof SetupProblem
        ? error.message
        : error instanceof Error
          ? `${error.stack}`
          : String(error),
    );
    process.exit(1);
  },
);
