/**
 * The price of a document: its facts in, its `aws_bedrock.invocation.cost` out. The transform and re-pricing both
 * call this and nothing else, so that the same prices give a document the same bytes, whenever it is priced.
 */
import type { JsonObject } from '../documents/json';
import { costOf, type Cost } from './cost';
import type { PriceTable } from './price_table';
import { pricingFactsOf } from './pricing_facts';

/** Written member by member: every record has a price, and spreading what may be absent takes several times as long. */
function fieldsOf(cost: Cost): JsonObject {
  if (!cost.priced) return { priced: false, confidence: cost.confidence, reason: cost.reason };
  const { confidence, currency, total, input, output, cacheRead, cacheWrite, images, guardrail } = cost;
  const { source, date, model, tier, assumed } = cost.rate;
  const fields: JsonObject = {
    priced: true,
    confidence,
    currency,
    total,
    input,
    output,
    cache_read: cacheRead,
    cache_write: cacheWrite,
  };
  if (images !== undefined) fields.images = images;
  if (guardrail !== undefined) fields.guardrail = guardrail;
  const rate: JsonObject = { source, date, model, tier };
  if (assumed !== undefined) rate.assumed = [...assumed];
  fields.rate = rate;
  return fields;
}

/**
 * @param document of an invocation, whole or with `PRICING_FIELDS` only; what it says of its cost is not read
 * @returns what belongs under `aws_bedrock.invocation.cost`; undefined for a call that is not billed
 */
export function costOfDocument(document: JsonObject, table: PriceTable): JsonObject | undefined {
  const cost = costOf(table, pricingFactsOf(document));
  return cost && fieldsOf(cost);
}
