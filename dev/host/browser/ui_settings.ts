/**
 * UI settings in the browser: what the page was served with, changed through the host's routes. As in the host, a
 * setting that is declared as JSON (here: whose default is an object) reads its other values as text, a default
 * given to `get` replaces the host's own, and an unknown key without one throws: a plugin that trips over any of
 * these must trip here.
 */
import { BehaviorSubject, Subject } from 'rxjs';
import { distinctUntilChanged, map } from 'rxjs/operators';
import type { HttpSetup, IUiSettingsClient } from 'osd/core/public';

type Values = Readonly<Record<string, unknown>>;

export function createUiSettings(
  http: Pick<HttpSetup, 'post'>,
  defaults: Values,
  saved: Values,
): IUiSettingsClient {
  const user$ = new BehaviorSubject<Values>(saved);
  const update$ = new Subject<{ key: string; newValue: unknown; oldValue: unknown }>();
  const value = (key: string, fallback?: unknown): unknown => {
    if (!(key in defaults) && !(key in user$.value)) {
      if (fallback === undefined) throw new Error(`The UI setting ${key} is not known.`);
      return fallback;
    }
    const other = user$.value[key] ?? fallback;
    if (other === undefined) return defaults[key];
    return typeof defaults[key] === 'object' ? JSON.parse(String(other)) : other;
  };

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
    isDeclared: (key) => key in defaults || key in user$.value,
    isDefault: (key) => !(key in user$.value),
    getUpdate$: <T>() => update$.pipe(map((update) => update as { key: string; newValue: T; oldValue: T })),
  };
}
