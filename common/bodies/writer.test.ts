/** Bodies of the shape that the Bedrock user guide documents under Writer AI Palmyra models. */
import { EMPTY_CONVERSATION } from './conversation';
import { readAs, said } from './said.test_support';
import { readChatCompletion } from './chat_completion';

const read = readAs('writer');

const REQUEST = {
  messages: [{ role: 'user', content: { text: 'Explain tides.' } }],
  temperature: 1,
  max_tokens: 300,
  top_p: 0.9,
  stop: ['END'],
};

test('a whole answer; content may be an object', () => {
  expect(
    read(REQUEST, {
      id: 'w-1',
      object: 'chat.completion',
      model: 'palmyra-x5',
      choices: [
        {
          index: 0,
          finish_reason: 'stop',
          message: { role: 'assistant', content: 'The moon.', refusal: null, tool_calls: null },
        },
      ],
      usage: { prompt_tokens: 6, completion_tokens: 3, total_tokens: 9 },
    }),
  ).toEqual({
    reader: 'writer',
    conversation: {
      ...EMPTY_CONVERSATION,
      operationName: 'chat',
      messages: [said('user', 'Explain tides.')],
      answers: [said('assistant', 'The moon.')],
      parameters: { maxTokens: 300, temperature: 1, topP: 0.9, stopSequences: ['END'] },
      finishReasons: ['stop'],
      usage: { input: 6, output: 3 },
      responseId: 'w-1',
      responseModel: 'palmyra-x5',
    },
  });
});

test('a stream that was cut by the limit, a blocked answer, an error', () => {
  const { conversation } = read(REQUEST, [
    { id: 'w-2', choices: [{ index: 0, delta: { role: 'assistant', content: 'The' }, finish_reason: null }] },
    { id: 'w-2', choices: [{ index: 0, delta: { content: ' moon' }, finish_reason: 'length' }] },
  ]);
  expect(conversation.answers).toEqual([said('assistant', 'The moon')]);
  expect(conversation.finishReasons).toEqual(['length']);
  const blocked = {
    choices: [{ message: { role: 'assistant', content: 'Sorry.' } }],
    'amazon-bedrock-guardrailAction': 'INTERVENED',
  };
  expect(read(REQUEST, blocked).conversation.answers).toEqual([said('assistant', 'Sorry.')]);
  expect(read(REQUEST, { error: 'no' })).toMatchObject({ reader: 'writer' });
  expect(read(REQUEST, { error: 'no' }).conversation.answers).toEqual([]);
});

test('a refusal is what the user saw', () => {
  const refused = { choices: [{ message: { role: 'assistant', content: null, refusal: 'I will not.' } }] };
  expect(read(REQUEST, refused).conversation.answers).toEqual([said('assistant', 'I will not.')]);
});

test('wrong types read as absent', () => {
  expect(readChatCompletion({ request: [1], response: 'text' })).toEqual({
    ...EMPTY_CONVERSATION,
    operationName: 'chat',
    parameters: { stopSequences: [] },
  });
});
