/** State in the hash of the URL, `#?_g=(…)&_a=(…)`, beside the path that names the page. */
import { createBrowserHistory, type History } from 'history';
import { Observable } from 'rxjs';
import type {
  CreateOsdUrlStateStorage,
  IOsdUrlStateStorage,
} from 'osd/plugins/opensearch_dashboards_utils/public';
import { decodeRison, encodeRison } from './rison';

const DEFAULT_HISTORY = { useHash: false };

/** State kept in the session instead of the URL (`useHash`) is not offered: the setting for it is off. */
export const createOsdUrlStateStorage: CreateOsdUrlStateStorage = ({ history } = DEFAULT_HISTORY) => {
  const target: History<unknown> = history ?? createBrowserHistory();
  let pending = new Map<string, unknown>();
  let replacePending = true;

  const read = <T>(key: string): T | null => {
    const text = paramsOf(target.location.hash).get(key);
    // What a key holds, its owner knows; what cannot be read counts as absent, as in the host.
    return text === null ? null : (decoded(text) as T | null);
  };

  const flush: IOsdUrlStateStorage['flush'] = ({ replace = replacePending } = {}) => {
    const changes = pending;
    pending = new Map();
    replacePending = true;
    const { pathname, search, hash } = target.location;
    const params = paramsOf(hash);
    for (const [key, state] of changes) params.set(key, encodeRison(state));
    const next = hashOf(hash, params);
    if (changes.size === 0 || next === hash) return false;
    target[replace ? 'replace' : 'push']({ pathname, search, hash: next });
    return true;
  };

  return {
    get: read,
    set: async (key, state, { replace } = { replace: false }) => {
      pending.set(key, state);
      replacePending = replacePending && replace;
      // Several changes of one moment become one entry of the history.
      await Promise.resolve();
      flush();
      return target.createHref(target.location);
    },
    change$: <T>(key: string) =>
      new Observable<T | null>((subscriber) => target.listen(() => subscriber.next(read<T>(key)))),
    flush,
    cancel: () => void (pending = new Map()),
  };
};

const paramsOf = (hash: string): URLSearchParams => new URLSearchParams(hash.split('?').slice(1).join('?'));

const hashOf = (hash: string, params: URLSearchParams): string => {
  const [route = ''] = hash.replace(/^#/, '').split('?');
  const query = [...params]
    .map(
      ([key, value]) =>
        `${key}=${encodeURIComponent(value).replace(/%(3A|2C|24|40|2F)/g, decodeURIComponent)}`,
    )
    .join('&');
  return `#${route}?${query}`;
};

function decoded(text: string): unknown {
  try {
    return decodeRison(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
