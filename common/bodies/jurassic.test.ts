/** Bodies of the shape that the Bedrock user guide documents under AI21 Labs Jurassic-2 models. */
import { EMPTY_CONVERSATION } from './conversation';
import { jurassic } from './jurassic';
import { readAs, said } from './said.test_support';

const read = readAs('ai21');

const REQUEST = {
  prompt: 'Once upon',
  maxTokens: 200,
  temperature: 0.5,
  topP: 0.5,
  stopSequences: ['END'],
  countPenalty: { scale: 0 },
};

test('a whole answer', () => {
  expect(
    read(REQUEST, {
      id: 1234,
      prompt: { text: 'Once upon', tokens: [{}, {}] },
      completions: [
        { data: { text: ' a time', tokens: [{}, {}] }, finishReason: { reason: 'endoftext' } },
        { data: { text: ' a hill', tokens: [{}] }, finishReason: { reason: 'length', length: 200 } },
      ],
    }),
  ).toEqual({
    reader: 'jurassic',
    conversation: {
      ...EMPTY_CONVERSATION,
      operationName: 'text_completion',
      messages: [said('user', 'Once upon')],
      answers: [said('assistant', ' a time'), said('assistant', ' a hill')],
      parameters: { maxTokens: 200, temperature: 0.5, topP: 0.5, stopSequences: ['END'] },
      finishReasons: ['endoftext', 'length'],
      responseId: '1234',
    },
  });
});

test('an error, a blocked answer, no answer', () => {
  for (const response of [{ detail: 'no' }, undefined]) {
    const { reader, conversation } = read(REQUEST, response);
    expect(reader).toBe('jurassic');
    expect(conversation.answers).toEqual([]);
  }
  const blocked = {
    completions: [{ data: { text: 'Sorry.' } }],
    'amazon-bedrock-guardrailAction': 'INTERVENED',
  };
  expect(read(REQUEST, blocked).conversation.answers).toEqual([said('assistant', 'Sorry.')]);
  expect(read(REQUEST, blocked).conversation.finishReasons).toEqual([]);
});

test('an opaque ARN: the shape tells', () => {
  expect(readAs(undefined)(REQUEST).reader).toBe('jurassic');
});

test('wrong types read as absent', () => {
  expect(
    jurassic.read({
      request: { prompt: {}, maxTokens: -1, stopSequences: null },
      response: { id: {}, completions: [null, { data: [], finishReason: 'x' }] },
    }),
  ).toEqual({ ...EMPTY_CONVERSATION, operationName: 'text_completion', parameters: { stopSequences: [] } });
});
