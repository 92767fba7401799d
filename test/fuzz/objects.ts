/**
 * Whatever lies in an object or comes in a batch: the way from bytes to the lines of a bulk request never throws,
 * and every record that it finds has one outcome, once, however the bytes arrive.
 */
import fc from 'fast-check';
import type { JsonObject } from '../../common/documents/json';
import {
  CONTEXT,
  linesOf,
  type Ran,
  ran,
} from '../../server/collection/workers/in_process_pool.test_support';
import { transformInvocation } from '../../server/transforms/invocation/transform';
import { CANARY, withCanaries } from './checks/canary';
import { fuzz, type Fuzz } from './fuzz';
import {
  anyBytes,
  chunksOf,
  damagedLines,
  damagedObject,
  soundObject,
  type SomeObject,
} from './inputs/object_bytes';
import { json } from './inputs/json';
import { mutatedRecord } from './inputs/mutated_record';
import { damaged, spelled } from './inputs/record_text';

class Broken extends Error {
  override readonly name = 'Broken';
}

const must = (what: string, holds: boolean): void => {
  if (!holds) throw new Broken(what);
};

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

interface Tally {
  readonly records: number;
  readonly indexed: number;
  readonly rejected: number;
  readonly skipped: number;
  readonly reasons: string;
}

/** Counts what came out, and holds the tables beside the bytes to the bytes. */
function tally({ pieces }: Ran): Tally {
  let through = 0;
  let indexed = 0;
  let rejected = 0;
  const reasons: string[] = [];
  for (const piece of pieces) {
    must('pieces in order', piece.through >= through);
    must('a length for each number', piece.lengths.length === piece.numbers.length);
    must(
      'numbers in order, none of them settled before',
      piece.numbers.every((number, place) => number > Math.max(through, piece.numbers[place - 1] ?? 0)),
    );
    must(
      'numbers that are settled',
      piece.numbers.every((number) => number <= piece.through),
    );
    const parts = new Map<number, string[]>();
    for (const { record, part, id } of linesOf(piece)) {
      must('an id', id !== '');
      parts.set(record, [...(parts.get(record) ?? []), part]);
    }
    must('lines for each record', parts.size === piece.numbers.length);
    for (const lines of parts.values()) {
      const [first, second, ...more] = lines;
      const isDocument = first === 'content' && second === 'document';
      must(
        'content and document, or a pointer',
        isDocument || (first === 'rejected' && second === undefined),
      );
      must('nothing else', more.length === 0);
      if (isDocument) indexed += 1;
      else rejected += 1;
    }
    must('as many reasons as rejections', sum(Object.values(piece.reasons)) === piece.rejected);
    reasons.push(...Object.keys(piece.reasons), ...Object.keys(piece.skipped));
    through = piece.through;
  }
  must('rejections are counted', rejected === sum(pieces.map((piece) => piece.rejected)));
  const skipped = sum(pieces.flatMap((piece) => Object.values(piece.skipped)));
  must('every record has one outcome', indexed + rejected + skipped === through);
  return { records: through, indexed, rejected, skipped, reasons: [...new Set(reasons)].sort().join(' ') };
}

const bytesOf = ({ pieces }: Ran): string =>
  pieces.map(({ body }) => Buffer.from(body.bytes).toString('base64')).join();

const start = { context: { ...CONTEXT, contentMode: 'full' as const } };

async function outcome({ bytes, cuts }: Pick<SomeObject, 'bytes' | 'cuts'>): Promise<Tally> {
  const atOnce = await ran({ bytes }, transformInvocation, start);
  const again = await ran({ bytes }, transformInvocation, start);
  must('the same bytes twice', bytesOf(atOnce) === bytesOf(again));
  const chunked = await ran({ chunks: chunksOf(bytes, cuts) }, transformInvocation, start);
  const [one, other] = [tally(atOnce), tally(chunked)];
  // Of damaged gzip more may be read before the damage when it comes in small pieces.
  if (!one.reasons.includes('truncated_gzip'))
    must('the same however it comes', JSON.stringify(one) === JSON.stringify(other));
  return one;
}

async function keepsAll(object: SomeObject): Promise<void> {
  const { records } = await outcome(object);
  must(`${object.records} records in, ${records} outcomes`, records === object.records);
}

async function keepsNeighbours(object: SomeObject): Promise<void> {
  const { indexed } = await outcome(object);
  must(`${object.records} whole records, ${indexed} documents`, indexed >= object.records);
}

const texts: fc.Arbitrary<string[]> = fc.array(
  fc.oneof(
    mutatedRecord.map((record) => JSON.stringify(record)),
    damaged(mutatedRecord),
    json.map((value) => JSON.stringify(value)),
    fc.string({ unit: 'binary' }),
  ),
  { minLength: 1, maxLength: 6 },
);

async function keepsBatch(batch: readonly string[]): Promise<void> {
  const { records } = tally(await ran({ texts: batch }, transformInvocation, start));
  must(`${batch.length} records in, ${records} outcomes`, records === batch.length);
}

const planted: fc.Arbitrary<JsonObject> = mutatedRecord.map((record) => ({
  ...withCanaries(record),
  requestId: 'r',
}));

/** Whether they are documents or pointers to what could not become one. */
async function hidesCanaries(batch: readonly string[]): Promise<void> {
  const { pieces } = await ran({ texts: batch }, transformInvocation, {
    context: { ...CONTEXT, contentMode: 'none' },
  });
  const lines = Buffer.concat(pieces.map(({ body }) => body.bytes));
  must('no canary in what is stored', !lines.includes(CANARY));
}

export const OBJECT_FUZZ: readonly Fuzz[] = [
  fuzz('objects, however laid out, zipped and cut', 60, soundObject, keepsAll),
  fuzz('lines of which some are damaged', 80, damagedLines, keepsNeighbours),
  fuzz('objects that were damaged', 80, damagedObject, async (object) => void (await outcome(object))),
  fuzz('any bytes', 80, anyBytes, async (object) => void (await outcome(object))),
  fuzz('batches of anything', 80, texts, keepsBatch),
  fuzz(
    'nothing that was written, in lines for an index, of damaged records either',
    80,
    fc.array(fc.oneof(spelled(planted), damaged(planted)), { minLength: 1, maxLength: 4 }),
    hidesCanaries,
  ),
];
