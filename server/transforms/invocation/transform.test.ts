/** Records with bodies nobody reads or none at all, limits and hashes, and what becomes no document. */
import { createHash, createHmac } from 'node:crypto';
import type { Json, JsonObject } from '../../../common/documents/json';
import {
  CONTEXT,
  RECORD,
  indexed,
  invocation,
  CONVERSE_INPUT,
  CONVERSE,
  ANTHROPIC_INPUT,
} from './golden_record.test_support';
import { transformInvocation } from './transform';

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
});
