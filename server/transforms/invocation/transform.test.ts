/**
 * Golden transforms. Records are made up to the shapes AWS documents (Bedrock user guide, model invocation
 * logging; the API pages named at each test); expected values are written by hand from those pages.
 */
import { createHash, createHmac } from 'node:crypto';
import type { Json, JsonObject } from '../../../common/documents/json';
import { UnsupportedContentMode, type TransformContext } from '../context';
import type { Indexed } from '../outcome';
import { transformInvocation } from './transform';

const CONTEXT: TransformContext = {
  namespace: 'default',
  contentMode: 'full',
  requestMetadata: true,
  lookups: { accountNames: {}, resolvedModels: {} },
};

const SONNET = 'anthropic.claude-sonnet-4-5-20250929-v1:0';

const RECORD = {
  schemaType: 'ModelInvocationLog',
  schemaVersion: '1.0',
  timestamp: '2026-04-19T13:28:51Z',
  accountId: '111122223333',
  region: 'us-east-1',
  requestId: '11111111-2222-3333-4444-555555555555',
  operation: 'InvokeModel',
  modelId: SONNET,
  identity: { arn: 'arn:aws:sts::111122223333:assumed-role/Checkout/i-0abc' },
};

const transform = (record: Json, context: Partial<TransformContext> = {}) =>
  transformInvocation(JSON.stringify(record), { ...CONTEXT, ...context });

function indexed(record: Json, context: Partial<TransformContext> = {}): Indexed {
  const outcome = transform(record, context);
  if (outcome.status !== 'indexed') throw new Error(`not indexed: ${JSON.stringify(outcome)}`);
  return outcome;
}

/** What stands under `aws_bedrock.invocation`. */
const invocation = (record: Json, context: Partial<TransformContext> = {}) =>
  (indexed(record, context).document.aws_bedrock as JsonObject).invocation as JsonObject;

const CONVERSE_INPUT: JsonObject = {
  system: [{ text: 'Be brief.' }, { cachePoint: { type: 'default' } }],
  messages: [
    {
      role: 'user',
      content: [
        { text: 'Weather in Paris?' },
        { image: { format: 'png', source: { bytes: 'iVBORw0KGgo=' } } },
      ],
    },
    {
      role: 'assistant',
      content: [{ toolUse: { toolUseId: 'tooluse_1', name: 'get_weather', input: { city: 'Paris' } } }],
    },
    {
      role: 'user',
      content: [
        { toolResult: { toolUseId: 'tooluse_1', content: [{ json: { c: 21 } }], status: 'success' } },
      ],
    },
  ],
  inferenceConfig: { maxTokens: 512, temperature: 0.2, topP: 0.9, stopSequences: ['END'] },
  toolConfig: { tools: [{ toolSpec: { name: 'get_weather', inputSchema: { json: {} } } }] },
  additionalModelRequestFields: { top_k: 50 },
};

const CONVERSE_OUTPUT: JsonObject = {
  output: {
    message: {
      role: 'assistant',
      content: [
        { reasoningContent: { reasoningText: { text: 'It said 21.', signature: 's' } } },
        { text: '21 °C.' },
      ],
    },
  },
  stopReason: 'end_turn',
  usage: {
    inputTokens: 255,
    outputTokens: 113,
    totalTokens: 368,
    cacheReadInputTokens: 0,
    cacheWriteInputTokens: 0,
  },
  metrics: { latencyMs: 3114 },
  performanceConfig: { latency: 'standard' },
  serviceTier: { type: 'default' },
};

const CONVERSE: JsonObject = {
  ...RECORD,
  operation: 'Converse',
  modelId: `us.${SONNET}`,
  inferenceRegion: 'us-west-2',
  requestMetadata: { team: 'search', 'cost.center': '42' },
  input: {
    inputContentType: 'application/json',
    inputBodyJson: CONVERSE_INPUT,
    inputTokenCount: 255,
    cacheReadInputTokenCount: 0,
    cacheWriteInputTokenCount: 0,
  },
  output: { outputContentType: 'application/json', outputBodyJson: CONVERSE_OUTPUT, outputTokenCount: 113 },
};

