/** Bodies of the shapes that the Bedrock user guide documents under Mistral AI chat completion. */
import { EMPTY_CONVERSATION } from './conversation';
import { readChatCompletion } from './chat_completion';
import { readAs, said } from './said.test_support';

const read = readAs('mistral');

const REQUEST = {
  messages: [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'Hi' },
  ],
  max_tokens: 200,
  temperature: 0.5,
  top_p: 0.9,
  top_k: 50,
  stop: ['END'],
};

test('an older answer says stop_reason and counts nothing', () => {
  expect(
    read(REQUEST, {
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content: 'Hello', tool_calls: [] },
          stop_reason: 'stop',
        },
      ],
    }),
  ).toEqual({
    reader: 'mistral_chat',
    conversation: {
      ...EMPTY_CONVERSATION,
      operationName: 'chat',
      messages: [said('system', 'Be brief.'), said('user', 'Hi')],
      answers: [said('assistant', 'Hello')],
      parameters: { maxTokens: 200, temperature: 0.5, topP: 0.9, topK: 50, stopSequences: ['END'] },
      finishReasons: ['stop'],
    },
  });
});

test('a newer answer says finish_reason and counts', () => {
  const { conversation } = read(REQUEST, {
    id: 'r-1',
    object: 'chat.completion',
    model: 'pixtral-large-2502',
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: 'Hello', tool_calls: null },
        finish_reason: 'length',
      },
    ],
    usage: { prompt_tokens: 5, completion_tokens: 7, total_tokens: 12 },
  });
  expect(conversation).toMatchObject({
    finishReasons: ['length'],
    usage: { input: 5, output: 7 },
    responseId: 'r-1',
    responseModel: 'pixtral-large-2502',
  });
});

test('an older stream holds messages, each with what is new', () => {
  const piece = (content: string, stop_reason: string | null) => ({
    choices: [{ index: 0, message: { role: 'assistant', content }, stop_reason }],
  });
  const { conversation } = read(REQUEST, [piece('Hel', null), piece('lo', null), piece('', 'stop')]);
  expect(conversation.answers).toEqual([said('assistant', 'Hello')]);
  expect(conversation.finishReasons).toEqual(['stop']);
});

test('tool input as an object, thinking in parts, pictures as bare URLs', () => {
  const { conversation } = read(
    {
      messages: [
        { role: 'user', content: [{ type: 'image_url', image_url: 'data:image/webp;base64,UklGRg==' }] },
      ],
    },
    {
      choices: [
        {
          index: 0,
          message: {
            role: 'assistant',
            content: [
              { type: 'thinking', thinking: [{ type: 'text', text: 'Hm.' }] },
              { type: 'text', text: 'Wait.' },
            ],
            tool_calls: [{ id: 'c', function: { name: 'look', arguments: { at: 'it' } } }],
          },
          finish_reason: 'tool_calls',
        },
      ],
    },
  );
  expect(conversation.messages).toEqual([
    { role: 'user', parts: [{ kind: 'image', mediaType: 'image/webp' }] },
  ]);
  expect(conversation.answers).toEqual([
    {
      role: 'assistant',
      parts: [
        { kind: 'reasoning', text: 'Hm.' },
        { kind: 'text', text: 'Wait.' },
        { kind: 'tool_call', id: 'c', name: 'look', input: { at: 'it' } },
      ],
    },
  ]);
});

test('a blocked answer, no answer', () => {
  const blocked = {
    choices: [{ index: 0, message: { role: 'assistant', content: 'Sorry.' } }],
    'amazon-bedrock-guardrailAction': 'INTERVENED',
  };
  expect(read(REQUEST, blocked)).toMatchObject({
    reader: 'mistral_chat',
    conversation: { answers: [said('assistant', 'Sorry.')] },
  });
  expect(read(REQUEST)).toMatchObject({ reader: 'mistral_chat' });
  expect(read(REQUEST).conversation.answers).toEqual([]);
});

test('wrong types read as absent', () => {
  expect(
    readChatCompletion({ request: { messages: {}, top_k: '5' }, response: { choices: [{ message: 3 }] } }),
  ).toEqual({
    ...EMPTY_CONVERSATION,
    operationName: 'chat',
    messages: [{ role: 'user', parts: [] }],
    parameters: { stopSequences: [] },
  });
});
