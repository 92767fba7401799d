/** Bodies of the shape that the Bedrock user guide documents under OpenAI models. */
import type { Json } from '../documents/json';
import { EMPTY_CONVERSATION } from './conversation';
import { readChatCompletion } from './chat_completion';
import { readAs, said } from './said.test_support';

const read = readAs('openai');

const REQUEST = {
  model: 'openai.gpt-oss-20b-1:0',
  messages: [
    { role: 'developer', content: 'Be brief.' },
    { role: 'user', content: 'Hi' },
  ],
  max_completion_tokens: 150,
  temperature: 0.7,
  top_p: 0.9,
  stop: 'END',
  stream: false,
};

const chunk = (choice: object, more: object = {}) => ({
  id: 'chatcmpl-2',
  object: 'chat.completion.chunk',
  model: 'openai.gpt-oss-20b-1:0',
  choices: [{ index: 0, finish_reason: null, ...choice }],
  ...more,
});

test('a whole answer: reasoning stands in tags before the text', () => {
  expect(
    read(REQUEST, {
      id: 'chatcmpl-1',
      object: 'chat.completion',
      created: 1,
      model: 'openai.gpt-oss-20b-1:0',
      choices: [
        {
          index: 0,
          message: {
            role: 'assistant',
            content: '<reasoning>A greeting.</reasoning>Hello',
            tool_calls: [],
          },
          finish_reason: 'stop',
        },
      ],
      usage: { prompt_tokens: 20, completion_tokens: 30, total_tokens: 50 },
    }),
  ).toEqual({
    reader: 'openai_chat',
    conversation: {
      operationName: 'chat',
      system: [],
      messages: [said('developer', 'Be brief.'), said('user', 'Hi')],
      answers: [
        {
          role: 'assistant',
          parts: [
            { kind: 'reasoning', text: 'A greeting.' },
            { kind: 'text', text: 'Hello' },
          ],
        },
      ],
      tools: [],
      parameters: { maxTokens: 150, temperature: 0.7, topP: 0.9, stopSequences: ['END'] },
      finishReasons: ['stop'],
      usage: { input: 20, output: 30 },
      latency: {},
      responseId: 'chatcmpl-1',
      responseModel: 'openai.gpt-oss-20b-1:0',
    },
  });
});

test('chunks: tags and text are cut anywhere, the last chunk counts', () => {
  const { reader, conversation } = read({ ...REQUEST, stream: true }, [
    chunk({ delta: { role: 'assistant', content: '' } }),
    chunk({ delta: { content: '<reas' } }),
    chunk({ delta: { content: 'oning>A gree' } }),
    chunk({ delta: { content: 'ting.</reasoning>Hel' } }),
    '[DONE]',
    chunk({ delta: { content: 'lo' } }),
    chunk(
      { delta: {}, finish_reason: 'length' },
      {
        usage: { prompt_tokens: 20, completion_tokens: 30 },
        'amazon-bedrock-invocationMetrics': { inputTokenCount: 20 },
      },
    ),
  ]);
  expect(reader).toBe('openai_chat');
  expect(conversation).toMatchObject({
    answers: [
      {
        role: 'assistant',
        parts: [
          { kind: 'reasoning', text: 'A greeting.' },
          { kind: 'text', text: 'Hello' },
        ],
      },
    ],
    finishReasons: ['length'],
    usage: { input: 20, output: 30 },
    responseId: 'chatcmpl-2',
    responseModel: 'openai.gpt-oss-20b-1:0',
  });
});

test('an answer that was cut while the model reasoned has no text', () => {
  const { answers } = read(REQUEST, [
    chunk({ delta: { content: '<reasoning>First, ' } }),
    chunk({ delta: { content: 'I' }, finish_reason: 'length' }),
  ]).conversation;
  expect(answers).toEqual([{ role: 'assistant', parts: [{ kind: 'reasoning', text: 'First, I' }] }]);
});

