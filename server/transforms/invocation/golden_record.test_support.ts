/**
 * What golden transforms share: records made up to the shapes AWS documents (Bedrock user guide, model
 * invocation logging), and short ways to transform them and to look at what comes out.
 */
import type { Json, JsonObject } from '../../../common/documents/json';
import type { TransformContext } from '../context';
import type { Indexed } from '../outcome';
import { transformInvocation } from './transform';

export const CONTEXT: TransformContext = {
  namespace: 'default',
  contentMode: 'full',
  requestMetadata: true,
  lookups: { accountNames: {}, resolvedModels: {} },
};

export const SONNET = 'anthropic.claude-sonnet-4-5-20250929-v1:0';

export const RECORD = {
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

export const transform = (record: Json, context: Partial<TransformContext> = {}) =>
  transformInvocation(JSON.stringify(record), { ...CONTEXT, ...context });

export function indexed(record: Json, context: Partial<TransformContext> = {}): Indexed {
  const outcome = transform(record, context);
  if (outcome.status !== 'indexed') throw new Error(`not indexed: ${JSON.stringify(outcome)}`);
  return outcome;
}

/** What stands under `aws_bedrock.invocation`. */
export const invocation = (record: Json, context: Partial<TransformContext> = {}) =>
  (indexed(record, context).document.aws_bedrock as JsonObject).invocation as JsonObject;

export const CONVERSE_INPUT: JsonObject = {
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

export const CONVERSE_OUTPUT: JsonObject = {
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

export const CONVERSE: JsonObject = {
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

export const ANTHROPIC_INPUT: JsonObject = {
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
