/** JSON made of the words of the formats, so that readers are not turned away at the first key. */
import fc from 'fast-check';
import type { Json, JsonObject } from '../../../common/documents/json';

const WORDS = (
  'messages message role content text type index delta choices finish_reason stop_reason tool_calls function name ' +
  'arguments id model usage prompt_tokens completion_tokens reasoning_content refusal thinking image_url url file ' +
  'stop max_tokens system prompt images generation prompt_token_count generation_token_count outputs inputText ' +
  'textGenerationConfig results outputText tokenCount totalOutputTextTokenCount completion generations is_finished ' +
  'event_type response chat_history preamble documents citations tool_results call parameters meta billed_units ' +
  'completions data finishReason reason query relevance_score embeddings embedding singleEmbeddingParams value ' +
  'source dimensions output inferenceConfig toolConfig tools taskType text_prompts artifacts input_type texts ' +
  'anthropic_version max_gen_len max_tokens_to_sample input toolUse toolResult image bytes json message_start ' +
  'content_block_start content_block_delta message_delta content_block tool_use contentBlockStart ' +
  'contentBlockDelta contentBlockIndex messageStart messageStop metadata stopReason start trace guardrail ' +
  'inputAssessment outputAssessments topicPolicy topics contentPolicy filters wordPolicy customWords ' +
  'sensitiveInformationPolicy piiEntities automatedReasoningPolicy findings action match invocationMetrics ' +
  'guardrailCoverage textCharacters guarded total topicPolicyUnits guardrailProcessingLatency score ' +
  'amazon-bedrock-invocationMetrics amazon-bedrock-trace amazon-bedrock-guardrailAction invocationLatency ' +
  'firstByteLatency inputTokenCount outputTokenCount guardrailConfig guardrailIdentifier maxTokens metrics ' +
  'latencyMs inputTokens outputTokens cacheReadInputTokens cacheWriteInputTokens cacheDetails ttl ' +
  'reasoningContent reasoningText citationsContent guardContent searchResult partial_json tool_result video audio ' +
  'document imageGenerationConfig numberOfImages cfgScale seed serviceTier performanceConfig promptRouter ' +
  'invokedModelId requestMetadata __proto__ constructor toString hasOwnProperty length'
).split(' ');

/** Values at which code that reads numbers or marks in texts turns. */
const ODD: readonly Json[] = [
  ...[null, true, false, 0, 6, -1, 1.5, 1e308, -1e308, 5e-324, 2 ** 53, 2 ** 63, 1e21, ''],
  ...[
    'user',
    'tool',
    'CHATBOT',
    'function',
    'assistant',
    '{"a":1}',
    '{"cut',
    'data:image/png;base64,x',
    '1h',
  ],
  ...[
    '<reasoning>a',
    '<thinking>',
    'a</think>b',
    '<s>[INST] a [/INST]',
    '\n\nHuman: a\n\nAssistant:',
    'data:,x',
  ],
  ...['<|start_header_id|>user<|end_header_id|>a', '<｜User｜>a<｜Assistant｜><think>\n', 'User: a\nBot:'],
  ...[
    'image_url',
    'iVBORw0KGgo=',
    'BLOCKED',
    'INTERVENED',
    'guardrail_intervened',
    '[DONE]',
    'NaN',
    'Infinity',
  ],
  ...['\u0000', '\ud800', 'a\udfffb', '\u{e0041}\u{e0042}', '\u200b\u2066', '\u202e', 'é'.normalize('NFD')],
];

export const word: fc.Arbitrary<string> = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(...WORDS) },
  { weight: 1, arbitrary: fc.string({ maxLength: 5, unit: 'binary' }) },
);

/** An object with these as its own keys, `__proto__` included, as parsed JSON has them. */
export function objectWith(entries: readonly (readonly [string, Json])[]): JsonObject {
  const object: JsonObject = {};
  for (const [key, value] of entries)
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  return object;
}

export const { json } = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 7, withCrossShrink: true },
    fc.oneof(fc.constantFrom(...ODD), word),
    fc.array(tie('json'), { maxLength: 4 }),
    fc.array(fc.tuple(word, tie('json')), { maxLength: 5 }).map(objectWith),
  ),
}));
