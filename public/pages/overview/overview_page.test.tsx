import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { createMemoryHistory } from 'history';
import type { CoreStart } from 'osd/core/public';
import React from 'react';
import { Router } from 'react-router-dom';
import type { CollectionStatus } from '../../../common/api/collection_status';
import type { Facets } from '../../../common/api/facets';
import type { Overview, OverviewRequest, Spend, Totals } from '../../../common/api/overview';
import { PageServicesProvider, type PageServices } from '../../host/page_services';
import { keepTimeRangeInUrl } from '../../host/time_range_in_url';
import { createOwnTimeRange } from '../../host/time_range_store';
import OverviewPage from './overview_page';

// jsdom has no canvas; what is drawn is tested as data, and in a browser.
jest.mock('../../components/charts/chart_canvas', () => ({
  __esModule: true,
  default: ({ label, onBrush }: { label: string; onBrush: (first: number, last: number) => void }) => (
    <button type="button" data-test-subj="chart" aria-label={label} onClick={() => onBrush(0, 1)} />
  ),
}));

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 10, 22, 12);
const HOSTILE = '<img src=x onerror=alert(1)>';

const spend = (usd: number, unpriced = 0, priced = 10): Spend => ({
  usd,
  priced_invocations: priced,
  unpriced_invocations: unpriced,
  unpriced_tokens: unpriced * 1_000,
});
const totals = (invocations: number, changes: Partial<Totals> = {}): Totals => ({
  invocations,
  tokens: { uncached_input: 1_000, output: 200, cache_read: 30, cache_write: 4, total: 1_234 },
  errors: 2,
  throttles: 1,
  guardrail_interventions: 0,
  latency: { value: 850, measured: 8 },
  first_token: { value: null, measured: 0 },
  spend: spend(1.5, 3),
  ...changes,
});
const share = { tokens: 500, errors: 0, latency: { value: null, measured: 0 } };
const overview = (changes: Partial<Overview> = {}): Overview => ({
  range: { from: NOW - 24 * HOUR, to: NOW },
  previous_range: { from: NOW - 48 * HOUR, to: NOW - 24 * HOUR },
  interval: '30m',
  rank_by: 'spend',
  current: totals(200),
  previous: totals(100, { errors: 4 }),
  points: [0, 1, 2].map((index) => ({
    at: NOW - (3 - index) * HOUR,
    invocations: index,
    tokens: index,
    errors: 0,
    throttles: 0,
    guardrail_interventions: 0,
    usd: index,
    latency_p95: null,
    first_token_p95: null,
  })),
  series: [{ key: { kind: 'model', model: HOSTILE }, values: [0, 1, 2] }],
  models: [
    { model: HOSTILE, invocations: 150, ...share, spend: spend(1.5) },
    { model: null, invocations: 50, ...share, spend: spend(0, 50, 0) },
  ],
  other_models_invocations: 7,
  callers: [
    { caller: { account: '111122223333', name: 'app-role' }, invocations: 200, ...share, spend: spend(1.5) },
  ],
  other_callers_invocations: 0,
  unpriced_models: [{ model: null, invocations: 3, reasons: ['unresolved_model'] }],
  ...changes,
});
const facets = (invocations: number): Facets => ({
  invocations,
  accounts: [{ id: '111122223333', name: 'Payments', invocations }],
  regions: [],
  models: [],
  callers: [],
});
const status: CollectionStatus = {
  now: NOW,
  data_until: NOW - 90_000,
  other_streams: [{ stream: 'metrics', data_until: NOW - 300_000 }],
  usd_per_month: 12.34,
  integrations: 1,
  counts: { healthy: 3, first_read: 0, retrying: 0, stalled: 0, attention: 1, paused: 0 },
  sources: [
    {
      id: 'p:invocation_logs:us-east-1:0',
      integration_id: 'prod',
      account_id: '111122223333',
      region: 'us-east-1',
      stream: 'invocation_logs',
      health: 'attention',
      read_until: null,
      attention: {
        code: 'denied',
        message: 'logs:FilterLogEvents is denied',
        action: 'Allow it for bedrock-reader.',
      },
    },
  ],
  truncated: false,
  collector: { state: 'collecting', problem: null },
};

interface Backend {
  overview: (request: OverviewRequest) => Promise<Overview>;
  facets: Facets;
  status: CollectionStatus;
}

