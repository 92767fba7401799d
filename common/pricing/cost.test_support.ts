/** Questions as a document would ask them, and a small book. */
import { parseModelId, type ResolvedModels } from '../models/model_id';
import type { PriceBook } from './price_book';
import type { PricingFacts, TokenCounts } from './pricing_facts';

export const SONNET = 'anthropic.claude-sonnet-4-5-20250929-v1:0';

export function asked(
  modelId: string,
  tokens: TokenCounts,
  more: Partial<PricingFacts> & { readonly resolved?: ResolvedModels } = {},
): PricingFacts {
  const { resolved, ...facts } = more;
  const { resolvedBy, readableId, baseId, vendor, family, resourceType } = parseModelId(modelId, resolved);
  return {
    model: { modelId, readableId, baseId, vendor, family, resourceType, resolved: resolvedBy !== 'id' },
    day: '2026-11-22',
    failed: false,
    intervened: false,
    tokens,
    images: {},
    requestKinds: [],
    guardrailUnits: {},
    ...facts,
  };
}

export const BOOK: PriceBook = {
  origin: { name: 'test', version: '1', date: '2026-03-01' },
  guardrailUnits: {},
  rates: [
    { id: 'anthropic.a', input: 1_000_000, output: 1_000_000 },
    { id: 'anthropic.a', from: '2026-02-01', input: 2_000_000, output: 1_000_000 },
    { id: 'anthropic.a', region: 'eu-west-1', input: 5_000_000, output: 1_000_000 },
    { id: 'meta.b', input: 1_000_000, output: 1_000_000 },
    { id: 'meta.c', input: 1_000_000 },
    { id: 'meta.e-20250101-v1:0', input: 1_000_000 },
    { id: 'meta.e-20250202-v1:0', input: 2_000_000 },
    {
      id: 'meta.d',
      input: 1_000_000,
      output: 1_000_000,
      cacheRead: 250_000,
      tiers: { priority: { input: 2_000_000, output: 2_000_000 } },
    },
  ],
};
