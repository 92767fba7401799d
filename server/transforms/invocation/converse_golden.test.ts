/** Golden transforms of Converse and ConverseStream (Bedrock runtime API, Converse); expected by hand. */
import { createHash } from 'node:crypto';
import type { Json, JsonObject } from '../../../common/documents/json';
import {
  CONTEXT,
  SONNET,
  indexed,
  CONVERSE_INPUT,
  CONVERSE_OUTPUT,
  CONVERSE,
} from './golden_record.test_support';

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
        security: { prompt_injection_score: 0, jailbreak_score: 0 },
        threat: { detected: false },
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
