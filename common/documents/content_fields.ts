/**
 * Every field of a content document: what was written and answered, and the facets by which people narrow a text
 * search, repeated from the document it belongs to so that such a search needs one index only. `event.dataset` tells
 * content of invocations from that of other documents.
 */
import { field, under, type Field } from './field';
import { INVOCATION_FIELDS } from './invocation_fields';

/** Names of the facets, the same in both documents. */
export const FACET_NAMES: readonly string[] = [
  '@timestamp',
  'ecs.version',
  'data_stream.namespace',
  'event.id',
  'event.dataset',
  'event.action',
  'event.outcome',
  'cloud.account.id',
  'cloud.account.name',
  'cloud.region',
  'user.id',
  'user.name',
  'error.code',
  'gen_ai.operation.name',
  'gen_ai.usage.input_tokens',
  'gen_ai.usage.output_tokens',
  'gen_ai.usage.total_tokens',
  'aws_bedrock.invocation.model_id',
  'aws_bedrock.invocation.model.vendor',
  'aws_bedrock.invocation.model.base_id',
  'aws_bedrock.invocation.input.body_state',
  'aws_bedrock.invocation.output.body_state',
  'aws_bedrock.invocation.finish_reason',
  'aws_bedrock.invocation.guardrail.intervened',
  'aws_bedrock.invocation.cost.total',
];

const facets = new Set(FACET_NAMES);

const bodyFields = (side: 'input' | 'output'): readonly Field[] =>
  under(`aws_bedrock.invocation.${side}`, [
    field(
      `${side}_body_json`,
      'stored_text',
      'The body as JSON, media replaced; mode full only',
      `${side} body`,
    ),
    field(`${side}_body_json_massive_hash`, 'keyword', 'SHA-1 of a body too large to store', `${side} body`),
    field(`${side}_body_json_massive_length`, 'long', 'Its length', `${side} body`, 'bytes'),
    field(`${side}_body_s3_path`, 'keyword', 'Where a large body lies', `${side}.${side}BodyS3Path`),
  ]);

export const CONTENT_FIELDS: readonly Field[] = [
  ...INVOCATION_FIELDS.filter(({ name }) => facets.has(name)),
  field('event.ingested', 'date', 'First arrival', 'storage'),
  field('event.updated', 'date', 'Last change after the first arrival', 'storage'),
  field('gen_ai.system_instructions', 'text', 'System prompt', 'request body'),
  field('gen_ai.prompt', 'text', 'Text of the last user turn', 'request body'),
  field('gen_ai.completion', 'text', 'The visible answer', 'response body'),
  field('gen_ai.reasoning', 'text', 'What the model reasoned before answering', 'response body'),
  field('gen_ai.tool.names', 'keyword', 'Tools offered and called', 'bodies'),
  field('gen_ai.request.stop_sequences', 'keyword', 'Texts that end an answer', 'request body'),
  field('gen_ai.guardrail.matches', 'text', 'Texts a guardrail matched', 'guardrail trace'),
  field(
    'gen_ai.conversation',
    'stored_text',
    'The rebuilt conversation, masked, as versioned JSON; mode redacted only, in place of the bodies',
    'bodies',
  ),
  field(
    'gen_ai.conversation_massive_length',
    'long',
    'Length of a masked conversation too large to store',
    'bodies',
    'bytes',
  ),
  field('aws_bedrock.invocation.output.completion_text', 'text', 'The visible answer', 'response body'),
  ...bodyFields('input'),
  ...bodyFields('output'),
  field(
    'aws.cloudtrail.request_parameters',
    'stored_text',
    'Parameters of a CloudTrail event as JSON',
    'requestParameters',
  ),
  field(
    'aws.cloudtrail.response_elements',
    'stored_text',
    'Answer to a CloudTrail event as JSON',
    'responseElements',
  ),
  field('error.message', 'text', 'Why the call of a CloudTrail event failed', 'errorMessage'),
  field('truncated', 'boolean', 'A text was longer than its limit and cut', 'computed'),
];
