/**
 * The host's optional `data` plugin: the time range that all of its apps share, and how that range travels in
 * the URL. Contracts arrive as `deps.data`; the two functions are read from `__osdBundles__` when present.
 */
declare module 'osd/plugins/data/public' {
  import type { IUiSettingsClient } from 'osd/core/public';
  import type { IOsdUrlStateStorage } from 'osd/plugins/opensearch_dashboards_utils/public';
  import type { Moment } from 'moment';
  import type { Observable } from 'rxjs';

  /** Date math (`now-24h`) or ISO 8601. */
  export interface TimeRange {
    from: string;
    to: string;
    mode?: 'absolute' | 'relative';
  }
  /** `value` in milliseconds. */
  export interface RefreshInterval {
    pause: boolean;
    value: number;
  }
  export interface TimefilterContract {
    getTime(): TimeRange;
    setTime(time: TimeRange | { from: Moment; to: Moment }): void;
    /** Emits nothing: read `getTime()` again. */
    getTimeUpdate$(): Observable<unknown>;
    getRefreshInterval(): RefreshInterval;
    setRefreshInterval(interval: Partial<RefreshInterval>): void;
    getRefreshIntervalUpdate$(): Observable<unknown>;
    /** Ticks at the refresh interval while it is not paused. */
    getAutoRefreshFetch$(): Observable<unknown>;
    /** Ticks when the range changes or auto refresh is switched on. */
    getFetch$(): Observable<unknown>;
    getBounds(): { min?: Moment; max?: Moment };
    getTimeDefaults(): TimeRange;
    getRefreshIntervalDefaults(): RefreshInterval;
  }
  export interface DataPublicPluginStart {
    query: { timefilter: { timefilter: TimefilterContract } };
  }
  export type DataPublicPluginSetup = DataPublicPluginStart;

  /** Keeps `_g` of the URL's hash and the shared state equal until `stop`. */
  export type SyncQueryStateWithUrl = (
    query: DataPublicPluginStart['query'],
    storage: IOsdUrlStateStorage,
    uiSettings?: IUiSettingsClient,
  ) => { stop(): void; hasInheritedQueryFromUrl: boolean };
}

declare module 'osd/plugins/opensearch_dashboards_utils/public' {
  import type { History } from 'history';
  import type { Observable } from 'rxjs';

  export interface IOsdUrlStateStorage {
    get<T = unknown>(key: string): T | null;
    set<T = unknown>(key: string, state: T, options?: { replace: boolean }): Promise<string | undefined>;
    change$<T = unknown>(key: string): Observable<T | null>;
    flush(options?: { replace?: boolean }): boolean;
    cancel(): void;
  }
  export type CreateOsdUrlStateStorage = (options?: {
    useHash: boolean;
    history?: History;
  }) => IOsdUrlStateStorage;
}
