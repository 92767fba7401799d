/** The words of every vendor, as the Bedrock and Nova user guides and the Converse API list them. */
import { normalisedFinishReason } from './finish_reasons';

test.each([
  ['Converse, Nova', 'end_turn', 'stop'],
  ['Converse, Nova', 'tool_use', 'tool_use'],
  ['Converse, Nova', 'max_tokens', 'length'],
  ['Converse', 'guardrail_intervened', 'guardrail'],
  ['Converse', 'content_filtered', 'content_filter'],
  ['Converse', 'malformed_model_output', 'error'],
  ['Converse', 'malformed_tool_use', 'error'],
  ['Converse', 'model_context_window_exceeded', 'length'],
  ['Anthropic', 'stop_sequence', 'stop'],
  ['Anthropic', 'refusal', 'refusal'],
  ['Anthropic', 'pause_turn', 'other'],
  ['OpenAI-style, Mistral, Llama, DeepSeek', 'stop', 'stop'],
  ['OpenAI-style, Mistral, Llama, DeepSeek', 'length', 'length'],
  ['OpenAI-style', 'tool_calls', 'tool_use'],
  ['OpenAI-style', 'content_filter', 'content_filter'],
  ['Titan', 'FINISH', 'stop'],
  ['Titan', 'LENGTH', 'length'],
  ['Titan', 'STOP_CRITERIA_MET', 'stop'],
  ['Titan', 'CONTENT_FILTERED', 'content_filter'],
  ['Titan', 'RAG_QUERY_WHEN_RAG_DISABLED', 'other'],
  ['Cohere', 'COMPLETE', 'stop'],
  ['Cohere', 'complete', 'stop'],
  ['Cohere', 'MAX_TOKENS', 'length'],
  ['Cohere', 'ERROR', 'error'],
  ['Cohere', 'ERROR_TOXIC', 'content_filter'],
  ['Cohere', 'ERROR_LIMIT', 'error'],
  ['Cohere', 'USER_CANCEL', 'other'],
  ['Jurassic-2', 'endoftext', 'stop'],
  ['Stability', 'SUCCESS', 'stop'],
  ['Stability', 'Filter reason: prompt', 'content_filter'],
])('%s: %s', (_vendor, word, meaning) => {
  expect(normalisedFinishReason([word])).toBe(meaning);
});

test('of several choices the one worth knowing about; of none nothing', () => {
  expect(normalisedFinishReason(['stop', 'length', 'stop'])).toBe('length');
  expect(normalisedFinishReason(['length', 'content_filter'])).toBe('content_filter');
  expect(normalisedFinishReason([])).toBeUndefined();
});
