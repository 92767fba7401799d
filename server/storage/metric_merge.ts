/**
 * How a metric document is written: the first time as it is, later by adding to it what was told since. A point that
 * is read again, late or in part, so never takes a value away, and one that says nothing new changes nothing.
 */
import type { JsonObject } from '../../common/documents/json';
import type { MetricDataset } from '../../common/metrics/metric';

/** Params: name, values, updated. The same text always, so that it is compiled once. */
const ADD_VALUES = `
Map root = (Map) ctx._source.aws_bedrock;
Map stored = (Map) root.get(params.name);
boolean changed = false;
for (def entry : params.values.entrySet()) {
  def before = stored.get(entry.getKey());
  def now = entry.getValue();
  boolean same = before instanceof Number && now instanceof Number
    ? ((Number) before).doubleValue() == ((Number) now).doubleValue()
    : now.equals(before);
  if (!same) { stored.put(entry.getKey(), now); changed = true; }
}
if (changed) { ctx._source.event.updated = params.updated; } else { ctx.op = 'none'; }`;

/** Other collectors may write the same point at the same time. */
export const RETRIES_ON_CONFLICT = 3;

/** The source line of the update. `now` is ISO 8601. */
export const mergedSource = (dataset: MetricDataset, document: JsonObject, now: string): JsonObject => ({
  script: {
    lang: 'painless',
    source: ADD_VALUES,
    params: { name: dataset, values: valuesOf(document, dataset), updated: now },
  },
  upsert: document,
});

function valuesOf(document: JsonObject, dataset: MetricDataset): JsonObject {
  const { aws_bedrock: own } = document;
  const values = isObject(own) ? own[dataset] : undefined;
  return isObject(values) ? values : {};
}

const isObject = (value: JsonObject[string] | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
