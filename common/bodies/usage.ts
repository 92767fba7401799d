/**
 * Token counts in a body, in every spelling. The wire often repeats a count under two names
 * (`cacheReadInputTokens`, `cacheReadInputTokenCount`): the first that is there is taken, never the sum.
 */
import { asArray, asCount, asObject, first, type JsonObject, type Maybe } from '../documents/json';
import type { Usage } from './conversation';

const sumOf = (...counts: readonly (number | undefined)[]): number | undefined =>
  counts.every((count) => count === undefined)
    ? undefined
    : counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);

/** `usage.cacheDetails[]{ttl, inputTokens}` (TokenUsage of the Converse API). */
function oneHourWrites(details: Maybe): number | undefined {
  const hourly = asArray(details)
    ?.map(asObject)
    .filter((detail) => detail?.ttl === '1h')
    .map((detail) => asCount(detail?.inputTokens));
  return hourly === undefined ? undefined : sumOf(...hourly);
}

/** `usage` of Converse and Nova. */
export function converseUsage(value: Maybe): Usage {
  const usage = asObject(value);
  if (!usage) return {};
  return {
    input: asCount(usage.inputTokens),
    output: asCount(usage.outputTokens),
    cacheRead: first(asCount(usage.cacheReadInputTokens), asCount(usage.cacheReadInputTokenCount)),
    cacheWrite: first(asCount(usage.cacheWriteInputTokens), asCount(usage.cacheWriteInputTokenCount)),
    cacheWrite1h: oneHourWrites(usage.cacheDetails),
  };
}

/** `usage` of Anthropic Messages. */
export function anthropicUsage(value: Maybe): Usage {
  const usage = asObject(value);
  if (!usage) return {};
  const split: JsonObject = asObject(usage.cache_creation) ?? {};
  const cacheWrite1h = asCount(split.ephemeral_1h_input_tokens);
  return {
    input: asCount(usage.input_tokens),
    output: asCount(usage.output_tokens),
    cacheRead: asCount(usage.cache_read_input_tokens),
    cacheWrite: first(
      asCount(usage.cache_creation_input_tokens),
      sumOf(asCount(split.ephemeral_5m_input_tokens), cacheWrite1h),
    ),
    cacheWrite1h,
  };
}

/** `usage` of OpenAI-style chat completions. */
export function openAiUsage(value: Maybe): Usage {
  const usage = asObject(value);
  if (!usage) return {};
  return { input: asCount(usage.prompt_tokens), output: asCount(usage.completion_tokens) };
}
