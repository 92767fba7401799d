/** Bodies of the shapes that the Bedrock user guide documents under Cohere Command R and Command R+ models. */
import type { Json } from '../documents/json';
import { commandR } from './command_r';
import { EMPTY_CONVERSATION } from './conversation';
import { readAs, said } from './said.test_support';

const read = readAs('cohere');

const REQUEST = {
  message: 'And Rome?',
  chat_history: [
    { role: 'USER', message: 'Weather in Paris?' },
    { role: 'CHATBOT', message: 'Rain.' },
  ],
  preamble: 'Be brief.',
  max_tokens: 300,
  temperature: 0.3,
  p: 0.75,
  k: 5,
  stop_sequences: ['END'],
};

test('a whole answer; its history is no answer', () => {
  expect(
    read(REQUEST, {
      response_id: 'r-1',
      text: 'Sun.',
      generation_id: 'g-1',
      citations: [{ start: 0, end: 3, text: 'Sun', document_ids: ['doc_0'] }],
      finish_reason: 'COMPLETE',
      tool_calls: [],
      chat_history: [...REQUEST.chat_history, { role: 'CHATBOT', message: 'Sun.' }],
    }),
  ).toEqual({
    reader: 'cohere_command_r',
    conversation: {
      ...EMPTY_CONVERSATION,
      operationName: 'chat',
      system: [{ kind: 'text', text: 'Be brief.' }],
      messages: [said('user', 'Weather in Paris?'), said('assistant', 'Rain.'), said('user', 'And Rome?')],
      answers: [
        {
          role: 'assistant',
          parts: [
            { kind: 'text', text: 'Sun.' },
            { kind: 'citation', json: { start: 0, end: 3, text: 'Sun', document_ids: ['doc_0'] } },
          ],
        },
      ],
      parameters: { maxTokens: 300, temperature: 0.3, topP: 0.75, topK: 5, stopSequences: ['END'] },
      finishReasons: ['COMPLETE'],
      responseId: 'r-1',
    },
  });
});

test('tools: offered, called, answered; documents', () => {
  const weather = { name: 'get_weather', description: 'Weather', parameter_definitions: {} };
  const { conversation } = read(
    {
      message: 'Weather?',
      documents: [{ title: 'Almanac', snippet: 'It rains.' }],
      tools: [weather],
      tool_results: [
        {
          call: { name: 'get_weather', parameters: { city: 'Rome' } },
          outputs: [{ text: '21C' }, { c: 21 }],
        },
      ],
    },
    {
      text: '',
      finish_reason: 'TOOL_CALL',
      tool_calls: [{ name: 'get_weather', parameters: { city: 'Oslo' } }],
    },
  );
  expect(conversation.tools).toEqual([{ name: 'get_weather', json: weather }]);
  expect(conversation.messages).toEqual([
    {
      role: 'user',
      parts: [
        { kind: 'text', text: 'Weather?' },
        {
          kind: 'tool_result',
          content: [
            { kind: 'text', text: '21C' },
            { kind: 'text', text: '{"c":21}' },
          ],
          isError: false,
        },
        { kind: 'document', name: 'Almanac' },
      ],
    },
  ]);
  expect(conversation.answers).toEqual([
    { role: 'assistant', parts: [{ kind: 'tool_call', name: 'get_weather', input: { city: 'Oslo' } }] },
  ]);
  expect(conversation.finishReasons).toEqual(['TOOL_CALL']);
});

const EVENTS: Json[] = [
  { is_finished: false, event_type: 'stream-start', generation_id: 'g-2' },
  { is_finished: false, event_type: 'text-generation', text: 'Su' },
  { is_finished: false, event_type: 'text-generation', text: 'n.' },
  { is_finished: false, event_type: 'citation-generation', citations: [{ start: 0, end: 2 }] },
];

test('a stream ends with the whole answer, which is not read twice', () => {
  const { reader, conversation } = read(REQUEST, [
    ...EVENTS,
    {
      is_finished: true,
      event_type: 'stream-end',
      finish_reason: 'COMPLETE',
      response: {
        response_id: 'r-2',
        text: 'Sun.',
        generation_id: 'g-2',
        citations: [{ start: 0, end: 2 }],
        finish_reason: 'COMPLETE',
        meta: { billed_units: { input_tokens: 1, output_tokens: 2 } },
      },
      'amazon-bedrock-invocationMetrics': { inputTokenCount: 1, outputTokenCount: 2 },
    },
  ]);
  expect(reader).toBe('cohere_command_r');
  expect(conversation.answers).toEqual([
    {
      role: 'assistant',
      parts: [
        { kind: 'text', text: 'Sun.' },
        { kind: 'citation', json: { start: 0, end: 2 } },
      ],
    },
  ]);
  expect(conversation).toMatchObject({
    finishReasons: ['COMPLETE'],
    usage: { input: 1, output: 2 },
    responseId: 'r-2',
  });
});

test('a stream without its end is joined from its events', () => {
  const { answers, finishReasons, responseId } = read(REQUEST, EVENTS).conversation;
  expect(answers).toEqual([
    {
      role: 'assistant',
      parts: [
        { kind: 'text', text: 'Sun.' },
        { kind: 'citation', json: { start: 0, end: 2 } },
      ],
    },
  ]);
  expect(finishReasons).toEqual([]);
  expect(responseId).toBe('g-2');
});

test('an error, a cut answer, a blocked answer, no answer', () => {
  for (const response of [{ message: 'no' }, undefined]) {
    expect(read(REQUEST, response).reader).toBe('cohere_command_r');
    expect(read(REQUEST, response).conversation.answers).toEqual([]);
  }
  expect(read(REQUEST, { text: 'Su', finish_reason: 'MAX_TOKENS' }).conversation.finishReasons).toEqual([
    'MAX_TOKENS',
  ]);
  const blocked = { text: 'Sorry.', 'amazon-bedrock-guardrailAction': 'INTERVENED' };
  expect(read(REQUEST, blocked).conversation.answers).toEqual([said('assistant', 'Sorry.')]);
});

test('an opaque ARN: the shape tells', () => {
  expect(readAs(undefined)({ message: 'Hi' }).reader).toBe('cohere_command_r');
  expect(readAs(undefined)(undefined, { text: 'Ho', generation_id: 'g' }).reader).toBe('cohere_command_r');
});

test('wrong types read as absent', () => {
  const nothing = { ...EMPTY_CONVERSATION, operationName: 'chat', parameters: { stopSequences: [] } };
  expect(
    commandR.read({
      request: { message: 5, chat_history: 'x', preamble: [], tools: null, tool_results: [3], p: '1' },
      response: { text: {}, citations: null, tool_calls: 'x', meta: [], finish_reason: 1 },
    }),
  ).toEqual(nothing);
  expect(commandR.read({ request: null, response: [1, { text: 2, response: 'x' }] })).toEqual(nothing);
});
