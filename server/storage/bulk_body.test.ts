import type { Json } from '../../common/documents/json';
import type { RecordPointer } from '../sources/source';
import type { Indexed } from '../transforms/outcome';
import { BulkBodyBuilder, type Placement } from './bulk_body';
import { GRANULARITIES } from './partitions';

const placement: Placement = {
  origin: {
    integrationId: 'it',
    accountId: '111122223333',
    region: 'us-east-1',
    stream: 'invocation_logs',
    namespace: 'prod',
  },
  granularities: GRANULARITIES,
  ingested: '2026-11-23T00:00:00.000Z',
};
const pointer: RecordPointer = {
  kind: 'log_event',
  log_group: '/bedrock',
  log_stream: 'stream',
  event_id: 'e1',
  timestamp: Date.UTC(2026, 9, 31),
  ingestion_time: Date.UTC(2026, 10, 1),
};
const indexed = (): Indexed => ({
  status: 'indexed',
  dataset: 'invocation',
  id: 'id1',
  timestamp: Date.UTC(2026, 10, 22),
  document: { event: { id: 'r' }, aws: { other: 1 } },
  content: { gen_ai: { prompt: 'p' } },
});

/** The body as pairs of action and source, cut where the table says. */
function parsed(builder: BulkBodyBuilder) {
  const { bytes, operations } = builder.build();
  return operations.map(({ start, end, ...operation }) => {
    const [action = '', source = '', rest] = Buffer.from(bytes).toString('utf8', start, end).split('\n');
    expect(rest).toBe('');
    return { ...operation, action: JSON.parse(action) as unknown, source: JSON.parse(source) as unknown };
  });
}

test('document and content go to their partitions by event time under one id, with origin and first arrival', () => {
  const builder = new BulkBodyBuilder(placement);
  expect(builder.addIndexed(3, indexed(), pointer)).toBeUndefined();
  expect(parsed(builder)).toEqual([
    {
      record: 3,
      part: 'content',
      index: 'bedrock-content-prod-2026.w47',
      action: { create: { _index: 'bedrock-content-prod-2026.w47', _id: 'id1' } },
      source: { gen_ai: { prompt: 'p' }, event: { ingested: '2026-11-23T00:00:00.000Z' } },
    },
    {
      record: 3,
      part: 'document',
      index: 'logs-aws_bedrock.invocation-prod-2026.11',
      action: { create: { _index: 'logs-aws_bedrock.invocation-prod-2026.11', _id: 'id1' } },
      source: {
        event: { id: 'r', ingested: '2026-11-23T00:00:00.000Z' },
        aws: {
          other: 1,
          cloudwatch: {
            log_group: '/bedrock',
            log_stream: 'stream',
            ingestion_time: '2026-11-01T00:00:00.000Z',
          },
        },
      },
    },
  ]);
});

test('a rejected record leaves a pointer by the time of its event, the same however often it is read', () => {
  const builder = new BulkBodyBuilder(placement);
  builder.addRejected(0, { pointer, length: 12, reasons: ['not_json'] });
  builder.addRejected(1, { pointer: { ...pointer, ingestion_time: 5 }, length: 12, reasons: ['not_json'] });
  const [one, again] = parsed(builder);
  expect(one).toMatchObject({
    part: 'rejected',
    index: 'logs-aws_bedrock.rejected-prod-2026.10',
    source: {
      '@timestamp': '2026-10-31T00:00:00.000Z',
      bedrock: { integration: { id: 'it' }, rejected: { reasons: ['not_json'], length: 12 } },
      aws: { cloudwatch: { log_group: '/bedrock', log_stream: 'stream', event_id: 'e1' } },
    },
  });
  expect(again?.action).toEqual(one?.action);
});

test('a document that OpenSearch could never take is rejected before it is sent', () => {
  const builder = new BulkBodyBuilder(placement);
  const huge = { ...indexed(), content: { text: 'x'.repeat(51 * 1024 * 1024) } };
  expect(builder.addIndexed(0, huge, pointer)).toBe('too_large');
  expect(builder.build().operations).toEqual([]);
});

test('the bytes can be handed over to another thread', () => {
  const builder = new BulkBodyBuilder(placement);
  builder.addIndexed(0, indexed(), pointer);
  const { bytes } = builder.build();
  expect(bytes.buffer.byteLength).toBe(bytes.byteLength);
});

test('a record that is nested deeper than the stack leaves nothing in the body', () => {
  let deep: Json = 'end';
  for (let depth = 0; depth < 200_000; depth += 1) deep = [deep];
  const builder = new BulkBodyBuilder(placement);
  builder.addIndexed(0, indexed(), pointer);
  const { size } = builder;
  expect(() => builder.addIndexed(1, { ...indexed(), document: { deep } }, pointer)).toThrow(RangeError);
  expect(builder.size).toBe(size);
  builder.addRejected(1, { pointer, length: 1, reasons: ['unprocessable'] });
  expect(parsed(builder).map(({ record, part }) => [record, part])).toEqual([
    [0, 'content'],
    [0, 'document'],
    [1, 'rejected'],
  ]);
});

test('a metric adds to what is stored, and is stored whole the first time', () => {
  const builder = new BulkBodyBuilder(placement);
  const document = {
    event: { kind: 'metric' },
    aws_bedrock: { runtime: { model_id: 'm', invocations: 3 } },
  };
  const metric = {
    kind: 'metric',
    namespace: 'AWS/Bedrock',
    dimensions: {},
    period: 300,
    timestamp: 0,
  } as const;
  const timestamp = Date.UTC(2026, 10, 22);
  builder.addIndexed(0, { status: 'indexed', dataset: 'runtime', id: 'm1', timestamp, document }, metric);
  expect(parsed(builder)).toEqual([
    {
      record: 0,
      part: 'document',
      merges: true,
      index: 'metrics-aws_bedrock.runtime-prod-2026.11',
      action: {
        update: { _index: 'metrics-aws_bedrock.runtime-prod-2026.11', _id: 'm1', retry_on_conflict: 3 },
      },
      source: {
        script: {
          lang: 'painless',
          source: expect.any(String),
          params: {
            name: 'runtime',
            values: { model_id: 'm', invocations: 3 },
            updated: '2026-11-23T00:00:00.000Z',
          },
        },
        upsert: {
          event: { kind: 'metric', ingested: '2026-11-23T00:00:00.000Z' },
          aws_bedrock: { runtime: { model_id: 'm', invocations: 3 } },
        },
      },
    },
  ]);
});
