/**
 * Buckets of callers: the pairs of account and name. Asked as names below accounts, because `multi_terms` makes a key
 * of text for every document and takes three times as long; put together and ranked here, which is exact: whoever is
 * among the first of all is among the first of the own account.
 */
import * as z from 'zod/mini';
import type { Caller } from '../../common/api/invocation_scope';
import { MISSING, nameOrNull } from './buckets';
import { FIELD } from './invocation_fields';
import type { Aggregations } from './search';

/** The accounts with the most; with the names of each it stays below what a cluster allows in one answer. */
const MAX_ACCOUNTS = 100;

export interface NamesOfAnAccount {
  readonly size: number;
  readonly shard_size?: number;
  readonly order?: readonly object[];
  readonly collect_mode?: string;
}

/** `accounts` ranks the accounts where `names.order` is by a figure; `figures` is what is said about a caller. */
export const callersAggregation = (
  names: NamesOfAnAccount,
  { accounts = {}, figures = {} }: { accounts?: Aggregations; figures?: Aggregations } = {},
): Aggregations => ({
  callers: {
    terms: {
      field: FIELD.account,
      missing: MISSING,
      size: MAX_ACCOUNTS,
      ...(names.order === undefined ? {} : { order: names.order }),
    },
    aggs: {
      ...accounts,
      names: {
        terms: { field: FIELD.caller, missing: MISSING, ...names },
        ...(Object.keys(figures).length === 0 ? {} : { aggs: figures }),
      },
    },
  },
});

/** `bucket` is that of a caller, with its `key`. */
export const callersAnswer = <T extends z.ZodMiniType>(bucket: T) =>
  z.object({
    buckets: z.array(z.object({ key: z.string(), names: z.object({ buckets: z.array(bucket) }) })),
  });

interface Named {
  readonly key: string;
  readonly doc_count: number;
}

export interface CallerBucket<B extends Named> {
  readonly caller: Caller;
  readonly bucket: B;
}

/** The first `size` callers of all accounts: most of `measure`, then most invocations, then by account and name. */
export function rankCallers<B extends Named>(
  answer: {
    readonly buckets: ReadonlyArray<{
      readonly key: string;
      readonly names: { readonly buckets: readonly B[] };
    }>;
  },
  size: number,
  measure: (bucket: B) => number = ({ doc_count }) => doc_count,
): CallerBucket<B>[] {
  return answer.buckets
    .flatMap(({ key: account, names }) => names.buckets.map((bucket) => ({ account, bucket })))
    .sort(
      (a, b) =>
        measure(b.bucket) - measure(a.bucket) ||
        b.bucket.doc_count - a.bucket.doc_count ||
        byText(a.account, b.account) ||
        byText(a.bucket.key, b.bucket.key),
    )
    .slice(0, size)
    .map(({ account, bucket }) => ({
      caller: { account: nameOrNull(account), name: nameOrNull(bucket.key) },
      bucket,
    }));
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
