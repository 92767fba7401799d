/**
 * `transform` on a file with a record of every family and operation: what the command prints is what a person reads
 * off the records by hand. Rates are list prices in US dollars for a million tokens, or for an image or a query
 * (aws.amazon.com/bedrock/pricing, us-east-1).
 */
import { join } from 'node:path';
import { asNumber, asObject, type JsonObject, type Maybe } from '../../common/documents/json';
import { dispatch } from './dispatch';
import { programFor } from './program.test_support';
import { transformCommand } from './transform_command';

const FILE = join(__dirname, '../../test/fixtures/invocation/every_family.ndjson');

interface Row {
  readonly id: string;
  readonly operation: string;
  readonly model: string;
  readonly text?: string;
  /** Uncached input and output. */
  readonly tokens?: readonly [number?, number?];
  readonly finish?: string;
  /** Milliseconds. */
  readonly latency?: number;
  /** US dollars; absent where nothing is priced. */
  readonly cost?: number;
}

const at = (value: Maybe, path: string): Maybe =>
  path.split('.').reduce<Maybe>((inner, key) => asObject(inner)?.[key], value);

function rowOf(line: JsonObject): JsonObject {
  const { document, content } = line;
  const said = (path: string): Maybe => at(document, path);
  const tokens = [said('gen_ai.usage.prompt_tokens'), said('gen_ai.usage.completion_tokens')];
  return JSON.parse(
    JSON.stringify({
      id: said('event.id'),
      operation: said('event.action'),
      model: said('aws_bedrock.invocation.model.base_id'),
      text: at(content, 'gen_ai.completion'),
      tokens: tokens.every((count) => count === undefined) ? undefined : tokens,
      finish: said('aws_bedrock.invocation.finish_reason'),
      latency: said('gen_ai.performance.response_time'),
      cost: said('aws_bedrock.invocation.cost.total'),
    }),
  ) as JsonObject;
}

/** Rates for a million, counts of tokens. */
const tokensAt = (...parts: readonly (readonly [count: number, rate: number])[]): number =>
  parts.reduce((sum, [count, rate]) => sum + count * rate, 0) / 1e6;

const SONNET = 'anthropic.claude-sonnet-4-5-20250929-v1:0';
const INVOKE = 'InvokeModel';
const STREAM = 'InvokeModelWithResponseStream';

/** An answer in one piece and one in a stream of a family that speaks OpenAI's way. */
const chat = (family: string, model: string, rates?: readonly [number, number]): readonly Row[] => {
  const cost = rates && tokensAt([20, rates[0]], [30, rates[1]]);
  const more = { model, tokens: [20, 30], ...(cost === undefined ? {} : { cost }) } as const;
  return [
    { id: `${family}-whole`, operation: INVOKE, text: 'One moment.', finish: 'tool_use', ...more },
    { id: `${family}-stream`, operation: STREAM, text: 'A boat.', finish: 'stop', latency: 500, ...more },
  ];
};

/** A call that is billed by something else than tokens. */
const counted = (id: string, model: string, cost: number, more: Partial<Row> = {}): Row => ({
  id: `${id}-whole`,
  operation: INVOKE,
  model,
  cost,
  ...more,
});

