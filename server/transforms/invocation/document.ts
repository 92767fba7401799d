/**
 * The document of an invocation: everything about it but what people wrote and models answered. Names follow
 * Elastic's `aws_bedrock` integration, ECS and OpenTelemetry; `common/documents` lists every field.
 */
import { requestKinds, answerRole, toolCalls } from '../../../common/bodies/text';
import { asCount, asNumber, asObject, asText, type JsonObject } from '../../../common/documents/json';
import { DATASET, ECS_VERSION } from '../../../common/documents/constants';
import { metadataPair } from '../../../common/documents/metadata_pairs';
import { costOfDocument } from '../../../common/pricing/document_cost';
import { priceTable } from '../../../common/pricing/price_table';
import type { TransformContext } from '../context';
import { embeddedImages, rerankQueries } from './billed_units';
import { indicatorFields } from '../indicators/indicator_fields';
import type { Facts } from './facts';
import { complianceFields, guardrailFields, policyFields } from './guardrail_fields';
import { conversationFields, prefixFields } from './hmac_fields';
import { modelFields } from './model_fields';
import { present, type Draft } from './present';
import type { InvocationRecord } from './record';

const NANOSECONDS = 1e6;

function toolFields({ conversation }: Facts): Draft {
  const offered = conversation.tools.length;
  const called = toolCalls(conversation).length;
  return offered + called === 0 ? undefined : { offered_count: offered, called_count: called };
}

function invocationFields(record: InvocationRecord, facts: Facts, context: TransformContext): Draft {
  const { model, conversation, tokens } = facts;
  const { images, embeddings } = conversation;
  const { outputMedia: media } = record;
  const { outputImageBucketedStepSize: imageStep } = media;
  const { hmacKey } = context.lookups;
  const hashed = context.contentMode !== 'none' && hmacKey !== undefined && hmacKey !== '';
  const metadata = context.requestMetadata ? record.requestMetadata : [];
  return {
    schema_type: record.schemaType,
    schema_version: record.schemaVersion,
    request_id: record.requestId,
    model_id: record.modelId,
    error_code: record.errorCode,
    inference_region: record.inferenceRegion,
    cross_region: record.inferenceRegion === undefined ? undefined : record.inferenceRegion !== record.region,
    identity: { type: record.principal?.type, session_name: record.principal?.sessionName },
    model: modelFields(model),
    input: {
      input_content_type: record.input.contentType,
      input_token_count: record.input.tokens,
      input_body_s3_path: record.input.s3Path,
      body_state: record.input.state,
      cache_read_token_count: tokens.cacheRead,
      cache_write_token_count: tokens.cacheWrite,
      cache_write_1h_token_count: tokens.cacheWrite1h,
      messages_content_kinds: requestKinds(conversation),
    },
    output: {
      output_content_type: record.output.contentType,
      output_token_count: record.output.tokens,
      output_body_s3_path: record.output.s3Path,
      body_state: record.output.state,
    },
    body_reader: facts.reader,
    finish_reason: facts.finishReason,
    output_tokens_per_second: facts.outputTokensPerSecond,
    service_tier: conversation.serviceTier,
    latency_mode: conversation.latencyMode,
    request_metadata: metadata.length === 0 ? undefined : Object.fromEntries(metadata),
    request_metadata_pairs: metadata.map(([key, value]) => metadataPair(key, value)),
    tools: toolFields(facts),
    conversation: hashed ? conversationFields(hmacKey, record, conversation) : undefined,
    prompt_prefix: hashed ? prefixFields(hmacKey, conversation) : undefined,
    task_type: images?.taskType,
    images_count: facts.images,
    image_generation_config: images && {
      cfg_scale: images.cfgScale,
      height: images.height,
      width: images.width,
      number_of_images: images.requested,
      quality: images.quality,
      seed: images.seed,
      steps: images.steps,
    },
    // Undocumented, passed on under names of the house.
    output_image_height: asCount(media.outputImageHeight),
    output_image_width: asCount(media.outputImageWidth),
    output_image_bucketed_step_size: asText(imageStep) ?? asCount(imageStep)?.toString(),
    output_video_s3_path: asText(media.outputVideoS3Path),
    output_video_duration_seconds: asNumber(media.outputVideoDurationSeconds),
    output_video_frames_per_second: asNumber(media.outputVideoFramesPerSecond),
    output_video_height: asCount(media.outputVideoHeight),
    output_video_width: asCount(media.outputVideoWidth),
    embeddings: {
      count: embeddings?.count,
      dimensions: embeddings?.dimensions,
      images_count: embeddedImages(record, facts),
    },
    rerank: { queries: rerankQueries(record, facts) },
    guardrail: guardrailFields(facts.guardrail),
  };
}

