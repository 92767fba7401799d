/**
 * Series that are known to have points, as the checkpoint remembers them: metrics that share namespace, account and
 * exact dimensions stand together, since there are many and they differ in little else.
 */
import * as z from 'zod/mini';

export interface Series {
  /** As CloudWatch names it. */
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** Of a linked account; without it the account that is asked. */
  readonly account?: string;
}

/** Metrics with the same namespace, account and dimensions: what becomes one document for each period. */
export const SeriesGroup = z.object({
  namespace: z.string(),
  account: z.optional(z.string()),
  dimensions: z.record(z.string(), z.string()),
  /** Sorted. */
  metrics: z.array(z.string()),
});
export type SeriesGroup = z.infer<typeof SeriesGroup>;

/** Says the same of the same group, in whatever order its dimensions come. */
export const groupKey = ({ namespace, account, dimensions }: Omit<SeriesGroup, 'metrics'>): string =>
  JSON.stringify([
    namespace,
    account ?? '',
    Object.entries(dimensions).sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0)),
  ]);

/** In the order of their keys, so that the same series always make the same checkpoint. */
export function groupSeries(series: Iterable<Series>): SeriesGroup[] {
  const groups = new Map<string, { group: Omit<SeriesGroup, 'metrics'>; metrics: Set<string> }>();
  for (const { metric, ...group } of series) {
    const key = groupKey(group);
    const known = groups.get(key);
    if (known) known.metrics.add(metric);
    else groups.set(key, { group, metrics: new Set([metric]) });
  }
  return [...groups]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, { group, metrics }]) => ({ ...group, metrics: [...metrics].sort() }));
}

/** All series of both. */
export const together = (one: readonly SeriesGroup[], other: readonly SeriesGroup[]): SeriesGroup[] =>
  groupSeries(
    [...one, ...other].flatMap(({ metrics, ...group }) => metrics.map((metric) => ({ ...group, metric }))),
  );

/** Names each series of a group. */
export const seriesKeys = ({ metrics, ...group }: SeriesGroup): string[] => {
  const key = groupKey(group);
  return metrics.map((metric) => `${metric} ${key}`);
};
