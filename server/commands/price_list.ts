/** Prices that people set, as a table for people, and below it those that are left out, with the reason. */
import type { PriceOverride, ReadPrice } from '../../common/pricing/price_override';
import { table } from './table';

const HEAD = ['MODEL OR POLICY', 'REGION', 'FROM', 'USD', 'SET', 'BY', 'NOTE'];

export function priceList(prices: readonly ReadPrice[]): string[] {
  const good = prices.flatMap(({ read }) => (read.ok ? [read.price] : []));
  const bad = prices.flatMap(({ id, read }) => (read.ok ? [] : [`  ${id}: ${read.problem}`]));
  return [
    ...(good.length === 0
      ? ['No prices are set: the list that is built in holds.']
      : table(HEAD, good.map(rowOf))),
    ...(bad.length === 0 ? [] : ['', 'Left out:', ...bad]),
  ];
}

const rowOf = (price: PriceOverride): string[] => [
  price.kind === 'model' ? price.model : price.policy,
  price.region ?? 'all',
  price.from ?? 'ever',
  amountsOf(price),
  price.updated_at.slice(0, 10),
  price.updated_by ?? '',
  price.note ?? '',
];

function amountsOf(price: PriceOverride): string {
  if (price.kind === 'guardrail') return `${price.usd_per_thousand_units} per 1,000 units`;
  const { usd_per_million_tokens: tokens, tiers = {}, long_context: long } = price;
  return [
    ...(tokens === undefined ? [] : [`${tokens.input} in, ${tokens.output} out per million tokens`]),
    ...(tokens?.cache_read === undefined ? [] : [`${tokens.cache_read} cache read`]),
    ...(tokens?.cache_write_5m === undefined ? [] : [`${tokens.cache_write_5m} cache write`]),
    ...(tokens?.cache_write_1h === undefined ? [] : [`${tokens.cache_write_1h} cache write 1 h`]),
    ...Object.entries(tiers).map(([tier, { input, output }]) => `${tier} ${input} in, ${output} out`),
    ...(long === undefined ? [] : [`above ${long.above_tokens} ${long.input} in, ${long.output} out`]),
    ...(price.usd_per_image === undefined ? [] : [`${price.usd_per_image} per image`]),
    ...(price.usd_per_input_image === undefined ? [] : [`${price.usd_per_input_image} per input image`]),
    ...(price.usd_per_query === undefined ? [] : [`${price.usd_per_query} per query`]),
  ].join('; ');
}
