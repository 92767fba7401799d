/** Golden transforms of records whose bodies lie in S3 (Bedrock user guide, model invocation logging: over 100 kB). */
import { createHash } from 'node:crypto';
import type { Json, JsonObject } from '../../../common/documents/json';
import type { TransformContext } from '../context';
import type { Indexed } from '../outcome';
import {
  CONTEXT,
  CONVERSE,
  CONVERSE_INPUT,
  CONVERSE_OUTPUT,
  indexed,
  RECORD,
} from './golden_record.test_support';
import { type BodyTexts, offloadedBodies } from './offloaded';
import { transformInvocation } from './transform';

const PATH = 's3://logs/AWSLogs/111122223333/BedrockModelInvocationLogs/us-east-1/2026/04/19/13/data/r';
const INPUT_PATH = `${PATH}_input.json.gz`;
const OUTPUT_PATH = `${PATH}_output.json.gz`;

function transformed(record: Json, bodies?: BodyTexts, context: Partial<TransformContext> = {}): Indexed {
  const outcome = transformInvocation(JSON.stringify(record), { ...CONTEXT, ...context }, bodies);
  if (outcome.status !== 'indexed') throw new Error(`not indexed: ${JSON.stringify(outcome)}`);
  return outcome;
}

const invocationOf = (document: JsonObject | undefined) =>
  (document?.aws_bedrock as JsonObject).invocation as { input: JsonObject; output: JsonObject } & JsonObject;

const CONVERSE_OFFLOADED: JsonObject = {
  ...CONVERSE,
  input: { ...(CONVERSE.input as JsonObject), inputBodyJson: null, inputBodyS3Path: INPUT_PATH },
};

describe('a Converse request that lies in S3', () => {
  const bodies = { input: JSON.stringify(CONVERSE_INPUT) };
  const inline = indexed(CONVERSE);
  const fetched = transformed(CONVERSE_OFFLOADED, bodies);

  test('gives the document of one that is inline, but says where it came from', () => {
    const expected = structuredClone(inline.document);
    Object.assign(invocationOf(expected).input, { body_state: 'fetched', input_body_s3_path: INPUT_PATH });
    expect(fetched.document).toEqual(expected);
    expect(fetched.id).toBe(inline.id);
  });

  test('gives the same content, media replaced', () => {
    const expected = structuredClone(inline.content);
    Object.assign(invocationOf(expected).input, { body_state: 'fetched', input_body_s3_path: INPUT_PATH });
    expect(fetched.content).toEqual(expected);
    expect(JSON.stringify(fetched.content)).not.toContain('iVBORw0KGgo');
  });

  test('gives no content in mode none', () => {
    const none = transformed(CONVERSE_OFFLOADED, bodies, { contentMode: 'none' });
    expect(none.content).toBeUndefined();
    expect(none.document).toEqual(fetched.document);
    expect(JSON.stringify(none)).not.toMatch(/Weather|Be brief|get_weather/);
  });

  test('over the limit leaves hash and length, and its texts, cut', () => {
    const limits = { maxBodyBytes: 10, maxTextBytes: 4 };
    const { content } = transformed(CONVERSE_OFFLOADED, bodies, { limits });
    const stored = JSON.parse(String(invocationOf(fetched.content).input.input_body_json)) as unknown;
    const text = JSON.stringify(stored);
    expect(content).toMatchObject({ truncated: true, gen_ai: { system_instructions: 'Be b' } });
    expect(invocationOf(content).input).toEqual({
      body_state: 'fetched',
      input_body_json_massive_hash: createHash('sha1').update(text).digest('hex'),
      input_body_json_massive_length: Buffer.byteLength(text),
      input_body_s3_path: INPUT_PATH,
    });
  });

  test.each([
    ['absent', undefined],
    ['binary', '\u0089PNG\u0000'],
    ['cut off', JSON.stringify(CONVERSE_INPUT).slice(0, 60)],
    ['no body', '"text"'],
    ['nothing', ''],
  ])('that is %s stays there', (_what, input) => {
    const { document } = transformed(CONVERSE_OFFLOADED, input === undefined ? {} : { input });
    expect(invocationOf(document).input).toMatchObject({
      body_state: 'offloaded',
      input_body_s3_path: INPUT_PATH,
      input_token_count: 255,
    });
    expect(document).toMatchObject({ gen_ai: { response: { finish_reasons: ['end_turn'] } } });
  });
});

