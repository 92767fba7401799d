import type { JsonObject } from '../../../common/documents/json';
import type { PriceOverrides } from '../../../common/pricing/price_table';
import type { TransformContext } from '../context';
import { transformInvocation } from '../invocation/transform';
import { reprice, REPRICED_FIELDS, unknownModelOf, valueAt } from './reprice';

const HAIKU = 'anthropic.claude-3-haiku-20240307-v1:0';
const PROFILE = 'arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/a1b2c3d4e5f6';
const COST = ['aws_bedrock', 'invocation', 'cost'];

const context = (lookups: Partial<TransformContext['lookups']> = {}): TransformContext => ({
  namespace: 'default',
  stream: 'invocation_logs',
  contentMode: 'full',
  requestMetadata: true,
  lookups: { accountNames: {}, resolvedModels: {}, ...lookups },
});

function document(modelId: string, lookups: Partial<TransformContext['lookups']> = {}, more: object = {}) {
  const outcome = transformInvocation(
    JSON.stringify({
      schemaType: 'ModelInvocationLog',
      schemaVersion: '1.0',
      timestamp: '2026-11-22T10:00:00Z',
      accountId: '111122223333',
      region: 'us-east-1',
      requestId: 'r',
      operation: 'InvokeModel',
      modelId,
      input: { inputTokenCount: 1_000 },
      output: { outputTokenCount: 10 },
      ...more,
    }),
    context(lookups),
  );
  if (outcome.status !== 'indexed') throw new TypeError('not indexed');
  return outcome;
}

const prices = (input: number): PriceOverrides => ({
  version: String(input),
  rates: [{ id: HAIKU, input, output: 2 * input, origin: { source: 'override', date: '2026-11-22' } }],
  guardrailUnits: [],
});

/** What storing the changes makes of a document. */
function changed(source: JsonObject, changes: ReturnType<typeof reprice>['changes']): JsonObject {
  const copy = structuredClone(source);
  for (const { path, value } of changes) {
    let at: JsonObject = copy;
    for (const key of path.slice(0, -1)) at = (at[key] ??= {}) as JsonObject;
    const last = path.at(-1) ?? '';
    if (value === undefined) delete at[last];
    else at[last] = value;
  }
  return copy;
}

test('a document that says what it would say now is left alone', () => {
  const { document: stored } = document(HAIKU);
  expect(reprice(stored, { resolvedModels: {} })).toMatchObject({ changes: [], facets: [], unpriced: false });
});

test('with other prices it becomes what its record would come to', () => {
  const { document: stored } = document(HAIKU);
  const result = reprice(stored, { resolvedModels: {}, prices: prices(3_000_000) });
  expect(changed(stored, result.changes)).toEqual(document(HAIKU, { prices: prices(3_000_000) }).document);
  expect(result).toMatchObject({ before: valueAt(stored, [...COST, 'total']), after: 0.00306 });
  expect(result.facets).toEqual([{ path: [...COST, 'total'], value: 0.00306 }]);
});

test('only its origin is another: the document is changed, what its content repeats is not', () => {
  const { document: stored } = document(HAIKU, { prices: prices(1) });
  const { rates, ...rest } = prices(1);
  const renamed = {
    ...rest,
    version: 'x',
    rates: rates.map((rate) => ({ ...rate, origin: { source: 'override', date: '2026-11-01' } })),
  };
  const result = reprice(stored, { resolvedModels: {}, prices: renamed });
  expect(result.changes).toMatchObject([{ path: COST, value: { rate: { date: '2026-11-01' } } }]);
  expect(result.facets).toEqual([]);
});

test('a price that is gone leaves no amounts behind', () => {
  const own = 'acme.made-up-v1:0';
  const set: PriceOverrides = { ...prices(5), rates: [{ ...prices(5).rates[0]!, id: own }] };
  const { document: stored } = document(own, { prices: set });
  const result = reprice(stored, { resolvedModels: {} });
  expect(changed(stored, result.changes)).toEqual(document(own).document);
  expect(result).toMatchObject({ after: undefined, unpriced: true });
  expect(result.facets).toEqual([{ path: [...COST, 'total'], value: undefined }]);
});

test('a failed call has no price, before and after', () => {
  const { document: stored } = document(HAIKU, {}, { errorCode: 'ThrottlingException' });
  expect(reprice(stored, { resolvedModels: {}, prices: prices(7) })).toEqual({
    changes: [],
    facets: [],
    before: undefined,
    after: undefined,
    unpriced: false,
  });
});

test('a model that became known is named and priced, in the content as well', () => {
  const resolvedModels = { [PROFILE]: { modelId: `us.${HAIKU}`, name: 'support' } };
  const { document: stored, content } = document(PROFILE);
  expect(unknownModelOf(stored, {})).toBe(PROFILE);
  expect(unknownModelOf(stored, resolvedModels)).toBeUndefined();
  const result = reprice(stored, { resolvedModels });
  const now = document(PROFILE, { resolvedModels });
  expect(changed(stored, result.changes)).toEqual(now.document);
  expect(changed(content ?? {}, result.facets)).toEqual(now.content);
  expect(result).toMatchObject({ before: undefined, unpriced: false });
});

test('a model that nobody tells of any more keeps its name and its price', () => {
  const resolvedModels = { [PROFILE]: { modelId: `us.${HAIKU}` } };
  const { document: stored } = document(PROFILE, { resolvedModels });
  expect(reprice(stored, { resolvedModels: {} }).changes).toEqual([]);
  expect(reprice(stored, { resolvedModels: { [PROFILE]: {} } }).changes).toEqual([]);
});

test('the fields that are asked for are all it takes', () => {
  const resolvedModels = { [PROFILE]: { modelId: `us.${HAIKU}` } };
  const { document: stored } = document(PROFILE);
  let asked: JsonObject = {};
  for (const name of REPRICED_FIELDS) {
    const path = name.split('.');
    const value = valueAt(stored, path);
    if (value !== undefined) asked = changed(asked, [{ path, value }]);
  }
  expect(JSON.stringify(asked).length).toBeLessThan(JSON.stringify(stored).length / 2);
  const now = { resolvedModels, prices: prices(9) };
  expect(reprice(asked, now)).toEqual(reprice(stored, now));
});
