/**
 * Fields every stored document shares, under the names of the Elastic Common Schema.
 */
import { field, type Field } from './field';

const constant = (name: string, meaning: string, value: string): Field =>
  field(name, 'keyword', meaning, `constant: ${value}`);

export const ECS_FIELDS: readonly Field[] = [
  field('@timestamp', 'date', 'When the model was called', 'timestamp'),
  constant('ecs.version', 'Version of the Elastic Common Schema', '8.17.0'),
  constant('data_stream.type', 'Kind of data', 'logs'),
  constant('data_stream.dataset', 'Name of the data set', 'aws_bedrock.invocation'),
  field('data_stream.namespace', 'keyword', 'Namespace of the integration', 'integration'),
  field('event.id', 'keyword', 'Id of the request at AWS', 'requestId'),
  constant('event.kind', 'Kind of event', 'event'),
  constant('event.module', 'Module of the data', 'aws_bedrock'),
  constant('event.dataset', 'Name of the data set', 'aws_bedrock.invocation'),
  field('event.action', 'keyword', 'API operation; an open set', 'operation'),
  field(
    'event.outcome',
    'keyword',
    '`failure` after an error or when a guardrail intervened, else `success`. Error rates count `error.code`',
    'errorCode, guardrail',
  ),
  field('event.duration', 'long', 'Response time, where known', 'gen_ai.performance.response_time', 'ns'),
  field('event.ingested', 'date', 'First arrival', 'storage'),
  field('event.updated', 'date', 'Last change after the first arrival', 'storage'),
  constant('cloud.provider', 'Cloud provider', 'aws'),
  constant('cloud.service.name', 'Service', 'bedrock'),
  field('cloud.account.id', 'keyword', 'Account that called', 'accountId'),
  field('cloud.account.name', 'keyword', 'Name configured for the account, else its id', 'integration'),
  field('cloud.region', 'keyword', 'Region that was called', 'region'),
  field('user.id', 'keyword', 'ARN of the caller', 'identity.arn'),
  field('user.name', 'keyword', 'Role or user that called, without its session', 'identity.arn'),
  field('user.roles', 'keyword', 'Role that was assumed', 'identity.arn'),
  field('related.user', 'keyword', 'Every name of the caller', 'identity.arn'),
  field('error.code', 'keyword', 'Why the call failed', 'errorCode'),
  field('tags', 'keyword', 'Tags', 'storage'),
  field('aws.s3.bucket.name', 'keyword', 'Bucket of the first arrival', 'storage'),
  field('aws.s3.bucket.arn', 'keyword', 'Bucket of the first arrival', 'storage'),
  field('aws.s3.object.key', 'keyword', 'Object of the first arrival', 'storage'),
  field('aws.cloudwatch.log_group', 'keyword', 'Log group of the first arrival', 'storage'),
  field('aws.cloudwatch.log_stream', 'keyword', 'Log stream of the first arrival', 'storage'),
  field('aws.cloudwatch.ingestion_time', 'date', 'When CloudWatch Logs took the record in', 'storage'),
];
