/** Bodies of the shape that the Bedrock user guide documents under DeepSeek models. */
import { EMPTY_CONVERSATION } from './conversation';
import { readAs, said } from './said.test_support';
import { textCompletion } from './text_completion';

const read = readAs('deepseek');

const REQUEST = {
  prompt: '<｜begin▁of▁sentence｜>Be brief.<｜User｜>Hi<｜Assistant｜><think>\n',
  max_tokens: 512,
  temperature: 0.5,
  top_p: 0.9,
  stop: ['END'],
};

const reasoned = (reasoning: string, text: string) => ({
  role: 'assistant',
  parts: [
    { kind: 'reasoning', text: reasoning },
    { kind: 'text', text },
  ],
});

test('a whole answer begins inside the tag that the prompt opened', () => {
  expect(
    read(REQUEST, { choices: [{ text: 'A greeting.\n</think>\n\nHello', stop_reason: 'stop' }] }),
  ).toEqual({
    reader: 'text_completion',
    conversation: {
      ...EMPTY_CONVERSATION,
      operationName: 'text_completion',
      messages: [said('system', 'Be brief.'), said('user', 'Hi')],
      answers: [reasoned('A greeting.\n', 'Hello')],
      parameters: { maxTokens: 512, temperature: 0.5, topP: 0.9, stopSequences: ['END'] },
      finishReasons: ['stop'],
    },
  });
});

test.each([
  ['its own tags', '<think>Hm.</think>Hello', reasoned('Hm.', 'Hello')],
  ['no tags', 'Hello', said('assistant', 'Hello')],
])('an answer with %s', (_name, text, answer) => {
  expect(read(REQUEST, { choices: [{ text }] }).conversation.answers).toEqual([answer]);
});

test('a stream that was cut by the limit', () => {
  const { conversation } = read(REQUEST, [
    { choices: [{ text: 'A greeting.</th', stop_reason: null }] },
    { choices: [{ text: 'ink>Hel', stop_reason: null }] },
    { choices: [{ text: 'lo', stop_reason: 'length' }], 'amazon-bedrock-invocationMetrics': {} },
  ]);
  expect(conversation.answers).toEqual([reasoned('A greeting.', 'Hello')]);
  expect(conversation.finishReasons).toEqual(['length']);
});

test('plain marks, several turns; no marks', () => {
  const prompt = '<|begin_of_sentence|><|User|>Hi<|Assistant|>Ho<|end_of_sentence|><|User|>Bye<|Assistant|>';
  expect(read({ ...REQUEST, prompt }).conversation.messages).toEqual([
    said('user', 'Hi'),
    said('assistant', 'Ho'),
    said('user', 'Bye'),
  ]);
  expect(read({ ...REQUEST, prompt: 'Once upon' }).conversation.messages).toEqual([
    said('user', 'Once upon'),
  ]);
});

test('an error, a blocked answer, no answer', () => {
  for (const response of [{ message: 'no' }, undefined]) {
    expect(read(REQUEST, response).reader).toBe('text_completion');
    expect(read(REQUEST, response).conversation.answers).toEqual([]);
  }
  const blocked = { choices: [{ text: 'Sorry.' }], 'amazon-bedrock-guardrailAction': 'INTERVENED' };
  expect(read(REQUEST, blocked).conversation.answers).toEqual([said('assistant', 'Sorry.')]);
  expect(read(REQUEST, blocked).conversation.finishReasons).toEqual([]);
});

test('a later DeepSeek chats; a prompt alone may be that of an image model', () => {
  expect(read({ messages: [{ role: 'user', content: 'Hi' }] }).reader).toBe('openai_chat');
  expect(readAs('stability')({ prompt: 'a cat' }).reader).toBe('unknown');
  expect(readAs(undefined)({ prompt: 'Hi', max_tokens: 5 }).reader).toBe('text_completion');
});

test('wrong types read as absent', () => {
  expect(
    textCompletion.read({
      request: { prompt: {}, max_tokens: [], stop: 1 },
      response: [{ choices: 5 }, { choices: [null, { text: 1, stop_reason: {} }] }],
    }),
  ).toEqual({ ...EMPTY_CONVERSATION, operationName: 'text_completion', parameters: { stopSequences: [] } });
});
