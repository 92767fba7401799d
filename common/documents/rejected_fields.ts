/**
 * Every field of a rejected pointer: where a record stands that could not become a document, how long it is and
 * why, as codes. Never its text, which may be what people wrote.
 */
import { field, type Field } from './field';

export const REJECTED_FIELDS: readonly Field[] = [
  field(
    '@timestamp',
    'date',
    "The event's time, or when its object was written or its message sent",
    'source',
  ),
  field('data_stream.type', 'keyword', 'Kind of data', 'constant: logs'),
  field('data_stream.dataset', 'keyword', 'Name of the data set', 'constant: aws_bedrock.rejected'),
  field('data_stream.namespace', 'keyword', 'Namespace of the integration', 'integration'),
  field('event.kind', 'keyword', 'Kind of event', 'constant: pipeline_error'),
  field('event.module', 'keyword', 'Module of the data', 'constant: aws_bedrock'),
  field('event.dataset', 'keyword', 'Name of the data set', 'constant: aws_bedrock.rejected'),
  field('event.ingested', 'date', 'First arrival', 'storage'),
  field('cloud.provider', 'keyword', 'Cloud provider', 'constant: aws'),
  field('cloud.account.id', 'keyword', 'Account', 'integration'),
  field('cloud.region', 'keyword', 'Region', 'integration'),
  field('bedrock.integration.id', 'keyword', 'Integration that read it', 'integration'),
  field('bedrock.stream', 'keyword', 'Stream it was read from', 'integration'),
  field('bedrock.rejected.reasons', 'keyword', 'Codes of what is wrong with it', 'transform, storage'),
  field('bedrock.rejected.length', 'long', 'Length of its text', 'source', 'bytes'),
  field('aws.cloudwatch.log_group', 'keyword', 'Log group', 'source'),
  field('aws.cloudwatch.log_stream', 'keyword', 'Log stream', 'source'),
  field('aws.cloudwatch.event_id', 'keyword', 'Id of the log event', 'source'),
  field('aws.cloudwatch.ingestion_time', 'date', 'When CloudWatch Logs took it in', 'source'),
  field('aws.cloudwatch.namespace', 'keyword', 'CloudWatch namespace of a metric', 'source'),
  field('aws.cloudwatch.dimension_set', 'keyword', 'Exact set of its dimensions', 'source'),
  field('aws.s3.bucket.name', 'keyword', 'Bucket', 'source'),
  field('aws.s3.bucket.arn', 'keyword', 'Bucket', 'source'),
  field('aws.s3.object.key', 'keyword', 'Object', 'source'),
  field('aws.s3.object.etag', 'keyword', 'Version of the object', 'source'),
  field('aws.s3.object.line', 'long', 'Line in the object, from 1; 0: the object as a whole', 'source'),
  field('aws.sqs.queue', 'keyword', 'URL of the queue whose message leads to no object', 'source'),
  field('aws.sqs.message_id', 'keyword', 'Id of that message', 'source'),
];
