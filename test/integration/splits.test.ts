/**
 * Sums over splits on a real OpenSearch: whatever calls are divided by, the parts add up to the total, in cost to the
 * last digit that is kept, and each row of a table by a metadata key is what counting by hand gives.
 */
import fc from 'fast-check';
import * as z from 'zod';
import { type InvocationFilters, NO_FILTERS, type TimeRange } from '../../common/api/invocation_scope';
import { MetadataSplit, metadataSplitPath } from '../../common/api/metadata_split';
import { Measure, Overview, overviewPath } from '../../common/api/overview';
import { INDEX_PATTERN } from '../../common/plugin';
import { stored } from './collection_setup';
import { exactly, type ExactFigures, figuresOf, NO_FIGURES, sumOf, unitsOf } from './exact_figures';
import { hostRoutes, type HostRoutes } from './host_routes';
import { recordWriting } from './record_writing';
import { ACCOUNTS, METADATA_KEYS, RANGE, REGIONS, sampleCall, type SampleCall } from './sample_calls';
import { testNode } from './test_node';

jest.setTimeout(240_000);

const CALLS = 3_000;
const openSearch = testNode('splits');
const records = recordWriting('splits', () => openSearch.client);

interface StoredCall extends SampleCall {
  readonly figures: ExactFigures;
}

let pages: HostRoutes;
let calls: readonly StoredCall[];

beforeAll(async () => {
  const made = fc
    .sample(sampleCall, CALLS)
    .map((call, n): SampleCall => ({ ...call, record: { ...call.record, requestId: `r${n}` } }));
  const counts = await records.write(made.map(({ record }) => JSON.stringify(record)));
  expect(counts).toMatchObject({ read: CALLS, stored: CALLS });
  const figures = new Map(
    (await stored(openSearch.client, INDEX_PATTERN.invocation)).map(({ source }) => {
      const { id, figures: said } = figuresOf(source);
      return [id, said];
    }),
  );
  calls = made.map((call) => ({ ...call, figures: figures.get(call.record.requestId) ?? NO_FIGURES }));
  pages = hostRoutes(openSearch.node);
});

afterAll(() => pages?.close());

async function ask<T>(schema: { parse(value: unknown): T }, path: string, body: object): Promise<T> {
  const answer = await pages.ask(`POST ${path}`, { body });
  expect(answer).toMatchObject({ status: 200 });
  return schema.parse(answer.body);
}

interface Scope {
  readonly range: TimeRange;
  readonly filters: InvocationFilters;
}

const within = ({ range, filters }: Scope): readonly StoredCall[] =>
  calls.filter(({ record: { timestamp, accountId = '', region } }) => {
    const at = Date.parse(timestamp);
    return (
      at >= range.from &&
      at < range.to &&
      (filters.accounts.length === 0 || filters.accounts.includes(accountId)) &&
      (filters.regions.length === 0 || filters.regions.includes(region))
    );
  });

const totalOf = (some: readonly StoredCall[]): ExactFigures => sumOf(some.map(({ figures }) => figures));

const scopes: fc.Arbitrary<Scope> = fc
  .record({
    times: fc.tuple(fc.integer({ ...bounds() }), fc.integer({ ...bounds() })),
    accounts: fc.subarray([...ACCOUNTS]),
    regions: fc.subarray([...REGIONS]),
  })
  .map(({ times: [one, other], accounts, regions }) => ({
    range: { from: Math.min(one, other), to: Math.max(one, other) + 1 },
    filters: { ...NO_FILTERS, accounts, regions },
  }));

function bounds() {
  return { min: RANGE.from, max: RANGE.to - 1 };
}

const measured: Record<Measure, (figures: ExactFigures) => bigint> = {
  spend: ({ units }) => units,
  tokens: ({ tokens }) => BigInt(tokens),
  invocations: ({ invocations }) => BigInt(invocations),
};

