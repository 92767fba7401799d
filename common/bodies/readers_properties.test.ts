/**
 * Whatever stands in two bodies: every reader looks at any JSON without throwing and without changing it, and
 * what it says is a Conversation.
 */
import fc from 'fast-check';
import type { Json } from '../documents/json';
import type { Conversation, Part } from './conversation';
import { READERS, readBodies } from './registry';

/** Words of the formats, so that readers are not turned away at the first key. */
const WORDS = (
  'messages message role content text type index delta choices finish_reason stop_reason tool_calls function ' +
  'name arguments id model usage prompt_tokens completion_tokens reasoning_content refusal thinking image_url ' +
  'url file stop max_tokens system prompt images generation prompt_token_count generation_token_count outputs ' +
  'inputText textGenerationConfig results outputText tokenCount totalOutputTextTokenCount completion generations ' +
  'is_finished event_type response chat_history preamble documents citations tool_results outputs call ' +
  'parameters meta billed_units completions data finishReason reason query relevance_score embeddings embedding ' +
  'singleEmbeddingParams value source dimensions output inferenceConfig toolConfig tools taskType text_prompts ' +
  'artifacts input_type texts anthropic_version max_gen_len max_tokens_to_sample __proto__ constructor'
).split(' ');
const word = fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...WORDS) }, fc.string({ maxLength: 5 }));
const scalar = fc.oneof(
  word,
  fc.constantFrom<Json>(null, true, false, 0, 6, -1, 1.5, 1e308, ''),
  fc.constantFrom(
    ...['user', 'tool', 'CHATBOT', 'function', '{"a":1}', '{"cut', 'data:image/png;base64,x', '<reasoning>a'],
    ...['<s>[INST] a [/INST]', '\n\nHuman: a\n\nAssistant:', '<|start_header_id|>user<|end_header_id|>a'],
    ...['<｜User｜>a<｜Assistant｜><think>\n', 'a</think>b', 'User: a\nBot:', 'image_url', 'thinking'],
  ),
);
const { json } = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 6, withCrossShrink: true },
    scalar,
    fc.array(tie('json'), { maxLength: 4 }),
    fc.array(fc.tuple(word, tie('json')), { maxLength: 5 }).map((entries) => Object.fromEntries(entries)),
  ),
}));
const bodies = fc.record({ request: json, response: json });

const isAbsentOr = (type: 'string' | 'number', value: unknown): boolean =>
  value === undefined || (typeof value === type && !Number.isNaN(value));

function isPart(part: Part): boolean {
  switch (part.kind) {
    case 'text':
    case 'reasoning':
      return typeof part.text === 'string';
    case 'tool_call':
      return isAbsentOr('string', part.id) && isAbsentOr('string', part.name);
    case 'tool_result':
      return isAbsentOr('string', part.id) && part.content.every(isPart);
    case 'citation':
    case 'unknown':
      return part.json !== undefined;
    default:
      return [part.mediaType, part.name, part.uri].every((value) => isAbsentOr('string', value));
  }
}

function isConversation(conversation: Conversation): boolean {
  const { system, messages, answers, tools, parameters, finishReasons, usage } = conversation;
  const { stopSequences = [], version, ...numbers } = parameters;
  return (
    [{ role: 'system', parts: system }, ...messages, ...answers].every(
      ({ role, parts }) => typeof role === 'string' && parts.every(isPart),
    ) &&
    tools.every(({ name }) => isAbsentOr('string', name)) &&
    [...Object.values(numbers), ...Object.values(usage)].every((value) => isAbsentOr('number', value)) &&
    [...stopSequences, ...finishReasons].every((value) => typeof value === 'string') &&
    [version, conversation.responseId, conversation.responseModel].every((value) =>
      isAbsentOr('string', value),
    )
  );
}

test.each(READERS.map((reader) => [reader.name, reader] as const))('%s reads any JSON', (_name, reader) => {
  fc.assert(
    fc.property(bodies, (value) => {
      const before = JSON.stringify(value);
      expect(typeof reader.fits(value)).toBe('boolean');
      expect(isConversation(reader.read(value))).toBe(true);
      expect(JSON.stringify(value)).toBe(before);
    }),
    { numRuns: 400 },
  );
});

test('no reader fails on any JSON, whoever the vendor is', () => {
  const vendors = [...new Set(READERS.flatMap((reader) => reader.vendors))];
  fc.assert(
    fc.property(bodies, fc.constantFrom(undefined, 'newcomer', ...vendors), (value, vendor) => {
      expect(readBodies({ operation: 'InvokeModel', vendor }, value).reader).not.toBe('failed');
    }),
    { numRuns: 2000 },
  );
});

test('every reader has a name of its own', () => {
  expect(new Set(READERS.map(({ name }) => name)).size).toBe(READERS.length);
});
