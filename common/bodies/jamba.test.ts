/** Bodies of the shape that the Bedrock user guide documents under AI21 Labs Jamba models. */
import { EMPTY_CONVERSATION } from './conversation';
import { readChatCompletion } from './chat_completion';
import { readAs, said } from './said.test_support';

const read = readAs('ai21');

const REQUEST = {
  messages: [{ role: 'user', content: 'Hi' }],
  max_tokens: 200,
  temperature: 0.7,
  top_p: 1,
  n: 2,
  stop: ['END'],
};

test('a whole answer of several choices', () => {
  const choice = (index: number, content: string) => ({
    index,
    message: { role: 'assistant', content },
    finish_reason: 'stop',
  });
  expect(
    read(REQUEST, {
      id: 'chat-1',
      choices: [choice(0, 'Hello'), choice(1, 'Hey')],
      usage: { prompt_tokens: 5, completion_tokens: 15, total_tokens: 20 },
    }),
  ).toEqual({
    reader: 'jamba',
    conversation: {
      ...EMPTY_CONVERSATION,
      operationName: 'chat',
      messages: [said('user', 'Hi')],
      answers: [said('assistant', 'Hello'), said('assistant', 'Hey')],
      parameters: { maxTokens: 200, temperature: 0.7, topP: 1, stopSequences: ['END'] },
      finishReasons: ['stop', 'stop'],
      usage: { input: 5, output: 15 },
      responseId: 'chat-1',
    },
  });
});

test('a stream that was cut by the limit', () => {
  const { conversation } = read(REQUEST, [
    { id: 'chat-2', choices: [{ index: 0, delta: { role: 'assistant' }, finish_reason: null }] },
    { id: 'chat-2', choices: [{ index: 0, delta: { content: 'Hel' }, finish_reason: null }] },
    {
      id: 'chat-2',
      choices: [{ index: 0, delta: { content: 'lo' }, finish_reason: 'length' }],
      usage: { prompt_tokens: 5, completion_tokens: 2 },
    },
  ]);
  expect(conversation.answers).toEqual([said('assistant', 'Hello')]);
  expect(conversation).toMatchObject({
    finishReasons: ['length'],
    usage: { input: 5, output: 2 },
    responseId: 'chat-2',
  });
});

test('an error, a blocked answer, no answer', () => {
  expect(read(REQUEST, { detail: 'no' })).toMatchObject({ reader: 'jamba' });
  expect(read(REQUEST, { detail: 'no' }).conversation.answers).toEqual([]);
  expect(read(REQUEST).conversation.answers).toEqual([]);
  const blocked = read(REQUEST, {
    choices: [{ message: { role: 'assistant', content: 'Sorry.' } }],
    'amazon-bedrock-guardrailAction': 'INTERVENED',
  });
  expect(blocked.conversation.answers).toEqual([said('assistant', 'Sorry.')]);
});

test('wrong types read as absent', () => {
  expect(
    readChatCompletion({ request: 'x', response: { choices: {}, usage: { prompt_tokens: '5' } } }),
  ).toEqual({
    ...EMPTY_CONVERSATION,
    operationName: 'chat',
    parameters: { stopSequences: [] },
  });
});
