/** Golden transforms of Anthropic Messages (Bedrock user guide, Anthropic Claude Messages API); expected by hand. */
import type { Json, JsonObject } from '../../../common/documents/json';
import { CONTEXT, SONNET, RECORD, indexed, invocation, ANTHROPIC_INPUT } from './golden_record.test_support';
import { transformInvocation } from './transform';

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
