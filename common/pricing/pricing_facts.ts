/**
 * Everything a price depends on, read from an invocation's document. The document is the only source, when it is
 * first priced and whenever it is priced again, so that the same rates always give the same numbers.
 */
import { asCount, asList, asObject, asText, type JsonObject } from '../documents/json';
import { parseModelId } from '../models/model_id';

export interface PricingFacts {
  readonly model: ModelFacts;
  /** The region that was called, which sets the price. */
  readonly region?: string;
  /** Day of the invocation, `YYYY-MM-DD` in UTC. */
  readonly day: string;
  readonly operation?: string;
  readonly failed: boolean;
  /** A guardrail blocked or masked something. */
  readonly intervened: boolean;
  readonly serviceTier?: string;
  readonly latencyMode?: string;
  readonly tokens: TokenCounts;
  readonly images: ImageFacts;
  /** Of an embedding call: pictures in the request, and what kinds of content it holds. */
  readonly embeddedImages?: number;
  readonly requestKinds: readonly string[];
  /** Rerank calls are billed per query. */
  readonly queries?: number;
  /** Units by policy. */
  readonly guardrailUnits: Readonly<Record<string, number>>;
}

export interface ModelFacts {
  /** As logged. */
  readonly modelId?: string;
  /** The id that could be read, with its geography. */
  readonly readableId?: string;
  readonly baseId?: string;
  readonly vendor?: string;
  readonly family?: string;
  readonly resourceType?: string;
  /** Whether the model was read from what was logged, or told by a lookup or the body. */
  readonly resolved: boolean;
}

/** `input` as Bedrock counts it: for almost every family without what the cache read and wrote. */
export interface TokenCounts {
  readonly input?: number;
  readonly output?: number;
  readonly cacheRead?: number;
  /** All writes, whatever their life. */
  readonly cacheWrite?: number;
  readonly cacheWrite1h?: number;
}

export interface ImageFacts {
  readonly count?: number;
  readonly width?: number;
  readonly height?: number;
  readonly quality?: string;
  readonly steps?: number;
}

const INVOCATION = 'aws_bedrock.invocation';

/** What `pricingFactsOf` reads: enough of a stored document to price it again (`_source` filter). */
export const PRICING_FIELDS: readonly string[] = [
  '@timestamp',
  'cloud.region',
  'error.code',
  'gen_ai.operation.name',
  'gen_ai.usage.prompt_tokens',
  'gen_ai.usage.completion_tokens',
  `${INVOCATION}.model_id`,
  `${INVOCATION}.model`,
  `${INVOCATION}.service_tier`,
  `${INVOCATION}.latency_mode`,
  `${INVOCATION}.input.cache_read_token_count`,
  `${INVOCATION}.input.cache_write_token_count`,
  `${INVOCATION}.input.cache_write_1h_token_count`,
  `${INVOCATION}.input.messages_content_kinds`,
  `${INVOCATION}.images_count`,
  `${INVOCATION}.image_generation_config`,
  `${INVOCATION}.output_image_height`,
  `${INVOCATION}.output_image_width`,
  `${INVOCATION}.embeddings.images_count`,
  `${INVOCATION}.rerank.queries`,
  `${INVOCATION}.guardrail.intervened`,
  `${INVOCATION}.guardrail.units`,
];

const part = (object: JsonObject | undefined, key: string): JsonObject | undefined => asObject(object?.[key]);

const YYYY_MM_DD = 10;

function unitsOf(units: JsonObject | undefined): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const [policy, value] of Object.entries(units ?? {})) {
    const count = asCount(value);
    if (count !== undefined) counts[policy] = count;
  }
  return counts;
}

function modelOf(modelId: string | undefined, model: JsonObject | undefined): ModelFacts {
  const logged = modelId === undefined ? undefined : parseModelId(modelId);
  const told = logged?.readableId === undefined;
  return {
    modelId,
    readableId: told ? asText(model?.resolved_id) : logged.readableId,
    baseId: asText(model?.base_id),
    vendor: asText(model?.vendor),
    family: asText(model?.family),
    resourceType: asText(model?.resource_type),
    resolved: told,
  };
}

/** @param document of an invocation, whole or with `PRICING_FIELDS` only */
export function pricingFactsOf(document: JsonObject): PricingFacts {
  const invocation = part(part(document, 'aws_bedrock'), 'invocation');
  const genAi = part(document, 'gen_ai');
  const usage = part(genAi, 'usage');
  const input = part(invocation, 'input');
  const image = part(invocation, 'image_generation_config');
  const guardrail = part(invocation, 'guardrail');
  return {
    model: modelOf(asText(invocation?.model_id), part(invocation, 'model')),
    region: asText(part(document, 'cloud')?.region),
    day: (asText(document['@timestamp']) ?? '').slice(0, YYYY_MM_DD),
    operation: asText(part(genAi, 'operation')?.name),
    failed: part(document, 'error')?.code !== undefined,
    intervened: guardrail?.intervened === true,
    serviceTier: asText(invocation?.service_tier),
    latencyMode: asText(invocation?.latency_mode),
    tokens: {
      input: asCount(usage?.prompt_tokens),
      output: asCount(usage?.completion_tokens),
      cacheRead: asCount(input?.cache_read_token_count),
      cacheWrite: asCount(input?.cache_write_token_count),
      cacheWrite1h: asCount(input?.cache_write_1h_token_count),
    },
    images: {
      count: asCount(invocation?.images_count),
      width: asCount(invocation?.output_image_width) ?? asCount(image?.width),
      height: asCount(invocation?.output_image_height) ?? asCount(image?.height),
      quality: asText(image?.quality),
      steps: asCount(image?.steps),
    },
    embeddedImages: asCount(part(invocation, 'embeddings')?.images_count),
    requestKinds: asList(input?.messages_content_kinds).filter((kind) => typeof kind === 'string'),
    queries: asCount(part(invocation, 'rerank')?.queries),
    guardrailUnits: unitsOf(part(guardrail, 'units')),
  };
}