// Bedrock runtime API, Converse.
describe('Converse', () => {
  const { id, timestamp, document, content } = indexed(CONVERSE);

  test('the id is a hash of account, region and request', () => {
    const hash = createHash('sha256')
      .update('111122223333|us-east-1|11111111-2222-3333-4444-555555555555')
      .digest();
    expect(id).toBe(hash.subarray(0, 20).toString('base64url'));
    expect(timestamp).toBe(Date.UTC(2026, 3, 19, 13, 28, 51));
  });

  test('the document', () => {
    expect(document).toEqual({
      '@timestamp': '2026-04-19T13:28:51.000Z',
      ecs: { version: '8.17.0' },
      data_stream: { type: 'logs', dataset: 'aws_bedrock.invocation', namespace: 'default' },
      event: {
        id: '11111111-2222-3333-4444-555555555555',
        kind: 'event',
        module: 'aws_bedrock',
        dataset: 'aws_bedrock.invocation',
        action: 'Converse',
        outcome: 'success',
        duration: 3_114_000_000,
      },
      cloud: {
        provider: 'aws',
        service: { name: 'bedrock' },
        account: { id: '111122223333', name: '111122223333' },
        region: 'us-east-1',
      },
      user: {
        id: 'arn:aws:sts::111122223333:assumed-role/Checkout/i-0abc',
        name: 'Checkout',
        roles: ['Checkout'],
      },
      related: { user: ['arn:aws:sts::111122223333:assumed-role/Checkout/i-0abc', 'Checkout'] },
      gen_ai: {
        system: 'aws',
        provider: { name: 'aws.bedrock' },
        operation: { name: 'chat' },
        user: { id: 'arn:aws:sts::111122223333:assumed-role/Checkout/i-0abc' },
        request: {
          id: '11111111-2222-3333-4444-555555555555',
          max_tokens: 512,
          temperature: 0.2,
          top_p: 0.9,
          top_k: 50,
          model: { id: `us.${SONNET}`, type: 'anthropic', role: 'assistant' },
        },
        response: { finish_reasons: ['end_turn'] },
        usage: {
          prompt_tokens: 255,
          completion_tokens: 113,
          input_tokens: 255,
          output_tokens: 113,
          total_tokens: 368,
          cache_read: { input_tokens: 0 },
          cache_creation: { input_tokens: 0 },
        },
        performance: {
          response_time: 3114,
          request_size: Buffer.byteLength(JSON.stringify(CONVERSE_INPUT)),
          response_size: Buffer.byteLength(JSON.stringify(CONVERSE_OUTPUT)),
        },
      },
      aws_bedrock: {
        invocation: {
          schema_type: 'ModelInvocationLog',
          schema_version: '1.0',
          request_id: '11111111-2222-3333-4444-555555555555',
          model_id: `us.${SONNET}`,
          inference_region: 'us-west-2',
          cross_region: true,
          identity: { type: 'assumed_role', session_name: 'i-0abc' },
          model: {
            vendor: 'anthropic',
            family: 'claude-sonnet-4-5',
            base_id: SONNET,
            geography: 'us',
            resource_type: 'inference-profile',
            resource_id: `us.${SONNET}`,
          },
          input: {
            input_content_type: 'application/json',
            input_token_count: 255,
            body_state: 'inline',
            cache_read_token_count: 0,
            cache_write_token_count: 0,
            messages_content_kinds: ['image', 'text', 'tool_result', 'tool_use'],
          },
          output: { output_content_type: 'application/json', output_token_count: 113, body_state: 'inline' },
          body_reader: 'converse',
          finish_reason: 'stop',
          service_tier: 'default',
          latency_mode: 'standard',
          request_metadata: { team: 'search', 'cost.center': '42' },
          request_metadata_pairs: ['team=search', 'cost.center=42'],
          tools: { offered_count: 1, called_count: 0 },
          // 255 × 3.3 $/M + 113 × 16.5 $/M: us. costs 10 % more (aws.amazon.com/bedrock/pricing).
          cost: {
            priced: true,
            confidence: 'exact',
            currency: 'USD',
            total: 0.002706,
            input: 0.0008415,
            output: 0.0018645,
            cache_read: 0,
            cache_write: 0,
            rate: { source: 'litellm 1.109.1', date: '2026-11-12', model: `us.${SONNET}`, tier: 'standard' },
          },
        },
      },
    });
  });

  test('the content document: texts, tool names, and bodies with media replaced', () => {
    expect(content).toMatchObject({
      '@timestamp': '2026-04-19T13:28:51.000Z',
      event: { id: '11111111-2222-3333-4444-555555555555', action: 'Converse', outcome: 'success' },
      cloud: { account: { id: '111122223333' }, region: 'us-east-1' },
      gen_ai: {
        system_instructions: 'Be brief.',
        // A tool result is the last thing the asking side said.
        prompt: '{"c":21}',
        completion: '21 °C.',
        reasoning: 'It said 21.',
        tool: { names: ['get_weather'] },
        request: { stop_sequences: ['END'] },
        usage: { input_tokens: 255, output_tokens: 113, total_tokens: 368 },
      },
      aws_bedrock: {
        invocation: {
          cost: { total: 0.002706 },
          finish_reason: 'stop',
          output: { completion_text: '21 °C.', output_body_json: JSON.stringify(CONVERSE_OUTPUT) },
        },
      },
    });
    const bodies = (content?.aws_bedrock as JsonObject).invocation as { input: { input_body_json: string } };
    const stored = JSON.parse(bodies.input.input_body_json) as { messages: { content: Json[] }[] };
    // The eight bytes of a PNG signature.
    expect(stored.messages[0]?.content[1]).toEqual({
      image: {
        format: 'png',
        source: {
          bytes: {
            media_type: 'image/png',
            bytes: 8,
            sha256: createHash('sha256').update(Buffer.from('89504e470d0a1a0a', 'hex')).digest('hex'),
          },
        },
      },
    });
  });

  test('mode none holds neither content nor what derives from it', () => {
    const lookups = { ...CONTEXT.lookups, hmacKey: 'key' };
    const outcome = indexed(CONVERSE, { contentMode: 'none', lookups });
    expect(outcome.content).toBeUndefined();
    expect(outcome.document).toEqual(document);
    expect(JSON.stringify(outcome)).not.toMatch(/Weather|Be brief|get_weather|It said|21 °C|END"/);
  });

  test('the event array of a stream reads like a whole answer', () => {
    const events: Json = [
      { messageStart: { role: 'assistant' } },
      { contentBlockDelta: { delta: { reasoningContent: { text: 'It said 21.' } }, contentBlockIndex: 0 } },
      { contentBlockDelta: { delta: { text: '21' }, contentBlockIndex: 1 } },
      { contentBlockStart: { start: { toolUse: { toolUseId: 't', name: 'log' } }, contentBlockIndex: 2 } },
      { contentBlockDelta: { delta: { toolUse: { input: '{"a"' } }, contentBlockIndex: 2 } },
      { contentBlockDelta: { delta: { text: ' °C.' }, contentBlockIndex: 1 } },
      { contentBlockDelta: { delta: { toolUse: { input: ':1}' } }, contentBlockIndex: 2 } },
      { contentBlockStop: { contentBlockIndex: 1 } },
      { messageStop: { stopReason: 'tool_use' } },
      { metadata: { usage: { inputTokens: 255, outputTokens: 113 }, metrics: { latencyMs: 3114 } } },
    ];
    const record = { ...CONVERSE, operation: 'ConverseStream', output: { outputBodyJson: events } };
    const streamed = indexed(record);
    expect(streamed.content).toMatchObject({ gen_ai: { completion: '21 °C.', reasoning: 'It said 21.' } });
    expect(streamed.document).toMatchObject({
      gen_ai: {
        usage: { completion_tokens: 113 },
        performance: { response_time: 3114 },
        response: { finish_reasons: ['tool_use'] },
      },
      aws_bedrock: {
        invocation: { finish_reason: 'tool_use', tools: { offered_count: 1, called_count: 1 } },
      },
    });
  });
});

const ANTHROPIC_INPUT: JsonObject = {
  anthropic_version: 'bedrock-2023-05-31',
  max_tokens: 1024,
  temperature: 0.5,
  top_p: 0.9,
  top_k: 50,
  stop_sequences: ['X'],
  system: 'You are kind.',
  tools: [{ name: 'get_weather', description: 'weather', input_schema: { type: 'object' } }],
  messages: [
    { role: 'user', content: [{ type: 'text', text: 'Hi', cache_control: { type: 'ephemeral' } }] },
    { role: 'system', content: 'Answer in French.' },
    {
      role: 'user',
      content: [{ type: 'tool_result', tool_use_id: 'toolu_1', content: '21C', is_error: false }],
    },
  ],
};

// Bedrock user guide, Anthropic Claude Messages API.
describe('Anthropic Messages', () => {
  test('a whole answer with thinking, text, a tool call and cache writes of both lives', () => {
    const { document, content } = indexed({
      ...RECORD,
      input: { inputBodyJson: ANTHROPIC_INPUT },
      output: {
        outputBodyJson: {
          id: 'msg_bdrk_01',
          type: 'message',
          role: 'assistant',
          model: 'claude-sonnet-4-5-20250929',
          content: [
            { type: 'thinking', thinking: 'Let me look.', signature: 's' },
            { type: 'text', text: 'Hello' },
            { type: 'tool_use', id: 'toolu_2', name: 'get_weather', input: { city: 'Rome' } },
          ],
          stop_reason: 'tool_use',
          stop_sequence: null,
          usage: {
            input_tokens: 20,
            output_tokens: 12,
            cache_read_input_tokens: 100,
            cache_creation_input_tokens: 3000,
            cache_creation: { ephemeral_5m_input_tokens: 1800, ephemeral_1h_input_tokens: 1200 },
          },
        },
      },
    });
    expect(document).toMatchObject({
      gen_ai: {
        operation: { name: 'chat' },
        request: {
          max_tokens: 1024,
          temperature: 0.5,
          top_p: 0.9,
          top_k: 50,
          model: { version: 'bedrock-2023-05-31' },
        },
        response: { id: 'msg_bdrk_01', model: 'claude-sonnet-4-5-20250929', finish_reasons: ['tool_use'] },
        usage: {
          prompt_tokens: 20,
          completion_tokens: 12,
          // 20 + 100 + 3,000
          input_tokens: 3120,
          total_tokens: 3132,
          cache_read: { input_tokens: 100 },
          cache_creation: { input_tokens: 3000 },
        },
      },
      aws_bedrock: {
        invocation: {
          body_reader: 'anthropic_messages',
          finish_reason: 'tool_use',
          tools: { offered_count: 1, called_count: 1 },
          input: {
            cache_read_token_count: 100,
            cache_write_token_count: 3000,
            cache_write_1h_token_count: 1200,
          },
          // 20 × 3 + 12 × 15 + 100 × 0.3 + 1,800 × 3.75 + 1,200 × 6, all $/M
          cost: {
            total: 0.01422,
            input: 0.00006,
            output: 0.00018,
            cache_read: 0.00003,
            cache_write: 0.01395,
          },
        },
      },
    });
    // InvokeModel without a stream says nothing about time.
    expect(document.event).not.toHaveProperty('duration');
    expect((document.gen_ai as JsonObject).performance).not.toHaveProperty('response_time');
    expect(content).toMatchObject({
      gen_ai: {
        system_instructions: 'You are kind.\nAnswer in French.',
        prompt: '21C',
        completion: 'Hello',
        reasoning: 'Let me look.',
        tool: { names: ['get_weather'] },
        request: { stop_sequences: ['X'] },
      },
    });
  });

  test('a stream with interleaved blocks, missing indexes, scalars and broken tool input', () => {
    const events: Json = [
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
            cache_creation_input_tokens: 24479,
            cache_read_input_tokens: 0,
          },
        },
      },
      '[DONE]',
      null,
      { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
      {
        type: 'content_block_start',
        index: 1,
        content_block: { type: 'tool_use', id: 't', name: 'find', input: {} },
      },
      { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Hel' } },
      {
        type: 'content_block_delta',
        index: 1,
        delta: { type: 'input_json_delta', partial_json: '{"city":' },
      },
      { type: 'content_block_delta', index: 2, delta: { type: 'thinking_delta', thinking: 'hm' } },
      { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'lo' } },
      { type: 'content_block_delta', delta: { type: 'text_delta', text: '!' } },
      { type: 'content_block_stop', index: 0 },
      {
        type: 'message_delta',
        delta: { stop_reason: 'end_turn', stop_sequence: null },
        usage: { output_tokens: 52 },
      },
      {
        type: 'message_stop',
        'amazon-bedrock-invocationMetrics': {
          inputTokenCount: 3,
          outputTokenCount: 52,
          invocationLatency: 3037,
          firstByteLatency: 2637,
          cacheReadInputTokenCount: 0,
          cacheWriteInputTokenCount: 24479,
        },
      },
    ];
    const { document, content } = indexed({
      ...RECORD,
      operation: 'InvokeModelWithResponseStream',
      input: { inputBodyJson: ANTHROPIC_INPUT },
      output: { outputBodyJson: events },
    });
    expect(document).toMatchObject({
      event: { duration: 3_037_000_000 },
      gen_ai: {
        response: { id: 'msg_bdrk_02', finish_reasons: ['end_turn'] },
        performance: { response_time: 3037, start_response_time: 2637 },
        usage: { prompt_tokens: 3, completion_tokens: 52, input_tokens: 24_482, total_tokens: 24_534 },
      },
      aws_bedrock: {
        invocation: {
          // 52 tokens in 0.4 s
          output_tokens_per_second: 130,
          tools: { called_count: 1 },
          // 3 × 3 $/M + 24,479 × 3.75 $/M + 52 × 15 $/M
          cost: { total: 0.09258525, cache_write: 0.09179625 },
        },
      },
    });
    // The text without an index continues the block that was last written to.
    expect(content).toMatchObject({
      gen_ai: { completion: 'Hello!', reasoning: 'hm', tool: { names: ['find', 'get_weather'] } },
    });
  });

  test('record counts come before body counts, and 6.0 is a count', () => {
    const text = JSON.stringify({
      ...RECORD,
      input: { inputBodyJson: ANTHROPIC_INPUT, inputTokenCount: 'IN', cacheReadInputTokenCount: 7 },
      output: {
        outputBodyJson: {
          type: 'message',
          content: 'Hi',
          usage: { input_tokens: 1, output_tokens: 1, cache_read_input_tokens: 1 },
        },
        outputTokenCount: 8,
      },
    }).replace('"IN"', '6.0');
    expect(transformInvocation(text, CONTEXT)).toMatchObject({
      document: {
        gen_ai: {
          usage: {
            prompt_tokens: 6,
            completion_tokens: 8,
            input_tokens: 13,
            cache_read: { input_tokens: 7 },
          },
        },
        aws_bedrock: { invocation: { input: { input_token_count: 6 }, output: { output_token_count: 8 } } },
      },
      content: { gen_ai: { completion: 'Hi' } },
    });
  });

  test('an opaque ARN is resolved by the model the body names', () => {
    const modelId = 'arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abcdef123456';
    const record = {
      ...RECORD,
      modelId,
      input: { inputTokenCount: 1000, inputBodyJson: ANTHROPIC_INPUT },
      output: { outputBodyJson: { type: 'message', model: 'claude-sonnet-4-5-20250929', content: [] } },
    };
    expect(invocation(record)).toMatchObject({
      model_id: modelId,
      model: {
        vendor: 'anthropic',
        base_id: SONNET,
        resource_type: 'application-inference-profile',
        resource_id: 'abcdef123456',
      },
      cost: { total: 0.003, confidence: 'model' },
    });
    expect(invocation({ ...record, output: {} })).toMatchObject({
      cost: { priced: false, confidence: 'none' },
    });
    expect(invocation({ ...record, output: {} }).model).toEqual({
      resource_type: 'application-inference-profile',
      resource_id: 'abcdef123456',
    });
  });
});

