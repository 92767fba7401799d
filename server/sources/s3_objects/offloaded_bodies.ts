/**
 * Bodies that Bedrock put beside the records because they were too large. The path stands in a record, which anybody
 * who calls a model may have had a part in, so it is followed only to where Bedrock writes bodies of this account, in
 * buckets that the definition names and the configuration allows.
 */
import { backoffMs } from '../../backoff';
import type { Clock } from '../../clock';
import { Failure } from '../../failure';
import type { OffloadedBodies } from '../source';
import { HOUR_MS, parseBedrockKey } from './bedrock_layout';
import { Denials, isDenial } from './denials';
import { openBody } from './open_object';
import type { S3Objects } from './s3_objects';

export interface OffloadedBodiesDependencies {
  /** By the region of the bucket. */
  readonly objectsIn: (region: string) => S3Objects;
  readonly accountId: string;
  readonly regions: readonly string[];
  /** Names; within what the configuration allows. */
  readonly buckets: readonly string[];
  /** Where all of `buckets` are; without it, where the path says that the call was made. */
  readonly bucketRegion?: string;
  /** As they lie in S3. */
  readonly maxBytes: number;
  readonly clock: Clock;
  readonly random: () => number;
}

/** Record and body arrive in any order, this much apart at most. */
const SETTLED_AFTER_MS = 10 * 60_000;
const ATTEMPTS = 4;
const MISSING_BACKOFF = { baseMs: 1_000, maxMs: 8_000 };
/** Waited for so many in vain, one stops waiting until one is there. */
const PATIENCE = 3;

export function offloadedBodies(dependencies: OffloadedBodiesDependencies): OffloadedBodies {
  const { clock, random, maxBytes } = dependencies;
  let inVain = 0;
  const denials = new Denials();
  return {
    async fetch(s3Path, signal) {
      const place = covered(s3Path, dependencies);
      if (place === undefined) return 'refused';
      const { bucket, key, region, hour } = place;
      const objects = dependencies.objectsIn(dependencies.bucketRegion ?? region);
      for (let attempt = 1; ; attempt++) {
        const body = await openBody({ bucket, key }, { objects, clock, random }, signal).catch(
          (error: unknown) => unlessOfThisBody(error, bucket, denials),
        );
        if (body === 'unreadable') return 'missing';
        if (body !== 'missing') {
          inVain = 0;
          denials.read(bucket);
          return readWhole(body, maxBytes);
        }
        const mayCome = clock.now() < hour + HOUR_MS + SETTLED_AFTER_MS;
        if (!mayCome || inVain >= PATIENCE || attempt === ATTEMPTS || signal.aborted) {
          if (mayCome && attempt === ATTEMPTS) inVain += 1;
          return 'missing';
        }
        await clock.sleep(backoffMs(attempt, MISSING_BACKOFF, random), signal);
      }
    },
  };
}

interface CoveredPath {
  readonly bucket: string;
  readonly key: string;
  readonly region: string;
  readonly hour: number;
}

/** Undefined for a path that must not be followed. */
function covered(
  s3Path: string,
  { accountId, regions, buckets }: OffloadedBodiesDependencies,
): CoveredPath | undefined {
  const [, bucket = '', key = ''] = /^s3:\/\/([a-z0-9.-]{3,63})\/(.{1,1024})$/s.exec(s3Path) ?? [];
  const place = parseBedrockKey(key);
  if (!buckets.includes(bucket) || place === undefined) return undefined;
  if (place.accountId !== accountId || !regions.includes(place.region)) return undefined;
  // One name below `data/`, and no segment that something on the way might resolve.
  if (!/^data\/[^/]+$/.test(place.rest) || /(?:^|\/)\.{1,2}(?:\/|$)/.test(key)) return undefined;
  return { bucket, key, region: place.region, hour: place.hour };
}

/** Of a body that is archived, or denied where others are not, the record has nothing more than its path. */
function unlessOfThisBody(error: unknown, bucket: string, denials: Denials): 'unreadable' {
  if (!(error instanceof Failure)) throw error;
  if (error.code === 'object_archived') return 'unreadable';
  if (isDenial(error) && denials.isReadable(bucket)) return 'unreadable';
  throw error;
}

async function readWhole(
  body: { readonly length: number; readonly chunks: AsyncIterable<Uint8Array>; discard(): void },
  maxBytes: number,
): Promise<Uint8Array | 'too_large'> {
  if (body.length > maxBytes) {
    body.discard();
    return 'too_large';
  }
  const whole = new Uint8Array(body.length);
  let offset = 0;
  for await (const chunk of body.chunks) {
    // More than was announced: nothing that S3 does.
    if (offset + chunk.byteLength > whole.byteLength) return 'too_large';
    whole.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return whole;
}
