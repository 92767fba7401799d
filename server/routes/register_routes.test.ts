import { NO_FILTERS } from '../../common/api/invocation_scope';
import type { CollectorState } from './route_deps';
import { askedRoutes } from './routes_test_support';

const NOW = 1_800_000_000_000;

/** Routes with an OpenSearch that answers what `search` says for a path. */
function host(search: (path: string) => unknown, collector?: CollectorState) {
  const answered = async (path: string) => ({
    body: search(decodeURIComponent(path)),
    statusCode: 200,
    headers: {},
  });
  const routes = askedRoutes(
    {
      transport: {
        request: ({ path }) => Object.assign(answered(path), { abort: () => undefined }),
      },
    },
    () => NOW,
    () => collector,
  );
  return {
    logged: routes.logged,
    ask: (route: string, body?: unknown) => routes.ask(route, { body }),
  };
}

const question = {
  range: { from: NOW - 1_000, to: NOW },
  time_zone: 'UTC',
  filters: NO_FILTERS,
  rank_by: 'spend',
};

test('the overview is asked of the invocation indices and answered in the shape pages read', async () => {
  const paths: string[] = [];
  const { ask } = host((path) => {
    paths.push(path);
    return { hits: { hits: [] } };
  });
  const answer = await ask('POST /api/bedrock/overview', question);
  expect(answer).toMatchObject({ status: 200, body: { range: question.range, points: [] } });
  expect(paths).toEqual(['/logs-aws_bedrock.invocation-*/_search']);
});

test.each([
  [{ ...question, range: { from: 2, to: 1 } }, '[range]'],
  [{ ...question, time_zone: 'Mars/Olympus' }, '[time_zone]'],
  [{ ...question, rank_by: 'beauty' }, '[rank_by]'],
  [null, '[]'],
])('a wrong request is refused by its path', async (body, path) => {
  const { ask } = host(() => {
    throw new Error('must not be asked');
  });
  expect(await ask('POST /api/bedrock/overview', body)).toMatchObject({
    status: 400,
    body: expect.stringContaining(path),
  });
});

test('a metadata key is asked of the invocation indices; one that no call can carry is refused', async () => {
  const paths: string[] = [];
  const { ask } = host((path) => {
    paths.push(path);
    return { hits: { hits: [] } };
  });
  const { time_zone: _none, ...asked } = { ...question, key: 'team' };
  expect(await ask('POST /api/bedrock/metadata_split', asked)).toMatchObject({
    status: 200,
    body: { key: 'team', rows: [] },
  });
  expect(paths).toEqual(['/logs-aws_bedrock.invocation-*/_search']);
  for (const key of ['', 'k'.repeat(257)])
    expect(await ask('POST /api/bedrock/metadata_split', { ...asked, key })).toMatchObject({
      status: 400,
      body: expect.stringContaining('[key]'),
    });
});

test('the models of the runtime are asked of its metrics, once for the period and once for the figures', async () => {
  const paths: string[] = [];
  const periods = (buckets: readonly object[]) => ({ periods: { buckets } });
  const stored = { key: 300, first: { value: 1 }, last: { value: 1 } };
  const sums = { requests_0: { value: 1 }, requests_1: { value: 0 } };
  const { ask } = host((path) => {
    paths.push(path);
    return paths.length === 1
      ? { aggregations: { current: periods([{ ...stored, ...sums }]), previous: periods([]) } }
      : { hits: { hits: [] } };
  });
  const asked = { range: question.range, filters: {} };
  expect(await ask('POST /api/bedrock/runtime_models', asked)).toMatchObject({
    status: 200,
    body: { period: { used: { seconds: 300 } }, models: [] },
  });
  expect(paths).toEqual(Array(2).fill('/metrics-aws_bedrock.runtime-*/_search'));
  expect(await ask('POST /api/bedrock/runtime_models', { ...asked, period: 0 })).toMatchObject({
    status: 400,
    body: expect.stringContaining('[period]'),
  });
});