const ROWS: readonly Row[] = [
  {
    id: 'converse-whole',
    operation: 'Converse',
    model: SONNET,
    text: '21 °C.',
    tokens: [255, 113],
    finish: 'stop',
    latency: 3114,
    // us. is a tenth dearer.
    cost: tokensAt([255, 3.3], [113, 16.5]),
  },
  {
    // Served by a tier that has no list price.
    id: 'converse-stream',
    operation: 'ConverseStream',
    model: SONNET,
    text: '21 °C.',
    tokens: [255, 113],
    finish: 'tool_use',
    latency: 3114,
  },
  // A failed call costs nothing and says nothing.
  { id: 'converse-error', operation: 'Converse', model: SONNET },
  {
    id: 'converse-blocked',
    operation: 'Converse',
    model: SONNET,
    text: 'I may not say.',
    tokens: [0, 0],
    finish: 'guardrail',
    latency: 402,
    cost: 0,
  },
  {
    id: 'converse-stream_in_one_piece',
    operation: 'ConverseStream',
    model: SONNET,
    text: '21 °C.',
    tokens: [255, 113],
    finish: 'stop',
    latency: 3114,
    cost: tokensAt([255, 3.3], [113, 16.5]),
  },
  {
    id: 'anthropic_messages-whole',
    operation: INVOKE,
    model: SONNET,
    text: 'Hello there',
    tokens: [20, 12],
    finish: 'tool_use',
    // 1,800 tokens were written to the cache.
    cost: tokensAt([20, 3], [12, 15], [1800, 3.75]),
  },
  {
    id: 'anthropic_messages-stream',
    operation: STREAM,
    model: SONNET,
    text: 'Hello you',
    tokens: [3, 13],
    finish: 'stop',
    latency: 3037,
    cost: tokensAt([3, 3], [13, 15], [25_037, 3.75]),
  },
  // Nobody counted its tokens, so nobody knows its price.
  {
    id: 'anthropic_messages-blocked',
    operation: INVOKE,
    model: SONNET,
    text: 'That is not for me.',
    finish: 'guardrail',
  },
  {
    id: 'anthropic_messages-truncated',
    operation: INVOKE,
    model: SONNET,
    tokens: [20, 12],
    cost: tokensAt([20, 3], [12, 15]),
  },
  {
    id: 'anthropic_text-whole',
    operation: INVOKE,
    model: 'anthropic.claude-v2:1',
    text: ' Hello to you!',
    tokens: [1000, 100],
    finish: 'stop',
    cost: tokensAt([1000, 8], [100, 24]),
  },
  {
    id: 'anthropic_text-stream',
    operation: STREAM,
    model: 'anthropic.claude-v2:1',
    text: ' Hello',
    tokens: [10, 2],
    finish: 'length',
    latency: 500,
    cost: tokensAt([10, 8], [2, 24]),
  },
  {
    id: 'nova-whole',
    operation: INVOKE,
    model: 'amazon.nova-lite-v1:0',
    text: 'A small boat.',
    tokens: [4, 10],
    finish: 'stop',
    // Five tokens read from the cache for a quarter, two written for what input costs.
    cost: tokensAt([4, 0.06], [10, 0.24], [5, 0.015], [2, 0.06]),
  },
  {
    id: 'nova-stream',
    operation: STREAM,
    model: 'amazon.nova-lite-v1:0',
    text: 'A small boat.',
    tokens: [4, 10],
    finish: 'length',
    latency: 500,
    cost: tokensAt([4, 0.06], [10, 0.24]),
  },
  {
    id: 'titan_text-whole',
    operation: INVOKE,
    model: 'amazon.titan-text-express-v1',
    text: 'Hello friend!',
    tokens: [7, 11],
    finish: 'stop',
    cost: tokensAt([7, 0.2], [11, 0.6]),
  },
  {
    id: 'titan_text-stream',
    operation: STREAM,
    model: 'amazon.titan-text-express-v1',
    text: 'Hello friend',
    tokens: [7, 11],
    finish: 'length',
    latency: 500,
    cost: tokensAt([7, 0.2], [11, 0.6]),
  },
  {
    id: 'titan_text-blocked',
    operation: STREAM,
    model: 'amazon.titan-text-express-v1',
    text: 'Not for me.',
    tokens: [7, 6],
    finish: 'guardrail',
    cost: tokensAt([7, 0.2], [6, 0.6]),
  },
  {
    id: 'llama-whole',
    operation: INVOKE,
    model: 'meta.llama3-2-11b-instruct-v1:0',
    text: '\n\nKhartoum.',
    tokens: [15, 12],
    finish: 'stop',
    cost: tokensAt([15, 0.16], [12, 0.16]),
  },
  {
    id: 'llama-stream',
    operation: STREAM,
    model: 'meta.llama3-2-11b-instruct-v1:0',
    text: '\n\nKhartoum',
    tokens: [15, 3],
    finish: 'length',
    latency: 500,
    cost: tokensAt([15, 0.16], [3, 0.16]),
  },
  {
    id: 'mistral_text-whole',
    operation: INVOKE,
    model: 'mistral.mistral-7b-instruct-v0:2',
    text: 'Hello you',
    tokens: [1000, 100],
    finish: 'stop',
    cost: tokensAt([1000, 0.15], [100, 0.2]),
  },
  {
    id: 'mistral_text-stream',
    operation: STREAM,
    model: 'mistral.mistral-7b-instruct-v0:2',
    text: 'Hello',
    tokens: [5, 2],
    finish: 'length',
    latency: 500,
    cost: tokensAt([5, 0.15], [2, 0.2]),
  },
  {
    id: 'mistral_chat-whole',
    operation: INVOKE,
    model: 'mistral.mistral-large-2407-v1:0',
    text: 'Sunny it is',
    tokens: [1000, 100],
    finish: 'stop',
    cost: tokensAt([1000, 2], [100, 6]),
  },
  {
    id: 'mistral_chat-stream',
    operation: STREAM,
    model: 'mistral.mistral-large-2407-v1:0',
    text: 'Sunny it is',
    tokens: [12, 4],
    finish: 'length',
    latency: 500,
    cost: tokensAt([12, 2], [4, 6]),
  },
  {
    id: 'cohere_command-whole',
    operation: INVOKE,
    model: 'cohere.command-text-v14',
    text: ' A whole line',
    tokens: [1000, 100],
    finish: 'stop',
    cost: tokensAt([1000, 1], [100, 2]),
  },
  {
    id: 'cohere_command-stream',
    operation: STREAM,
    model: 'cohere.command-text-v14',
    text: ' A whole line',
    tokens: [3, 4],
    finish: 'length',
    latency: 500,
    cost: tokensAt([3, 1], [4, 2]),
  },
  {
    id: 'cohere_command_r-whole',
    operation: INVOKE,
    model: 'cohere.command-r-plus-v1:0',
    text: 'Sun in Rome.',
    tokens: [1000, 100],
    finish: 'stop',
    cost: tokensAt([1000, 3], [100, 15]),
  },
  {
    id: 'cohere_command_r-stream',
    operation: STREAM,
    model: 'cohere.command-r-plus-v1:0',
    text: 'Sun in Rome.',
    tokens: [6, 4],
    finish: 'length',
    latency: 500,
    cost: tokensAt([6, 3], [4, 15]),
  },
  ...chat('jamba', 'ai21.jamba-1-5-large-v1:0', [2, 8]),
  {
    id: 'jurassic-whole',
    operation: INVOKE,
    model: 'ai21.j2-ultra-v1',
    text: '\nA line of text',
    tokens: [1000, 100],
    finish: 'stop',
    cost: tokensAt([1000, 18.8], [100, 18.8]),
  },
  ...chat('openai_chat', 'openai.gpt-oss-20b-1:0', [0.07, 0.3]),
  ...chat('qwen', 'qwen.qwen3-32b-v1:0', [0.15, 0.6]),
  ...chat('kimi', 'moonshot.kimi-k2-thinking', [0.6, 2.5]),
  ...chat('kimi_the_other_prefix', 'moonshotai.kimi-k2.5', [0.6, 3]),
  ...chat('glm', 'zai.glm-4.7', [0.6, 2.2]),
  ...chat('minimax', 'minimax.minimax-m2', [0.3, 1.2]),
  ...chat('gemma', 'google.gemma-3-27b-it', [0.23, 0.38]),
  ...chat('nemotron', 'nvidia.nemotron-nano-12b-v2', [0.2, 0.6]),
  ...chat('deepseek_v3', 'deepseek.v3-v1:0', [0.58, 1.68]),
  // No list price that anybody published.
  ...chat('grok', 'xai.grok-4-fast'),
  {
    id: 'deepseek_r1-whole',
    operation: INVOKE,
    model: 'deepseek.r1-v1:0',
    text: 'Four it is.',
    tokens: [1000, 100],
    finish: 'stop',
    cost: tokensAt([1000, 1.35], [100, 5.4]),
  },
  {
    id: 'deepseek_r1-stream',
    operation: STREAM,
    model: 'deepseek.r1-v1:0',
    text: 'Four it is',
    tokens: [8, 6],
    finish: 'length',
    latency: 500,
    cost: tokensAt([8, 1.35], [6, 5.4]),
  },
  ...chat('writer', 'writer.palmyra-x5-v1:0', [0.6, 6]),
  // Two pictures of 1,024 by 512 in premium quality.
  counted('nova_canvas', 'amazon.nova-canvas-v1:0', 2 * 0.06),
  {
    id: 'nova_canvas-what_was_asked',
    operation: INVOKE,
    model: 'amazon.nova-canvas-v1:0',
    finish: 'content_filter',
    cost: 0,
  },
  { id: 'nova_canvas-the_images_lie', operation: INVOKE, model: 'amazon.nova-canvas-v1:0', cost: 2 * 0.06 },
  counted('titan_image', 'amazon.titan-image-generator-v2:0', 2 * 0.012),
  counted('stable_diffusion_3', 'stability.sd3-5-large-v1:0', 0.08),
  counted('stable_image_core', 'stability.stable-image-core-v1:1', 0.04),
  counted('stable_image_ultra', 'stability.stable-image-ultra-v1:1', 0.14),
  counted('sdxl', 'stability.stable-diffusion-xl-v1', 0.04, { finish: 'stop' }),
  counted('titan_embeddings', 'amazon.titan-embed-text-v2:0', tokensAt([5, 0.02]), { tokens: [5] }),
  // Four tokens and a picture.
  counted('titan_multimodal_embeddings', 'amazon.titan-embed-image-v1', tokensAt([4, 0.8]) + 0.00006, {
    tokens: [4],
  }),
  counted('cohere_embed_v3', 'cohere.embed-english-v3', tokensAt([1000, 0.1]), { tokens: [1000] }),
  // Nobody counted its tokens.
  { id: 'cohere_embed_v4-whole', operation: INVOKE, model: 'cohere.embed-v4:0' },
  counted('nova_embeddings', 'amazon.nova-2-multimodal-embeddings-v1:0', tokensAt([4, 0.135]), {
    tokens: [4],
  }),
  counted('cohere_rerank', 'cohere.rerank-v3-5:0', 0.002),
  counted('amazon_rerank', 'amazon.rerank-v1:0', 0.001),
];

