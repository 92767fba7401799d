/** Claude under InvokeModel, Anthropic Messages. */
import type { JsonObject } from '../../../../common/documents/json';
import { cut, failedCall, type Golden, INTERVENED, metrics } from './golden';

const request: JsonObject = {
  anthropic_version: 'bedrock-2023-05-31',
  max_tokens: 1024,
  temperature: 0.5,
  top_p: 0.9,
  top_k: 50,
  stop_sequences: ['X-END'],
  system: 'You are kind.',
  thinking: { type: 'enabled', budget_tokens: 2048 },
  tools: [{ name: 'get_weather', description: 'Tells the weather', input_schema: { type: 'object' } }],
  messages: [
    {
      role: 'user',
      content: [
        { type: 'text', text: 'Weather there?', cache_control: { type: 'ephemeral' } },
        { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'iVBORw0KGgo=' } },
      ],
    },
    {
      role: 'user',
      content: [{ type: 'tool_result', tool_use_id: 'toolu_1', content: '21 degrees', is_error: false }],
    },
  ],
};

const asked = {
  reader: 'anthropic_messages',
  operation: 'chat',
  maxTokens: 1024,
  temperature: 0.5,
  topP: 0.9,
  topK: 50,
  version: 'bedrock-2023-05-31',
  kinds: ['image', 'text', 'tool_result'],
  tools: [1, 0],
  system: 'You are kind.',
  prompt: '21 degrees',
  toolNames: ['get_weather'],
  stops: ['X-END'],
} as const;

const response: JsonObject = {
  id: 'msg_bdrk_01',
  type: 'message',
  role: 'assistant',
  model: 'claude-sonnet-4-5-20250929',
  content: [
    { type: 'thinking', thinking: 'Look at Rome.', signature: 'c2lnbmF0dXJl' },
    { type: 'redacted_thinking', data: 'ZW5jcnlwdGVk' },
    { type: 'text', text: 'Hello there', citations: [{ type: 'char_location', cited_text: 'cited words' }] },
    { type: 'tool_use', id: 'toolu_2', name: 'get_weather', input: { city: 'Rome' } },
  ],
  stop_reason: 'tool_use',
  stop_sequence: null,
  usage: {
    input_tokens: 20,
    output_tokens: 12,
    cache_read_input_tokens: 0,
    cache_creation_input_tokens: 1800,
    cache_creation: { ephemeral_5m_input_tokens: 1800, ephemeral_1h_input_tokens: 0 },
  },
};

