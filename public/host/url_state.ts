/**
 * State in the hash of the URL, where the host keeps it: `#?_g=(…)&_a=(…)`, `_g` shared by all apps, `_a` ours.
 * Pure functions over the text of a hash; parameters they are not asked about are left exactly as they stand.
 */
import { RisonError, decodeRison, encodeRison, type RisonValue } from './rison';

export type StateKey = '_g' | '_a';

/** `undefined` when the hash has no such state, or none that can be read: a mangled link shows the defaults. */
export function readState(hash: string, key: StateKey): RisonValue | undefined {
  const parameter = split(hash).parameters.find((candidate) => candidate.startsWith(`${key}=`));
  if (parameter === undefined) return undefined;
  try {
    return decodeRison(decodeURIComponent(parameter.slice(key.length + 1)));
  } catch (error) {
    if (error instanceof RisonError || error instanceof URIError) return undefined;
    throw error;
  }
}

/** The hash with this state in it, or without it for `undefined`. */
export function withState(hash: string, key: StateKey, state: RisonValue | undefined): string {
  const { path, parameters } = split(hash);
  const parameter = state === undefined ? undefined : `${key}=${encodeForUrl(encodeRison(state))}`;
  const index = parameters.findIndex((candidate) => candidate.startsWith(`${key}=`));
  const next =
    index === -1
      ? [...parameters, parameter]
      : parameters.map((candidate, position) => (position === index ? parameter : candidate));
  const query = next.filter((candidate) => candidate !== undefined).join('&');
  return path === '' && query === '' ? '' : `#${path}${query === '' ? '' : `?${query}`}`;
}

function split(hash: string): { path: string; parameters: string[] } {
  const text = hash.startsWith('#') ? hash.slice(1) : hash;
  const mark = text.indexOf('?');
  return mark === -1
    ? { path: text, parameters: [] }
    : {
        path: text.slice(0, mark),
        parameters: text
          .slice(mark + 1)
          .split('&')
          .filter(Boolean),
      };
}

/** Leaves readable what a hash may hold as it is; the host does the same. */
const encodeForUrl = (text: string): string =>
  encodeURIComponent(text).replace(/%(?:2C|3A|40|24|2F)/g, (escaped) => decodeURIComponent(escaped));
