/** UI settings in the browser: what the page was served with, changed through the host's routes. */
import { BehaviorSubject, Subject } from 'rxjs';
import { distinctUntilChanged, map } from 'rxjs/operators';
import type { HttpSetup, IUiSettingsClient } from 'osd/core/public';

type Values = Readonly<Record<string, unknown>>;

export function createUiSettings(http: HttpSetup, defaults: Values, saved: Values): IUiSettingsClient {
  const user$ = new BehaviorSubject<Values>(saved);
  const update$ = new Subject<{ key: string; newValue: unknown; oldValue: unknown }>();
  const value = (key: string, fallback?: unknown): unknown =>
    key in user$.value ? user$.value[key] : (fallback ?? defaults[key]);

  const change = async (key: string, newValue: unknown) => {
    const oldValue = value(key);
    await http.post(`/api/opensearch-dashboards/settings/${encodeURIComponent(key)}`, {
      body: JSON.stringify({ value: newValue }),
    });
    const { [key]: _old, ...others } = user$.value;
    user$.next(newValue === null ? others : { ...others, [key]: newValue });
    update$.next({ key, newValue: value(key), oldValue });
    return true;
  };

  return {
    // Which type a key has, its reader knows.
    get: <T>(key: string, fallback?: T) => value(key, fallback) as T,
    get$: <T>(key: string, fallback?: T) =>
      user$.pipe(
        map(() => value(key, fallback) as T),
        distinctUntilChanged(),
      ),
    set: change,
    remove: (key) => change(key, null),
    isDeclared: (key) => key in defaults,
    isDefault: (key) => !(key in user$.value),
    getUpdate$: <T>() => update$.pipe(map((update) => update as { key: string; newValue: T; oldValue: T })),
  };
}