export const anthropicMessages: Golden = {
  family: 'anthropic_messages',
  reader: 'anthropic_messages',
  vendor: 'anthropic',
  modelId: 'anthropic.claude-sonnet-4-5-20250929-v1:0',
  page: 'Bedrock user guide, Anthropic Claude Messages API',
  situations: {
    whole: {
      request,
      response,
      told: {
        ...asked,
        finish: 'tool_use',
        reasons: ['tool_use'],
        input: 20,
        output: 12,
        cacheRead: 0,
        cacheWrite: 1800,
        cacheWrite1h: 0,
        // 20 + 1,800 + 12
        total: 1832,
        responseId: 'msg_bdrk_01',
        responseModel: 'claude-sonnet-4-5-20250929',
        role: 'assistant',
        tools: [1, 1],
        completion: 'Hello there',
        reasoning: 'Look at Rome.',
      },
    },
    stream: {
      request,
      response: [
        {
          type: 'message_start',
          message: {
            id: 'msg_bdrk_02',
            type: 'message',
            role: 'assistant',
            model: 'claude-sonnet-4-5-20250929',
            content: [],
            usage: {
              input_tokens: 3,
              output_tokens: 2,
              cache_creation_input_tokens: 25037,
              cache_read_input_tokens: 0,
            },
          },
        },
        { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
        '[DONE]',
        { type: 'ping' },
        { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Hel' } },
        {
          type: 'content_block_start',
          index: 1,
          content_block: { type: 'tool_use', id: 'toolu_3', name: 'find_city', input: {} },
        },
        {
          type: 'content_block_delta',
          index: 1,
          delta: { type: 'input_json_delta', partial_json: '{"city":' },
        },
        { type: 'content_block_delta', index: 2, delta: { type: 'thinking_delta', thinking: 'Is it Rome' } },
        { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'lo' } },
        // Without an index: goes on where the last one stood.
        { type: 'content_block_delta', delta: { type: 'text_delta', text: ' you' } },
        { type: 'content_block_delta', index: 2, delta: { type: 'thinking_delta', thinking: '?' } },
        { type: 'content_block_stop', index: 0 },
        {
          type: 'message_delta',
          delta: { stop_reason: 'end_turn', stop_sequence: null },
          // A count that is null is no news.
          usage: { output_tokens: 13, cache_creation_input_tokens: null },
        },
        {
          type: 'message_stop',
          ...metrics({
            inputTokenCount: 3,
            outputTokenCount: 13,
            invocationLatency: 3037,
            firstByteLatency: 2517,
            cacheReadInputTokenCount: 0,
            cacheWriteInputTokenCount: 25037,
          }),
        },
      ],
      told: {
        ...asked,
        finish: 'stop',
        reasons: ['end_turn'],
        input: 3,
        output: 13,
        cacheRead: 0,
        cacheWrite: 25_037,
        // 3 + 25,037 + 13
        total: 25_053,
        latency: 3037,
        firstByte: 2517,
        // 13 tokens in 0.52 s
        perSecond: 25,
        responseId: 'msg_bdrk_02',
        responseModel: 'claude-sonnet-4-5-20250929',
        role: 'assistant',
        tools: [1, 1],
        completion: 'Hello you',
        reasoning: 'Is it Rome?',
        toolNames: ['find_city', 'get_weather'],
      },
    },
    error: failedCall(),
    blocked: {
      request,
      // Nearly empty: no id, no model, no stop reason, no usage.
      response: {
        type: 'message',
        role: 'assistant',
        content: [{ type: 'text', text: 'That is not for me.' }],
        ...INTERVENED,
        'amazon-bedrock-trace': {
          guardrail: {
            input: {
              gr1: {
                topicPolicy: { topics: [{ name: 'Finance', type: 'DENY', action: 'BLOCKED' }] },
              },
            },
            actionReason: 'Guardrail blocked.',
          },
        },
      },
      told: {
        ...asked,
        finish: 'guardrail',
        role: 'assistant',
        guardrails: ['gr1'],
        findings: ['input gr1 topic_policy DENY Finance BLOCKED'],
        intervened: true,
        blocked: true,
        masked: false,
        failure: true,
        completion: 'That is not for me.',
      },
    },
    truncated: {
      request,
      response: cut(response),
      record: { input: { inputTokenCount: 20 }, output: { outputTokenCount: 12 } },
      told: { ...asked, input: 20, output: 12, total: 32, outputState: 'truncated' },
    },
    wrong_types: {
      request: {
        anthropic_version: 20230531,
        max_tokens: '1024',
        temperature: null,
        top_p: [],
        top_k: {},
        stop_sequences: 9,
        system: { text: 5 },
        tools: 'get_weather',
        messages: { role: ['user'], content: 5 },
      },
      response: {
        type: 'message',
        id: 7,
        role: {},
        model: [],
        content: [{ type: 'text', text: 9 }, { type: 'tool_use', name: 3, input: 'text' }, 5, null],
        stop_reason: 3,
        usage: { input_tokens: '20', cache_creation: 'much' },
      },
      told: {
        reader: 'anthropic_messages',
        operation: 'chat',
        role: 'assistant',
        kinds: ['unknown'],
        tools: [0, 1],
      },
    },
  },
  quirks: {
    'the system speaks in mid-conversation': {
      request: {
        anthropic_version: 'bedrock-2023-05-31',
        max_tokens: 10,
        system: [{ type: 'text', text: 'You are terse.' }],
        messages: [
          { role: 'user', content: 'First question' },
          { role: 'system', content: 'Now in French.' },
          { role: 'user', content: 'Second question' },
        ],
      },
      response: { type: 'message', role: 'assistant', content: 'Bien.', stop_reason: 'max_tokens' },
      told: {
        reader: 'anthropic_messages',
        operation: 'chat',
        finish: 'length',
        reasons: ['max_tokens'],
        maxTokens: 10,
        version: 'bedrock-2023-05-31',
        role: 'assistant',
        kinds: ['text'],
        system: 'You are terse.\nNow in French.',
        prompt: 'Second question',
        completion: 'Bien.',
      },
    },
    'a refusal, tools of the server, search results': {
      request: {
        anthropic_version: 'bedrock-2023-05-31',
        messages: [
          {
            role: 'user',
            content: [
              {
                type: 'search_result',
                source: 's',
                title: 't',
                content: [{ type: 'text', text: 'Found it.' }],
              },
              { type: 'document', title: 'Plan', source: { type: 'text', data: 'plain text of a plan' } },
            ],
          },
        ],
      },
      response: {
        type: 'message',
        role: 'assistant',
        content: [
          { type: 'server_tool_use', id: 'srvtoolu_1', name: 'web_search', input: { query: 'the query' } },
          {
            type: 'web_search_tool_result',
            tool_use_id: 'srvtoolu_1',
            content: [{ type: 'web_search_result' }],
          },
        ],
        stop_reason: 'refusal',
      },
      told: {
        reader: 'anthropic_messages',
        operation: 'chat',
        finish: 'refusal',
        reasons: ['refusal'],
        version: 'bedrock-2023-05-31',
        role: 'assistant',
        kinds: ['document', 'text'],
        tools: [0, 1],
        prompt: 'Found it.',
        toolNames: ['web_search'],
      },
    },
    'the counts stand only in the metrics of the last chunk': {
      request: { anthropic_version: 'bedrock-2023-05-31', messages: [{ role: 'user', content: 'Question' }] },
      response: [
        { type: 'content_block_delta', delta: { type: 'text_delta', text: 'Answer' } },
        {
          type: 'message_stop',
          ...metrics({
            inputTokenCount: 9,
            outputTokenCount: 4,
            cacheReadInputTokenCount: 100,
            cacheWriteInputTokenCount: 7,
          }),
        },
      ],
      told: {
        reader: 'anthropic_messages',
        operation: 'chat',
        input: 9,
        output: 4,
        cacheRead: 100,
        cacheWrite: 7,
        // 9 + 100 + 7 + 4
        total: 120,
        latency: 500,
        firstByte: 300,
        // 4 tokens in 0.2 s
        perSecond: 20,
        version: 'bedrock-2023-05-31',
        role: 'assistant',
        kinds: ['text'],
        prompt: 'Question',
        completion: 'Answer',
      },
    },
  },
};
