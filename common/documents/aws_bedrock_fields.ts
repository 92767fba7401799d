/**
 * Fields of an invocation under `aws_bedrock.invocation`: Elastic's names where they exist, ours beside them.
 */
import { GUARDRAIL_UNITS } from '../bodies/guardrail';
import { field, under, type Field } from './field';
import { REDACTION_FIELDS } from './redaction_fields';

const sideFields = (side: 'input' | 'output'): readonly Field[] =>
  under(side, [
    field(`${side}_content_type`, 'keyword', 'Media type of the body', `${side}.${side}ContentType`),
    field(
      `${side}_token_count`,
      'long',
      'Tokens as the record counts them',
      `${side}.${side}TokenCount`,
      'tokens',
    ),
    field(`${side}_body_s3_path`, 'keyword', 'Where a large body lies', `${side}.${side}BodyS3Path`),
    field(
      'body_state',
      'keyword',
      'What became of the body: inline, fetched, offloaded, truncated, absent',
      `${side}.${side}BodyJson`,
    ),
  ]);

const MODEL = under('model', [
  field('vendor', 'keyword', 'Who made the model', 'modelId, lookup, body'),
  field('family', 'keyword', 'Model without date and version', 'modelId, lookup, body'),
  field('base_id', 'keyword', 'Id without geography and context size', 'modelId, lookup, body'),
  field('geography', 'keyword', 'Where a cross-region profile may route', 'modelId, lookup'),
  field('resolved_id', 'keyword', 'Id behind an opaque one, with its geography', 'lookup, body'),
  field('resource_type', 'keyword', 'What was called: foundation-model, inference-profile, …', 'modelId'),
  field('resource_id', 'keyword', 'Id of what was called', 'modelId'),
  field(
    'resource_name',
    'keyword',
    'Name that people gave what was called: an application inference profile, a provisioned or custom model, …',
    'lookup',
  ),
]);

const IMAGES: readonly Field[] = [
  field('task_type', 'keyword', 'Task of an image model', 'taskType'),
  field('images_count', 'long', 'Images that came back, else that were asked for', 'body, outputImageCount'),
  ...under('image_generation_config', [
    field('cfg_scale', 'double', 'How closely to follow the prompt', 'imageGenerationConfig'),
    field('height', 'long', 'Height', 'imageGenerationConfig', 'px'),
    field('width', 'long', 'Width', 'imageGenerationConfig', 'px'),
    field('number_of_images', 'long', 'Images asked for', 'imageGenerationConfig'),
    field('quality', 'keyword', 'Quality', 'imageGenerationConfig'),
    field('seed', 'long', 'Seed', 'imageGenerationConfig'),
    field('steps', 'long', 'Diffusion steps asked for', 'request body'),
  ]),
  field('output_image_height', 'long', 'Height', 'output.outputImageHeight', 'px'),
  field('output_image_width', 'long', 'Width', 'output.outputImageWidth', 'px'),
  field('output_image_bucketed_step_size', 'keyword', 'Steps', 'output.outputImageBucketedStepSize'),
  field('output_video_s3_path', 'keyword', 'Where the video lies', 'output.outputVideoS3Path'),
  field('output_video_duration_seconds', 'double', 'Length', 'output.outputVideoDurationSeconds', 's'),
  field('output_video_frames_per_second', 'double', 'Frame rate', 'output.outputVideoFramesPerSecond', 'Hz'),
  field('output_video_height', 'long', 'Height', 'output.outputVideoHeight', 'px'),
  field('output_video_width', 'long', 'Width', 'output.outputVideoWidth', 'px'),
];

const GUARDRAIL = under('guardrail', [
  field('intervened', 'boolean', 'A guardrail blocked or masked something', 'stop reason, guardrail action'),
  field('blocked', 'boolean', 'It blocked; known from a trace only', 'guardrail trace'),
  field('masked', 'boolean', 'It masked; known from a trace only', 'guardrail trace'),
  field('findings', 'nested', 'One per detail of a policy', 'guardrail trace'),
  field('findings.side', 'keyword', 'input or output', 'guardrail trace'),
  field('findings.guardrail_id', 'keyword', 'Guardrail', 'guardrail trace'),
  field('findings.policy', 'keyword', 'Policy', 'guardrail trace'),
  field('findings.type', 'keyword', 'Type of the filter, entity or topic', 'guardrail trace'),
  field('findings.name', 'keyword', 'Name of the topic or pattern', 'guardrail trace'),
  field('findings.action', 'keyword', 'BLOCKED, ANONYMIZED, NONE', 'guardrail trace'),
  field('findings.confidence', 'keyword', 'Confidence', 'guardrail trace'),
  field('findings.strength', 'keyword', 'Strength the filter is set to', 'guardrail trace'),
  field('findings.score', 'double', 'Score', 'guardrail trace'),
  field('findings.threshold', 'double', 'Threshold', 'guardrail trace'),
  field('findings.detected', 'boolean', 'Whether it was detected', 'guardrail trace'),
  ...GUARDRAIL_UNITS.map((policy) =>
    field(`units.${policy}`, 'long', 'Units used', 'guardrail trace', 'text units'),
  ),
  field('text_characters.guarded', 'long', 'Characters looked at', 'guardrail trace', 'characters'),
  field('text_characters.total', 'long', 'Characters there were', 'guardrail trace', 'characters'),
  field('processing_latency', 'double', 'Time the guardrail took', 'guardrail trace', 'ms'),
]);

