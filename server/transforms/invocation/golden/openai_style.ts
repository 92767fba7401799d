/** OpenAI-style chat completions: gpt-oss and whoever answers like it. */
import { chatFamily } from './chat_family';
import type { Golden, GoldenCase } from './golden';

const page = 'Bedrock user guide, OpenAI models';
const reader = 'openai_chat';

const quirks: Readonly<Record<string, GoldenCase>> = {
  'max_completion_tokens, a developer, a refusal, a tier': {
    request: {
      messages: [
        { role: 'developer', content: 'Be careful.' },
        { role: 'user', content: 'Tell me how.' },
        { role: 'assistant', tool_calls: [{ id: 'c', function: { name: 'look_up', arguments: '{}' } }] },
        { role: 'tool', tool_call_id: 'c', content: 'Looked it up' },
      ],
      max_completion_tokens: 150,
    },
    response: {
      id: 'chatcmpl-3',
      choices: [{ message: { role: 'assistant', refusal: 'I must not.' }, finish_reason: 'content_filter' }],
      service_tier: 'flex',
    },
    told: {
      reader,
      operation: 'chat',
      finish: 'content_filter',
      reasons: ['content_filter'],
      maxTokens: 150,
      responseId: 'chatcmpl-3',
      role: 'assistant',
      kinds: ['text', 'tool_result', 'tool_use'],
      tier: 'flex',
      system: 'Be careful.',
      prompt: 'Looked it up',
      completion: 'I must not.',
    },
  },
  'tool calls in fragments of two calls, reasoning beside the text': {
    request: { messages: [{ role: 'user', content: 'Do both.' }] },
    response: [
      { id: 'chatcmpl-4', choices: [{ delta: { role: 'assistant', reasoning_content: 'First ' } }] },
      { choices: [{ delta: { reasoning_content: 'this.' } }] },
      {
        choices: [
          { delta: { tool_calls: [{ index: 0, id: 'a', function: { name: 'first_tool', arguments: '' } }] } },
        ],
      },
      { choices: [{ delta: { tool_calls: [{ index: 0, function: { arguments: '{"a":' } }] } }] },
      {
        choices: [
          {
            delta: { tool_calls: [{ index: 1, id: 'b', function: { name: 'second_tool', arguments: '{' } }] },
          },
        ],
      },
      { choices: [{ delta: { tool_calls: [{ index: 0, function: { arguments: '1}' } }] } }] },
      { choices: [{ delta: {}, finish_reason: 'tool_calls' }] },
    ],
    told: {
      reader,
      operation: 'chat',
      finish: 'tool_use',
      reasons: ['tool_calls'],
      responseId: 'chatcmpl-4',
      role: 'assistant',
      kinds: ['text'],
      tools: [0, 2],
      prompt: 'Do both.',
      reasoning: 'First this.',
      toolNames: ['first_tool', 'second_tool'],
    },
  },
  'tokens that were read from a cache are part of the prompt': {
    request: { messages: [{ role: 'user', content: 'Again, please.' }] },
    response: {
      id: 'chatcmpl-5',
      choices: [{ message: { role: 'assistant', content: 'Once more.' }, finish_reason: 'stop' }],
      usage: {
        prompt_tokens: 20,
        completion_tokens: 3,
        total_tokens: 23,
        prompt_tokens_details: { cached_tokens: 8 },
      },
    },
    told: {
      reader,
      operation: 'chat',
      finish: 'stop',
      reasons: ['stop'],
      input: 20,
      output: 3,
      total: 23,
      responseId: 'chatcmpl-5',
      role: 'assistant',
      kinds: ['text'],
      prompt: 'Again, please.',
      completion: 'Once more.',
    },
  },
};

const style = (
  family: string,
  vendor: string,
  modelId: string,
  more: { readonly reasonsInside?: string; readonly quirks?: Golden['quirks'] } = {},
): Golden => chatFamily({ family, reader, vendor, modelId, page, ...more });

export const openAiStyle: readonly Golden[] = [
  style('openai_chat', 'openai', 'openai.gpt-oss-20b-1:0', { reasonsInside: 'reasoning', quirks }),
  style('qwen', 'qwen', 'qwen.qwen3-32b-v1:0', { reasonsInside: 'think' }),
  style('kimi', 'moonshot', 'moonshot.kimi-k2-thinking', { reasonsInside: 'think' }),
  style('kimi, the other prefix', 'moonshot', 'moonshotai.kimi-k2.5'),
  style('glm', 'zai', 'zai.glm-4.7'),
  style('minimax', 'minimax', 'minimax.minimax-m2', { reasonsInside: 'think' }),
  style('gemma', 'google', 'google.gemma-3-27b-it'),
  style('nemotron', 'nvidia', 'nvidia.nemotron-nano-12b-v2'),
  style('deepseek_v3', 'deepseek', 'deepseek.v3-v1:0', { reasonsInside: 'think' }),
  style('grok', 'xai', 'xai.grok-4-fast'),
];
