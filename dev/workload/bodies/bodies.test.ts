/** Every family says what its page of the user guide documents: these keys must be there, and no others. */
import { gunzipSync } from 'node:zlib';

import { generateHour } from '../hour';

interface Keys {
  readonly must: readonly string[];
  readonly may?: readonly string[];
}

const GUARDRAIL = ['amazon-bedrock-guardrailAction', 'amazon-bedrock-trace'];
const METRICS = 'amazon-bedrock-invocationMetrics';

/** By `<family> <operation>`; of a stream the output keys are those of all its events together. */
const DOCUMENTED: Readonly<Record<string, { readonly input: Keys; readonly output: Keys }>> = {
  'any Converse': {
    input: { must: ['messages', 'inferenceConfig'], may: ['system', 'toolConfig', 'guardrailConfig'] },
    output: { must: ['output', 'stopReason', 'usage', 'metrics'], may: ['trace', 'serviceTier'] },
  },
  'anthropic InvokeModel': {
    input: { must: ['anthropic_version', 'max_tokens', 'messages'], may: ['system', 'temperature', 'top_p'] },
    output: {
      must: ['id', 'type', 'role', 'model', 'content', 'stop_reason', 'stop_sequence', 'usage'],
      may: GUARDRAIL,
    },
  },
  'anthropic InvokeModelWithResponseStream': {
    input: { must: ['anthropic_version', 'max_tokens', 'messages'], may: ['system', 'temperature', 'top_p'] },
    output: {
      must: ['type', 'message', 'index', 'content_block', 'delta', 'usage', METRICS],
      may: GUARDRAIL,
    },
  },
  'nova InvokeModel': {
    input: { must: ['schemaVersion', 'messages', 'inferenceConfig'], may: ['system'] },
    output: { must: ['output', 'stopReason', 'usage'] },
  },
  'nova InvokeModelWithResponseStream': {
    input: { must: ['schemaVersion', 'messages', 'inferenceConfig'], may: ['system'] },
    output: {
      must: ['messageStart', 'contentBlockDelta', 'contentBlockStop', 'messageStop', 'metadata', METRICS],
    },
  },
  'llama InvokeModel': {
    input: { must: ['prompt', 'max_gen_len', 'temperature', 'top_p'] },
    output: { must: ['generation', 'prompt_token_count', 'generation_token_count', 'stop_reason'] },
  },
  'llama InvokeModelWithResponseStream': {
    input: { must: ['prompt', 'max_gen_len', 'temperature', 'top_p'] },
    output: { must: ['generation', 'prompt_token_count', 'generation_token_count', 'stop_reason', METRICS] },
  },
  'mistral_text InvokeModel': {
    input: { must: ['prompt', 'max_tokens'], may: ['temperature', 'top_p', 'top_k'] },
    output: { must: ['outputs'] },
  },
  'mistral_chat InvokeModel': {
    input: { must: ['messages', 'max_tokens'], may: ['temperature', 'top_p'] },
    output: { must: ['choices', 'usage'], may: ['id', 'object', 'created', 'model'] },
  },
  'command_r InvokeModel': {
    input: { must: ['message', 'chat_history', 'preamble', 'max_tokens'], may: ['temperature', 'p', 'k'] },
    output: { must: ['response_id', 'text', 'generation_id', 'finish_reason', 'chat_history'] },
  },
  'deepseek InvokeModel': {
    input: { must: ['prompt', 'max_tokens'], may: ['temperature', 'top_p'] },
    output: { must: ['choices'] },
  },
  'openai InvokeModel': {
    input: { must: ['model', 'messages', 'max_completion_tokens'], may: ['temperature', 'top_p', 'stream'] },
    output: { must: ['id', 'object', 'created', 'model', 'choices', 'usage'] },
  },
  'openai InvokeModelWithResponseStream': {
    input: { must: ['model', 'messages', 'max_completion_tokens'], may: ['temperature', 'top_p', 'stream'] },
    output: { must: ['id', 'object', 'created', 'model', 'choices', 'usage', METRICS] },
  },
  'jamba InvokeModel': {
    input: { must: ['messages', 'max_tokens'], may: ['temperature', 'top_p', 'n'] },
    output: { must: ['id', 'choices', 'usage'] },
  },
  'titan_embed InvokeModel': {
    input: { must: ['inputText'], may: ['dimensions', 'normalize'] },
    output: { must: ['embedding', 'inputTextTokenCount'], may: ['embeddingsByType'] },
  },
  'cohere_embed InvokeModel': {
    input: { must: ['texts', 'input_type'], may: ['truncate'] },
    output: { must: ['id', 'embeddings', 'response_type', 'texts'] },
  },
  'titan_text InvokeModel': {
    input: { must: ['inputText', 'textGenerationConfig'] },
    output: { must: ['inputTextTokenCount', 'results'] },
  },
  'anthropic_text InvokeModel': {
    input: {
      must: ['prompt', 'max_tokens_to_sample'],
      may: ['temperature', 'top_p', 'top_k', 'stop_sequences'],
    },
    output: { must: ['completion', 'stop_reason', 'stop'], may: ['type'] },
  },
  'command InvokeModel': {
    input: { must: ['prompt', 'max_tokens'], may: ['temperature', 'p', 'k'] },
    output: { must: ['id', 'generations'], may: ['prompt'] },
  },
  'jurassic InvokeModel': {
    input: { must: ['prompt', 'maxTokens'], may: ['temperature', 'topP', 'stopSequences'] },
    output: { must: ['id', 'prompt', 'completions'] },
  },
  'writer InvokeModel': {
    input: { must: ['messages'], may: ['max_tokens', 'temperature', 'top_p'] },
    output: { must: ['id', 'object', 'created', 'model', 'choices', 'usage'] },
  },
  'titan_multimodal InvokeModel': {
    input: { must: ['inputText'], may: ['embeddingConfig'] },
    output: { must: ['embedding', 'inputTextTokenCount'], may: ['message'] },
  },
  'cohere_embed_4 InvokeModel': {
    input: { must: ['texts', 'input_type'], may: ['embedding_types'] },
    output: { must: ['id', 'embeddings', 'response_type', 'texts'] },
  },
  'nova_embed InvokeModel': {
    input: { must: ['schemaVersion', 'taskType', 'singleEmbeddingParams'] },
    output: { must: ['embeddings'] },
  },
  'rerank InvokeModel': {
    input: { must: ['query', 'documents'], may: ['top_n', 'api_version'] },
    output: { must: ['results'] },
  },
  'titan_image InvokeModel': {
    input: { must: ['taskType', 'textToImageParams', 'imageGenerationConfig'] },
    output: { must: ['images', 'error'] },
  },
  'sdxl InvokeModel': {
    input: { must: ['text_prompts'], may: ['cfg_scale', 'steps', 'width', 'height', 'seed'] },
    output: { must: ['result', 'artifacts'] },
  },
  'nova_canvas InvokeModel': {
    input: { must: ['taskType', 'textToImageParams', 'imageGenerationConfig'] },
    output: { must: ['images', 'error'] },
  },
  'stability InvokeModel': {
    input: { must: ['prompt', 'mode'], may: ['negative_prompt', 'aspect_ratio', 'seed', 'output_format'] },
    output: { must: ['seeds', 'finish_reasons', 'images'] },
  },
};