// Nova user guide, complete request schema.
test('Nova: a stream gives each delta its own block, thinking runs across them', () => {
  const deltas = ['<thin', 'king>Two and', ' two</thinking>\n\n', 'Fo', 'ur'].map(
    (text, contentBlockIndex) => ({
      contentBlockDelta: { delta: { text }, contentBlockIndex },
    }),
  );
  const { document, content } = indexed({
    ...RECORD,
    operation: 'InvokeModelWithResponseStream',
    modelId: 'amazon.nova-lite-v1:0',
    input: {
      inputBodyJson: {
        schemaVersion: 'messages-v1',
        messages: [{ role: 'user', content: [{ text: '2+2?' }] }],
        inferenceConfig: { max_new_tokens: 300, top_p: 0.9, top_k: 20 },
      },
    },
    output: {
      outputBodyJson: [
        { messageStart: { role: 'assistant' } },
        ...deltas,
        { messageStop: { stopReason: 'end_turn' } },
        {
          metadata: {
            usage: {
              inputTokens: 4,
              outputTokens: 10,
              cacheReadInputTokenCount: 0,
              cacheWriteInputTokenCount: 0,
            },
          },
          'amazon-bedrock-invocationMetrics': { invocationLatency: 500, firstByteLatency: 100 },
        },
      ],
    },
  });
  expect(document).toMatchObject({
    gen_ai: {
      request: { max_tokens: 300, top_p: 0.9, top_k: 20, model: { version: 'messages-v1' } },
      usage: { prompt_tokens: 4, completion_tokens: 10, total_tokens: 14 },
    },
    // 4 × 0.06 $/M + 10 × 0.24 $/M; 10 tokens in 0.4 s
    aws_bedrock: {
      invocation: { body_reader: 'nova', cost: { total: 0.00000264 }, output_tokens_per_second: 25 },
    },
  });
  expect(content).toMatchObject({ gen_ai: { prompt: '2+2?', completion: 'Four', reasoning: 'Two and two' } });
});

