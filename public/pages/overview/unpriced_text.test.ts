import type { Overview, UnpricedModel } from '../../../common/api/overview';
import { UNPRICED_REASONS } from '../../../common/pricing/cost';
import { unpricedText } from './unpriced_text';

const textOf = (unpriced: number, models: UnpricedModel[]): string => {
  const nothingMeasured = { value: null, measured: 0 };
  const current: Overview['current'] = {
    invocations: unpriced,
    tokens: { uncached_input: 0, output: 0, cache_read: 0, cache_write: 0, total: 0 },
    errors: 0,
    throttles: 0,
    guardrail_interventions: 0,
    latency: nothingMeasured,
    first_token: nothingMeasured,
    spend: { usd: 0, priced_invocations: 0, unpriced_invocations: unpriced, unpriced_tokens: 0 },
  };
  return unpricedText({ current, unpriced_models: models });
};

test('names the models with their reasons, the most frequent first', () => {
  expect(
    textOf(1_303, [
      { model: 'amazon.nova-micro-v1:0', invocations: 1_300, reasons: ['by_time', 'tier'] },
      { model: null, invocations: 3, reasons: ['unresolved_model'] },
    ]),
  ).toBe(
    'Not in the columns, for want of a price: 1,303 invocations of amazon.nova-micro-v1:0 (1,300: capacity is paid for, not calls; no listed rate for the service tier), (model not identified) (3: nothing tells which model is behind the id).',
  );
});

test('counts what is not named, so that the parts add up', () => {
  expect(textOf(5, [{ model: 'a', invocations: 3, reasons: ['no_rate'] }])).toMatch(
    / of a \(3: no listed rate\), others \(2\)\.$/,
  );
});

test('a document that gives no reason, and a reason of a later version, are shown as they are', () => {
  expect(
    textOf(2, [
      { model: 'a', invocations: 1, reasons: [] },
      { model: 'b', invocations: 1, reasons: ['toString'] },
    ]),
  ).toMatch(/ of a \(1\), b \(1: toString\)\.$/);
});

test('every reason a call can have is said in words', () => {
  for (const reason of UNPRICED_REASONS)
    expect(textOf(1, [{ model: 'a', invocations: 1, reasons: [reason] }])).not.toContain(`: ${reason})`);
});
