/** The part of `opensearchDashboardsUtils` that goes with `data`. */
import { createOsdUrlStateStorage } from './url_state_storage';

const plugin = () => ({ setup: () => undefined, start: () => undefined });

window.__osdBundles__.define(
  'plugin/opensearchDashboardsUtils/public',
  () => ({ plugin, createOsdUrlStateStorage }),
  'public',
);
