/** The fields of invocation documents that questions are asked of; the names are those of the field catalogue. */
export const FIELD = {
  time: '@timestamp',
  account: 'cloud.account.id',
  accountName: 'cloud.account.name',
  region: 'cloud.region',
  model: 'aws_bedrock.invocation.model.base_id',
  caller: 'user.name',
  error: 'error.code',
  uncachedInput: 'gen_ai.usage.prompt_tokens',
  output: 'gen_ai.usage.completion_tokens',
  cacheRead: 'gen_ai.usage.cache_read.input_tokens',
  cacheWrite: 'gen_ai.usage.cache_creation.input_tokens',
  totalTokens: 'gen_ai.usage.total_tokens',
  responseTime: 'gen_ai.performance.response_time',
  firstToken: 'gen_ai.performance.start_response_time',
  metadataPairs: 'aws_bedrock.invocation.request_metadata_pairs',
  intervened: 'aws_bedrock.invocation.guardrail.intervened',
  cost: 'aws_bedrock.invocation.cost.total',
  priced: 'aws_bedrock.invocation.cost.priced',
  unpricedReason: 'aws_bedrock.invocation.cost.reason',
} as const;

/** The error code Bedrock gives to a call that a quota turned away. */
export const THROTTLED = 'ThrottlingException';