const COST = under('cost', [
  field('priced', 'boolean', 'Whether there is a rate', 'price book'),
  field('confidence', 'keyword', 'How the rate was found: exact, model, family, none', 'price book'),
  field(
    'reason',
    'keyword',
    'Why there is no price: no_rate, unresolved_model, by_time, custom_model, tier, not_counted',
    'computed',
  ),
  field('currency', 'keyword', 'Currency', 'price book'),
  field('total', 'double', 'List price of the call', 'computed', 'USD'),
  field('input', 'double', 'Part for uncached input', 'computed', 'USD'),
  field('output', 'double', 'Part for output', 'computed', 'USD'),
  field('cache_read', 'double', 'Part for cache reads', 'computed', 'USD'),
  field('cache_write', 'double', 'Part for cache writes', 'computed', 'USD'),
  field('images', 'double', 'Part for images', 'computed', 'USD'),
  field('guardrail', 'double', 'Part for guardrail units', 'computed', 'USD'),
  field('rate.source', 'keyword', 'Where the rate is from; override where people set it', 'price book'),
  field('rate.date', 'date', 'Day of the rate', 'price book'),
  field('rate.model', 'keyword', 'Model whose rate it is', 'price book'),
  field(
    'rate.tier',
    'keyword',
    'standard, priority, flex, batch, ultrafast, latency_optimized; with _long_context, or long_context alone',
    'price book',
  ),
  field(
    'rate.assumed',
    'keyword',
    'What rests on a rule instead of a listed rate: cache_read, cache_write_5m, cache_write_1h, image_size, image_quality, image_steps; input, output where none was counted',
    'computed',
  ),
]);

export const AWS_BEDROCK_FIELDS: readonly Field[] = under('aws_bedrock.invocation', [
  field('schema_type', 'keyword', 'Schema of the record', 'schemaType'),
  field('schema_version', 'keyword', 'Version of the schema', 'schemaVersion'),
  field('request_id', 'keyword', 'Id of the request at AWS', 'requestId'),
  field('model_id', 'keyword', 'Model exactly as called', 'modelId'),
  ...MODEL,
  field('error_code', 'keyword', 'Why the call failed', 'errorCode'),
  field('inference_region', 'keyword', 'Region that did the work', 'inferenceRegion'),
  field(
    'cross_region',
    'boolean',
    'Whether that is another region than the one called',
    'inferenceRegion, region',
  ),
  field('identity.type', 'keyword', 'assumed_role, iam_user, root, federated_user, role', 'identity.arn'),
  field('identity.session_name', 'keyword', 'Session of an assumed role', 'identity.arn'),
  ...sideFields('input'),
  field(
    'input.cache_read_token_count',
    'long',
    'Read from the cache',
    'record, body, stream metrics',
    'tokens',
  ),
  field(
    'input.cache_write_token_count',
    'long',
    'Written to the cache',
    'record, body, stream metrics',
    'tokens',
  ),
  field('input.cache_write_1h_token_count', 'long', 'Of these for one hour', 'body', 'tokens'),
  field('input.messages_content_kinds', 'keyword', 'Kinds of content in the request', 'request body'),
  ...sideFields('output'),
  field(
    'body_reader',
    'keyword',
    'Which reader read the bodies; unknown when none knows them, failed when one broke',
    'computed',
  ),
  field(
    'finish_reason',
    'keyword',
    'Why the answer ended: stop, length, tool_use, guardrail, content_filter, refusal, error, other',
    'computed',
  ),
  field(
    'output_tokens_per_second',
    'double',
    'Speed after the first byte; streams only',
    'computed',
    'tokens/s',
  ),
  field('service_tier', 'keyword', 'Service tier', 'serviceTier'),
  field('latency_mode', 'keyword', 'Latency mode', 'performanceConfig'),
  field('request_metadata', 'flat_object', 'What the caller attached', 'requestMetadata'),
  field(
    'request_metadata_pairs',
    'keyword',
    'The same as `key=value`, for grouping; `=` and `%` in a key stand as `%3D` and `%25`',
    'requestMetadata',
  ),
  field('tools.offered_count', 'long', 'Tools offered', 'request body'),
  field('tools.called_count', 'long', 'Tool calls in the answer', 'response body'),
  field(
    'conversation.id',
    'keyword',
    'Keyed hash of how the conversation opened; not in mode none',
    'request body',
  ),
  field('conversation.turn', 'long', 'User messages with text; not in mode none', 'request body'),
  field(
    'prompt_prefix.hash',
    'keyword',
    'Keyed hash of system prompt and tools; not in mode none',
    'request body',
  ),
  field('prompt_prefix.length', 'long', 'Their length; not in mode none', 'request body', 'characters'),
  ...IMAGES,
  field('embeddings.count', 'long', 'Vectors that came back', 'response body'),
  field('embeddings.dimensions', 'long', 'Their dimensions', 'response body'),
  field(
    'embeddings.images_count',
    'long',
    'Pictures in the request, billed apart from its text',
    'request body',
  ),
  field('rerank.queries', 'long', 'Billed queries: one for each hundred documents begun', 'request body'),
  ...GUARDRAIL,
  ...REDACTION_FIELDS,
  ...COST,
]);
