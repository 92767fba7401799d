/**
 * Keeps a time range and `_g` of the URL equal, in the shape the host gives `_g`, so that links work between a
 * host with the `data` plugin and one without. What else `_g` holds (pinned filters) is left in it.
 */
import type { History } from 'history';
import * as z from 'zod/mini';
import type { RisonValue } from './rison';
import { RangeExpression, Refresh, type TimeRangeStore } from './time_range_store';
import { readState, withState } from './url_state';

const GlobalState = z.object({
  time: z.catch(z.optional(RangeExpression), undefined),
  refreshInterval: z.catch(z.optional(Refresh), undefined),
});

/** The URL wins at first, then whichever changed last. Returns how to stop. */
export function keepTimeRangeInUrl(store: TimeRangeStore, history: History): () => void {
  let reading = false; // two settings come from one URL: writing after the first would lose the second
  const fromUrl = () => {
    const parsed = z.safeParse(GlobalState, readState(history.location.hash, '_g'));
    if (!parsed.success) return;
    const { time, refreshInterval } = parsed.data;
    reading = true;
    if (time) store.setRange(time);
    if (refreshInterval) store.setRefresh(refreshInterval);
    reading = false;
  };
  const toUrl = (write: 'push' | 'replace') => {
    const { location } = history;
    const current = readState(location.hash, '_g');
    const refresh = store.getRefresh();
    const { from, to } = store.getRange();
    const hash = withState(location.hash, '_g', {
      filters: [],
      ...(isObject(current) ? current : {}),
      refreshInterval: { pause: refresh.pause, value: refresh.value },
      time: { from, to },
    });
    if (hash !== location.hash) history[write]({ ...location, hash });
  };
  fromUrl();
  toUrl('replace');
  // A link within the page may have dropped the hash: what is shown stays copyable.
  const stopListening = history.listen(() => {
    fromUrl();
    toUrl('replace');
  });
  const stopSubscription = store.subscribe(() => {
    if (!reading) toUrl('push');
  });
  return () => {
    stopSubscription();
    stopListening();
  };
}

const isObject = (value: RisonValue | undefined): value is { readonly [key: string]: RisonValue } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
