/**
 * Whatever stands in a record: a transform never throws, never emits a field outside the catalogue, always says
 * the same, and mode `none` lets nothing through that was written.
 */
import fc from 'fast-check';
import { CONTENT_FIELDS } from '../../../common/documents/content_fields';
import type { Field } from '../../../common/documents/field';
import { INVOCATION_FIELDS } from '../../../common/documents/invocation_fields';
import type { Json, JsonObject } from '../../../common/documents/json';
import type { ContentMode } from '../../../common/integrations/definition';
import { transformInvocation } from './transform';

const transform = (record: unknown, contentMode: ContentMode = 'full') =>
  transformInvocation(JSON.stringify(record), {
    namespace: 'default',
    contentMode,
    requestMetadata: true,
    lookups: { accountNames: {}, resolvedModels: {}, hmacKey: 'key' },
  });

/** Names of all leaves; the inside of a caller's map is the caller's. */
function leaves(value: Json, name: string, opaque: ReadonlySet<string>): string[] {
  if (opaque.has(name)) return [name];
  if (Array.isArray(value)) return value.flatMap((item) => leaves(item, name, opaque));
  if (typeof value !== 'object' || value === null) return [name];
  return Object.entries(value).flatMap(([key, inner]) =>
    leaves(inner, name === '' ? key : `${name}.${key}`, opaque),
  );
}

function outside(document: JsonObject, catalogue: readonly Field[]): string[] {
  const names = new Set(catalogue.map(({ name }) => name));
  const maps = new Set(catalogue.filter(({ type }) => type === 'flat_object').map(({ name }) => name));
  return [...new Set(leaves(document, '', maps))].filter((name) => !names.has(name));
}

const TYPES: Record<Field['type'], (value: Json) => boolean> = {
  keyword: (value) => typeof value === 'string',
  text: (value) => typeof value === 'string',
  stored_text: (value) => typeof value === 'string',
  date: (value) => typeof value === 'string',
  long: (value) => Number.isInteger(value),
  double: (value) => Number.isFinite(value),
  boolean: (value) => typeof value === 'boolean',
  flat_object: (value) => typeof value === 'object',
  nested: (value) => typeof value === 'object',
};

/** Values of a field, one by one. */
function valuesOf(value: Json | undefined, path: readonly string[]): Json[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value.flatMap((item) => valuesOf(item, path));
  const [key, ...rest] = path;
  if (key === undefined) return [value];
  return typeof value === 'object' && value !== null ? valuesOf(value[key], rest) : [];
}

const mistyped = (document: JsonObject, catalogue: readonly Field[]): string[] =>
  catalogue
    .filter(({ name, type }) => !valuesOf(document, name.split('.')).every((value) => TYPES[type](value)))
    .map(({ name }) => name);

/** JSON made of the words of the formats, so that readers are not turned away at the first key. */
const WORDS = [
  ...[
    'text',
    'type',
    'role',
    'content',
    'messages',
    'system',
    'delta',
    'index',
    'usage',
    'input',
    'name',
    'id',
  ],
  ...[
    'message',
    'output',
    'toolUse',
    'toolResult',
    'image',
    'source',
    'bytes',
    'data',
    'tools',
    'toolConfig',
    'json',
  ],
  ...[
    'message_start',
    'content_block_start',
    'content_block_delta',
    'message_delta',
    'content_block',
    'tool_use',
  ],
  ...[
    'contentBlockStart',
    'contentBlockDelta',
    'contentBlockIndex',
    'messageStop',
    'metadata',
    'stopReason',
    'start',
  ],
  ...[
    'trace',
    'guardrail',
    'inputAssessment',
    'outputAssessments',
    'topicPolicy',
    'topics',
    'invocationMetrics',
  ],
  ...[
    'amazon-bedrock-invocationMetrics',
    'amazon-bedrock-trace',
    'amazon-bedrock-guardrailAction',
    'guardrailConfig',
  ],
  ...[
    'inferenceConfig',
    'maxTokens',
    'stop_reason',
    'metrics',
    'latencyMs',
    'inputTokens',
    'cacheDetails',
    'embedding',
  ],
  ...[
    'reasoningContent',
    'citationsContent',
    'guardContent',
    'thinking',
    'partial_json',
    'tool_result',
    'anthropic_version',
  ],
  ...['choices', 'finish_reason', 'tool_calls', 'function', 'arguments', 'prompt', 'generation', 'outputs'],
  ...[
    'inputText',
    'results',
    'outputText',
    'completion',
    'generations',
    'chat_history',
    'preamble',
    'citations',
  ],
  ...['completions', 'query', 'documents', 'reasoning_content', 'stop', 'max_gen_len', 'embeddings'],
  ...['__proto__', 'constructor', 'length', ''],
];
const word = fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...WORDS) }, fc.string({ maxLength: 5 }));
const { json } = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 7, withCrossShrink: true },
    fc.oneof(
      word,
      fc.constantFrom<Json>(null, true, 0, 6, -1, 1.5, 1e308, '', '<thinking>', 'iVBORw0KGgo=', 'data:,x'),
    ),
    fc.array(tie('json'), { maxLength: 4 }),
    fc.array(fc.tuple(word, tie('json')), { maxLength: 5 }).map((entries) => Object.fromEntries(entries)),
  ),
}));

const maybe = (value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 3, arbitrary: value }, json);

