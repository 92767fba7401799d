/** Objects as buckets hold them: records laid out in one way or another, zipped or not, cut into chunks anywhere. */
import fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import { mutatedRecord } from './mutated_record';
import { damaged } from './record_text';

type Layout = (texts: readonly string[]) => string;

const layout: fc.Arbitrary<Layout> = fc.constantFrom<Layout>(
  (texts) => texts.join('\n'),
  (texts) => texts.map((text) => `${text}\r\n`).join('\n'),
  (texts) => `\ufeff${texts.join('\n')}\n`,
  (texts) => texts.join(''),
  (texts) => `[${texts.join(',\n')}]`,
  (texts) => `{ "Records" : [${texts.join(', ')}]}`,
);

type Packing = (content: string) => Buffer;

const packing: fc.Arbitrary<Packing> = fc.constantFrom<Packing>(
  (content) => Buffer.from(content),
  (content) => gzipSync(content),
  // Several members one after the other.
  (content) => {
    const bytes = Buffer.from(content);
    const middle = bytes.length >> 1;
    return Buffer.concat([gzipSync(bytes.subarray(0, middle)), gzipSync(bytes.subarray(middle))]);
  },
);

/** Where bytes are cut into chunks, in thousandths of their length. */
export const cuts: fc.Arbitrary<readonly number[]> = fc.array(fc.nat({ max: 1_000 }), { maxLength: 6 });

export function chunksOf(bytes: Buffer, places: readonly number[]): Buffer[] {
  const ends = [...places.map((place) => Math.floor((bytes.length * place) / 1_000)), bytes.length];
  let begin = 0;
  return ends
    .sort((one, other) => one - other)
    .map((end) => {
      const chunk = bytes.subarray(begin, end);
      begin = end;
      return chunk;
    });
}

export interface SomeObject {
  readonly bytes: Buffer;
  /** Records in it. */
  readonly records: number;
  readonly cuts: readonly number[];
}

const record = mutatedRecord.map((value) => JSON.stringify(value));

export const soundObject: fc.Arbitrary<SomeObject> = fc
  .tuple(fc.array(record, { minLength: 1, maxLength: 6 }), layout, packing, cuts)
  .map(([texts, laidOut, packed, places]) => ({
    bytes: packed(laidOut(texts)),
    records: texts.length,
    cuts: places,
  }));

/** Lines of which some are damaged, and how many are not; no damage makes two lines of one. */
export const damagedLines: fc.Arbitrary<SomeObject> = fc
  .tuple(
    fc.array(
      fc.oneof(
        record.map((text) => ({ text, whole: true })),
        damaged(mutatedRecord).map((text) => ({ text: text.replaceAll(/[\r\n]/g, ' '), whole: false })),
      ),
      { minLength: 1, maxLength: 6 },
    ),
    packing,
    cuts,
  )
  .map(([lines, packed, places]) => ({
    bytes: packed(lines.map(({ text }) => text).join('\n')),
    records: lines.filter(({ whole }) => whole).length,
    cuts: places,
  }));

type Damage = (bytes: Buffer) => Buffer;

const damage: fc.Arbitrary<Damage> = fc.oneof(
  fc
    .nat({ max: 999 })
    .map<Damage>((at) => (bytes) => bytes.subarray(0, Math.floor((bytes.length * at) / 1_000))),
  fc.tuple(fc.nat({ max: 999 }), fc.integer({ min: 1, max: 255 })).map<Damage>(([at, mask]) => (bytes) => {
    const copy = Buffer.from(bytes);
    const place = Math.floor((copy.length * at) / 1_000);
    copy[place] = (copy[place] ?? 0) ^ mask;
    return copy;
  }),
  fc
    .tuple(fc.nat({ max: 1_000 }), fc.uint8Array({ minLength: 1, maxLength: 30 }))
    .map<Damage>(([at, noise]) => (bytes) => {
      const place = Math.floor((bytes.length * at) / 1_000);
      return Buffer.concat([bytes.subarray(0, place), noise, bytes.subarray(place)]);
    }),
);

/** How many records come of it nobody knows. */
export const damagedObject: fc.Arbitrary<Omit<SomeObject, 'records'>> = fc
  .tuple(soundObject, fc.array(damage, { minLength: 1, maxLength: 2 }))
  .map(([{ bytes, cuts: places }, damages]) => ({
    bytes: damages.reduce<Buffer>((damagedBytes, apply) => apply(damagedBytes), bytes),
    cuts: places,
  }));

/** Bytes of nothing in particular, and what only begins like gzip or JSON. */
export const anyBytes: fc.Arbitrary<Omit<SomeObject, 'records'>> = fc
  .tuple(
    fc.constantFrom('', '\x1f\x8b', '\x1f\x8b\x08\x00', '{', '[', '{"Records":[', '"', '\xef\xbb\xbf'),
    fc.uint8Array({ maxLength: 300 }),
    cuts,
  )
  .map(([begin, noise, places]) => ({
    bytes: Buffer.concat([Buffer.from(begin, 'latin1'), noise]),
    cuts: places,
  }));
