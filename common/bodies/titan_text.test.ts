/** Bodies of the shapes that the Bedrock user guide documents under Amazon Titan Text models. */
import type { Json } from '../documents/json';
import { EMPTY_CONVERSATION } from './conversation';
import { readAs, said } from './said.test_support';
import { titanText } from './titan_text';

const read = readAs('amazon');

const REQUEST = {
  inputText: 'User: Hello\n\nBot:',
  textGenerationConfig: { maxTokenCount: 512, temperature: 0, topP: 0.9, stopSequences: ['User:'] },
};

test('a whole answer', () => {
  expect(
    read(REQUEST, {
      inputTextTokenCount: 7,
      results: [{ tokenCount: 11, outputText: 'Hello!', completionReason: 'FINISH' }],
    }),
  ).toEqual({
    reader: 'titan_text',
    conversation: {
      ...EMPTY_CONVERSATION,
      operationName: 'text_completion',
      messages: [said('user', 'Hello')],
      answers: [said('assistant', 'Hello!')],
      parameters: { maxTokens: 512, temperature: 0, topP: 0.9, stopSequences: ['User:'] },
      finishReasons: ['FINISH'],
      usage: { input: 7, output: 11 },
    },
  });
});

test('a stream: the total runs, the end is on the last chunk', () => {
  const { conversation } = read(REQUEST, [
    {
      outputText: 'Hel',
      index: 0,
      totalOutputTextTokenCount: null,
      completionReason: null,
      inputTextTokenCount: 7,
    },
    {
      outputText: 'lo',
      index: 0,
      totalOutputTextTokenCount: 11,
      completionReason: 'LENGTH',
      inputTextTokenCount: null,
      'amazon-bedrock-invocationMetrics': { inputTokenCount: 7, outputTokenCount: 11 },
    },
  ]);
  expect(conversation.answers).toEqual([said('assistant', 'Hello')]);
  expect(conversation.finishReasons).toEqual(['LENGTH']);
  expect(conversation.usage).toEqual({ input: 7, output: 11 });
});

test('a blocked stream is one chunk with counts like 6.0 and no end', () => {
  const chunk = JSON.parse(
    '{"outputText":"Sorry.","index":0,"totalOutputTextTokenCount":6.0,"inputTextTokenCount":9.0,"amazon-bedrock-guardrailAction":"INTERVENED"}',
  ) as Json;
  const { reader, conversation } = read(REQUEST, [chunk]);
  expect(reader).toBe('titan_text');
  expect(conversation.answers).toEqual([said('assistant', 'Sorry.')]);
  expect(conversation.finishReasons).toEqual([]);
  expect(conversation.usage).toEqual({ input: 9, output: 6 });
});

test.each([
  [
    'several turns',
    'Be brief.\nUser: Hi\nBot: Ho\nUser: Bye\nBot:',
    [said('user', 'Be brief.'), said('user', 'Hi'), said('assistant', 'Ho'), said('user', 'Bye')],
  ],
  [
    'a transcript is one text',
    'Summarise.\nUser: Hi\nBot: Ho',
    [said('user', 'Summarise.\nUser: Hi\nBot: Ho')],
  ],
])('prompt: %s', (_name, inputText, messages) => {
  expect(read({ ...REQUEST, inputText }).conversation.messages).toEqual(messages);
});

test('an error, no answer; without parameters the answer tells that this is no embedding', () => {
  for (const response of [{ message: 'no' }, undefined]) {
    expect(read(REQUEST, response).reader).toBe('titan_text');
    expect(read(REQUEST, response).conversation.answers).toEqual([]);
  }
  expect(read({ inputText: 'Hi' }, { results: [{ outputText: 'Ho' }] }).reader).toBe('titan_text');
  expect(read({ inputText: 'Hi' }, { embedding: [0.1] }).reader).toBe('embeddings');
});

test('wrong types read as absent', () => {
  expect(
    titanText.read({
      request: { inputText: 5, textGenerationConfig: [] },
      response: [null, { outputText: 3, index: 'x' }, { results: [{ tokenCount: '1', outputText: [] }] }],
    }),
  ).toEqual({ ...EMPTY_CONVERSATION, operationName: 'text_completion', parameters: { stopSequences: [] } });
});