test('the chunks of a stream that lie in S3 as a list give usage, latency, finish reason and text', () => {
  const chunks: Json = [
    {
      type: 'message_start',
      message: {
        id: 'msg_1',
        role: 'assistant',
        model: 'claude-sonnet-4-5-20250929',
        content: [],
        usage: {
          input_tokens: 3,
          output_tokens: 2,
          cache_read_input_tokens: 0,
          cache_creation_input_tokens: 25_037,
        },
      },
    },
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
    { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Hel' } },
    { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'lo' } },
    { type: 'content_block_stop', index: 0 },
    { type: 'message_delta', delta: { stop_reason: 'max_tokens' }, usage: { output_tokens: 13 } },
    {
      type: 'message_stop',
      'amazon-bedrock-invocationMetrics': {
        inputTokenCount: 3,
        outputTokenCount: 13,
        invocationLatency: 3_037,
        firstByteLatency: 2_635,
        cacheWriteInputTokenCount: 25_037,
      },
    },
  ];
  const text = JSON.stringify(chunks, undefined, 1);
  const record = {
    ...RECORD,
    operation: 'InvokeModelWithResponseStream',
    input: { inputBodyJson: { messages: [{ role: 'user', content: 'Hi' }], max_tokens: 13 } },
    output: { outputBodyS3Path: OUTPUT_PATH },
  };
  const { document, content } = transformed(record, { output: text });
  expect(document).toMatchObject({
    gen_ai: {
      response: { id: 'msg_1', model: 'claude-sonnet-4-5-20250929', finish_reasons: ['max_tokens'] },
      usage: { prompt_tokens: 3, completion_tokens: 13, cache_creation: { input_tokens: 25_037 } },
      performance: {
        response_time: 3_037,
        start_response_time: 2_635,
        response_size: Buffer.byteLength(text),
      },
    },
    aws_bedrock: {
      invocation: {
        finish_reason: 'length',
        output: { body_state: 'fetched', output_body_s3_path: OUTPUT_PATH },
      },
    },
  });
  expect(content).toMatchObject({
    gen_ai: { prompt: 'Hi', completion: 'Hello' },
    aws_bedrock: { invocation: { output: { output_body_json: text, body_state: 'fetched' } } },
  });
});

test('guardrail findings of an answer that lies in S3 are found', () => {
  const record = { ...CONVERSE, output: { outputBodyJson: null, outputBodyS3Path: OUTPUT_PATH } };
  const output = JSON.stringify({
    ...CONVERSE_OUTPUT,
    stopReason: 'guardrail_intervened',
    trace: {
      guardrail: {
        outputAssessments: {
          gr1: [
            {
              topicPolicy: { topics: [{ name: 'Advice', type: 'DENY', action: 'BLOCKED', detected: true }] },
            },
          ],
        },
      },
    },
  });
  const { document } = transformed(record, { output });
  expect(invocationOf(document).guardrail).toMatchObject({
    intervened: true,
    findings: [{ side: 'output', policy: 'topic_policy', name: 'Advice', action: 'BLOCKED' }],
  });
});

test('what a record holds is not replaced by what lies beside it', () => {
  const input = JSON.stringify({ messages: [{ role: 'user', content: [{ text: 'Other' }] }] });
  const record = {
    ...CONVERSE,
    input: { ...(CONVERSE.input as JsonObject), inputBodyS3Path: INPUT_PATH },
  };
  expect(transformed(record, { input })).toEqual(transformed(record));
});

test('the same bodies give the same documents: what was parsed for one is not seen by another', () => {
  const bodies = { input: JSON.stringify(CONVERSE_INPUT) };
  expect(transformed(CONVERSE_OFFLOADED, bodies)).toEqual(transformed(CONVERSE_OFFLOADED, bodies));
});

describe('which bodies a record leaves elsewhere', () => {
  test.each<[string, Json, BodyTexts | undefined]>([
    [
      'both',
      { input: { inputBodyS3Path: 'a' }, output: { outputBodyS3Path: 'b' } },
      { input: 'a', output: 'b' },
    ],
    [
      'one',
      { input: { inputBodyJson: {} }, output: { outputBodyS3Path: 'b', outputBodyJson: null } },
      { output: 'b' },
    ],
    ['one that is empty text', { input: { inputBodyJson: '', inputBodyS3Path: 'a' } }, { input: 'a' }],
    ['none, in spite of a path', { input: { inputBodyJson: {}, inputBodyS3Path: 'a' } }, undefined],
    ['none, the path being no text', { input: { inputBodyS3Path: 7 }, output: [] }, undefined],
    ['none, the words standing elsewhere', { input: { inputBodyJson: 'inputBodyS3Path' } }, undefined],
    ['none', { input: {}, output: {} }, undefined],
  ])('%s', (_what, record, paths) => {
    expect(offloadedBodies(JSON.stringify(record))).toEqual(paths);
  });

  test('what is no record names none', () => {
    for (const text of ['{inputBodyS3Path', '["inputBodyS3Path"]', '"inputBodyS3Path"'])
      expect(offloadedBodies(text)).toBeUndefined();
  });
});