function open(backend: Partial<Backend> = {}, url = '/') {
  const { overview: answer, ...rest } = {
    overview: async () => overview(),
    facets: facets(200),
    status,
    ...backend,
  };
  const requests: OverviewRequest[] = [];
  const fetch = async (path: string, { body = '{}' }: { body?: string }) => {
    if (path.endsWith('/collection_status')) return rest.status;
    if (path.endsWith('/facets')) return rest.facets;
    const request: OverviewRequest = JSON.parse(body);
    requests.push(request);
    return answer(request);
  };
  const core = {
    http: { fetch },
    uiSettings: { isDeclared: () => false },
    chrome: {
      docTitle: { change: jest.fn() },
      setBreadcrumbs: jest.fn(),
      navGroup: { getNavGroupEnabled: () => false },
    },
  };
  const history = createMemoryHistory({ initialEntries: [url] });
  const timeRange = createOwnTimeRange({
    range: { from: 'now-24h', to: 'now' },
    refresh: { pause: true, value: 0 },
  });
  keepTimeRangeInUrl(timeRange, history);
  const services: PageServices = {
    core: core as object as CoreStart,
    timeRange,
    timeZone: 'UTC',
    now: () => NOW,
  };
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false, cacheTime: Infinity } } });
  render(
    <QueryClientProvider client={queryClient}>
      <PageServicesProvider value={services}>
        <Router history={history}>
          <OverviewPage />
        </Router>
      </PageServicesProvider>
    </QueryClientProvider>,
  );
  return { history, requests, core, queryClient };
}

const find = (subject: string) =>
  waitFor(() => {
    const element = document.querySelector<HTMLElement>(`[data-test-subj~="${subject}"]`);
    if (!element) throw new Error(`no ${subject}`);
    return element;
  });
const all = (subject: string) => [
  ...document.querySelectorAll<HTMLElement>(`[data-test-subj~="${subject}"]`),
];

test('figures say what they are, what they leave out and whether they are better than before', async () => {
  open();
  expect(await find('bedrockKpi-spend-value')).toHaveProperty('textContent', '$1.50');
  expect((await find('bedrockUnpriced')).textContent).toBe(
    'without 3 invocations (3,000 tokens) that have no price',
  );
  expect((await find('bedrockCourseHint')).textContent).toContain(
    'Not in the columns, for want of a price: 3 invocations of (model not identified) (3: nothing tells which model is behind the id).',
  );
  expect((await find('bedrockKpi-tokens-note')).textContent).toBe(
    '1,000 in · 200 out · 30 cache read · 4 cache write',
  );
  expect((await find('bedrockKpi-error-rate-value')).textContent).toBe('1%');
  expect((await find('bedrockKpi-error-rate-delta')).textContent).toBe(
    'down 3 pp better vs previous 24 hours',
  );
  expect((await find('bedrockKpi-latency-note')).textContent).toBe('8 of 200 measured');
  expect((await find('bedrockKpi-first-token-value')).textContent).toBe('–');
  expect(document.body.textContent).not.toMatch(/NaN|undefined|Infinity|null/);
});

test('a collector that cannot use OpenSearch is told of, with the next step', async () => {
  const problem = {
    code: 'opensearch_forbidden',
    message: 'OpenSearch refused to read the tasks: the collector lacks a right.',
    action: 'Grant its role read on .bedrock-tasks.',
  };
  open({ status: { ...status, collector: { state: 'waiting_for_store', problem } } });
  const notice = await find('bedrockCollectorProblem');
  expect(notice.textContent).toContain(`The collector of this instance waits: ${problem.message}`);
  expect(notice.textContent).toContain(problem.action);
});

test('freshness comes from the checkpoints, and what waits for a person names the next step', async () => {
  open();
  expect((await find('bedrockDataUntil')).textContent).toBe('Data up to 11:58:30 (UTC)');
  expect((await find('bedrockDataUntil-metrics')).textContent).toBe('CloudWatch metrics up to 11:55:00');
  expect((await find('bedrockMonthlyCharge')).textContent).toBe(
    'reading metrics: about 12.34 USD a month at AWS',
  );
  expect((await find('bedrockSources-healthy')).textContent).toBe('3 sources healthy');
  const notice = await find('bedrockAttention');
  expect(notice.textContent).toContain(
    'prod (invocation logs; 111122223333, us-east-1): logs:FilterLogEvents is denied',
  );
  expect(notice.textContent).toContain('Allow it for bedrock-reader.');
});

test('asks for the range, zone, filters and measure of the link', async () => {
  const { requests } = open({}, "/#?_g=(time:(from:now-1h,to:now))&_a=(measure:tokens,models:!('m:1',!n))");
  await find('bedrockKpis');
  expect(requests[0]).toEqual({
    range: { from: NOW - HOUR, to: NOW },
    time_zone: 'UTC',
    filters: { accounts: [], regions: [], models: ['m:1', null], callers: [] },
    rank_by: 'tokens',
  });
});

test('hostile names are text, and a model without a price is never free', async () => {
  open();
  const names = await waitFor(() => {
    const found = all('bedrockTop-models-name');
    expect(found).toHaveLength(2);
    return found;
  });
  expect(names.map(({ textContent }) => textContent)).toEqual([HOSTILE, '(model not identified)']);
  expect(document.querySelector('img')).toBeNull();
  const [, unpriced] = all('bedrockTop-models-row');
  expect(unpriced?.textContent).toContain('50 unpriced');
  expect(unpriced?.textContent).not.toContain('$');
  expect((await find('bedrockTop-models-other')).textContent).toBe('and 7 invocations of others');
});