describe('guardrails', () => {
  // Bedrock runtime API, GuardrailTraceAssessment.
  const TRACE: JsonObject = {
    modelOutput: ['secret answer'],
    inputAssessment: {
      gr1: {
        topicPolicy: { topics: [{ name: 'Finance', type: 'DENY', action: 'BLOCKED', detected: true }] },
        contentPolicy: {
          filters: [
            {
              type: 'PROMPT_ATTACK',
              confidence: 'HIGH',
              filterStrength: 'MEDIUM',
              action: 'BLOCKED',
              detected: true,
            },
          ],
        },
        invocationMetrics: {
          guardrailProcessingLatency: 120,
          usage: { topicPolicyUnits: 1, contentPolicyUnits: 2, wordPolicyUnits: 0 },
          guardrailCoverage: { textCharacters: { guarded: 40, total: 50 } },
        },
      },
    },
    outputAssessments: {
      gr1: [
        {
          wordPolicy: { customWords: [{ match: 'forbidden-word', action: 'NONE', detected: true }] },
          contextualGroundingPolicy: {
            filters: [{ type: 'GROUNDING', threshold: 0.7, score: 0.4, action: 'NONE' }],
          },
          automatedReasoningPolicy: { findings: [{ invalid: { translation: {} } }] },
          futurePolicy: { things: [{ type: 'NEW' }] },
          invocationMetrics: { guardrailProcessingLatency: 30, usage: { contentPolicyUnits: 1 } },
        },
      ],
    },
  };

  test('a trace of Converse: findings keep policy, type and action together', () => {
    const record = {
      ...CONVERSE,
      output: {
        outputBodyJson: {
          ...CONVERSE_OUTPUT,
          stopReason: 'guardrail_intervened',
          trace: { guardrail: TRACE },
        },
      },
    };
    const { document, content } = indexed(record);
    expect(document).toMatchObject({
      event: { outcome: 'failure' },
      gen_ai: {
        guardrail_id: ['gr1'],
        policy: {
          name: [
            'automated_reasoning_policy',
            'content_policy',
            'contextual_grounding_policy',
            'topic_policy',
            'word_policy',
          ],
          action: ['BLOCKED', 'NONE'],
          confidence: ['HIGH'],
        },
        compliance: {
          violation_detected: true,
          violation_code: ['CUSTOM_WORD', 'Finance', 'GROUNDING', 'PROMPT_ATTACK', 'invalid'],
          request_triggered: ['content_policy', 'topic_policy'],
          response_triggered: ['automated_reasoning_policy', 'contextual_grounding_policy', 'word_policy'],
        },
      },
    });
    expect(invocation(record)).toMatchObject({ finish_reason: 'guardrail' });
    expect(invocation(record).guardrail).toEqual({
      intervened: true,
      blocked: true,
      masked: false,
      findings: [
        {
          side: 'input',
          guardrail_id: 'gr1',
          policy: 'topic_policy',
          type: 'DENY',
          name: 'Finance',
          action: 'BLOCKED',
          detected: true,
        },
        {
          side: 'input',
          guardrail_id: 'gr1',
          policy: 'content_policy',
          type: 'PROMPT_ATTACK',
          action: 'BLOCKED',
          confidence: 'HIGH',
          strength: 'MEDIUM',
          detected: true,
        },
        {
          side: 'output',
          guardrail_id: 'gr1',
          policy: 'word_policy',
          type: 'CUSTOM_WORD',
          action: 'NONE',
          detected: true,
        },
        {
          side: 'output',
          guardrail_id: 'gr1',
          policy: 'contextual_grounding_policy',
          type: 'GROUNDING',
          action: 'NONE',
          score: 0.4,
          threshold: 0.7,
        },
        { side: 'output', guardrail_id: 'gr1', policy: 'automated_reasoning_policy', type: 'invalid' },
      ],
      units: { topic_policy: 1, content_policy: 3, word_policy: 0 },
      text_characters: { guarded: 40, total: 50 },
      processing_latency: 150,
    });
    expect(JSON.stringify(document)).not.toMatch(/forbidden-word|secret answer/);
    expect(content).toMatchObject({ gen_ai: { guardrail: { matches: ['forbidden-word'] } } });
  });

  // Bedrock user guide, use a guardrail with InvokeModel.
  test('a blocked InvokeModel answer is nearly empty, and still an intervention', () => {
    const { document } = indexed({
      ...RECORD,
      input: { inputBodyJson: ANTHROPIC_INPUT },
      output: {
        outputBodyJson: {
          type: 'message',
          role: 'assistant',
          content: [{ type: 'text', text: 'Sorry, I cannot answer that.' }],
          'amazon-bedrock-guardrailAction': 'INTERVENED',
        },
      },
    });
    expect(document).toMatchObject({
      event: { outcome: 'failure' },
      gen_ai: { compliance: { violation_detected: true } },
      aws_bedrock: { invocation: { finish_reason: 'guardrail', guardrail: { intervened: true } } },
    });
    expect(document).not.toHaveProperty('error');
    expect((document.aws_bedrock as JsonObject).invocation).not.toHaveProperty('cost');
    expect(invocation(RECORD)).not.toHaveProperty('guardrail');
  });

  test('a masked answer goes on to its own end; InvokeModel names its trace otherwise', () => {
    const record = {
      ...RECORD,
      modelId: 'amazon.nova-lite-v1:0',
      input: { inputBodyJson: { messages: [{ role: 'user', content: [{ text: 'Hi' }] }] } },
      output: {
        outputBodyJson: {
          output: { message: { role: 'assistant', content: [{ text: 'Write to {EMAIL}' }] } },
          stopReason: 'end_turn',
          'amazon-bedrock-guardrailAction': 'INTERVENED',
          'amazon-bedrock-trace': {
            guardrail: {
              outputs: [
                {
                  gr2: {
                    sensitiveInformationPolicy: {
                      piiEntities: [{ type: 'EMAIL', match: 'a@b.c', action: 'ANONYMIZED' }],
                    },
                  },
                },
              ],
            },
          },
        },
      },
    };
    expect(invocation(record)).toMatchObject({
      finish_reason: 'stop',
      guardrail: {
        intervened: true,
        blocked: false,
        masked: true,
        findings: [{ type: 'EMAIL', side: 'output' }],
      },
    });
    expect(indexed(record).content).toMatchObject({ gen_ai: { guardrail: { matches: ['a@b.c'] } } });
  });

  test('detecting without acting makes no failure', () => {
    const record = {
      ...CONVERSE,
      output: {
        outputBodyJson: {
          ...CONVERSE_OUTPUT,
          trace: { guardrail: { outputAssessments: TRACE.outputAssessments ?? null } },
        },
      },
    };
    expect(indexed(record).document).toMatchObject({
      event: { outcome: 'success' },
      gen_ai: { compliance: { violation_detected: false } },
    });
    expect(invocation(record).guardrail).toMatchObject({ intervened: false });
  });

  test('the request names a guardrail even where no trace does', () => {
    const guardrailConfig = {
      guardrailIdentifier: 'arn:aws:bedrock:us-east-1:111122223333:guardrail/gr9',
      trace: 'disabled',
    };
    const record = { ...CONVERSE, input: { inputBodyJson: { ...CONVERSE_INPUT, guardrailConfig } } };
    expect(indexed(record).document).toMatchObject({ gen_ai: { guardrail_id: ['gr9'] } });
  });
});

