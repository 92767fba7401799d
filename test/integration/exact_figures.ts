/** Figures with money in whole units, so that «adds up» and «the same» need no tolerance. */
import * as z from 'zod';
import type { MetadataFigures } from '../../common/api/metadata_split';

export interface ExactFigures {
  readonly invocations: number;
  readonly tokens: number;
  readonly priced: number;
  readonly unpriced: number;
  readonly unpricedTokens: number;
  /** Ten-thousandths of a millionth of a dollar, as costs are kept. */
  readonly units: bigint;
}

export const NO_FIGURES: ExactFigures = {
  invocations: 0,
  tokens: 0,
  priced: 0,
  unpriced: 0,
  unpricedTokens: 0,
  units: 0n,
};

export const unitsOf = (usd: number): bigint => BigInt(usd.toFixed(10).replace('.', ''));

export const sumOf = (parts: Iterable<ExactFigures>): ExactFigures =>
  [...parts].reduce(
    (a, b) => ({
      invocations: a.invocations + b.invocations,
      tokens: a.tokens + b.tokens,
      priced: a.priced + b.priced,
      unpriced: a.unpriced + b.unpriced,
      unpricedTokens: a.unpricedTokens + b.unpricedTokens,
      units: a.units + b.units,
    }),
    NO_FIGURES,
  );

/** Of an answer of the API. */
export const exactly = ({ invocations, tokens, spend }: MetadataFigures): ExactFigures => ({
  invocations,
  tokens,
  priced: spend.priced_invocations,
  unpriced: spend.unpriced_invocations,
  unpricedTokens: spend.unpriced_tokens,
  units: unitsOf(spend.usd),
});

const COST_PARTS = ['input', 'output', 'cache_read', 'cache_write', 'images', 'guardrail'] as const;
const amounts = z.partialRecord(z.enum(['total', ...COST_PARTS]), z.number());
const Source = z.object({
  event: z.object({ id: z.string() }),
  gen_ai: z.object({ usage: z.optional(z.object({ total_tokens: z.optional(z.number()) })) }),
  aws_bedrock: z.object({
    invocation: z.object({ cost: z.optional(z.object({ priced: z.boolean() }).loose()) }),
  }),
});

/**
 * What a stored document says of one call.
 * @throws where the parts of its cost are not its total
 */
export function figuresOf(source: unknown): { readonly id: string; readonly figures: ExactFigures } {
  const { event, gen_ai, aws_bedrock } = Source.parse(source);
  const { cost } = aws_bedrock.invocation;
  const tokens = gen_ai.usage?.total_tokens ?? 0;
  const figures = { ...NO_FIGURES, invocations: 1, tokens };
  if (cost === undefined) return { id: event.id, figures };
  if (!cost.priced) return { id: event.id, figures: { ...figures, unpriced: 1, unpricedTokens: tokens } };
  const { total = Number.NaN, ...parts } = amounts.parse(
    Object.fromEntries(Object.entries(cost).filter(([name]) => name === 'total' || isPart(name))),
  );
  const units = Object.values(parts).reduce((sum, part) => sum + unitsOf(part), 0n);
  if (units !== unitsOf(total)) throw new Error(`the cost of ${event.id} is not the sum of its parts`);
  return { id: event.id, figures: { ...figures, priced: 1, units } };
}

const isPart = (name: string): boolean => COST_PARTS.some((part) => part === name);