test('a click on a row filters the page once, and a pill takes the filter away again', async () => {
  const { history, requests } = open();
  await find('bedrockKpis');
  fireEvent.click(all('bedrockTop-callers-row')[0] ?? document.body);
  await waitFor(() =>
    expect(requests.at(-1)?.filters.callers).toEqual([{ account: '111122223333', name: 'app-role' }]),
  );
  expect(history.location.hash).toContain("_a=(callers:!((account:'111122223333',name:app-role)))");
  const steps = history.length;
  fireEvent.click(await find('bedrockFilterPill-callers-remove'));
  expect(history.location.hash).not.toContain('_a');
  expect(history).toHaveLength(steps + 1);
});

test('the name in a row is a button that filters by it, also by what has no name', async () => {
  const { history } = open();
  await find('bedrockKpis');
  const name = screen.getByRole('button', { name: 'Show only (model not identified)' });
  const steps = history.length;
  fireEvent.click(name);
  expect(history.location.hash).toContain('_a=(models:!(!n))');
  expect(history).toHaveLength(steps + 1);
});

test('brushing the chart zooms to the columns it covers', async () => {
  const { history } = open();
  fireEvent.click(await find('chart'));
  expect(history.location.hash).toContain(
    "time:(from:'2026-11-22T09:00:00.000Z',to:'2026-11-22T11:00:00.000Z')",
  );
});

test('the chart can be read as a table', async () => {
  open();
  fireEvent.click(await find('bedrockChartToggle'));
  const table = within(await find('bedrockChartTable'));
  expect(table.getByRole('columnheader', { name: 'Time (UTC)' })).toBeTruthy();
  expect(table.getByText('$2.00')).toBeTruthy();
});

const nothing = async () => overview({ current: totals(0), points: [], series: [], models: [], callers: [] });

test('filters that match nothing offer to be cleared', async () => {
  const { history } = open({ overview: nothing }, '/#?_a=(regions:!(eu-west-1))');
  fireEvent.click(await find('bedrockEmptyClearFilters'));
  expect(history.location.hash).not.toContain('_a');
});

test('an empty range offers a longer one', async () => {
  const { requests } = open({ overview: nothing, facets: facets(0) });
  fireEvent.click(await find('bedrockEmptyWiden'));
  await waitFor(() => expect(requests.at(-1)?.range.from).toBe(NOW - 7 * 24 * HOUR));
});

test('before anything is set up the page says so', async () => {
  open({
    overview: nothing,
    facets: facets(0),
    status: { ...status, data_until: null, integrations: 0, sources: [] },
  });
  expect(await find('bedrockEmpty-not_set_up')).toBeTruthy();
});

const forbidden = Object.assign(new Error('Forbidden'), {
  body: {
    statusCode: 403,
    message: 'Your roles do not allow indices:data/read/search on logs-*.',
    attributes: { code: 'forbidden', action: 'Ask for a role.' },
  },
});

test('a refusal says what is missing and what to do, and comes before every other cause', async () => {
  open({ overview: () => Promise.reject(forbidden), facets: facets(0) });
  expect((await find('bedrockError-forbidden')).textContent).toContain(
    'Your roles do not allow indices:data/read/search on logs-*.',
  );
  expect((await find('bedrockErrorAction')).textContent).toBe('Ask for a role.');
});

test('figures stay on the page when they cannot be refreshed', async () => {
  let fails = false;
  const { queryClient } = open({
    overview: () => (fails ? Promise.reject(forbidden) : Promise.resolve(overview())),
  });
  await find('bedrockKpis');
  fails = true;
  await queryClient.invalidateQueries(['overview']);
  expect((await find('bedrockStale')).textContent).toContain('could not be refreshed');
  expect(all('bedrockKpis')).toHaveLength(1);
});

test('a range without time is told instead of asked', async () => {
  const { requests } = open({}, '/#?_g=(time:(from:now,to:now-1h))');
  expect(await find('bedrockNoRange')).toBeTruthy();
  expect(requests).toEqual([]);
});

test('the page has its title in the document, the breadcrumbs and once on the page', async () => {
  const { core } = open();
  await find('bedrockKpis');
  expect(core.chrome.docTitle.change).toHaveBeenCalledWith(['Overview', 'Bedrock']);
  expect(core.chrome.setBreadcrumbs).toHaveBeenCalledWith([{ text: 'Bedrock' }, { text: 'Overview' }]);
  expect(screen.getAllByRole('heading', { level: 1 })).toHaveLength(1);
});