describe('records without bodies', () => {
  test('a failed call has neither input nor output', () => {
    const { document } = indexed({ ...RECORD, errorCode: 'ThrottlingException' });
    expect(document).toMatchObject({
      event: { outcome: 'failure' },
      error: { code: 'ThrottlingException' },
      gen_ai: { response: { error_code: 'ThrottlingException' } },
      aws_bedrock: {
        invocation: {
          error_code: 'ThrottlingException',
          input: { body_state: 'absent' },
          output: { body_state: 'absent' },
        },
      },
    });
    const { cost, body_reader } = (document.aws_bedrock as JsonObject).invocation as JsonObject;
    expect([cost, body_reader]).toEqual([undefined, undefined]);
  });

  test('large bodies lie in S3 and are counted all the same', () => {
    const path =
      's3://logs/AWSLogs/111122223333/BedrockModelInvocationLogs/us-east-1/2026/04/19/13/data/r_input.json.gz';
    expect(
      invocation({
        ...RECORD,
        input: { inputBodyJson: null, inputBodyS3Path: path, inputTokenCount: 1000 },
        output: { outputTokenCount: 0 },
      }),
    ).toMatchObject({
      input: { body_state: 'offloaded', input_body_s3_path: path, input_token_count: 1000 },
      output: { body_state: 'absent', output_token_count: 0 },
      cost: { total: 0.003 },
    });
  });

  test('a body that is JSON in a string is read, one that was cut says so', () => {
    const whole = JSON.stringify(ANTHROPIC_INPUT);
    expect(invocation({ ...RECORD, input: { inputBodyJson: whole } })).toMatchObject({
      body_reader: 'anthropic_messages',
      input: { body_state: 'inline' },
    });
    expect(invocation({ ...RECORD, input: { inputBodyJson: whole.slice(0, 50) } })).toMatchObject({
      body_reader: 'unknown',
      input: { body_state: 'truncated' },
    });
  });

  test('a body nobody can read costs nothing but what it would have told', () => {
    const { document } = indexed({
      ...RECORD,
      modelId: 'newcomer.model-1',
      input: { inputBodyJson: { question: 'Hi' }, inputTokenCount: 5 },
      output: {
        outputBodyJson: [
          { piece: 'He' },
          { 'amazon-bedrock-invocationMetrics': { outputTokenCount: 9, invocationLatency: 70 } },
        ],
      },
    });
    expect(document).toMatchObject({
      gen_ai: {
        usage: { prompt_tokens: 5, completion_tokens: 9, total_tokens: 14 },
        performance: { response_time: 70 },
      },
      aws_bedrock: { invocation: { body_reader: 'unknown', cost: { priced: false, confidence: 'none' } } },
    });
  });
});

