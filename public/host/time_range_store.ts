/**
 * The time range people look at and how often it refreshes, wherever it lives: shared by all apps of the host
 * where its `data` plugin is there, else our own. Ranges stay as written («now-24h» stays relative), so that a
 * copied link means what its author chose.
 */
import * as z from 'zod/mini';

/** Date math (`now-24h`, `now/d`) or ISO 8601. */
export const RangeExpression = z.object({ from: z.string(), to: z.string() });
export type RangeExpression = z.infer<typeof RangeExpression>;

/** `value` in milliseconds. */
export const Refresh = z.object({ pause: z.boolean(), value: z.number() });
export type Refresh = z.infer<typeof Refresh>;

export interface TimeRangeStore {
  getRange(): RangeExpression;
  setRange(range: RangeExpression): void;
  getRefresh(): Refresh;
  setRefresh(refresh: Refresh): void;
  /** Calls after every change of either; returns how to stop. */
  subscribe(listener: () => void): () => void;
}

export const sameRange = (a: RangeExpression, b: RangeExpression): boolean =>
  a.from === b.from && a.to === b.to;
export const sameRefresh = (a: Refresh, b: Refresh): boolean => a.pause === b.pause && a.value === b.value;

/** A range of our own, for hosts without the `data` plugin. */
export function createOwnTimeRange(defaults: { range: RangeExpression; refresh: Refresh }): TimeRangeStore {
  let { range, refresh } = defaults;
  const listeners = new Set<() => void>();
  const tell = () => listeners.forEach((listener) => listener());
  return {
    getRange: () => range,
    setRange: (next) => {
      if (sameRange(range, next)) return;
      range = next;
      tell();
    },
    getRefresh: () => refresh,
    setRefresh: (next) => {
      if (sameRefresh(refresh, next)) return;
      refresh = next;
      tell();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
