import { NO_FILTERS } from '../../common/api/invocation_scope';
import type { Measure, OverviewRequest } from '../../common/api/overview';
import { overviewQuery, readOverview } from './overview';
import { previousRange } from './previous_range';
import { UnexpectedAnswer } from './search';

const HOUR = 3_600_000;
const FROM = Date.UTC(2026, 10, 22, 6);
const request = (rank_by: Measure = 'spend'): OverviewRequest => ({
  range: { from: FROM, to: FROM + 2 * HOUR },
  time_zone: 'Europe/Berlin',
  filters: NO_FILTERS,
  rank_by,
});

const percentile = (value: number | null | 'NaN') => ({ values: [{ key: 95, value }] });
const share = (invocations: number, usd: number, unpriced = 0) => ({
  doc_count: invocations,
  tokens: { value: invocations * 100 },
  errors: { doc_count: 1 },
  spend: { value: usd },
  priced: { value: invocations - unpriced },
  unpriced: { doc_count: unpriced, tokens: { value: unpriced * 100 } },
  latency_p95: percentile(812.5),
  latency_measured: { value: invocations - 1 },
});
const totals = (invocations: number, usd: number, unpriced = 0) => ({
  ...share(invocations, usd, unpriced),
  throttles: { doc_count: 1 },
  interventions: { doc_count: 2 },
  first_token_p95: percentile(null),
  first_token_measured: { value: 0 },
  uncached_input: { value: 10 },
  output: { value: 20 },
  cache_read: { value: 30 },
  cache_write: { value: 40 },
});
const column = (key: number, invocations: number, usd: number) => ({
  key,
  key_as_string: new Date(key).toISOString(),
  doc_count: invocations,
  tokens: { value: invocations * 100 },
  errors: { doc_count: 0 },
  throttles: { doc_count: 0 },
  interventions: { doc_count: 0 },
  spend: { value: usd },
  latency_p95: percentile('NaN'),
  first_token_p95: percentile(null),
});
const model = (key: string, invocations: number, columns: Array<[number, number]>) => ({
  key,
  ...share(invocations, 1),
  columns: {
    buckets: columns.map(([at, usd]) => ({ key: at, doc_count: 1, spend: { value: usd } })),
  },
});

const answer = (models: unknown[], columns: unknown[]) => ({
  aggregations: {
    previous: totals(4, 2),
    current: {
      ...totals(8, 0.30000000000000004, 3),
      columns: { buckets: columns },
      models: { sum_other_doc_count: 5, buckets: models },
      unpriced_models: {
        doc_count: 3,
        models: {
          buckets: [
            {
              key: '\u0000',
              doc_count: 3,
              reasons: {
                buckets: [
                  { key: 'unresolved_model', doc_count: 2 },
                  { key: 'by_time', doc_count: 1 },
                ],
              },
            },
          ],
        },
      },
      callers: {
        buckets: [
          {
            key: '111122223333',
            names: {
              buckets: [
                { key: 'app-role', ...share(5, 1) },
                { key: '\u0000', ...share(2, 0, 2) },
              ],
            },
          },
        ],
      },
    },
  },
});

describe('overviewQuery', () => {
  test('asks for the range and the equally long one before it, in one search that returns no documents', () => {
    const { body } = overviewQuery(request());
    expect(body).toMatchObject({ size: 0 });
    expect(body['query']).toEqual({
      bool: {
        filter: [
          {
            range: {
              '@timestamp': { gte: FROM - 2 * HOUR, lt: FROM + 2 * HOUR, format: 'epoch_millis' },
            },
          },
        ],
      },
    });
  });

  test('refuses partial answers and works before any index exists', () => {
    expect(overviewQuery(request()).querystring).toEqual({
      ignore_unavailable: true,
      allow_no_indices: true,
      allow_partial_search_results: false,
    });
  });

  test('filters by values, by the absence of a value, and by account and name together', () => {
    const { body } = overviewQuery({
      ...request(),
      filters: {
        accounts: ['111122223333'],
        regions: [],
        models: ['anthropic.claude-x', null],
        callers: [{ account: '111122223333', name: null }],
      },
    });
    expect(body['query']).toMatchObject({
      bool: {
        filter: [
          {},
          { terms: { 'cloud.account.id': ['111122223333'] } },
          {
            bool: {
              minimum_should_match: 1,
              should: [
                { term: { 'aws_bedrock.invocation.model.base_id': 'anthropic.claude-x' } },
                {
                  bool: { must_not: [{ exists: { field: 'aws_bedrock.invocation.model.base_id' } }] },
                },
              ],
            },
          },
          {
            bool: {
              filter: [
                { term: { 'cloud.account.id': '111122223333' } },
                { bool: { must_not: [{ exists: { field: 'user.name' } }] } },
              ],
            },
          },
        ],
      },
    });
  });

  test('a previous range never begins before time does', () => {
    expect(previousRange({ from: 10, to: 100 })).toEqual({ from: 0, to: 10 });
  });
});