function genAiFields(record: InvocationRecord, facts: Facts): Draft {
  const { conversation, guardrail, model, tokens } = facts;
  const { parameters } = conversation;
  const { security, threat, owasp } = indicatorFields(facts.indicators);
  return {
    system: 'aws',
    provider: { name: 'aws.bedrock' },
    operation: { name: facts.operationName },
    user: { id: record.principal?.arn },
    guardrail_id: guardrail.ids,
    request: {
      id: record.requestId,
      max_tokens: parameters.maxTokens,
      temperature: parameters.temperature,
      top_p: parameters.topP,
      top_k: parameters.topK,
      model: {
        id: record.modelId,
        type: model.vendor,
        version: parameters.version,
        role: answerRole(conversation),
      },
    },
    response: {
      id: conversation.responseId,
      model: conversation.responseModel,
      finish_reasons: conversation.finishReasons,
      error_code: record.errorCode,
    },
    usage: {
      prompt_tokens: tokens.input,
      completion_tokens: tokens.output,
      input_tokens: tokens.inputWithCache,
      output_tokens: tokens.output,
      total_tokens: tokens.total,
      cache_read: { input_tokens: tokens.cacheRead },
      cache_creation: { input_tokens: tokens.cacheWrite },
    },
    performance: {
      response_time: facts.responseTime,
      start_response_time: facts.startResponseTime,
      request_size: record.input.size,
      response_size: record.output.size,
    },
    policy: policyFields(guardrail),
    compliance: complianceFields(guardrail),
    security,
    threat,
    owasp,
  };
}

export function documentOf(record: InvocationRecord, facts: Facts, context: TransformContext): JsonObject {
  const { accountId, principal } = record;
  const accountNames = context.lookups.accountNames;
  const configured =
    accountId !== undefined && Object.hasOwn(accountNames, accountId) ? accountNames[accountId] : undefined;
  const document = present({
    '@timestamp': record.time.iso,
    ecs: { version: ECS_VERSION },
    data_stream: { type: 'logs', dataset: DATASET, namespace: context.namespace },
    event: {
      id: record.requestId,
      kind: 'event',
      module: 'aws_bedrock',
      dataset: DATASET,
      action: record.operation,
      outcome: facts.failed ? 'failure' : 'success',
      duration: facts.responseTime === undefined ? undefined : Math.round(facts.responseTime * NANOSECONDS),
    },
    cloud: {
      provider: 'aws',
      service: { name: 'bedrock' },
      account: { id: accountId, name: configured ?? accountId },
      region: record.region,
    },
    user: {
      id: principal?.arn,
      name: principal?.name,
      roles: principal?.role === undefined ? [] : [principal.role],
    },
    related: { user: [principal?.arn, principal?.name] },
    error: { code: record.errorCode },
    gen_ai: genAiFields(record, facts),
    aws_bedrock: { invocation: invocationFields(record, facts, context) },
  });
  // From the document alone, as whoever prices it again will.
  const cost = costOfDocument(document, priceTable(context.lookups.prices));
  const invocation = asObject(asObject(document.aws_bedrock)?.invocation);
  if (invocation && cost) invocation.cost = cost;
  return document;
}
