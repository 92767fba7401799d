/**
 * Whoever prices a stored document again gets the numbers that the transform gave: of every golden record, from
 * the fields that pricing says it reads and from nothing else.
 */
import { asObject, type JsonObject } from '../../../common/documents/json';
import { costOfDocument } from '../../../common/pricing/document_cost';
import { priceTable, tableOf } from '../../../common/pricing/price_table';
import { PRICING_FIELDS } from '../../../common/pricing/pricing_facts';
import { GOLDEN_RECORDS } from './golden/golden_records';
import { indexed } from './golden_record.test_support';

/** A stored document as a search with `_source: PRICING_FIELDS` answers. */
function stored(document: JsonObject): JsonObject {
  const answer: JsonObject = {};
  for (const field of PRICING_FIELDS) {
    const path = field.split('.');
    let from: JsonObject | undefined = document;
    let to = answer;
    for (const key of path.slice(0, -1)) {
      from = asObject(from?.[key]);
      to[key] ??= {};
      to = asObject(to[key]) ?? to;
    }
    const last = path.at(-1) ?? '';
    const value = from?.[last];
    if (value !== undefined) to[last] = value;
  }
  return JSON.parse(JSON.stringify(answer)) as JsonObject;
}

const costIn = (document: JsonObject) => asObject(asObject(document.aws_bedrock)?.invocation)?.cost;

const units = (usd: unknown): bigint => BigInt(Math.round(Number(usd ?? 0) * 1e10));

describe.each(GOLDEN_RECORDS.map(({ name, record }) => [name, record] as const))('%s', (_name, record) => {
  const { document } = indexed(record);

  test('is priced the same from what is stored', () => {
    expect(costOfDocument(stored(document), priceTable())).toEqual(costIn(document));
  });

  test('has parts that add up to the total', () => {
    const cost = asObject(costIn(document));
    if (cost?.priced !== true) return;
    const { total, input, output, cache_read, cache_write, images, guardrail } = cost;
    const parts = [input, output, cache_read, cache_write, images, guardrail].map(units);
    expect(parts.reduce((sum, part) => sum + part, 0n)).toBe(units(total));
  });
});

test('prices of golden records are not all the same: some are known, some are not', () => {
  const costs = GOLDEN_RECORDS.map(({ record }) => asObject(costIn(indexed(record).document)));
  expect(costs.filter((cost) => cost?.priced === true).length).toBeGreaterThan(50);
  expect(costs.filter((cost) => cost?.priced === false).length).toBeGreaterThan(0);
  expect(costs.filter((cost) => cost === undefined).length).toBeGreaterThan(0);
});

test('a table without rates prices nothing', () => {
  const nothing = tableOf({
    origin: { name: 'none', version: '0', date: '2026-01-01' },
    guardrailUnits: {},
    rates: [],
  });
  for (const { record } of GOLDEN_RECORDS) {
    const cost = costOfDocument(indexed(record).document, nothing);
    expect(cost?.priced ?? false).toBe(false);
  }
});