describe('readOverview', () => {
  test('reads totals with what they leave out, free of the noise of doubles', () => {
    const overview = readOverview(request(), answer([], [column(FROM, 8, 0.3)]));
    expect(overview.current).toEqual({
      invocations: 8,
      tokens: { uncached_input: 10, output: 20, cache_read: 30, cache_write: 40, total: 800 },
      errors: 1,
      throttles: 1,
      guardrail_interventions: 2,
      latency: { value: 812.5, measured: 7 },
      first_token: { value: null, measured: 0 },
      spend: { usd: 0.3, priced_invocations: 5, unpriced_invocations: 3, unpriced_tokens: 300 },
    });
    expect(overview.previous.invocations).toBe(4);
    expect(overview.interval).toBe('2m');
  });

  test('the series of a column add up to the column, with what no model accounts for as «other»', () => {
    const overview = readOverview(
      request(),
      answer(
        [model('a', 5, [[FROM, 0.1]]), model('\u0000', 1, [[FROM + HOUR, 0.2]])],
        [column(FROM, 5, 0.1), column(FROM + HOUR, 3, 0.9)],
      ),
    );
    expect(overview.series).toEqual([
      { key: { kind: 'model', model: 'a' }, values: [0.1, 0] },
      { key: { kind: 'model', model: null }, values: [0, 0.2] },
      { key: { kind: 'other' }, values: [0, 0.7] },
    ]);
  });

  test('there is no series «other» when the named models account for everything', () => {
    const { series } = readOverview(
      request(),
      answer([model('a', 1, [[FROM, 0.1]]), model('b', 1, [[FROM, 0.2]])], [column(FROM, 2, 0.1 + 0.2)]),
    );
    expect(series.map(({ key }) => key.kind)).toEqual(['model', 'model']);
  });

  test('only eight models have a series of their own', () => {
    const models = Array.from({ length: 10 }, (_, index) => model(`m${index}`, 1, [[FROM, 1]]));
    const { series, models: rows } = readOverview(request(), answer(models, [column(FROM, 10, 10)]));
    expect(series).toHaveLength(9);
    expect(series[8]).toEqual({ key: { kind: 'other' }, values: [2] });
    expect(rows).toHaveLength(10);
  });

  test('what the record does not say is null, never the stand-in', () => {
    const { callers, other_callers_invocations: others } = readOverview(request(), answer([], []));
    expect(others).toBe(1);
    expect(callers.map(({ caller }) => caller)).toEqual([
      { account: '111122223333', name: 'app-role' },
      { account: '111122223333', name: null },
    ]);
  });

  test('models without a price are named with the reasons, since a ranking by spend cannot show them', () => {
    const { unpriced_models } = readOverview(request(), answer([], []));
    expect(unpriced_models).toEqual([
      { model: null, invocations: 3, reasons: ['unresolved_model', 'by_time'] },
    ]);
  });

  test('before the first index exists everything is zero and nothing was measured', () => {
    const overview = readOverview(request(), { hits: { hits: [] }, _shards: { total: 0 } });
    expect(overview.current).toMatchObject({
      invocations: 0,
      latency: { value: null, measured: 0 },
      spend: { usd: 0, unpriced_invocations: 0 },
    });
    expect(overview.points).toEqual([]);
  });

  test('an answer of another shape is an error that quotes no value', () => {
    const wrong = { aggregations: { previous: 'secret' } };
    expect(() => readOverview(request(), wrong)).toThrow(UnexpectedAnswer);
    expect(() => readOverview(request(), wrong)).not.toThrow(/secret/);
  });
});