describe('limits', () => {
  const limits = { maxBodyBytes: 500, maxTextBytes: 10 };
  const text = 'aé€😀'.repeat(100);
  const { content } = indexed(
    {
      ...RECORD,
      input: { inputBodyJson: { ...ANTHROPIC_INPUT, messages: [{ role: 'user', content: text }] } },
      output: {},
    },
    { limits },
  );

  test('a text is cut at a character and says so', () => {
    // a é € 😀 take 1 + 2 + 3 + 4 bytes.
    expect(content).toMatchObject({
      truncated: true,
      gen_ai: { prompt: 'aé€😀', system_instructions: 'You are ki' },
    });
  });

  test('a body over its limit leaves its hash and length', () => {
    const body = JSON.stringify({ ...ANTHROPIC_INPUT, messages: [{ role: 'user', content: text }] });
    expect((content?.aws_bedrock as JsonObject).invocation).toMatchObject({
      input: {
        input_body_json_massive_hash: createHash('sha1').update(body).digest('hex'),
        input_body_json_massive_length: Buffer.byteLength(body),
      },
    });
    expect(JSON.stringify(content)).not.toContain('input_body_json"');
  });
});

describe('hashes of conversations', () => {
  const lookups = { ...CONTEXT.lookups, hmacKey: 'key' };

  test('are keyed, and the same for every turn of a conversation', () => {
    const later: JsonObject = {
      ...CONVERSE,
      requestId: 'later',
      identity: { arn: 'arn:aws:sts::111122223333:assumed-role/Checkout/other-session' },
      input: {
        inputBodyJson: {
          ...CONVERSE_INPUT,
          messages: [
            ...(CONVERSE_INPUT.messages as Json[]),
            { role: 'user', content: [{ text: 'And Rome?' }] },
          ],
        },
      },
    };
    const [first, second] = [invocation(CONVERSE, { lookups }), invocation(later, { lookups })];
    const id = createHmac('sha256', 'key')
      .update(JSON.stringify(['111122223333', 'Checkout', 'Be brief.', 'Weather in Paris?']))
      .digest('base64url');
    expect([first.conversation, second.conversation]).toEqual([
      { id, turn: 1 },
      { id, turn: 2 },
    ]);
    expect(first.prompt_prefix).toEqual(second.prompt_prefix);
  });

  test('are absent without a key', () => {
    expect(invocation(CONVERSE)).not.toHaveProperty('conversation');
    expect(invocation(CONVERSE)).not.toHaveProperty('prompt_prefix');
  });
});

