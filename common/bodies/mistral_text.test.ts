/** Bodies of the shape that the Bedrock user guide documents under Mistral AI text completion. */
import { EMPTY_CONVERSATION } from './conversation';
import { mistralText } from './mistral_text';
import { readAs, said } from './said.test_support';

const read = readAs('mistral');

const REQUEST = {
  prompt: '<s>[INST] Hi [/INST] Hello</s>[INST] Bye [/INST]',
  max_tokens: 200,
  temperature: 0.5,
  top_p: 0.9,
  top_k: 50,
  stop: [],
};

test('a whole answer; nothing counts tokens', () => {
  expect(read(REQUEST, { outputs: [{ text: ' See you', stop_reason: 'stop' }] })).toEqual({
    reader: 'mistral_text',
    conversation: {
      ...EMPTY_CONVERSATION,
      operationName: 'text_completion',
      messages: [said('user', 'Hi'), said('assistant', 'Hello'), said('user', 'Bye')],
      answers: [said('assistant', ' See you')],
      parameters: { maxTokens: 200, temperature: 0.5, topP: 0.9, topK: 50, stopSequences: [] },
      finishReasons: ['stop'],
    },
  });
});

test('a stream that was cut by the limit', () => {
  const { conversation } = read(REQUEST, [
    { outputs: [{ text: ' See', stop_reason: null }] },
    { outputs: [{ text: ' you', stop_reason: 'length' }], 'amazon-bedrock-invocationMetrics': {} },
  ]);
  expect(conversation.answers).toEqual([said('assistant', ' See you')]);
  expect(conversation.finishReasons).toEqual(['length']);
});

test('a prompt without marks is one turn', () => {
  expect(
    read({ prompt: 'Once upon', max_tokens: 5 }, { outputs: [{ text: ' a time' }] }).conversation.messages,
  ).toEqual([said('user', 'Once upon')]);
});

test('a blocked answer, an error, no answer', () => {
  const blocked = { outputs: [{ text: 'Sorry.' }], 'amazon-bedrock-guardrailAction': 'INTERVENED' };
  const { reader, conversation } = read(REQUEST, blocked);
  expect(reader).toBe('mistral_text');
  expect(conversation.answers).toEqual([said('assistant', 'Sorry.')]);
  expect(conversation.finishReasons).toEqual([]);
  for (const response of [{ message: 'no' }, undefined]) {
    expect(read(REQUEST, response).reader).toBe('mistral_text');
    expect(read(REQUEST, response).conversation.answers).toEqual([]);
  }
});

test('an opaque ARN: the shape tells', () => {
  expect(readAs(undefined)(undefined, { outputs: [{ text: 'Ho', stop_reason: 'stop' }] }).reader).toBe(
    'mistral_text',
  );
});

test('wrong types read as absent', () => {
  expect(
    mistralText.read({
      request: { prompt: ['x'], stop: 4 },
      response: [null, { outputs: [1, { text: 2 }] }],
    }),
  ).toEqual({ ...EMPTY_CONVERSATION, operationName: 'text_completion', parameters: { stopSequences: [] } });
});
