/** The `data` plugin's stand-in: one shared time range, and how it travels in the URL. */
import type { CoreSetup } from 'osd/core/public';
import type { DataPublicPluginStart, RefreshInterval, TimeRange } from 'osd/plugins/data/public';
import { syncQueryStateWithUrl } from './sync_query_state';
import { createTimefilter } from './timefilter';

const plugin = () => {
  let contract: DataPublicPluginStart;
  return {
    setup: ({ uiSettings }: CoreSetup) => {
      const timefilter = createTimefilter(
        uiSettings.get<TimeRange>('timepicker:timeDefaults'),
        uiSettings.get<RefreshInterval>('timepicker:refreshIntervalDefaults'),
      );
      contract = { query: { timefilter: { timefilter } } };
      return contract;
    },
    start: () => contract,
  };
};

window.__osdBundles__.define('plugin/data/public', () => ({ plugin, syncQueryStateWithUrl }), 'public');
