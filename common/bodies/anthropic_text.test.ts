/** Bodies of the shape that the Bedrock user guide documents under Anthropic Claude Text Completions API. */
import { anthropicText } from './anthropic_text';
import { EMPTY_CONVERSATION } from './conversation';
import { readAs, said } from './said.test_support';

const read = readAs('anthropic');

const REQUEST = {
  prompt: '\n\nHuman: Hello\n\nAssistant:',
  max_tokens_to_sample: 300,
  temperature: 1,
  top_k: 250,
  top_p: 0.999,
  stop_sequences: ['\n\nHuman:'],
  anthropic_version: 'bedrock-2023-05-31',
};

test('a whole answer; nothing counts tokens', () => {
  expect(read(REQUEST, { completion: ' Hello!', stop_reason: 'stop_sequence', stop: '\n\nHuman:' })).toEqual({
    reader: 'anthropic_text',
    conversation: {
      ...EMPTY_CONVERSATION,
      operationName: 'text_completion',
      messages: [said('user', 'Hello')],
      answers: [said('assistant', ' Hello!')],
      parameters: {
        maxTokens: 300,
        temperature: 1,
        topP: 0.999,
        topK: 250,
        stopSequences: ['\n\nHuman:'],
        version: 'bedrock-2023-05-31',
      },
      finishReasons: ['stop_sequence'],
    },
  });
});

test('a stream that was cut by the limit', () => {
  const { conversation } = read(REQUEST, [
    { completion: ' Hel', stop_reason: null, stop: null },
    '[DONE]',
    {
      completion: 'lo',
      stop_reason: 'max_tokens',
      stop: null,
      'amazon-bedrock-invocationMetrics': { inputTokenCount: 10, outputTokenCount: 2 },
    },
  ]);
  expect(conversation.answers).toEqual([said('assistant', ' Hello')]);
  expect(conversation.finishReasons).toEqual(['max_tokens']);
});

test.each([
  [
    'instructions first, several turns, words put into the mouth',
    'Be brief.\n\nHuman: Hi\n\nAssistant: Ho\n\nHuman: List three.\n\nAssistant: 1.',
    [
      said('system', 'Be brief.'),
      said('user', 'Hi'),
      said('assistant', 'Ho'),
      said('user', 'List three.'),
      said('assistant', '1.'),
    ],
  ],
  ['no marks', 'Human: Hi', [said('user', 'Human: Hi')]],
])('prompt: %s', (_name, prompt, messages) => {
  expect(read({ ...REQUEST, prompt }).conversation.messages).toEqual(messages);
});

test('an error, a blocked answer, no answer', () => {
  for (const response of [{ message: 'no' }, undefined]) {
    expect(read(REQUEST, response).reader).toBe('anthropic_text');
    expect(read(REQUEST, response).conversation.answers).toEqual([]);
  }
  const blocked = { completion: 'Sorry.', 'amazon-bedrock-guardrailAction': 'INTERVENED' };
  expect(read(REQUEST, blocked).conversation.answers).toEqual([said('assistant', 'Sorry.')]);
  expect(read(REQUEST, blocked).conversation.finishReasons).toEqual([]);
});

test('messages are read as messages, and an opaque ARN by its shape', () => {
  expect(read({ anthropic_version: 'bedrock-2023-05-31', messages: [] }).reader).toBe('anthropic_messages');
  expect(readAs(undefined)(REQUEST).reader).toBe('anthropic_text');
  expect(readAs(undefined)(undefined, [{ completion: 'Ho' }]).reader).toBe('anthropic_text');
});

test('wrong types read as absent', () => {
  expect(
    anthropicText.read({
      request: { prompt: null, max_tokens_to_sample: 'many', stop_sequences: 7 },
      response: [1, { completion: {}, stop_reason: 0 }],
    }),
  ).toEqual({ ...EMPTY_CONVERSATION, operationName: 'text_completion', parameters: { stopSequences: [] } });
});