async function transformed(...options: readonly string[]): Promise<readonly JsonObject[]> {
  const { program, written } = programFor();
  expect(await dispatch([transformCommand], ['transform', ...options, FILE], program)).toBe(0);
  return written()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as JsonObject);
}

test('text, tokens, reason to end, time, model and cost of every family and operation', async () => {
  const lines = await transformed();
  const rows = lines.map(rowOf);
  expect(rows.map(({ cost: _cost, ...row }) => row)).toEqual(
    ROWS.map(({ cost: _cost, tokens, ...row }) => ({
      ...row,
      ...(tokens === undefined ? {} : { tokens: [tokens[0] ?? null, tokens[1] ?? null] }),
    })),
  );
  const dollars = (cost: Maybe): string | undefined => asNumber(cost)?.toFixed(10);
  expect(rows.map(({ id, cost }) => [id, dollars(cost)])).toEqual(
    ROWS.map(({ id, cost }) => [id, dollars(cost)]),
  );
});

test('the file holds every operation and a record of every reader', async () => {
  const lines = await transformed();
  const all = (path: string): string[] =>
    [...new Set(lines.map((line) => String(at(line.document, path) ?? '')))].sort();
  expect(all('event.action')).toEqual(['Converse', 'ConverseStream', INVOKE, STREAM]);
  const { READERS } = await import('../../common/bodies/registry');
  expect(all('aws_bedrock.invocation.body_reader')).toEqual(
    expect.arrayContaining(READERS.map(({ name }) => name)),
  );
  expect(lines.every(({ status }) => status === 'indexed')).toBe(true);
});

test('in mode none the same, and no text', async () => {
  const [full, none] = [await transformed(), await transformed('--content', 'none')];
  expect(none.some(({ content }) => content !== undefined)).toBe(false);
  expect(none.map(({ document }) => document)).toEqual(full.map(({ document }) => document));
});
