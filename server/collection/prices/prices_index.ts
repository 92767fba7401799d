/**
 * `.bedrock-prices`: one document for each rate that people set, under the id that says what it is for. Whoever sets the
 * first one creates it; the collector only reads. Its mapping takes nothing but what a price is made of.
 */
import * as z from 'zod/mini';
import { PRICES_INDEX } from '../../../common/plugin';
import { OTHER_TIERS } from '../../../common/pricing/price_book';
import {
  placeOf,
  readPrices,
  type PriceOverride,
  type ReadPrice,
} from '../../../common/pricing/price_override';
import { needsPerson } from '../../failure';
import { answered, errorType, expectAnswer, isSuccess, storeFailure } from '../../storage/answers';
import type { OpenSearch } from '../../storage/opensearch';

const keyword = { type: 'keyword', ignore_above: 512 };
/** Amounts are text, so that they stay what was typed. */
const amounts = (...names: readonly string[]) => Object.fromEntries(names.map((name) => [name, keyword]));
const tokenPrices = {
  properties: amounts('input', 'output', 'cache_read', 'cache_write_5m', 'cache_write_1h'),
};

export const PRICES_INDEX_BODY = {
  settings: { index: { number_of_shards: 1, auto_expand_replicas: '0-1', hidden: true } },
  mappings: {
    dynamic: 'strict',
    properties: {
      kind: keyword,
      model: keyword,
      policy: keyword,
      region: keyword,
      from: { type: 'date', format: 'strict_date' },
      note: { type: 'text' },
      updated_by: keyword,
      updated_at: { type: 'date' },
      usd_per_million_tokens: tokenPrices,
      tiers: { properties: Object.fromEntries(OTHER_TIERS.map((tier) => [tier, tokenPrices])) },
      long_context: { properties: { above_tokens: { type: 'long' }, ...tokenPrices.properties } },
      ...amounts('usd_per_image', 'usd_per_input_image', 'usd_per_query', 'usd_per_thousand_units'),
    },
  },
};

/** More than anybody negotiates; a page of them is read in one request. */
export const MAX_PRICES = 1_000;

const Found = z.object({
  hits: z.object({
    total: z.object({ value: z.number() }),
    hits: z.array(
      z.object({ _id: z.string(), _seq_no: z.number(), _primary_term: z.number(), _source: z.unknown() }),
    ),
  }),
});

export interface PricesFound {
  readonly prices: readonly ReadPrice[];
  /** Changes with every write to a document. */
  readonly version: string;
}

/** Rejects with a `Failure`. Without the index there are none. An answer from only some shards counts as none. */
export async function readPricesIndex(openSearch: OpenSearch): Promise<PricesFound> {
  const { statusCode, body } = await expectAnswer(
    openSearch,
    {
      method: 'POST',
      path: `/${PRICES_INDEX}/_search`,
      querystring: { allow_partial_search_results: false },
      body: {
        size: MAX_PRICES,
        seq_no_primary_term: true,
        track_total_hits: true,
        query: { match_all: {} },
      },
    },
    {
      doing: 'read the prices that people set',
      needs: `indices:data/read/search on ${PRICES_INDEX}`,
      alsoFine: [404],
    },
  );
  if (statusCode === 404) return { prices: [], version: 'none' };
  const { hits, total } = Found.parse(body).hits;
  if (total.value > hits.length)
    throw needsPerson(
      'too_many_prices',
      `There are more than ${MAX_PRICES} prices in ${PRICES_INDEX}.`,
      'Remove those that hold no more.',
    );
  return {
    prices: readPrices(hits.map(({ _id, _source }) => ({ id: _id, source: _source }))),
    version: hits
      .map(({ _id, _seq_no, _primary_term }) => `${_id}:${_primary_term}:${_seq_no}`)
      .sort()
      .join(' '),
  };
}

async function ensurePricesIndex(openSearch: OpenSearch): Promise<void> {
  const path = `/${PRICES_INDEX}`;
  const { statusCode } = await expectAnswer(
    openSearch,
    { method: 'HEAD', path },
    {
      doing: `look for the index ${PRICES_INDEX}`,
      needs: `indices:admin/get on ${PRICES_INDEX}`,
      alsoFine: [404],
    },
  );
  if (statusCode !== 404) return;
  const created = await answered(openSearch, { method: 'PUT', path, body: PRICES_INDEX_BODY });
  if (isSuccess(created) || errorType(created.body) === 'resource_already_exists_exception') return;
  throw storeFailure(created, `create the index ${PRICES_INDEX}`, `indices:admin/create on ${PRICES_INDEX}`);
}

const documentPath = (id: string): string => `/${PRICES_INDEX}/_doc/${encodeURIComponent(id)}`;

/** Sets a price in the place of the one for the same model or policy, region and day. Rejects with a `Failure`. */
export async function setPrice(openSearch: OpenSearch, price: PriceOverride): Promise<string> {
  const id = placeOf(price);
  await ensurePricesIndex(openSearch);
  await expectAnswer(
    openSearch,
    { method: 'PUT', path: documentPath(id), querystring: { refresh: 'wait_for' }, body: price },
    { doing: 'set a price', needs: `indices:data/write/index on ${PRICES_INDEX}` },
  );
  return id;
}

/** Resolves to whether there was one. Rejects with a `Failure`. */
export async function removePrice(openSearch: OpenSearch, id: string): Promise<boolean> {
  const { statusCode } = await expectAnswer(
    openSearch,
    { method: 'DELETE', path: documentPath(id), querystring: { refresh: 'wait_for' } },
    {
      doing: 'remove a price',
      needs: `indices:data/write/delete on ${PRICES_INDEX}`,
      alsoFine: [404],
    },
  );
  return statusCode !== 404;
}
