/**
 * Calls of every combination that a split has to keep apart or together: models with and without a rate, callers and
 * accounts that a record does not name, failures, and metadata whose keys begin with each other or look like patterns.
 */
import fc from 'fast-check';

export const RANGE = { from: Date.UTC(2026, 8, 1), to: Date.UTC(2026, 10, 20) } as const;

export interface SampleRecord {
  readonly requestId: string;
  readonly timestamp: string;
  readonly accountId?: string;
  readonly region: string;
  readonly operation: string;
  readonly modelId?: string;
  readonly errorCode?: string;
}

export interface SampleCall {
  readonly record: SampleRecord;
  /** What its metadata say: text that is not empty, numbers and truth values, the first 256 characters. */
  readonly metadata: ReadonlyMap<string, string>;
}

export const ACCOUNTS = ['111122223333', '444455556666'] as const;
export const REGIONS = ['us-east-1', 'eu-central-1'] as const;
const PROFILE = 'arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/a1b2c3d4e5f6';
const MODELS = [
  'anthropic.claude-3-haiku-20240307-v1:0',
  'us.anthropic.claude-sonnet-4-5-20250929-v1:0',
  'arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-micro-v1:0',
  'amazon.nova-micro-v1:0',
  PROFILE,
  'nobody.knows-this-one-v1:0',
] as const;
const CALLERS = ['assumed-role/app/one', 'assumed-role/app/two', 'assumed-role/batch/job'] as const;

/** Beginnings of each other, signs of Lucene's expressions, what pairs are made with, and names of every object. */
export const METADATA_KEYS = [
  'team',
  'team=',
  'team=a',
  'team%3Da',
  'tea',
  'team.x',
  'Team',
  '.*',
  'a|b',
  '[a-z]+',
  'x{2}',
  '<1-9>',
  '~#@&"',
  '\\d',
  '(',
  '^$-?',
  'cost center',
  'ключ',
  '🙂',
  '__proto__',
  'constructor',
  '='.repeat(255),
] as const;

const text = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom('a', 'b', 'c', 'a=b', '=', 'A', ' ') },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 60 }).map((n) => `value ${n}`) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }) },
  { weight: 1, arbitrary: fc.constant('long '.repeat(60)) },
);
const value = fc.oneof(
  { weight: 8, arbitrary: text },
  { weight: 1, arbitrary: fc.oneof(fc.integer(), fc.boolean()) },
  { weight: 1, arbitrary: fc.constantFrom('', null, ['a'], { a: 'b' }) },
);

/** At most as many as Bedrock takes. */
const metadata = fc.uniqueArray(
  fc.tuple(
    fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...METADATA_KEYS.slice(0, 4)) },
      { weight: 3, arbitrary: fc.constantFrom(...METADATA_KEYS) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }) },
    ),
    value,
  ),
  { selector: ([key]) => key, maxLength: 8 },
);

const count = fc.integer({ min: 0, max: 5_000 });
const perhaps = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 8 });

export const sampleCall: fc.Arbitrary<SampleCall> = fc
  .record({
    at: fc.integer({ min: RANGE.from, max: RANGE.to - 1 }),
    accountId: perhaps(fc.constantFrom(...ACCOUNTS)),
    region: fc.constantFrom(...REGIONS),
    modelId: perhaps(fc.constantFrom(...MODELS)),
    caller: perhaps(fc.constantFrom(...CALLERS)),
    operation: fc.constantFrom('Converse', 'ConverseStream', 'InvokeModel'),
    failed: fc.nat({ max: 9 }).map((n) => n === 0),
    tokens: fc.tuple(count, count, count, count),
    metadata,
  })
  .map(({ at, caller, failed, tokens: [input, output, read, written], metadata: pairs, ...said }) => ({
    record: {
      schemaType: 'ModelInvocationLog',
      schemaVersion: '1.0',
      requestId: '',
      timestamp: new Date(at).toISOString(),
      ...said,
      ...(caller === undefined ? {} : { identity: { arn: `arn:aws:sts::111122223333:${caller}` } }),
      ...(failed ? { errorCode: 'ThrottlingException' } : {}),
      requestMetadata: Object.fromEntries(pairs),
      input: failed
        ? {}
        : { inputTokenCount: input, cacheReadInputTokenCount: read, cacheWriteInputTokenCount: written },
      output: failed ? {} : { outputTokenCount: output },
    },
    metadata: new Map(
      pairs.flatMap(([key, said]): [string, string][] => {
        const kept = typeof said === 'object' ? '' : String(said).slice(0, 256);
        return kept === '' || key.trim() === '' ? [] : [[key, kept]];
      }),
    ),
  }));