describe('what becomes no document', () => {
  test.each([
    ['{bad', { status: 'rejected', reasons: ['not_json'] }],
    ['', { status: 'rejected', reasons: ['not_json'] }],
    ['Permissions are correctly set for Amazon Bedrock logs.', { status: 'skipped', reason: 'noise' }],
    ['[1]', { status: 'rejected', reasons: ['not_an_object'] }],
    ['7', { status: 'rejected', reasons: ['not_an_object'] }],
    ['{}', { status: 'skipped', reason: 'other_schema' }],
    [
      '{"schemaType":"Other","timestamp":"2026-04-19T13:28:51Z"}',
      { status: 'skipped', reason: 'other_schema' },
    ],
    ['{"schemaType":"ModelInvocationLog"}', { status: 'rejected', reasons: ['no_timestamp'] }],
    [
      '{"schemaType":"ModelInvocationLog","timestamp":"yesterday"}',
      { status: 'rejected', reasons: ['no_timestamp'] },
    ],
    [
      '{"schemaType":"ModelInvocationLog","timestamp":"2026-02-30T00:00:00Z"}',
      { status: 'rejected', reasons: ['no_timestamp'] },
    ],
  ])('%s', (text, outcome) => {
    expect(transformInvocation(text, CONTEXT)).toEqual(outcome);
  });

  test('redaction is refused before anything is read', () => {
    expect(() => transformInvocation('{bad', { ...CONTEXT, contentMode: 'redacted' })).toThrow(
      UnsupportedContentMode,
    );
  });
});