test.each([
  ['Kimi, GLM, DeepSeek', { reasoning_content: 'Hm.', content: 'Ho' }],
  ['gpt-oss elsewhere', { reasoning: 'Hm.', content: 'Ho' }],
  ['MiniMax, Qwen', { content: '<think>\nHm.\n</think>\n\nHo' }],
])('reasoning of %s', (_name, message) => {
  const parts = read(REQUEST, { choices: [{ message: { role: 'assistant', ...message } }] }).conversation
    .answers[0]?.parts;
  expect(parts?.map(({ kind }) => kind)).toEqual(['reasoning', 'text']);
  expect(parts?.[0]).toMatchObject({ text: expect.stringContaining('Hm.') as string });
  expect(parts?.[1]).toEqual({ kind: 'text', text: 'Ho' });
});

test('tools: offered, called, answered', () => {
  const weather = { type: 'function', function: { name: 'get_weather', parameters: {} } };
  const call = {
    id: 'call_1',
    type: 'function',
    function: { name: 'get_weather', arguments: '{"city":"Rome"}' },
  };
  const { conversation } = read(
    {
      messages: [
        { role: 'user', content: 'Weather?' },
        { role: 'assistant', content: null, tool_calls: [call] },
        { role: 'tool', tool_call_id: 'call_1', content: '21C' },
      ],
      tools: [weather],
    },
    {
      choices: [
        {
          message: {
            role: 'assistant',
            content: null,
            tool_calls: [{ ...call, function: { name: 'log', arguments: '{"cut' } }],
          },
          finish_reason: 'tool_calls',
        },
      ],
    },
  );
  expect(conversation.tools).toEqual([{ name: 'get_weather', json: weather }]);
  expect(conversation.messages).toEqual([
    said('user', 'Weather?'),
    {
      role: 'assistant',
      parts: [{ kind: 'tool_call', id: 'call_1', name: 'get_weather', input: { city: 'Rome' } }],
    },
    {
      role: 'tool',
      parts: [
        { kind: 'tool_result', id: 'call_1', content: [{ kind: 'text', text: '21C' }], isError: false },
      ],
    },
  ]);
  expect(conversation.answers).toEqual([
    { role: 'assistant', parts: [{ kind: 'tool_call', id: 'call_1', name: 'log', input: '{"cut' }] },
  ]);
  expect(conversation.finishReasons).toEqual(['tool_calls']);
});

test('streamed tool calls: fragments of several calls, interleaved; ids repeated or missing', () => {
  const fragment = (index: number, id: string | undefined, called: object) => ({
    delta: { tool_calls: [{ index, ...(id === undefined ? {} : { id }), function: called }] },
  });
  const { answers } = read(REQUEST, [
    chunk({ delta: { role: 'assistant', content: 'Look:' } }),
    chunk(fragment(0, 'a', { name: 'first', arguments: '' })),
    chunk(fragment(0, undefined, { arguments: '{"n":' })),
    chunk(fragment(1, 'b', { name: 'second', arguments: '{"m"' })),
    chunk(fragment(0, 'a', { arguments: '1}' })),
    chunk(fragment(1, undefined, { arguments: ':2}' })),
    chunk({ delta: {}, finish_reason: 'tool_calls' }),
  ]).conversation;
  expect(answers).toEqual([
    {
      role: 'assistant',
      parts: [
        { kind: 'text', text: 'Look:' },
        { kind: 'tool_call', id: 'a', name: 'first', input: { n: 1 } },
        { kind: 'tool_call', id: 'b', name: 'second', input: { m: 2 } },
      ],
    },
  ]);
});

test('streamed tool calls without an index: a new id is a new call', () => {
  const fragment = (called: Json) => chunk({ delta: { tool_calls: [called] } });
  const { answers } = read(REQUEST, [
    fragment({ id: 'a', function: { name: 'first', arguments: '{"n":1}' } }),
    fragment({ id: 'b', function: { name: 'second', arguments: '{"m"' } }),
    fragment({ function: { arguments: ':2}' } }),
  ]).conversation;
  expect(answers[0]?.parts).toEqual([
    { kind: 'tool_call', id: 'a', name: 'first', input: { n: 1 } },
    { kind: 'tool_call', id: 'b', name: 'second', input: { m: 2 } },
  ]);
});

