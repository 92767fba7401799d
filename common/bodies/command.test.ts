/** Bodies of the shapes that the Bedrock user guide documents under Cohere Command models. */
import { command } from './command';
import { EMPTY_CONVERSATION } from './conversation';
import { readAs, said } from './said.test_support';

const read = readAs('cohere');

const REQUEST = {
  prompt: 'Once upon',
  max_tokens: 200,
  temperature: 0.5,
  p: 0.9,
  k: 10,
  num_generations: 2,
  stop_sequences: ['END'],
};

test('a whole answer of several generations', () => {
  expect(
    read(REQUEST, {
      id: 'c-1',
      prompt: 'Once upon',
      generations: [
        { id: 'g-1', text: ' a time', finish_reason: 'COMPLETE' },
        { id: 'g-2', text: ' a hill', finish_reason: 'MAX_TOKENS' },
      ],
    }),
  ).toEqual({
    reader: 'cohere_command',
    conversation: {
      ...EMPTY_CONVERSATION,
      operationName: 'text_completion',
      messages: [said('user', 'Once upon')],
      answers: [said('assistant', ' a time'), said('assistant', ' a hill')],
      parameters: { maxTokens: 200, temperature: 0.5, topP: 0.9, topK: 10, stopSequences: ['END'] },
      finishReasons: ['COMPLETE', 'MAX_TOKENS'],
      responseId: 'c-1',
    },
  });
});

test('a stream ends with the whole answer, which is not read twice', () => {
  const { reader, conversation } = read({ ...REQUEST, stream: true }, [
    { text: ' a', is_finished: false },
    { text: ' time', is_finished: false },
    {
      is_finished: true,
      finish_reason: 'COMPLETE',
      response: { id: 'c-2', generations: [{ id: 'g', text: ' a time', finish_reason: 'COMPLETE' }] },
      'amazon-bedrock-invocationMetrics': { inputTokenCount: 3, outputTokenCount: 2 },
    },
  ]);
  expect(reader).toBe('cohere_command');
  expect(conversation.answers).toEqual([said('assistant', ' a time')]);
  expect(conversation.finishReasons).toEqual(['COMPLETE']);
  expect(conversation.responseId).toBe('c-2');
});

test('an error, a toxic end, a blocked answer, no answer', () => {
  for (const response of [{ message: 'no' }, undefined]) {
    expect(read(REQUEST, response).reader).toBe('cohere_command');
    expect(read(REQUEST, response).conversation.answers).toEqual([]);
  }
  const toxic = { generations: [{ finish_reason: 'ERROR_TOXIC' }] };
  expect(read(REQUEST, toxic).conversation.finishReasons).toEqual(['ERROR_TOXIC']);
  const blocked = { generations: [{ text: 'Sorry.' }], 'amazon-bedrock-guardrailAction': 'INTERVENED' };
  expect(read(REQUEST, blocked).conversation.answers).toEqual([said('assistant', 'Sorry.')]);
});

test('an opaque ARN: the shape tells', () => {
  expect(readAs(undefined)({ prompt: 'Hi', p: 0.9 }).reader).toBe('cohere_command');
  expect(readAs(undefined)(undefined, { generations: [{ text: 'Ho' }] }).reader).toBe('cohere_command');
});

test('wrong types read as absent', () => {
  expect(
    command.read({
      request: { prompt: 1, max_tokens: 0.5, stop_sequences: {} },
      response: [[], { generations: [2, { text: null }] }, { is_finished: true, text: 3, response: 'x' }],
    }),
  ).toEqual({ ...EMPTY_CONVERSATION, operationName: 'text_completion', parameters: { stopSequences: [] } });
});
