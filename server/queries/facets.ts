/** Which accounts, regions, models and callers occur in a range: what the filters of every page offer. */
import * as z from 'zod/mini';
import { FACET_SIZE, type Facets, type FacetsRequest } from '../../common/api/facets';
import { INDEX_PATTERN } from '../../common/plugin';
import { MISSING, nameOrNull } from './buckets';
import { callersAggregation, callersAnswer, rankCallers } from './callers';
import { FIELD } from './invocation_fields';
import { inRange } from './scope_clauses';
import { readAnswer, search, type SearchRequest } from './search';

export function facetsQuery({ range }: FacetsRequest): SearchRequest {
  return search(INDEX_PATTERN.invocation, {
    size: 0,
    track_total_hits: true,
    query: { bool: { filter: [inRange(range)] } },
    aggs: {
      accounts: {
        terms: { field: FIELD.account, size: FACET_SIZE },
        aggs: { name: { terms: { field: FIELD.accountName, size: 1 } } },
      },
      regions: { terms: { field: FIELD.region, size: FACET_SIZE } },
      models: { terms: { field: FIELD.model, missing: MISSING, size: FACET_SIZE } },
      ...callersAggregation({ size: FACET_SIZE }),
    },
  });
}

const named = <T extends z.ZodMiniType>(key: T) => z.object({ key, doc_count: z.number() });

const Answer = z.object({
  hits: z.object({ total: z.object({ value: z.number() }) }),
  aggregations: z.optional(
    z.object({
      accounts: z.object({
        buckets: z.array(
          z.extend(named(z.string()), { name: z.object({ buckets: z.array(named(z.string())) }) }),
        ),
      }),
      regions: z.object({ buckets: z.array(named(z.string())) }),
      models: z.object({ buckets: z.array(named(z.string())) }),
      callers: callersAnswer(named(z.string())),
    }),
  ),
});

/** Throws `UnexpectedAnswer` when `answer` is not an answer to `facetsQuery`. */
export function readFacets(answer: unknown): Facets {
  const { hits, aggregations } = readAnswer(Answer, answer);
  if (!aggregations) {
    return { invocations: hits.total.value, accounts: [], regions: [], models: [], callers: [] };
  }
  const { accounts, regions, models, callers } = aggregations;
  return {
    invocations: hits.total.value,
    accounts: accounts.buckets.map(({ key, doc_count, name }) => {
      // Without a configured name documents carry the id as the name: nothing that a list should say twice.
      const known = name.buckets[0]?.key;
      return { id: key, name: known && known !== key ? known : null, invocations: doc_count };
    }),
    regions: regions.buckets.map(({ key, doc_count }) => ({ region: key, invocations: doc_count })),
    models: models.buckets.map(({ key, doc_count }) => ({ model: nameOrNull(key), invocations: doc_count })),
    callers: rankCallers(callers, FACET_SIZE).map(({ caller, bucket }) => ({
      caller,
      invocations: bucket.doc_count,
    })),
  };
}
