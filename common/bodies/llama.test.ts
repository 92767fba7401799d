/** Bodies of the shape that the Bedrock user guide documents under Meta Llama models. */
import { EMPTY_CONVERSATION } from './conversation';
import { llama } from './llama';
import { readAs, said } from './said.test_support';

const read = readAs('meta');

const LLAMA_3 =
  '<|begin_of_text|><|start_header_id|>system<|end_header_id|>\n\nBe brief.<|eot_id|>' +
  '<|start_header_id|>user<|end_header_id|>\n\nCapital of Sudan?<|eot_id|>' +
  '<|start_header_id|>assistant<|end_header_id|>\n\n';

test('a whole answer', () => {
  expect(
    read(
      { prompt: LLAMA_3, max_gen_len: 512, temperature: 0.5, top_p: 0.9 },
      {
        generation: '\n\nKhartoum.',
        prompt_token_count: 15,
        generation_token_count: 12,
        stop_reason: 'stop',
      },
    ),
  ).toEqual({
    reader: 'llama',
    conversation: {
      operationName: 'text_completion',
      system: [],
      messages: [said('system', 'Be brief.'), said('user', 'Capital of Sudan?')],
      answers: [said('assistant', '\n\nKhartoum.')],
      tools: [],
      parameters: { maxTokens: 512, temperature: 0.5, topP: 0.9 },
      finishReasons: ['stop'],
      usage: { input: 15, output: 12 },
      latency: {},
    },
  });
});

test('a stream: text in pieces, the prompt counted on the first chunk, the answer on the last', () => {
  const { conversation } = read({ prompt: 'Hi', max_gen_len: 5 }, [
    { generation: 'Khar', prompt_token_count: 15, generation_token_count: 1, stop_reason: null },
    '[DONE]',
    { generation: 'toum', prompt_token_count: null, generation_token_count: 2, stop_reason: null },
    {
      generation: '',
      prompt_token_count: null,
      generation_token_count: 5,
      stop_reason: 'length',
      'amazon-bedrock-invocationMetrics': { inputTokenCount: 15, outputTokenCount: 5 },
    },
  ]);
  expect(conversation).toMatchObject({
    answers: [said('assistant', 'Khartoum')],
    finishReasons: ['length'],
    usage: { input: 15, output: 5 },
  });
});

test.each([
  [
    'Llama 4 headers, several turns',
    '<|begin_of_text|><|header_start|>user<|header_end|>\n\nHi<|eot|><|header_start|>assistant<|header_end|>\n\nHo<|eot|>' +
      '<|header_start|>user<|header_end|>\n\nBye<|eot|><|header_start|>assistant<|header_end|>\n\n',
    [said('user', 'Hi'), said('assistant', 'Ho'), said('user', 'Bye')],
  ],
  [
    'Llama 2 instructions',
    '<s>[INST] <<SYS>>\nBe brief.\n<</SYS>>\n\nHi [/INST] Ho </s><s>[INST] Bye [/INST]',
    [said('system', 'Be brief.'), said('user', 'Hi'), said('assistant', 'Ho'), said('user', 'Bye')],
  ],
  ['no marks', 'Once upon a time ', [said('user', 'Once upon a time ')]],
])('prompt: %s', (_name, prompt, messages) => {
  expect(read({ prompt, max_gen_len: 1 }).conversation.messages).toEqual(messages);
});

test('images stand before the text, whole or replaced', () => {
  const { messages } = read({ prompt: 'What?', max_gen_len: 1, images: ['iVBORw0KGgo=', {}] }).conversation;
  expect(messages).toEqual([
    { role: 'user', parts: [{ kind: 'image' }, { kind: 'image' }] },
    said('user', 'What?'),
  ]);
});

test('a request whose answer is not inline, and an answer whose request is not', () => {
  const asked = read({ prompt: LLAMA_3 });
  expect(asked.reader).toBe('llama');
  expect(asked.conversation.answers).toEqual([]);
  const answered = read(undefined, { generation: 'Ho' });
  expect(answered.reader).toBe('llama');
  expect(answered.conversation).toEqual({
    ...EMPTY_CONVERSATION,
    operationName: 'text_completion',
    answers: [said('assistant', 'Ho')],
  });
});

test('an opaque ARN: the shape tells', () => {
  expect(readAs(undefined)({ prompt: 'Hi', max_gen_len: 1 }).reader).toBe('llama');
  expect(readAs(undefined)(undefined, [{ generation: 'Ho' }]).reader).toBe('llama');
});

test('an error, a blocked answer', () => {
  const failed = read({ prompt: 'Hi', max_gen_len: 1 }, { message: 'Too many requests' });
  expect(failed.reader).toBe('llama');
  expect(failed.conversation).toMatchObject({ answers: [], finishReasons: [] });
  const blocked = read(
    { prompt: 'Hi' },
    { generation: 'Sorry.', 'amazon-bedrock-guardrailAction': 'INTERVENED' },
  );
  expect(blocked.conversation).toEqual({
    ...EMPTY_CONVERSATION,
    operationName: 'text_completion',
    messages: [said('user', 'Hi')],
    answers: [said('assistant', 'Sorry.')],
  });
});

test('wrong types read as absent', () => {
  expect(
    llama.read({
      request: { prompt: 7, max_gen_len: '5', temperature: true, images: 'x' },
      response: [null, 3, [], { generation: {}, prompt_token_count: -1, stop_reason: [] }],
    }),
  ).toEqual({ ...EMPTY_CONVERSATION, operationName: 'text_completion' });
});
