/** InvokeModel in the shapes of its families, whole and as streams, with words in every place that people or models fill. */
import { toolInput } from './converse_records';
import { inPieces, type Json, type WrittenBodies } from './record';
import type { Words } from './words';

const base64 = (text: string): string => Buffer.from(text.repeat(8)).toString('base64');
const METRICS = {
  'amazon-bedrock-invocationMetrics': { inputTokenCount: 10, outputTokenCount: 5, invocationLatency: 40 },
};

interface Family {
  readonly name: string;
  readonly modelId: string;
  readonly input: (words: Words) => Json;
  readonly output: (words: Words) => Json;
  readonly stream?: (words: Words) => Json[];
}

const FAMILIES: readonly Family[] = [
  {
    name: 'anthropic',
    modelId: 'anthropic.claude-sonnet-4-5-20250929-v1:0',
    input: (words) => ({
      anthropic_version: 'bedrock-2023-05-31',
      max_tokens: 10,
      system: [{ type: 'text', text: words('system') }],
      messages: [
        { role: 'user', content: words('question') },
        {
          role: 'assistant',
          content: [
            { type: 'thinking', thinking: words('thought'), signature: base64(words('signed')) },
            { type: 'tool_use', id: 't1', name: words('tool'), input: toolInput(words) },
          ],
        },
        {
          role: 'user',
          content: [
            { type: 'tool_result', tool_use_id: 't1', content: words('tool said'), is_error: true },
            {
              type: 'image',
              source: { type: 'base64', media_type: 'image/png', data: base64(words('image')) },
            },
            { type: 'document', title: words('title'), source: { type: 'text', data: words('document') } },
            { type: words('kind of block'), value: words('block') },
          ],
        },
      ],
      tools: [
        { name: words('offered'), description: words('described'), input_schema: { a: words('schema') } },
      ],
      stop_sequences: [words('stop here')],
      metadata: { user_id: words('who asks') },
    }),
    output: (words) => ({
      id: 'msg_1',
      type: 'message',
      role: 'assistant',
      model: 'claude-sonnet-4-5-20250929',
      content: [
        { type: 'thinking', thinking: words('thinking') },
        { type: 'text', text: words('answer') },
        { type: 'tool_use', id: 't2', name: words('called'), input: toolInput(words) },
      ],
      stop_reason: 'stop_sequence',
      stop_sequence: words('stopped at'),
      usage: { input_tokens: 10, output_tokens: 5 },
      'amazon-bedrock-trace': {
        guardrail: {
          modelOutput: [words('before masking')],
          input: { gr1: { wordPolicy: { customWords: [{ match: words('bad word'), action: 'BLOCKED' }] } } },
        },
      },
      'amazon-bedrock-guardrailAction': 'INTERVENED',
    }),
    stream: (words) => [
      { type: 'message_start', message: { id: 'm', role: 'assistant', usage: { input_tokens: 10 } } },
      { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
      ...inPieces(words('streamed')).map((text) => ({
        type: 'content_block_delta',
        index: 0,
        delta: { type: 'text_delta', text },
      })),
      {
        type: 'content_block_start',
        index: 1,
        content_block: { type: 'tool_use', id: 't', name: words('tool') },
      },
      ...inPieces(JSON.stringify(toolInput(words))).map((text) => ({
        type: 'content_block_delta',
        index: 1,
        delta: { type: 'input_json_delta', partial_json: text },
      })),
      { type: 'message_delta', delta: { stop_reason: 'stop_sequence', stop_sequence: words('stopped at') } },
      { type: 'message_stop', ...METRICS },
    ],
  },
  {
    name: 'nova',
    modelId: 'amazon.nova-pro-v1:0',
    input: (words) => ({
      schemaVersion: 'messages-v1',
      system: [{ text: words('system') }],
      messages: [{ role: 'user', content: [{ text: words('question') }] }],
      inferenceConfig: { maxTokens: 9, stopSequences: [words('stop here')] },
    }),
    output: (words) => ({
      output: {
        message: {
          role: 'assistant',
          content: [{ text: `<thinking>${words('thought')}</thinking>` }, { text: words('answer') }],
        },
      },
      stopReason: 'end_turn',
      usage: { inputTokens: 10, outputTokens: 5 },
    }),
    stream: (words) => [
      { messageStart: { role: 'assistant' } },
      ...inPieces(`<thinking>${words('thought')}</thinking>${words('streamed')}`).map((text, n) => ({
        contentBlockDelta: { contentBlockIndex: n, delta: { text } },
      })),
      { messageStop: { stopReason: 'end_turn' } },
      { metadata: { usage: { inputTokens: 10, outputTokens: 5 } }, ...METRICS },
    ],
  },
  {
    name: 'chat',
    modelId: 'openai.gpt-oss-120b-1:0',
    input: (words) => ({
      model: 'openai.gpt-oss-120b-1:0',
      messages: [
        { role: 'system', content: words('system') },
        { role: 'developer', content: words('developer') },
        {
          role: 'user',
          name: words('name'),
          content: [
            { type: 'text', text: words('question') },
            { type: 'image_url', image_url: { url: `data:image/png;base64,${base64(words('image'))}` } },
          ],
        },
        {
          role: 'assistant',
          content: null,
          tool_calls: [
            {
              id: 'c',
              type: 'function',
              function: { name: words('tool'), arguments: JSON.stringify(toolInput(words)) },
            },
          ],
        },
        { role: 'tool', tool_call_id: 'c', content: words('tool said') },
      ],
      tools: [{ type: 'function', function: { name: words('offered'), description: words('described') } }],
      stop: [words('stop here')],
      user: words('who asks'),
      max_completion_tokens: 9,
    }),
    output: (words) => ({
      id: 'chatcmpl-1',
      model: 'openai.gpt-oss-120b-1:0',
      choices: [
        {
          index: 0,
          finish_reason: 'stop',
          message: {
            role: 'assistant',
            content: `<reasoning>${words('thought')}</reasoning>${words('answer')}`,
          },
        },
        {
          index: 1,
          finish_reason: 'stop',
          message: { role: 'assistant', content: null, refusal: words('no') },
        },
      ],
      usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
    }),
    stream: (words) => [
      ...inPieces(`<reasoning>${words('thought')}</reasoning>${words('streamed')}`).map((content) => ({
        choices: [{ index: 0, delta: { content } }],
      })),
      { choices: [{ index: 0, delta: {}, finish_reason: 'stop' }], ...METRICS },
      '[DONE]',
    ],
  },
  {
    name: 'llama',
    modelId: 'meta.llama3-3-70b-instruct-v1:0',
    input: (words) => ({ prompt: `<|begin_of_text|>${words('question')}`, max_gen_len: 9 }),
    output: (words) => ({ generation: words('answer'), prompt_token_count: 10, stop_reason: 'stop' }),
    stream: (words) => [
      ...inPieces(words('streamed')).map((generation) => ({ generation, stop_reason: null })),
      { generation: '', stop_reason: 'stop', ...METRICS },
    ],
  },
  {
    name: 'titan',
    modelId: 'amazon.titan-text-express-v1',
    input: (words) => ({
      inputText: words('question'),
      textGenerationConfig: { maxTokenCount: 9, stopSequences: [words('stop here')] },
    }),
    output: (words) => ({
      inputTextTokenCount: 10,
      results: [{ outputText: words('answer'), tokenCount: 5, completionReason: 'FINISH' }],
    }),
  },
  {
    name: 'mistral',
    modelId: 'mistral.mistral-large-2402-v1:0',
    input: (words) => ({ prompt: `<s>[INST] ${words('question')} [/INST]`, stop: [words('stop here')] }),
    output: (words) => ({ outputs: [{ text: words('answer'), stop_reason: 'stop' }] }),
  },
  {
    name: 'command r',
    modelId: 'cohere.command-r-v1:0',
    input: (words) => ({
      message: words('question'),
      preamble: words('system'),
      chat_history: [{ role: 'USER', message: words('history') }],
      documents: [{ title: words('title'), snippet: words('document') }],
      stop_sequences: [words('stop here')],
    }),
    output: (words) => ({
      response_id: 'r1',
      text: words('answer'),
      finish_reason: 'COMPLETE',
      chat_history: [{ role: 'CHATBOT', message: words('history of the answer') }],
      citations: [{ text: words('cited') }],
    }),
  },
  {
    name: 'images',
    modelId: 'amazon.nova-canvas-v1:0',
    input: (words) => ({
      taskType: 'TEXT_IMAGE',
      textToImageParams: { text: words('picture'), negativeText: words('no picture') },
      imageGenerationConfig: { width: 512, height: 512, numberOfImages: 1 },
    }),
    output: (words) => ({ images: [base64(words('painted'))], error: null }),
  },
  {
    name: 'other images',
    modelId: 'stability.stable-image-core-v1:1',
    input: (words) => ({
      prompt: words('picture'),
      negative_prompt: words('no picture'),
      mode: 'text-to-image',
    }),
    output: (words) => ({ seeds: [1], finish_reasons: [null], images: [base64(words('painted'))] }),
  },
  {
    name: 'embeddings',
    modelId: 'cohere.embed-multilingual-v3',
    input: (words) => ({ texts: [words('embedded'), words('also embedded')], input_type: 'search_document' }),
    output: (words) => ({ id: 'e', embeddings: [[0.1, 0.2]], texts: [words('embedded')] }),
  },
  {
    name: 'rerank',
    modelId: 'cohere.rerank-v3-5:0',
    input: (words) => ({ query: words('query'), documents: [words('first'), { text: words('second') }] }),
    output: (words) => ({
      results: [{ index: 0, relevance_score: 0.5, document: { text: words('first') } }],
    }),
  },
  {
    name: 'nobody knows this shape',
    modelId: 'nobody.model-v1:0',
    input: (words) => ({
      [words('key')]: [words('value')],
      system: { odd: words('system') },
      messages: words('m'),
    }),
    output: (words) => [words('a text'), { [words('another key')]: words('another value') }, 7],
  },
  {
    name: 'wrong types',
    modelId: 'anthropic.claude-sonnet-4-5-20250929-v1:0',
    input: (words) => words('a body that is a text'),
    output: (words) => ({ content: { text: words('no list') }, usage: words('usage') }),
  },
];

export const modelBodies = (words: Words): WrittenBodies[] =>
  FAMILIES.flatMap(({ name, modelId, input, output, stream }) => [
    { name, modelId, operation: 'InvokeModel', input: input(words), output: output(words) },
    ...(stream === undefined
      ? []
      : [
          {
            name: `${name} stream`,
            modelId,
            operation: 'InvokeModelWithResponseStream',
            input: input(words),
            output: stream(words),
          },
        ]),
  ]);
