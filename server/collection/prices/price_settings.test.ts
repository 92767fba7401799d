/** When prices are read, when the last ones hold, and what is said of wrong ones. */
import type { OpenSearch, OpenSearchResponse } from '../../storage/opensearch';
import type { Logger } from '../logger';
import { PriceSettings } from './price_settings';

const PRICE = {
  kind: 'model',
  model: 'amazon.nova-pro-v1:0',
  updated_at: '2026-11-20T10:00:00Z',
  usd_per_million_tokens: { input: '0.6', output: '2.4' },
};

const answer = (...documents: readonly (readonly [string, number, unknown])[]): OpenSearchResponse => ({
  statusCode: 200,
  body: {
    hits: {
      total: { value: documents.length },
      hits: documents.map(([_id, _seq_no, _source]) => ({ _id, _seq_no, _primary_term: 1, _source })),
    },
  },
});

function settings() {
  const warnings: string[] = [];
  const quiet = (): void => undefined;
  const logger: Logger = {
    debug: quiet,
    info: quiet,
    error: quiet,
    warn: (message) => warnings.push(message),
  };
  let next: OpenSearchResponse = { statusCode: 404, body: {} };
  const openSearch: OpenSearch = { request: () => Promise.resolve(next) };
  return {
    prices: new PriceSettings(openSearch, logger),
    answers: (response: OpenSearchResponse) => (next = response),
    warnings,
  };
}

const FORBIDDEN = { statusCode: 403, body: { error: { type: 'security_exception', reason: '' } } };

test('without the index nothing is set', async () => {
  const { prices, warnings } = settings();
  await prices.refresh();
  expect(prices.current).toMatchObject({ rates: [], guardrailUnits: [] });
  expect(warnings).toEqual([]);
});

test('a snapshot stays the same until a document changes', async () => {
  const { prices, answers } = settings();
  answers(answer(['a', 1, PRICE]));
  await prices.refresh();
  const first = prices.current;
  expect(first.rates).toMatchObject([{ id: PRICE.model, input: 600_000, output: 2_400_000 }]);
  await prices.refresh();
  expect(prices.current).toBe(first);
  answers(answer(['a', 2, { ...PRICE, usd_per_million_tokens: { input: '0.7', output: '2.4' } }]));
  await prices.refresh();
  expect(prices.current.rates).toMatchObject([{ input: 700_000 }]);
  expect(prices.current.version).not.toBe(first.version);
  answers({ statusCode: 404, body: {} });
  await prices.refresh();
  expect(prices.current.rates).toEqual([]);
});

test('wrong ones are left out and named once', async () => {
  const { prices, answers, warnings } = settings();
  answers(answer(['bad', 1, { ...PRICE, usd_per_image: 'cheap' }], ['good', 2, PRICE]));
  await prices.refresh();
  await prices.refresh();
  expect(prices.current.rates).toHaveLength(1);
  expect(warnings).toEqual([
    'Prices that people set are left out. bad: usd_per_image is no amount of USD, which is a decimal number as text, such as "2.4".',
  ]);
});

test('where they cannot be read the last ones hold, and that is said once', async () => {
  const { prices, answers, warnings } = settings();
  answers(answer(['a', 1, PRICE]));
  await prices.refresh();
  answers(FORBIDDEN);
  await prices.refresh();
  await prices.refresh();
  expect(prices.current.rates).toHaveLength(1);
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).toContain('indices:data/read/search on .bedrock-prices');
  answers(answer());
  await prices.refresh();
  expect(prices.current.rates).toEqual([]);
});

test('where they could never be read nothing is priced without them', async () => {
  const { prices, answers } = settings();
  answers(FORBIDDEN);
  await expect(prices.refresh()).rejects.toMatchObject({
    code: 'opensearch_forbidden',
    action: 'Grant its role indices:data/read/search on .bedrock-prices.',
  });
});

test('more than can be read in one page are refused, not cut', async () => {
  const { prices, answers } = settings();
  answers({ statusCode: 200, body: { hits: { total: { value: 1_001 }, hits: [] } } });
  await expect(prices.refresh()).rejects.toMatchObject({ code: 'too_many_prices' });
});
