/**
 * What the Overview must say, from the ledger of the sample traffic alone: its facts, its arithmetic, and numbers
 * written here as an English reader writes them. Nothing of the product takes part.
 */
import type { Fact } from '../../dev/workload/fact';
import { factsBetween, percentile, totalsBy, totalsOf, type Totals } from '../../dev/workload/ledger';

export interface Range {
  /** Epoch milliseconds, `[from, to)`. */
  readonly from: number;
  readonly to: number;
}

/** The totals of the product's API, as far as the ledger knows them. */
export function expectedTotals(facts: readonly Fact[]) {
  const total = totalsOf(facts);
  const { input, output, cacheRead } = total.tokens;
  const unpriced = facts.filter(({ spend }) => spend === null);
  return {
    invocations: total.invocations,
    tokens: {
      uncached_input: input,
      output,
      cache_read: cacheRead,
      cache_write: cacheWrites(total),
      total: allTokens(total),
    },
    errors: total.failures,
    throttles: total.throttles,
    guardrail_interventions: total.interventions,
    measured: total.latenciesMs.length,
    measured_first_token: facts.filter(({ firstByteMs }) => firstByteMs !== null).length,
    // What failed is not billed.
    priced_invocations: facts.length - total.failures - unpriced.length,
    unpriced_invocations: unpriced.length,
    unpriced_tokens: allTokens(totalsOf(unpriced)),
  };
}

const cacheWrites = ({ tokens }: Totals): number => tokens.cacheWrite5m + tokens.cacheWrite1h;
export const allTokens = (total: Totals): number =>
  total.tokens.input + total.tokens.output + total.tokens.cacheRead + cacheWrites(total);

export const usd = ({ spendPicodollars }: Totals): number => Number(spendPicodollars) / 1e12;

/**
 * Each price of an invocation (input, output, two cache kinds, guardrails) is kept to a ten-thousandth of a millionth
 * of a dollar, so a sum may be off by half of that for each.
 */
export const roundingOf = ({ invocations }: Totals): number => invocations * 6 * 0.5e-10;

/** Bounds of a 95th percentile that is right within 1 % and one rank. */
export function p95Bounds(ascending: readonly number[]): { readonly low: number; readonly high: number } {
  const rank = Math.max(1, Math.ceil(0.95 * ascending.length));
  const at = (wanted: number): number => {
    const value = ascending[Math.min(Math.max(wanted, 1), ascending.length) - 1];
    if (value === undefined) throw new Error('a percentile of nothing');
    return value;
  };
  return { low: at(rank - 1) * 0.99, high: at(rank + 1) * 1.01 };
}

export const p95Of = (ascending: readonly number[]): number | undefined => percentile(ascending, 95);

export const factsOf = (seed: string, { from, to }: Range): readonly Fact[] => [
  ...factsBetween(seed, from, to),
];

export const byModel = (facts: readonly Fact[]) => totalsBy(facts, ({ modelBaseId }) => modelBaseId);
export const callerKey = (fact: Pick<Fact, 'accountId' | 'caller'>): string =>
  JSON.stringify([fact.accountId, fact.caller]);
export const callerOf = (key: string): { readonly accountId: string; readonly caller: string } => {
  const [accountId, caller] = JSON.parse(key) as [string, string];
  return { accountId, caller };
};
export const byCaller = (facts: readonly Fact[]) => totalsBy(facts, callerKey);

/** The key that costs most, and what is true about it. */
export function dearest(totals: ReadonlyMap<string, Totals>): readonly [string, Totals] {
  const [first] = [...totals].sort(([, a], [, b]) => usd(b) - usd(a));
  if (!first) throw new Error('there is no traffic');
  return first;
}

/** `12,345` */
export const inWords = (count: number): string => count.toLocaleString('en-US');
/** `$1,234.56` */
export const inDollars = (amount: number): string =>
  amount.toLocaleString('en-US', { style: 'currency', currency: 'USD' });
