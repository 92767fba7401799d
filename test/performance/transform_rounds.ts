/**
 * What the `transform` bench runs, bundled like the worker of the zip and alone in a process: gzipped records become
 * bulk lines, against the work that no way of doing it could avoid. Told in processor time, which other programs on
 * the machine change little, and which also counts what a stream hands to other threads.
 */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { BulkBodyBuilder, type Placement } from '../../server/storage/bulk_body';
import { GRANULARITIES } from '../../server/storage/partitions';
import { readRecordLists } from '../../server/transforms/decode/read_records';
import { transformInvocation } from '../../server/transforms/invocation/transform';

/** Processor milliseconds of one pass over all records. */
export interface Round {
  readonly floor: number;
  readonly full: number;
  readonly none: number;
}

/** The rounds over each of the files given, in their order. */
export type RoundsOfFiles = readonly (readonly Round[])[];

/** Lines leave the worker in pieces of this size. */
const PIECE_BYTES = 1024 * 1024;
const PLACEMENT: Placement = {
  origin: {
    integrationId: 'bench',
    accountId: '111122223333',
    region: 'us-east-1',
    stream: 'invocation_logs',
    namespace: 'default',
  },
  granularities: GRANULARITIES,
  ingested: '2026-11-01T00:00:00.000Z',
};

/** A worker lives for days: the compiler, whose threads count too, has to be done with every family of models. */
const WARM_UP_ROUNDS = 12;
const ROUNDS = 15;
const ROUNDS_OF_A_PART = 5;

function floor(gzipped: Buffer): number {
  let length = 0;
  for (const line of gunzipSync(gzipped).toString('utf8').split('\n')) {
    if (line !== '') length += JSON.stringify(JSON.parse(line)).length;
  }
  return length;
}

async function transform(gzipped: Buffer, contentMode: 'full' | 'none'): Promise<number> {
  const context = {
    namespace: 'default',
    contentMode,
    requestMetadata: true,
    lookups: { accountNames: {}, resolvedModels: {} },
  };
  let builder = new BulkBodyBuilder(PLACEMENT);
  let length = 0;
  let line = 0;
  for await (const records of readRecordLists(chunksOf(gzipped))) {
    for (const { text = '', parsed } of records) {
      const outcome = transformInvocation(text, context, {}, parsed);
      if (outcome.status !== 'indexed') throw new Error(`a record was ${outcome.status}`);
      const refused = builder.addIndexed(line, outcome, {
        kind: 's3_object',
        bucket: 'bucket',
        key: 'key',
        etag: 'etag',
        line,
        last_modified: outcome.timestamp,
      });
      if (refused !== undefined) throw new Error(`a record was refused: ${refused}`);
      line += 1;
      if (builder.size < PIECE_BYTES) continue;
      length += builder.build().bytes.length;
      builder = new BulkBodyBuilder(PLACEMENT);
    }
  }
  return length + builder.build().bytes.length;
}

async function* chunksOf(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes;
}

async function measured(work: () => number | Promise<number>): Promise<number> {
  const before = process.cpuUsage();
  const length = await work();
  const { user, system } = process.cpuUsage(before);
  // A result that nothing looks at may be optimised away.
  if (length === 0) throw new Error('nothing was made');
  return (user + system) / 1_000;
}

async function roundsOver(gzipped: Buffer, count: number): Promise<Round[]> {
  const rounds: Round[] = [];
  for (let n = 0; n < count; n++)
    rounds.push({
      floor: await measured(() => floor(gzipped)),
      full: await measured(() => transform(gzipped, 'full')),
      none: await measured(() => transform(gzipped, 'none')),
    });
  return rounds;
}

async function main(): Promise<void> {
  const [all, ...parts] = process.argv.slice(2).map((path) => readFileSync(path));
  if (all === undefined) throw new Error('no file of records is named');
  await roundsOver(all, WARM_UP_ROUNDS);
  const rounds: Round[][] = [await roundsOver(all, ROUNDS)];
  for (const part of parts) rounds.push(await roundsOver(part, ROUNDS_OF_A_PART));
  process.send?.(rounds satisfies RoundsOfFiles);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});