interface Sample {
  readonly shape: string;
  readonly input: object;
  readonly output: unknown;
  readonly intervened: boolean;
}

/** Bodies as they can be read: inline, or from the object in which they are kept apart. */
const samples: readonly Sample[] = ['2026-11-17T09:00Z', '2026-11-17T16:00Z', '2026-11-17T19:00Z'].flatMap(
  (hour) =>
    generateHour('shapes', Date.parse(hour)).calls.flatMap(({ call, logLine, keptApart }) => {
      const record = JSON.parse(logLine);
      if (call.fact.errorCode !== null || record.input.inputBodyJson === undefined) return [];
      const apart = keptApart.find(({ key }) => key.endsWith('_output.json.gz'))?.bytes();
      const converses = call.fact.operation.startsWith('Converse');
      return [
        {
          shape: converses ? 'any Converse' : `${call.use.model.body} ${call.fact.operation}`,
          input: record.input.inputBodyJson,
          output: apart ? JSON.parse(gunzipSync(apart).toString()) : record.output.outputBodyJson,
          intervened: call.fact.intervened,
        },
      ];
    }),
);

const keysOf = (body: unknown) =>
  new Set((Array.isArray(body) ? body : [body]).flatMap((part: object) => Object.keys(part)));

function offences(body: unknown, { must, may = [] }: Keys): readonly string[] {
  const keys = keysOf(body);
  return [
    ...must.filter((key) => !keys.has(key)).map((key) => `${key} is missing`),
    ...[...keys]
      .filter((key) => !must.includes(key) && !may.includes(key))
      .map((key) => `${key} is not documented`),
  ];
}

test('all documented shapes occur, and no others', () => {
  expect(new Set(samples.map(({ shape }) => shape))).toEqual(new Set(Object.keys(DOCUMENTED)));
});

test.each(Object.entries(DOCUMENTED))('%s', (shape, { input, output }) => {
  const some = samples.filter((sample) => sample.shape === shape && !sample.intervened);
  expect(some.length).toBeGreaterThan(0);
  expect([...new Set(some.flatMap((sample) => offences(sample.input, input)))]).toEqual([]);
  expect([...new Set(some.flatMap((sample) => offences(sample.output, output)))]).toEqual([]);
});

test('only the last event of a stream carries the metrics', () => {
  const streams = samples.flatMap(({ output, intervened }) =>
    Array.isArray(output) && !intervened ? [output] : [],
  );
  expect(streams.length).toBeGreaterThan(0);
  for (const events of streams) {
    const at = events.flatMap((event: object, i: number) => (METRICS in event ? [i] : []));
    expect(at).toEqual([events.length - 1]);
  }
});

test('pictures are PNG files', () => {
  const images = samples.flatMap(({ shape, output }) =>
    shape === 'nova_canvas InvokeModel' || shape === 'stability InvokeModel' ? imagesOf(output) : [],
  );
  expect(images.length).toBeGreaterThan(0);
  for (const image of images) {
    expect(Buffer.from(image, 'base64').subarray(0, 8)).toEqual(Buffer.from('89504e470d0a1a0a', 'hex'));
  }
});

function imagesOf(output: unknown): readonly string[] {
  if (typeof output !== 'object' || output === null || !('images' in output)) return [];
  return Array.isArray(output.images) ? output.images : [];
}