describe('identity and origin', () => {
  test.each([
    ['arn:aws:iam::111122223333:user/team/alice', 'alice', 'iam_user', undefined],
    ['arn:aws-us-gov:iam::111122223333:root', 'root', 'root', undefined],
    ['arn:aws:sts::111122223333:federated-user/bob', 'bob', 'federated_user', undefined],
    ['arn:aws:sts::111122223333:assumed-role/Batch/job-1', 'Batch', 'assumed_role', 'job-1'],
    ['something else', undefined, undefined, undefined],
  ])('%s', (arn, name, type, session) => {
    // One collector met the identity as a list.
    for (const identity of [{ arn }, [{ arn }, { arn: 'arn:aws:iam::1:user/second' }]]) {
      const { document } = indexed({ ...RECORD, identity });
      expect(document.user).toMatchObject({ id: arn });
      expect((document.user as JsonObject).name).toBe(name);
      const found = invocation({ ...RECORD, identity }).identity as JsonObject | undefined;
      expect([found?.type, found?.session_name]).toEqual([type, session]);
    }
  });

  test('the configured name of the account', () => {
    const lookups = { ...CONTEXT.lookups, accountNames: { '111122223333': 'Production' } };
    expect(indexed(RECORD, { lookups }).document).toMatchObject({
      cloud: { account: { name: 'Production' } },
    });
  });

  test('an inference region that is the own region is no cross-region call', () => {
    expect(invocation({ ...RECORD, inferenceRegion: 'us-east-1' })).toMatchObject({ cross_region: false });
  });

  test('request metadata can be switched off', () => {
    const { request_metadata, request_metadata_pairs } = invocation(CONVERSE, { requestMetadata: false });
    expect([request_metadata, request_metadata_pairs]).toEqual([undefined, undefined]);
  });

  test.each([
    ['2026-04-19T13:28:51.5Z', '2026-04-19T13:28:51.500Z'],
    ['2026-04-19T13:28:51.123456789Z', '2026-04-19T13:28:51.123456789Z'],
    ['2026-04-19T13:28:51.1234567Z', '2026-04-19T13:28:51.123456700Z'],
    ['2026-04-19T15:28:51+02:00', '2026-04-19T13:28:51.000Z'],
    ['2026-04-19T23:28:51.0001-01:00', '2026-04-20T00:28:51.000100000Z'],
  ])('time %s', (timestamp, iso) => {
    const outcome = indexed({ ...RECORD, timestamp });
    expect(outcome.document['@timestamp']).toBe(iso);
    expect(outcome.timestamp).toBe(Math.floor(Date.parse(iso)));
  });

  test('without a request id the record itself is the identity, whatever the order of its keys', () => {
    const { requestId: _, ...rest } = RECORD;
    const reversed = Object.fromEntries(Object.entries(rest).reverse());
    expect(indexed(rest).id).toBe(indexed(reversed).id);
    expect(indexed(rest).id).not.toBe(indexed({ ...rest, region: 'eu-west-1' }).id);
    expect(indexed(rest).document.event).not.toHaveProperty('id');
  });
});
