/**
 * Token counts in a body, in every spelling. The wire often repeats a count under two names
 * (`cacheReadInputTokens`, `cacheReadInputTokenCount`): the first that is there is taken, never the sum.
 */
import { asArray, asCount, asObject, first, objects, type JsonObject, type Maybe } from '../documents/json';
import type { Usage } from './conversation';

const sumOf = (...counts: readonly (number | undefined)[]): number | undefined =>
  counts.every((count) => count === undefined)
    ? undefined
    : counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);

/** Writes by their life: `usage.cacheDetails[]{ttl, inputTokens}` (TokenUsage of the Converse API). */
const writesIn = (details: Maybe, ttl?: string): number | undefined =>
  sumOf(
    ...objects(asArray(details))
      .filter((detail) => ttl === undefined || detail.ttl === ttl)
      .map(({ inputTokens }) => asCount(inputTokens)),
  );

/** `usage` of Converse and Nova. */
export function converseUsage(value: Maybe): Usage {
  const usage = asObject(value);
  if (!usage) return {};
  return {
    input: asCount(usage.inputTokens),
    output: asCount(usage.outputTokens),
    cacheRead: first(asCount(usage.cacheReadInputTokens), asCount(usage.cacheReadInputTokenCount)),
    cacheWrite: first(
      asCount(usage.cacheWriteInputTokens),
      asCount(usage.cacheWriteInputTokenCount),
      writesIn(usage.cacheDetails),
    ),
    cacheWrite1h: writesIn(usage.cacheDetails, '1h'),
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
