/**
 * `AWS/Bedrock`: what the runtime endpoint did, by model; image sizes; whether invocation logs were delivered.
 * Source: "Monitor Amazon Bedrock runtime metrics", Bedrock user guide. Names as Elastic's `aws_bedrock` has them.
 */
import { count, countEach, milliseconds, type MetricNamespace } from './metric';

const delivery = (what: string, name: string, field: string) => [
  count(`${name}DeliverySuccess`, `${what} that were delivered`, { field: `${field}_delivery_success` }),
  count(`${name}DeliveryFailure`, `${what} that were not delivered`, { field: `${field}_delivery_failure` }),
];

export const RUNTIME_METRICS: MetricNamespace = {
  cloudwatch: 'AWS/Bedrock',
  name: 'runtime',
  meaning: 'Model calls through the runtime endpoint',
  metrics: [
    count('Invocations', 'Requests that were accepted, those that failed later included; no throttled ones'),
    milliseconds('InvocationLatency', 'From the request to the last token'),
    milliseconds('TimeToFirstToken', 'From the request to the first token, of streams'),
    count('InvocationClientErrors', 'Requests that failed through what the caller sent'),
    count('InvocationServerErrors', 'Requests that failed at AWS'),
    count('InvocationThrottles', 'Requests that were turned away for being too many'),
    count('LegacyModelInvocations', 'Requests to models that AWS calls legacy', {
      field: 'legacymodel_invocations',
    }),
    countEach('InputTokenCount', 'Input tokens, without cached ones', { unit: 'tokens' }),
    countEach('OutputTokenCount', 'Output tokens', { unit: 'tokens' }),
    count('CacheReadInputTokens', 'Input tokens read from the cache', { unit: 'tokens' }),
    count('CacheWriteInputTokens', 'Input tokens written to the cache', { unit: 'tokens' }),
    count('OutputImageCount', 'Images that came back'),
    {
      // Each request adds what it uses: the sum of a minute is the use of the quota, of longer periods it is divided.
      ...count('EstimatedTPMQuotaUsage', 'Use of the quota of tokens per minute, an estimate', {
        unit: 'tokens',
      }),
      statistics: ['Sum', 'Maximum'],
    },
    ...delivery(
      'Invocation logs for CloudWatch Logs',
      'ModelInvocationLogsCloudWatch',
      'model_invocation_logs_cloudwatch',
    ),
    ...delivery('Invocation logs for S3', 'ModelInvocationLogsS3', 'model_invocation_logs_s3'),
    ...delivery('Large bodies for S3', 'ModelInvocationLargeDataS3', 'model_invocation_large_data_s3'),
  ],
  dimensions: {
    ModelId: 'model_id',
    ImageSize: 'image_size',
    Quality: 'quality',
    BucketedStepSize: 'bucketed_step_size',
    ServiceTier: 'service_tier',
    ResolvedServiceTier: 'resolved_service_tier',
    ContextWindow: 'context_window',
  },
};
