/**
 * Golden transforms of families with formats of their own under InvokeModel: what their bodies say reaches the
 * same fields as everybody's (Bedrock user guide, inference request parameters and response fields); expected by hand.
 */
import { indexed, invocation, RECORD } from './golden_record.test_support';

test('gpt-oss: parameters, usage, reasoning apart from the answer', () => {
  const { document, content } = indexed({
    ...RECORD,
    modelId: 'openai.gpt-oss-20b-1:0',
    input: {
      inputBodyJson: {
        messages: [
          { role: 'developer', content: 'Be brief.' },
          { role: 'user', content: 'Weather?' },
        ],
        tools: [{ type: 'function', function: { name: 'get_weather' } }],
        max_completion_tokens: 150,
        temperature: 0.7,
        top_p: 0.9,
        stop: ['END'],
      },
    },
    output: {
      outputBodyJson: {
        id: 'chatcmpl-1',
        model: 'openai.gpt-oss-20b-1:0',
        choices: [
          {
            index: 0,
            message: {
              role: 'assistant',
              content: '<reasoning>I must look.</reasoning>One moment.',
              tool_calls: [{ id: 'c', function: { name: 'get_weather', arguments: '{}' } }],
            },
            finish_reason: 'tool_calls',
          },
        ],
        usage: { prompt_tokens: 20, completion_tokens: 30, total_tokens: 50 },
      },
    },
  });
  expect(document).toMatchObject({
    gen_ai: {
      operation: { name: 'chat' },
      request: { max_tokens: 150, temperature: 0.7, top_p: 0.9, model: { role: 'assistant' } },
      response: { id: 'chatcmpl-1', model: 'openai.gpt-oss-20b-1:0', finish_reasons: ['tool_calls'] },
      usage: { prompt_tokens: 20, completion_tokens: 30, total_tokens: 50 },
    },
    aws_bedrock: {
      invocation: {
        body_reader: 'openai_chat',
        finish_reason: 'tool_use',
        tools: { offered_count: 1, called_count: 1 },
        input: { messages_content_kinds: ['text'] },
      },
    },
  });
  expect(content).toMatchObject({
    gen_ai: {
      system_instructions: 'Be brief.',
      prompt: 'Weather?',
      completion: 'One moment.',
      reasoning: 'I must look.',
      tool: { names: ['get_weather'] },
      request: { stop_sequences: ['END'] },
    },
  });
});

test('Llama: turns of a prompt, the counts and times of a stream', () => {
  const { document, content } = indexed({
    ...RECORD,
    operation: 'InvokeModelWithResponseStream',
    modelId: 'meta.llama3-3-70b-instruct-v1:0',
    input: {
      inputBodyJson: {
        prompt:
          '<|begin_of_text|><|start_header_id|>system<|end_header_id|>\n\nBe brief.<|eot_id|>' +
          '<|start_header_id|>user<|end_header_id|>\n\nHi<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n',
        max_gen_len: 64,
      },
    },
    output: {
      outputBodyJson: [
        { generation: 'Hel', prompt_token_count: 9, generation_token_count: 1, stop_reason: null },
        {
          generation: 'lo',
          prompt_token_count: null,
          generation_token_count: 2,
          stop_reason: 'length',
          'amazon-bedrock-invocationMetrics': { invocationLatency: 500, firstByteLatency: 300 },
        },
      ],
    },
  });
  expect(document).toMatchObject({
    gen_ai: {
      operation: { name: 'text_completion' },
      request: { max_tokens: 64 },
      response: { finish_reasons: ['length'] },
      usage: { prompt_tokens: 9, completion_tokens: 2 },
      performance: { response_time: 500, start_response_time: 300 },
    },
    // 2 tokens in 0.2 s
    aws_bedrock: {
      invocation: { body_reader: 'llama', finish_reason: 'length', output_tokens_per_second: 10 },
    },
  });
  expect(content).toMatchObject({
    gen_ai: { system_instructions: 'Be brief.', prompt: 'Hi', completion: 'Hello' },
  });
});

test('Command R: the message is the prompt, p and k are parameters', () => {
  const { document, content } = indexed({
    ...RECORD,
    modelId: 'cohere.command-r-v1:0',
    input: {
      inputBodyJson: {
        message: 'And Rome?',
        chat_history: [{ role: 'USER', message: 'Paris?' }],
        preamble: 'Be brief.',
        p: 0.75,
        k: 5,
      },
    },
    output: { outputBodyJson: { response_id: 'r', text: 'Sun.', finish_reason: 'MAX_TOKENS' } },
  });
  expect(document).toMatchObject({
    gen_ai: { request: { top_p: 0.75, top_k: 5 }, response: { id: 'r', finish_reasons: ['MAX_TOKENS'] } },
    aws_bedrock: { invocation: { body_reader: 'cohere_command_r', finish_reason: 'length' } },
  });
  expect(content).toMatchObject({
    gen_ai: { system_instructions: 'Be brief.', prompt: 'And Rome?', completion: 'Sun.' },
  });
});

test('Titan text that a guardrail blocked: one chunk, no end of its own', () => {
  expect(
    invocation({
      ...RECORD,
      operation: 'InvokeModelWithResponseStream',
      modelId: 'amazon.titan-text-express-v1',
      input: { inputBodyJson: { inputText: 'User: Hi\n\nBot:', textGenerationConfig: { maxTokenCount: 9 } } },
      output: {
        outputBodyJson: [
          {
            outputText: 'Sorry.',
            index: 0,
            totalOutputTextTokenCount: 6,
            inputTextTokenCount: 7,
            'amazon-bedrock-guardrailAction': 'INTERVENED',
          },
        ],
      },
    }),
  ).toMatchObject({ body_reader: 'titan_text', finish_reason: 'guardrail', guardrail: { intervened: true } });
});

test('an opaque ARN is resolved by the Bedrock id that the body names', () => {
  const outputBodyJson = {
    model: 'openai.gpt-oss-20b-1:0',
    choices: [{ message: { role: 'assistant', content: 'Hello' } }],
  };
  expect(
    invocation({
      ...RECORD,
      modelId: 'arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abcdef123456',
      input: { inputBodyJson: { messages: [{ role: 'user', content: 'Hi' }] } },
      output: { outputBodyJson },
    }),
  ).toMatchObject({
    body_reader: 'openai_chat',
    model: { vendor: 'openai', base_id: 'openai.gpt-oss-20b-1:0', resource_id: 'abcdef123456' },
  });
});

test('rerank is an operation of its own, without tokens', () => {
  const { document } = indexed({
    ...RECORD,
    modelId: 'cohere.rerank-v3-5:0',
    input: { inputBodyJson: { query: 'Capital?', documents: ['Rome', 'Oslo'], api_version: 2 } },
    output: { outputBodyJson: { results: [{ index: 0, relevance_score: 0.95 }] } },
  });
  expect(document).toMatchObject({
    gen_ai: { operation: { name: 'rerank' } },
    aws_bedrock: {
      invocation: { body_reader: 'rerank', input: { messages_content_kinds: ['document', 'text'] } },
    },
  });
  expect(document.gen_ai).not.toHaveProperty('usage');
});
