/**
 * What a record costs: from gzipped lines as S3 holds them to the lines of a bulk request, as a multiple of the
 * work that cannot be avoided (gunzip, parse, serialise) on the same bytes in the same rounds. Indicators, which are
 * always computed, and redaction have a limit of their own: what a mode costs is told without them.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { z } from 'zod';
import { startNodeChild } from '../../dev/process/node_child';
import { type Bench, type Figure, figure, median } from './figure';
import { sampleLines } from './sample_lines';
import { families, familyTable } from './transform_families';
import type { Round } from './transform_rounds';

const Milliseconds = z.number();
const Rounds = z
  .array(
    z.object({
      floor: Milliseconds,
      full: Milliseconds,
      redacted: Milliseconds,
      none: Milliseconds,
      read: Milliseconds,
      hinted: Milliseconds,
    }),
  )
  .min(1);
/** Over all records, then over each family. */
const RoundsOfFiles = z.tuple([Rounds], Rounds);

const hints = ({ hinted, read }: Round): number => hinted - read;

/** Each as a multiple of the floor of its round. */
const FIGURES: readonly { readonly metric: string; readonly limit: number; of(round: Round): number }[] = [
  { metric: 'full', limit: 2.5, of: (round) => round.full - hints(round) },
  { metric: 'none', limit: 1.6, of: (round) => round.none - hints(round) },
  { metric: 'indicators', limit: 1, of: hints },
  {
    metric: 'redaction_and_indicators',
    limit: 1,
    of: (round) => round.redacted - (round.full - hints(round)),
  },
];

export const transform: Bench = async ({ say, shutdown }) => {
  const folder = await mkdtemp(join(tmpdir(), 'bedrock-bench-transform-'));
  try {
    const lines = sampleLines();
    const parts = families(lines);
    const files = await Promise.all(
      [lines, ...parts.map((part) => part.lines)].map(async (content, n) => {
        const file = join(folder, `${n}.json.gz`);
        await writeFile(file, gzipSync(`${content.join('\n')}\n`));
        return file;
      }),
    );
    say(
      `${lines.length} records, ${(Buffer.byteLength(lines.join('\n')) / lines.length / 1024).toFixed(1)} kB on average`,
    );
    const child = await startNodeChild({
      name: 'transform',
      script: await bundled(folder),
      args: files,
      ready: 'message',
      readyWithinMs: 600_000,
      onSpawn: (spawned) => shutdown.add('the transform', () => spawned.stop()),
    });
    await child.stop();
    const [rounds, ...ofParts] = RoundsOfFiles.parse(child.ready);
    say(familyTable(parts.map((part, n) => ({ ...part, cost: typical(ofParts[n] ?? []) }))));
    const perRecord = Object.entries(typical(rounds)).map(
      ([pass, milliseconds]) => `${pass} ${((milliseconds / lines.length) * 1_000).toFixed(0)} µs`,
    );
    say(`processor time of a record: ${perRecord.join(', ')}`);
    return FIGURES.map(({ metric, limit, of }): Figure => {
      const value = Number(median(rounds.map((round) => of(round) / round.floor)).toFixed(2));
      return figure('transform', metric, { value, unit: '× floor', limit });
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

function typical(rounds: readonly Round[]): Round {
  const of = (pass: keyof Round): number => median(rounds.map((round) => round[pass]));
  return {
    floor: of('floor'),
    full: of('full'),
    redacted: of('redacted'),
    none: of('none'),
    read: of('read'),
    hinted: of('hinted'),
  };
}

/** As the worker of the zip is bundled: what a development tool adds to functions would be measured too. */
async function bundled(folder: string): Promise<string> {
  const outfile = join(folder, 'rounds.cjs');
  await build({
    entryPoints: [resolve(__dirname, 'transform_rounds.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node18',
    format: 'cjs',
    mainFields: ['module', 'main'],
    minifySyntax: true,
    logLevel: 'warning',
  });
  return outfile;
}