test.each([
  ['runtime_models', { models: [] }],
  ['runtime_series', { columns: [], series: [{ points: [] }] }],
  ['guardrail_metrics', { guardrails: [] }],
])('where no metric is stored, %s asks for no figures', async (route, body) => {
  const paths: string[] = [];
  const { ask } = host((path) => {
    paths.push(path);
    return { hits: { hits: [] } };
  });
  const models = route === 'runtime_series' ? { models: ['m'], time_zone: 'UTC' } : {};
  expect(
    await ask(`POST /api/bedrock/${route}`, { range: question.range, filters: {}, ...models }),
  ).toMatchObject({ status: 200, body: { period: { used: null }, ...body } });
  expect(paths).toHaveLength(1);
});

test('where no metric is stored, deliveries and quota use are asked for their periods alone', async () => {
  const paths: string[] = [];
  const { ask } = host((path) => {
    paths.push(path);
    return { hits: { hits: [] } };
  });
  expect(
    await ask('POST /api/bedrock/runtime_delivery', { range: question.range, filters: {} }),
  ).toMatchObject({
    status: 200,
    body: {
      delivery: { period: { used: null }, current: { s3: { failure_rate: null } } },
      quota: { period: { used: null }, models: [] },
    },
  });
  expect(paths).toHaveLength(2);
});

test('who may not read metrics learns which right is missing', async () => {
  const { ask } = host(() => {
    throw Object.assign(new Error('Response Error'), { statusCode: 403, body: { error: {} } });
  });
  expect(await ask('POST /api/bedrock/runtime_models', { range: question.range, filters: {} })).toMatchObject(
    {
      status: 403,
      body: {
        attributes: {
          code: 'forbidden',
          privilege: 'indices:data/read/search',
          index: 'metrics-aws_bedrock.runtime-*',
        },
      },
    },
  );
});

test('a person without the right learns which one, and the log stays quiet', async () => {
  const { ask, logged } = host(() => {
    throw Object.assign(new Error('Response Error'), {
      statusCode: 403,
      body: {
        error: {
          type: 'security_exception',
          reason: 'no permissions for [indices:data/read/search] and User [x]',
        },
      },
    });
  });
  expect(await ask('POST /api/bedrock/facets', { range: question.range })).toMatchObject({
    status: 403,
    body: { attributes: { code: 'forbidden', privilege: 'indices:data/read/search' } },
  });
  expect(logged).toEqual([]);
});

test('a failure is logged once', async () => {
  const { ask, logged } = host(() => {
    throw Object.assign(new Error('connect ECONNREFUSED'), { name: 'ConnectionError' });
  });
  expect(await ask('GET /api/bedrock/collection_status')).toMatchObject({ status: 503 });
  expect(logged).toHaveLength(1);
});

test('freshness is told to people who may not read the definitions', async () => {
  const { ask } = host((path) => {
    if (path.startsWith('/.bedrock-integrations')) throw Object.assign(new Error(), { statusCode: 403 });
    return { hits: { total: { value: 0 }, hits: [] } };
  });
  expect(await ask('GET /api/bedrock/collection_status')).toMatchObject({
    status: 200,
    body: { integrations: null, now: NOW },
  });
});

test('what keeps the collector of this instance from OpenSearch is told beside what the tasks say', async () => {
  const nothing = () => ({ hits: { total: { value: 0 }, hits: [] } });
  const problem = {
    code: 'opensearch_forbidden',
    message: 'the collector lacks a right',
    action: 'Grant it',
  };
  const status = 'GET /api/bedrock/collection_status';
  expect(await host(nothing).ask(status)).toMatchObject({ status: 200, body: { collector: null } });
  expect(await host(nothing, { state: 'collecting' }).ask(status)).toMatchObject({
    body: { collector: { state: 'collecting', problem: null } },
  });
  expect(await host(nothing, { state: 'waiting_for_store', problem }).ask(status)).toMatchObject({
    body: { collector: { state: 'waiting_for_store', problem } },
  });
});
