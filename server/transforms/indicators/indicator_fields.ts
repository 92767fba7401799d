/** What the document says of indicators: nothing where no text could be looked at, `false` where nothing was seen. */
import type { Draft } from '../invocation/present';
import type { Indicators } from './find_indicators';

export interface IndicatorFields {
  readonly security: Draft;
  readonly threat: Draft;
  readonly owasp: Draft;
}

const NOTHING: IndicatorFields = { security: undefined, threat: undefined, owasp: undefined };

/** Fields of `gen_ai`. */
export function indicatorFields(found: Indicators): IndicatorFields {
  if (!found.lookedAt) return NOTHING;
  const { scores, signatures, categories, owasp } = found;
  return {
    security: found.lookedAtInput
      ? { prompt_injection_score: scores.prompt_injection, jailbreak_score: scores.jailbreak }
      : undefined,
    threat: { detected: signatures.length > 0, category: categories, signature: signatures },
    owasp: {
      id: owasp.map(({ id }) => id),
      description: owasp.map(({ description }) => description),
    },
  };
}
