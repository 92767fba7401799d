/**
 * `npm run fuzz`: tries everything of `all.ts` in turns, until the time or the cases are used up or something breaks.
 * Then it prints the seed, the smallest case that breaks, and exits with 1.
 */
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { ALL_FUZZ } from './all';
import type { Fuzz } from './fuzz';

const USAGE = `npm run fuzz -- [--seconds 60] [--runs <cases of each>] [--seed <number>] [--only <part of a name>]
Without --runs each is tried in turns of ${turnSize()} times its share in the unit tests, until the time is up.
`;

/** So that a turn of all of them takes a while, and none waits long for its next. */
function turnSize(): number {
  return 5;
}

class WrongUsage extends Error {}

interface Options {
  readonly seconds: number;
  readonly runs: number | undefined;
  readonly seed: number;
  readonly chosen: readonly Fuzz[];
}

function whole(text: string | undefined, name: string): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new WrongUsage(`--${name} takes a whole number`);
  return value;
}

function parse(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seconds: { type: 'string' },
      runs: { type: 'string' },
      seed: { type: 'string' },
      only: { type: 'string' },
    },
  });
  const runs = whole(values.runs, 'runs');
  const chosen = ALL_FUZZ.filter(({ name }) => name.includes(values.only ?? ''));
  if (chosen.length === 0) throw new WrongUsage(`nothing is called «${values.only}»`);
  return {
    seconds: whole(values.seconds, 'seconds') ?? (runs === undefined ? 60 : Infinity),
    runs,
    seed: whole(values.seed, 'seed') ?? randomInt(2 ** 31),
    chosen,
  };
}

async function main(): Promise<number> {
  const { seconds, runs, seed, chosen } = parse(process.argv.slice(2));
  const ends = performance.now() + seconds * 1_000;
  const tried = new Map<Fuzz, number>(chosen.map((fuzz) => [fuzz, 0]));
  console.log(`seed ${seed}`);
  for (let turn = 0; ; turn += 1) {
    for (const fuzz of chosen) {
      const within = ends - performance.now();
      if (within <= 0) return done(tried);
      const options = {
        seed: (seed + turn) % 2 ** 31,
        runs: runs ?? fuzz.quick * turnSize(),
        ...(Number.isFinite(within) ? { within } : {}),
      };
      const result = await fuzz.check(options);
      tried.set(fuzz, (tried.get(fuzz) ?? 0) + result.runs);
      if (result.failure === undefined) continue;
      const again = `npm run fuzz -- --seed ${options.seed} --runs ${options.runs} --only '${fuzz.name}'`;
      console.error(`\n«${fuzz.name}» does not hold. Again: ${again}\n\n${result.failure}`);
      done(tried);
      return 1;
    }
    if (runs !== undefined) return done(tried);
  }
}

function done(tried: ReadonlyMap<Fuzz, number>): number {
  let all = 0;
  for (const [{ name }, cases] of tried) {
    console.log(`${String(cases).padStart(9)}  ${name}`);
    all += cases;
  }
  console.log(`${String(all).padStart(9)}  cases`);
  return 0;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    if (error instanceof WrongUsage || (error instanceof TypeError && 'code' in error)) {
      console.error(`${error.message}\n${USAGE}`);
      process.exit(2);
    }
    console.error(error);
    process.exit(1);
  },
);
