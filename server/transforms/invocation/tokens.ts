/**
 * Token counts of an invocation, each from the first place that has it: the record, then the body's usage, then
 * the metrics Bedrock adds to a stream's last chunk. The same count often stands in all three: never add them.
 */
import type { Usage } from '../../../common/bodies/conversation';
import { first } from '../../../common/documents/json';
import { inputIncludesCache } from '../../../common/models/kinds';
import type { InvocationRecord } from './record';

export interface Tokens extends Usage {
  /** Everything that went in, cache included: OpenTelemetry's `gen_ai.usage.input_tokens`. */
  readonly inputWithCache?: number;
  readonly total?: number;
}

/** Undefined when no part is known. */
function add(...counts: readonly (number | undefined)[]): number | undefined {
  let sum: number | undefined;
  for (const count of counts) if (count !== undefined) sum = (sum ?? 0) + count;
  return sum;
}

export function tokensOf(
  record: Pick<InvocationRecord, 'input' | 'output' | 'cacheRead' | 'cacheWrite'>,
  body: Usage,
  metrics: Usage,
  family: string | undefined,
): Tokens {
  const input = first(record.input.tokens, body.input, metrics.input);
  const output = first(record.output.tokens, body.output, metrics.output);
  const cacheRead = first(record.cacheRead, body.cacheRead, metrics.cacheRead);
  const cacheWrite = first(record.cacheWrite, body.cacheWrite, metrics.cacheWrite, body.cacheWrite1h);
  const inputWithCache =
    input !== undefined && inputIncludesCache(family) ? input : add(input, cacheRead, cacheWrite);
  const total = add(inputWithCache, output);
  return {
    input,
    output,
    cacheRead,
    cacheWrite,
    cacheWrite1h: body.cacheWrite1h,
    inputWithCache,
    total,
  };
}