test('content in parts: text, pictures inline, by URL and replaced, a file, sound', () => {
  const { messages } = read({
    messages: [
      {
        role: 'user',
        content: [
          { type: 'text', text: 'What is this?' },
          { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } },
          { type: 'image_url', image_url: 'https://example.com/cat.jpg' },
          { type: 'image_url', image_url: { url: { media_type: 'image/jpeg', bytes: 9, sha256: 'x' } } },
          { type: 'file', file: { filename: 'a.pdf', file_data: 'data:application/pdf;base64,JVBERi0=' } },
          { type: 'input_audio', input_audio: { data: 'SUQz', format: 'mp3' } },
          { type: 'novelty', what: 1 },
        ],
      },
    ],
  }).conversation;
  expect(messages).toEqual([
    {
      role: 'user',
      parts: [
        { kind: 'text', text: 'What is this?' },
        { kind: 'image', mediaType: 'image/png' },
        { kind: 'image', uri: 'https://example.com/cat.jpg' },
        { kind: 'image', mediaType: 'image/jpeg' },
        { kind: 'document', name: 'a.pdf' },
        { kind: 'audio', mediaType: 'mp3' },
        { kind: 'unknown', json: { type: 'novelty', what: 1 } },
      ],
    },
  ]);
});

test('several choices, each with its own end', () => {
  const { answers, finishReasons } = read(REQUEST, {
    choices: [
      { index: 0, message: { role: 'assistant', content: 'A' }, finish_reason: 'stop' },
      { index: 1, message: { role: 'assistant', content: 'B' }, finish_reason: 'content_filter' },
    ],
  }).conversation;
  expect(answers).toEqual([said('assistant', 'A'), said('assistant', 'B')]);
  expect(finishReasons).toEqual(['stop', 'content_filter']);
});

test('an error, an empty answer, a blocked answer', () => {
  const failed = read(REQUEST, { error: { message: 'no', type: 'invalid_request_error' } });
  expect(failed.reader).toBe('openai_chat');
  expect(failed.conversation).toMatchObject({ answers: [], finishReasons: [] });
  expect(failed.conversation.usage).toEqual({});
  expect(read(REQUEST, { choices: [] }).conversation.answers).toEqual([]);
  const blocked = read(REQUEST, {
    choices: [{ index: 0, message: { role: 'assistant', content: 'Sorry.' } }],
    'amazon-bedrock-guardrailAction': 'INTERVENED',
  }).conversation;
  expect(blocked.answers).toEqual([said('assistant', 'Sorry.')]);
  expect(blocked.finishReasons).toEqual([]);
});

test('an opaque ARN: the shape tells', () => {
  expect(readAs(undefined)({ messages: [{ role: 'user', content: 'Hi' }] }).reader).toBe('openai_chat');
  expect(readAs(undefined)(undefined, [chunk({ delta: { content: 'Ho' } })]).reader).toBe('openai_chat');
});

test('wrong types read as absent', () => {
  expect(
    readChatCompletion({
      request: { messages: null, tools: null, max_tokens: 1.5, temperature: 'hot', stop: [1] },
      response: [
        7,
        { choices: 'x', usage: [], id: {}, model: 1 },
        { choices: [null, { delta: { content: null, tool_calls: [null, 3] }, finish_reason: 4 }] },
      ],
    }),
  ).toEqual({ ...EMPTY_CONVERSATION, operationName: 'chat', parameters: { stopSequences: [] } });
});

test.each([
  ['whole', [{ choices: [{ message: { content: 'Well:', refusal: 'jane@example.com' } }] }]],
  [
    'in a stream',
    [
      chunk({ delta: { content: 'We' } }),
      chunk({ delta: { content: 'll:', refusal: 'jane@' } }),
      chunk({ delta: { refusal: 'example.com' } }),
    ],
  ],
])('a refusal beside content is a part of its own: %s', (_name, response) => {
  expect(read(REQUEST, response).conversation.answers).toEqual([
    {
      role: 'assistant',
      parts: [
        { kind: 'text', text: 'Well:' },
        { kind: 'text', text: 'jane@example.com' },
      ],
    },
  ]);
});
