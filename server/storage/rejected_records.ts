/**
 * A record that could not become a document leaves a pointer: where it stands at AWS, its length and why, as
 * codes. Never its bytes: they may hold what people wrote, and retrying reads the source again.
 */
import { createHash } from 'node:crypto';
import type { RecordPointer } from '../sources/source';
import type { JsonObject, RejectedCode } from '../transforms/outcome';

export interface RejectedRecord {
  readonly pointer: RecordPointer;
  /** Bytes of the record's text. */
  readonly length: number;
  readonly reasons: readonly RejectedCode[];
}

export interface RecordOrigin {
  readonly integrationId: string;
  readonly accountId: string;
  readonly region: string;
  readonly stream: string;
  readonly namespace: string;
}

/** The same record gets the same id however often it is read. */
export function rejectedId(pointer: RecordPointer): string {
  const parts =
    pointer.kind === 'log_event'
      ? [pointer.log_group, pointer.log_stream, pointer.event_id]
      : [pointer.bucket, pointer.key, pointer.etag, String(pointer.line)];
  return createHash('sha256').update(parts.join('|')).digest().subarray(0, 20).toString('base64url');
}

/** Event time, for the partition: the event's own, or when the object was written. Epoch milliseconds. */
export const rejectedTimestamp = (pointer: RecordPointer): number =>
  pointer.kind === 'log_event' ? pointer.timestamp : pointer.last_modified;

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
  if (pointer.kind === 'log_event')
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
  return {
    s3: {
      bucket: { name: pointer.bucket, arn: `arn:aws:s3:::${pointer.bucket}` },
      object: { key: pointer.key, etag: pointer.etag, line: pointer.line },
    },
  };
}
