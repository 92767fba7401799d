/**
 * The history an app gets: the browser's, seen from `/app/<id>`. Once the person has left the app it is dead, and
 * every use throws: an app that navigates after its unmount has a bug that the host would show as well.
 */
import type { Action, History, Location, LocationDescriptorObject } from 'history';
import type { ScopedHistory } from 'osd/core/public';

export function createScopedHistory<S>(parent: History<S>, basePath: string): ScopedHistory<S> {
  let isActive = true;
  let length = 1;
  const listeners = new Set<(location: Location<S>, action: Action) => void>();

  const isInside = (pathname: string) => pathname === basePath || pathname.startsWith(`${basePath}/`);
  const stripped = (location: Location<S>): Location<S> => ({
    ...location,
    pathname: location.pathname.slice(basePath.length),
  });
  const join = (path: string) => (path === '' ? basePath : `${basePath}/${path}`.replace(/\/{2,}/g, '/'));
  const absolute = (location: LocationDescriptorObject<S>): LocationDescriptorObject<S> => ({
    ...location,
    pathname: location.pathname === undefined ? basePath : join(location.pathname),
  });
  /** `?a` and `#b` alone stay on the same path. */
  const absolutePath = (path: string) => (/^[?#]/.test(path) ? `${basePath}${path}` : join(path));

  const active = <A extends unknown[], R>(use: (...args: A) => R) => {
    return (...args: A): R => {
      if (!isActive) {
        throw new Error(`ScopedHistory instance has fell out of navigation scope for basePath: ${basePath}`);
      }
      return use(...args);
    };
  };

  const stopListening = parent.listen((location, action) => {
    if (!isInside(location.pathname)) {
      stopListening();
      isActive = false;
      return;
    }
    if (action === 'PUSH') length += 1;
    for (const listener of [...listeners]) listener(stripped(location), action);
  });

  const navigate = (method: 'push' | 'replace') =>
    active((to: string | LocationDescriptorObject<S>, state?: S) => {
      if (typeof to === 'string') parent[method](absolutePath(to), state);
      else parent[method](absolute(to));
    });
  const currentLength = active(() => length);
  const currentLocation = active(() => stripped(parent.location));
  const currentAction = active(() => parent.action);

  return {
    get length() {
      return currentLength();
    },
    get location() {
      return currentLocation();
    },
    get action() {
      return currentAction();
    },
    push: navigate('push'),
    replace: navigate('replace'),
    go: active((n: number) => parent.go(n)),
    goBack: active(() => parent.goBack()),
    goForward: active(() => parent.goForward()),
    block: () => {
      throw new Error('history.block is not supported. Please use the AppMountParameters.onAppLeave API.');
    },
    listen: active((listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    }),
    createHref: active((location, { prependBasePath = true } = {}) =>
      parent.createHref(prependBasePath ? absolute(location) : location),
    ),
    createSubHistory: <T>(path: string) =>
      // The state's type belongs to whoever asks for the history; the entries are the same.
      createScopedHistory<unknown>(parent, join(path)) as ScopedHistory<T>,
  };
}
