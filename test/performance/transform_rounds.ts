/**
 * What the `transform` bench runs, bundled like the worker of the zip and alone in a process: gzipped records become
 * bulk lines, against the work that no way of doing it could avoid. Told in processor time, which other programs on
 * the machine change little, and which also counts what a stream hands to other threads.
 */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { BulkBodyBuilder, type Placement } from '../../server/storage/bulk_body';
import { GRANULARITIES } from '../../server/storage/partitions';
import { readBodies } from '../../common/bodies/registry';
import { asObject } from '../../common/documents/json';
import type { ContentMode } from '../../common/integrations/definition';
import { parseModelId } from '../../common/models/model_id';
import { parseJson } from '../../server/transforms/decode/parsed_json';
import { readRecordLists } from '../../server/transforms/decode/read_records';
import { findIndicators } from '../../server/transforms/indicators/find_indicators';
import { indicatorFields } from '../../server/transforms/indicators/indicator_fields';
import { readRecord } from '../../server/transforms/invocation/record';
import { parseEventTime } from '../../server/transforms/invocation/timestamp';
import { transformInvocation } from '../../server/transforms/invocation/transform';

/**
 * What is done with all records in a round. `floor`: what no way of doing it could avoid. A content mode: all of it.
 * `read` and `hinted`: up to the conversation that a record holds, without indicators of it and with them, which says
 * what those cost although no mode is without them.
 */
export const PASSES = ['floor', 'full', 'redacted', 'none', 'read', 'hinted'] as const;
export type Pass = (typeof PASSES)[number];

/** Processor milliseconds of each pass. */
export type Round = Readonly<Record<Pass, number>>;

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

const NO_LOOKUPS = { accountNames: {}, resolvedModels: {} };

/** A worker lives for days: the compiler, whose threads count too, has to be done with every family of models. */
const WARM_UP_ROUNDS = 12;
const ROUNDS = 15;
const ROUNDS_OF_A_PART = 3;

function floor(gzipped: Buffer): number {
  let length = 0;
  for (const line of gunzipSync(gzipped).toString('utf8').split('\n')) {
    if (line !== '') length += JSON.stringify(JSON.parse(line)).length;
  }
  return length;
}

async function transform(gzipped: Buffer, contentMode: ContentMode): Promise<number> {
  const context = { namespace: 'default', contentMode, requestMetadata: true, lookups: NO_LOOKUPS };
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

async function conversations(gzipped: Buffer, hinted: boolean): Promise<number> {
  let told = 0;
  for await (const records of readRecordLists(chunksOf(gzipped))) {
    for (const { text = '', parsed } of records) {
      const raw = asObject((parsed ?? parseJson(text))?.value);
      const time = parseEventTime(raw?.timestamp);
      if (!raw || !time) throw new Error('what is measured is no record');
      const { modelId = '', operation, request, output } = readRecord(text, raw, time, {});
      const { vendor } = parseModelId(modelId);
      const { conversation } = readBodies({ operation, vendor }, { request, response: output.body });
      told += hinted ? Object.keys(indicatorFields(findIndicators(conversation))).length : 1;
    }
  }
  return told;
}

const WORK: Readonly<Record<Pass, (gzipped: Buffer) => number | Promise<number>>> = {
  floor,
  full: (gzipped) => transform(gzipped, 'full'),
  redacted: (gzipped) => transform(gzipped, 'redacted'),
  none: (gzipped) => transform(gzipped, 'none'),
  read: (gzipped) => conversations(gzipped, false),
  hinted: (gzipped) => conversations(gzipped, true),
};

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
  for (let n = 0; n < count; n++) {
    const round: Record<Pass, number> = { floor: 0, full: 0, redacted: 0, none: 0, read: 0, hinted: 0 };
    for (const pass of PASSES) round[pass] = await measured(() => WORK[pass](gzipped));
    rounds.push(round);
  }
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
