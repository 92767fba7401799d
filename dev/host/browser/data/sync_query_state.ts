/** Keeps `_g` of the URL and the shared time range equal, both ways, until it is stopped. */
import { merge } from 'rxjs';
import type { RefreshInterval, SyncQueryStateWithUrl, TimeRange } from 'osd/plugins/data/public';

const KEY = '_g';

interface QueryState {
  time?: TimeRange;
  refreshInterval?: RefreshInterval;
  filters?: unknown[];
}

export const syncQueryStateWithUrl: SyncQueryStateWithUrl = ({ timefilter: { timefilter } }, storage) => {
  const initial = storage.get<QueryState>(KEY);
  let filters = initial?.filters ?? [];

  const apply = (state: QueryState | null) => {
    if (state === null) return;
    filters = state.filters ?? [];
    if (state.time) timefilter.setTime(state.time);
    if (state.refreshInterval) timefilter.setRefreshInterval(state.refreshInterval);
  };
  const write = (replace: boolean) =>
    void storage.set<QueryState>(
      KEY,
      { filters, refreshInterval: timefilter.getRefreshInterval(), time: timefilter.getTime() },
      { replace },
    );

  apply(initial);
  if (initial === null) write(true);
  const toUrl = merge(timefilter.getTimeUpdate$(), timefilter.getRefreshIntervalUpdate$()).subscribe(() =>
    write(false),
  );
  const fromUrl = storage.change$<QueryState>(KEY).subscribe(apply);
  return {
    hasInheritedQueryFromUrl: initial !== null && Object.keys(initial).length > 0,
    stop: () => {
      toUrl.unsubscribe();
      fromUrl.unsubscribe();
    },
  };
};
