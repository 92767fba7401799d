/**
 * Chooses where the time range lives: in the host's `data` plugin, which shares it with Discover and dashboards,
 * or in our own store. Either way it stands in the URL while one of our pages is open.
 */
import type { CoreStart, ScopedHistory } from 'osd/core/public';
import type { DataPublicPluginStart, SyncQueryStateWithUrl } from 'osd/plugins/data/public';
import type { CreateOsdUrlStateStorage } from 'osd/plugins/opensearch_dashboards_utils/public';
import * as z from 'zod/mini';
import { setting } from './settings';
import { keepTimeRangeInUrl } from './time_range_in_url';
import { createOwnTimeRange, RangeExpression, Refresh, type TimeRangeStore } from './time_range_store';

/** The optional plugins of ours that a host may have; an absent one is an absent key. */
export interface PageDeps {
  readonly data?: DataPublicPluginStart;
}

const FALLBACK = { range: { from: 'now-24h', to: 'now' }, refresh: { pause: true, value: 0 } };

type UiSettings = CoreStart['uiSettings'];

/** Without the `data` plugin the defaults it would take from the host's settings are read here. */
const defaultsFrom = (uiSettings: UiSettings) => ({
  range: z
    .catch(RangeExpression, FALLBACK.range)
    .parse(setting(uiSettings, 'timepicker:timeDefaults', FALLBACK.range)),
  refresh: z
    .catch(Refresh, FALLBACK.refresh)
    .parse(setting(uiSettings, 'timepicker:refreshIntervalDefaults', FALLBACK.refresh)),
});

let own: TimeRangeStore | undefined;

/** Outlives a page: the range stays when people go from one of our apps to another. */
const ownTimeRange = (uiSettings: UiSettings): TimeRangeStore =>
  (own ??= createOwnTimeRange(defaultsFrom(uiSettings)));

function sharedTimeRange({ query }: DataPublicPluginStart): TimeRangeStore {
  const { timefilter } = query.timefilter;
  return {
    getRange: () => {
      const { from, to } = timefilter.getTime();
      return { from, to };
    },
    setRange: ({ from, to }) => timefilter.setTime({ from, to }),
    getRefresh: () => {
      const { pause, value } = timefilter.getRefreshInterval();
      return { pause, value };
    },
    setRefresh: (refresh) => timefilter.setRefreshInterval(refresh),
    subscribe: (listener) => {
      const subscriptions = [
        timefilter.getTimeUpdate$().subscribe(() => listener()),
        timefilter.getRefreshIntervalUpdate$().subscribe(() => listener()),
      ];
      return () => subscriptions.forEach((subscription) => subscription.unsubscribe());
    },
  };
}

/** The host's own way of keeping `_g`, which knows its filters and hashed URLs; `undefined` where it is not to be had. */
function hostSync(): { sync: SyncQueryStateWithUrl; createStorage: CreateOsdUrlStateStorage } | undefined {
  const read = (key: string): object =>
    window.__osdBundles__?.has(key) ? Object(window.__osdBundles__.get(key)) : {};
  const { syncQueryStateWithUrl }: { syncQueryStateWithUrl?: SyncQueryStateWithUrl } =
    read('plugin/data/public');
  const { createOsdUrlStateStorage }: { createOsdUrlStateStorage?: CreateOsdUrlStateStorage } = read(
    'plugin/opensearchDashboardsUtils/public',
  );
  return syncQueryStateWithUrl && createOsdUrlStateStorage
    ? { sync: syncQueryStateWithUrl, createStorage: createOsdUrlStateStorage }
    : undefined;
}

export interface OpenTimeRange {
  readonly store: TimeRangeStore;
  /** Ends the connection with the URL. */
  readonly close: () => void;
}

export function openTimeRange(core: CoreStart, { data }: PageDeps, history: ScopedHistory): OpenTimeRange {
  if (!data) {
    const store = ownTimeRange(core.uiSettings);
    return { store, close: keepTimeRangeInUrl(store, history) };
  }
  const store = sharedTimeRange(data);
  const host = hostSync();
  if (!host) return { store, close: keepTimeRangeInUrl(store, history) };
  const storage = host.createStorage({
    useHash: setting(core.uiSettings, 'state:storeInSessionStorage', false) === true,
    history,
  });
  const { stop } = host.sync(data.query, storage, core.uiSettings);
  return { store, close: stop };
}