const record = fc.record(
  {
    schemaType: fc.constant('ModelInvocationLog'),
    timestamp: fc.constant('2026-04-19T13:28:51Z'),
    accountId: maybe(fc.constant('111122223333')),
    region: maybe(fc.constant('us-east-1')),
    requestId: maybe(fc.uuid()),
    operation: maybe(
      fc.constantFrom('InvokeModel', 'InvokeModelWithResponseStream', 'Converse', 'ConverseStream'),
    ),
    modelId: maybe(
      fc.constantFrom(
        'anthropic.claude-sonnet-4-5-20250929-v1:0',
        'amazon.nova-lite-v1:0',
        'openai.gpt-oss-120b-1:0',
        'mistral.pixtral-large-2502-v1:0',
        'meta.llama3-3-70b-instruct-v1:0',
        'cohere.command-r-plus-v1:0',
        'amazon.titan-text-express-v1',
        'ai21.j2-ultra-v1',
        'deepseek.r1-v1:0',
        'amazon.nova-canvas-v1:0',
        'arn:aws:bedrock:us-east-1:111122223333:provisioned-model/abcdef123456',
      ),
    ),
    identity: json,
    requestMetadata: json,
    errorCode: json,
    inferenceRegion: json,
    messages: json,
    input: maybe(
      fc.record(
        {
          inputBodyJson: json,
          inputTokenCount: json,
          cacheReadInputTokenCount: json,
          inputBodyS3Path: json,
          inputContentType: json,
        },
        { requiredKeys: ['inputBodyJson'] },
      ),
    ),
    output: maybe(
      fc.record(
        { outputBodyJson: json, outputTokenCount: json, outputImageCount: json, outputBodyS3Path: json },
        { requiredKeys: ['outputBodyJson'] },
      ),
    ),
  },
  { requiredKeys: ['schemaType', 'timestamp', 'operation', 'modelId', 'input', 'output'] },
);

const RUNS = { numRuns: 1500 };

test('any JSON at any place becomes a document within the catalogue and of its types', () => {
  fc.assert(
    fc.property(record, (value) => {
      const outcome = transform(value);
      if (outcome.status !== 'indexed') throw new Error(`not indexed: ${JSON.stringify(outcome)}`);
      expect(outside(outcome.document, INVOCATION_FIELDS)).toEqual([]);
      expect(mistyped(outcome.document, INVOCATION_FIELDS)).toEqual([]);
      expect(outside(outcome.content ?? {}, CONTENT_FIELDS)).toEqual([]);
      expect(mistyped(outcome.content ?? {}, CONTENT_FIELDS)).toEqual([]);
    }),
    RUNS,
  );
});

test('the same record gives the same bytes', () => {
  fc.assert(
    fc.property(record, (value) => {
      expect(JSON.stringify(transform(value))).toBe(JSON.stringify(transform(value)));
    }),
    { numRuns: 300 },
  );
});

test('the document does not depend on how the record was spelled', () => {
  fc.assert(
    fc.property(record, (value) => {
      const [compact, spaced] = [JSON.stringify(value), JSON.stringify(value, undefined, 1)].map((text) =>
        transformInvocation(text, {
          namespace: 'default',
          contentMode: 'full',
          requestMetadata: true,
          lookups: { accountNames: {}, resolvedModels: {} },
        }),
      );
      expect(spaced).toEqual(compact);
    }),
    { numRuns: 500 },
  );
});

/** Keys under which the formats carry what was written or answered. */
const WRITTEN: ReadonlySet<string> = new Set([
  ...[
    'text',
    'thinking',
    'partial_json',
    'data',
    'content',
    'arguments',
    'reasoning_content',
    'stop',
    'query',
  ],
  ...['prompt', 'generation', 'inputText', 'outputText', 'completion', 'message', 'preamble'],
]);

test('mode none: what was written or answered stands nowhere', () => {
  const secret = 'cormorant-fisher-7731';
  fc.assert(
    fc.property(record, (value) => {
      const planted = JSON.parse(
        JSON.stringify(value, (key, item: unknown) => (WRITTEN.has(key) ? secret : item)),
      ) as JsonObject;
      // Metadata, identity and error codes are no content: they are kept whatever they hold.
      const { requestMetadata: _metadata, identity: _identity, errorCode: _error, ...rest } = planted;
      const outcome = transform({ ...rest, requestId: 'r' }, 'none');
      expect(outcome).not.toHaveProperty('content');
      expect(JSON.stringify(outcome)).not.toContain(`"${secret}"`);
    }),
    RUNS,
  );
});

test('any JSON at all is indexed, rejected or skipped', () => {
  fc.assert(
    fc.property(json, (value) => {
      expect(['indexed', 'rejected', 'skipped']).toContain(transform(value).status);
    }),
  );
});

test('nesting deeper than any stack is no reason to throw', () => {
  const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
  const head = '{"schemaType":"ModelInvocationLog","timestamp":"2026-04-19T13:28:51Z","operation":"Converse"';
  const context = {
    namespace: 'default',
    contentMode: 'full' as const,
    requestMetadata: true,
    lookups: { accountNames: {}, resolvedModels: {} },
  };
  const inBody = `${head},"requestId":"r","input":{"inputBodyJson":{"messages":${deep}}},"output":{}}`;
  expect(transformInvocation(inBody, context)).toMatchObject({ status: 'indexed' });
  expect(transformInvocation(`${head},"extra":${deep}}`, context)).toEqual({
    status: 'rejected',
    reasons: ['too_large'],
  });
});
