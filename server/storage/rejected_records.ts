/**
 * A record that could not become a document leaves a pointer: where it stands at AWS, its length and why, as
 * codes. Never its bytes: they may hold what people wrote, and retrying reads the source again.
 */
import { createHash } from 'node:crypto';
import { dimensionSetOf } from '../../common/metrics/catalogue';
import type { RecordPointer, RejectedRecord } from '../sources/source';
import type { JsonObject } from '../transforms/outcome';

export interface RecordOrigin {
  readonly integrationId: string;
  readonly accountId: string;
  readonly region: string;
  readonly stream: string;
  readonly namespace: string;
}

/** The same record gets the same id however often it is read. */
export function rejectedId(pointer: RecordPointer): string {
  return createHash('sha256')
    .update(identityOf(pointer).join('|'))
    .digest()
    .subarray(0, 20)
    .toString('base64url');
}

function identityOf(pointer: RecordPointer): readonly string[] {
  switch (pointer.kind) {
    case 'log_event':
      return [pointer.log_group, pointer.log_stream, pointer.event_id];
    case 's3_object':
      return [pointer.bucket, pointer.key, pointer.etag, String(pointer.line)];
    case 'queue_message':
      return [pointer.queue_url, pointer.message_id];
    case 'metric':
      return [
        pointer.namespace,
        ...Object.entries(pointer.dimensions).flat(),
        String(pointer.period),
        String(pointer.timestamp),
      ];
  }
}

/**
 * Event time, for the partition: the event's own, when the object was written, or when the message was sent.
 * Epoch milliseconds.
 */
export function rejectedTimestamp(pointer: RecordPointer): number {
  switch (pointer.kind) {
    case 'log_event':
    case 'metric':
      return pointer.timestamp;
    case 's3_object':
      return pointer.last_modified;
    case 'queue_message':
      return pointer.sent_at;
  }
}

export function rejectedDocument(
  { pointer, length, reasons }: RejectedRecord,
  origin: RecordOrigin,
  ingested: string,
): JsonObject {
  return {
    '@timestamp': new Date(rejectedTimestamp(pointer)).toISOString(),
    data_stream: { type: 'logs', dataset: 'aws_bedrock.rejected', namespace: origin.namespace },
    event: {
      kind: 'pipeline_error',
      module: 'aws_bedrock',
      dataset: 'aws_bedrock.rejected',
      ingested,
    },
    cloud: { provider: 'aws', account: { id: origin.accountId }, region: origin.region },
    bedrock: {
      integration: { id: origin.integrationId },
      stream: origin.stream,
      rejected: { reasons: [...reasons], length },
    },
    aws: awsOrigin(pointer),
  };
}

/** Where a record came from, as the fields of a document. */
export function awsOrigin(pointer: RecordPointer): JsonObject {
  switch (pointer.kind) {
    case 'log_event':
      return {
        cloudwatch: {
          log_group: pointer.log_group,
          log_stream: pointer.log_stream,
          event_id: pointer.event_id,
          ...(pointer.ingestion_time === undefined
            ? {}
            : { ingestion_time: new Date(pointer.ingestion_time).toISOString() }),
        },
      };
    case 's3_object':
      return {
        s3: {
          bucket: { name: pointer.bucket, arn: `arn:aws:s3:::${pointer.bucket}` },
          object: { key: pointer.key, etag: pointer.etag, line: pointer.line },
        },
      };
    case 'queue_message':
      return { sqs: { queue: pointer.queue_url, message_id: pointer.message_id } };
    case 'metric':
      return {
        cloudwatch: {
          namespace: pointer.namespace,
          dimension_set: dimensionSetOf(Object.keys(pointer.dimensions)),
        },
      };
  }
}
