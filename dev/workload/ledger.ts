/**
 * The ledger: what is true about the traffic of a seed, from the generator's own facts. It reads no record and
 * knows nothing of how anybody parses one. Ranges are [from, to) by event timestamp (whole seconds), in epoch
 * milliseconds, and need not be whole hours.
 *
 * What is counted: fact.ts says what a model base id is and which latencies there are. Errors have no
 * tokens, cost nothing and are never unpriced. `unpriced` counts the other invocations whose model has no rate:
 * their tokens are in `tokens`, but nothing of them is in the spend. Spend holds tokens, images and the text
 * units of guardrails that are traced, since an untraced guardrail leaves none in the record.
 */
import type { Fact, Operation } from './fact';
import { planHour } from './plan/hour';
import { NO_TOKENS, usdText } from './prices';
import type { Tokens } from './prices';
import { HOUR } from './rhythm';

export interface Totals {
  readonly invocations: number;
  /** Invocations with an error code, throttles included. */
  readonly failures: number;
  readonly errors: Readonly<Record<string, number>>;
  readonly throttles: number;
  readonly tokens: Tokens;
  readonly images: number;
  readonly guardrailUnits: number;
  readonly interventions: number;
  /** Milliseconds, ascending: of the records that carry a latency. */
  readonly latenciesMs: readonly number[];
  /** Exact decimal text, and the same in picodollars (1e-12 USD). */
  readonly spendUsd: string;
  readonly spendPicodollars: bigint;
  readonly unpriced: number;
}

export interface LedgerKey {
  /** Start of the hour. */
  readonly hour: number;
  readonly accountId: string;
  readonly region: string;
  readonly modelBaseId: string;
  readonly caller: string | null;
  readonly operation: Operation;
}

export interface LedgerRow extends LedgerKey, Totals {}

export interface Ledger {
  readonly seed: string;
  readonly from: number;
  readonly to: number;
  readonly total: Totals;
  /** Ordered by hour, then by the other parts of the key. */
  readonly rows: readonly LedgerRow[];
}

export type FactFilter = (fact: Fact) => boolean;

/** Facts of [from, to), in order of time. */
export function* factsBetween(seed: string, from: number, to: number): Generator<Fact> {
  for (let hour = Math.floor(from / HOUR) * HOUR; hour < to; hour += HOUR) {
    for (const { fact } of planHour(seed, hour))
      if (fact.timestamp >= from && fact.timestamp < to) yield fact;
  }
}

export function ledgerFor(seed: string, from: number, to: number, filter: FactFilter = () => true): Ledger {
  const facts = [...factsBetween(seed, from, to)].filter(filter);
  const groups = groupBy(facts, (fact) => JSON.stringify(Object.values(keyOf(fact))));
  const rows = [...groups.keys()].sort().map((id) => {
    const group = groups.get(id) ?? [];
    const [first] = group;
    if (!first) throw new Error('a group of the ledger is empty');
    return { ...keyOf(first), ...totalsOf(group) };
  });
  return { seed, from, to, total: totalsOf(facts), rows };
}

/** Totals of any facts, by any key: for questions such as "by model" or "by team". */
export function totalsBy(facts: Iterable<Fact>, key: (fact: Fact) => string): ReadonlyMap<string, Totals> {
  return new Map([...groupBy(facts, key)].map(([name, group]) => [name, totalsOf(group)]));
}

export function totalsOf(facts: readonly Fact[]): Totals {
  const errors: Record<string, number> = {};
  const tokens = { ...NO_TOKENS };
  let [images, guardrailUnits, interventions, unpriced, spend] = [0, 0, 0, 0, 0n];
  const latencies: number[] = [];
  for (const fact of facts) {
    if (fact.errorCode !== null) errors[fact.errorCode] = (errors[fact.errorCode] ?? 0) + 1;
    for (const kind of KINDS) tokens[kind] += fact.tokens[kind];
    images += fact.images;
    guardrailUnits += fact.guardrailUnits;
    if (fact.intervened) interventions++;
    if (fact.latencyMs !== null) latencies.push(fact.latencyMs);
    if (fact.spend === null) unpriced++;
    else spend += fact.spend;
  }
  return {
    invocations: facts.length,
    failures: Object.values(errors).reduce((sum, count) => sum + count, 0),
    errors,
    throttles: errors['ThrottlingException'] ?? 0,
    tokens,
    images,
    guardrailUnits,
    interventions,
    latenciesMs: latencies.sort((a, b) => a - b),
    spendUsd: usdText(spend),
    spendPicodollars: spend,
    unpriced,
  };
}

/** Nearest rank: the smallest value that at least `percent` % of the ascending values do not exceed. */
export function percentile(ascending: readonly number[], percent: number): number | undefined {
  if (!(percent > 0 && percent <= 100)) throw new RangeError(`percentile ${percent} is not in (0, 100]`);
  return ascending[Math.max(1, Math.ceil((percent / 100) * ascending.length)) - 1];
}

const KINDS = ['input', 'output', 'cacheRead', 'cacheWrite5m', 'cacheWrite1h'] as const;

const keyOf = (fact: Fact): LedgerKey => ({
  hour: Math.floor(fact.timestamp / HOUR) * HOUR,
  accountId: fact.accountId,
  region: fact.region,
  modelBaseId: fact.modelBaseId,
  caller: fact.caller,
  operation: fact.operation,
});

function groupBy(facts: Iterable<Fact>, key: (fact: Fact) => string): Map<string, Fact[]> {
  const groups = new Map<string, Fact[]>();
  for (const fact of facts) {
    const name = key(fact);
    const group = groups.get(name);
    if (group) group.push(fact);
    else groups.set(name, [fact]);
  }
  return groups;
}