test('a table by a metadata key: each row is what counting by hand gives, and the rows are the total', async () => {
  const question = fc.record({
    scope: scopes,
    key: fc.oneof(fc.constantFrom(...METADATA_KEYS), fc.string({ minLength: 1, maxLength: 3 })),
    rank_by: fc.constantFrom(...Measure.options),
    rows: fc.constantFrom(1, 3, 200),
  });
  await fc.assert(
    fc.asyncProperty(question, async ({ scope, key, rank_by, rows }) => {
      const answer = await ask(MetadataSplit, metadataSplitPath(), { ...scope, key, rank_by, rows });
      const counted = within(scope);
      const byValue = new Map<string | undefined, StoredCall[]>();
      for (const call of counted) {
        const value = call.metadata.get(key);
        byValue.set(value, [...(byValue.get(value) ?? []), call]);
      }

      expect(sumOf(answer.rows.map(exactly))).toEqual(totalOf(counted));
      expect(exactly(answer.total)).toEqual(totalOf(counted));
      const listed = new Set<string | undefined>([undefined]);
      for (const row of answer.rows) {
        if (row.key.kind === 'other') continue;
        const value = row.key.kind === 'none' ? undefined : row.key.value;
        expect({ value, ...exactly(row) }).toEqual({ value, ...totalOf(byValue.get(value) ?? []) });
        listed.add(value);
      }
      expect(listed.size - 1).toBe(Math.min(rows, byValue.size - (byValue.has(undefined) ? 1 : 0)));

      const ranks = answer.rows
        .filter((row) => row.key.kind === 'value')
        .map(exactly)
        .map(measured[rank_by]);
      expect(ranks).toEqual([...ranks].sort((a, b) => (a < b ? 1 : a > b ? -1 : 0)));
      const unlisted = [...byValue].filter(([value]) => !listed.has(value));
      for (const [, some] of unlisted)
        expect(measured[rank_by](totalOf(some))).toBeLessThanOrEqual(ranks.at(-1) ?? 0n);
    }),
    { numRuns: 150 },
  );
});

const Buckets = z.object({
  aggregations: z.object({
    total: z.object({ value: z.number() }),
    split: z.object({
      sum_other_doc_count: z.number(),
      buckets: z.array(
        z.object({ key: z.string(), doc_count: z.number(), spend: z.object({ value: z.number() }) }),
      ),
    }),
  }),
});

test.each([
  ['model', 'aws_bedrock.invocation.model.base_id'],
  ['family', 'aws_bedrock.invocation.model.family'],
  ['profile', 'aws_bedrock.invocation.model.resource_id'],
  ['model as logged', 'aws_bedrock.invocation.model_id'],
  ['caller', 'user.name'],
  ['session', 'aws_bedrock.invocation.identity.session_name'],
  ['operation', 'event.action'],
  ['account', 'cloud.account.id'],
  ['region', 'cloud.region'],
  ['outcome', 'event.outcome'],
  ['error', 'error.code'],
  ['where the price comes from', 'aws_bedrock.invocation.cost.confidence'],
])('by %s, cost and invocations add up to the total', async (_what, field) => {
  const spend = { sum: { field: 'aws_bedrock.invocation.cost.total' } };
  const { body } = await openSearch.client.request({
    method: 'POST',
    path: `/${INDEX_PATTERN.invocation}/_search`,
    body: {
      size: 0,
      aggs: {
        total: spend,
        split: { terms: { field, missing: '(none)', size: 1_000 }, aggs: { spend } },
      },
    },
  });
  const { total, split } = Buckets.parse(body).aggregations;
  expect(split.sum_other_doc_count).toBe(0);
  expect(split.buckets.length).toBeGreaterThan(1);
  expect(split.buckets.reduce((sum, { doc_count: count }) => sum + count, 0)).toBe(CALLS);
  const units = split.buckets.reduce((sum, bucket) => sum + unitsOf(bucket.spend.value), 0n);
  expect(units).toBe(unitsOf(total.value));
  expect(units).toBe(totalOf(calls).units);
});

test('what the Overview says of models, callers and columns is its total', async () => {
  const sum = (amounts: readonly number[]): bigint =>
    amounts.reduce((units, amount) => units + unitsOf(amount), 0n);
  await fc.assert(
    fc.asyncProperty(scopes, async (scope) => {
      const asked = { ...scope, time_zone: 'Europe/Lisbon', rank_by: 'spend' };
      const { current, points, series, models, callers, ...rest } = await ask(
        Overview,
        overviewPath(),
        asked,
      );
      const counted = totalOf(within(scope));
      const { tokens } = current;
      expect(exactly({ ...current, tokens: tokens.total })).toEqual(counted);
      expect(sum(points.map(({ usd }) => usd))).toBe(counted.units);
      expect(sum(series.flatMap(({ values }) => values))).toBe(counted.units);
      expect(rest.other_models_invocations).toBe(0);
      expect(rest.other_callers_invocations).toBe(0);
      for (const rows of [models, callers]) expect(sumOf(rows.map(exactly))).toEqual(counted);
      const kinds = [tokens.uncached_input, tokens.output, tokens.cache_read, tokens.cache_write];
      expect(kinds.reduce((all, kind) => all + kind, 0)).toBe(tokens.total);
    }),
    { numRuns: 60 },
  );
});
