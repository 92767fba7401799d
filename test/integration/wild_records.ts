/**
 * Records no two of which are alike: keys and values at random, of every type, in metadata and in bodies that are
 * here and there what a vendor would write. Cheap enough for hundreds of thousands.
 */
import { Random } from '../../dev/workload/random';

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** Names that body readers look for, so that what is wrong with the rest reaches them. */
const NAMES = [
  ...['messages', 'system', 'content', 'role', 'text', 'tools', 'toolConfig', 'prompt', 'inputText', 'texts'],
  ...[
    'output',
    'message',
    'usage',
    'inputTokens',
    'stopReason',
    'stop_reason',
    'choices',
    'delta',
    'metrics',
  ],
  ...['trace', 'guardrail', 'amazon-bedrock-trace', 'images', 'embedding', 'results', 'type', 'index', 'id'],
  ...[
    'inferenceConfig',
    'textGenerationConfig',
    'imageGenerationConfig',
    'serviceTier',
    'generation',
    'model',
  ],
];
const OPERATIONS = ['Converse', 'ConverseStream', 'InvokeModel', 'InvokeModelWithResponseStream'];
const MODELS = [
  'anthropic.claude-3-haiku-20240307-v1:0',
  'us.amazon.nova-pro-v1:0',
  'meta.llama3-3-70b-instruct-v1:0',
  'amazon.titan-embed-text-v2:0',
  'stability.sd3-5-large-v1:0',
  'cohere.rerank-v3-5:0',
  'openai.gpt-oss-120b-1:0',
];
const FROM = Date.UTC(2026, 10, 1);
const DAY = 86_400_000;

export interface Seen {
  /** Metadata keys that nobody used before. */
  readonly keys: Set<string>;
}

export function* wildRecords(seed: string, count: number, seen: Seen): Generator<string> {
  const random = Random.of('wild', seed);
  for (let n = 0; n < count; n += 1) {
    const metadata: Record<string, string> = {};
    for (let left = random.int(1, 3); left > 0; left -= 1) {
      const key = `${random.token(random.int(1, 3))}${random.pick(['.', '-', ' ', '/', '='])}${random.hex(8)}`;
      metadata[key] = random.token(random.int(1, 12));
      seen.keys.add(key);
    }
    yield JSON.stringify({
      schemaType: 'ModelInvocationLog',
      schemaVersion: '1.0',
      timestamp: new Date(FROM + random.int(0, 20 * DAY)).toISOString(),
      accountId: '111122223333',
      region: 'us-east-1',
      requestId: `${seed}-${n}`,
      operation: random.pick(OPERATIONS),
      modelId: random.pick(MODELS),
      requestMetadata: metadata,
      [random.hex(6)]: random.hex(4),
      input: { inputTokenCount: random.int(0, 900), inputBodyJson: wild(random, 3) },
      output: { outputTokenCount: random.int(0, 900), outputBodyJson: wild(random, 3) },
    });
  }
}

function wild(random: Random, depth: number): Json {
  const kind = depth === 0 ? random.int(0, 3) : random.int(0, 9);
  switch (kind) {
    case 0:
      return random.int(-5, 100_000);
    case 1:
      return random.chance(0.5);
    case 2:
      return random.token(random.int(1, 8));
    case 3:
      return null;
    case 4:
    case 5:
      return Array.from({ length: random.int(0, 3) }, () => wild(random, depth - 1));
    default:
      return Object.fromEntries(
        Array.from({ length: random.int(1, 4) }, () => [
          random.chance(0.7) ? random.pick(NAMES) : random.hex(6),
          wild(random, depth - 1),
        ]),
      );
  }
}
