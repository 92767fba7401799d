/** A page's own state (filters, choices) in `_a` of the URL, so that a copied link and «back» show the same. */
import { useCallback, useMemo } from 'react';
import { useHistory, useLocation } from 'react-router-dom';
import * as z from 'zod/mini';
import { encodeRison, type RisonValue } from '../host/rison';
import { readState, withState } from '../host/url_state';

/** What differs from the defaults: a link says no more than was chosen. */
function chosen(
  state: Record<string, RisonValue>,
  defaults: Record<string, RisonValue>,
): Record<string, RisonValue> | undefined {
  const differing = Object.entries(state).filter(
    ([key, value]) => encodeRison(value) !== encodeRison(defaults[key] ?? null),
  );
  return differing.length > 0 ? Object.fromEntries(differing) : undefined;
}

/** `schema` must have a default for everything, since links are cut and edited: `{}` parses. */
export function usePageState<T extends z.ZodMiniType<Record<string, RisonValue>>>(
  schema: T,
): [z.infer<T>, (next: z.infer<T>) => void] {
  const { hash } = useLocation();
  const history = useHistory();
  const state = useMemo(() => {
    const parsed = z.safeParse(schema, readState(hash, '_a'));
    return parsed.success ? parsed.data : z.parse(schema, {});
  }, [schema, hash]);
  const setState = useCallback(
    (next: z.infer<T>) => {
      const { location } = history;
      const changed = withState(location.hash, '_a', chosen(next, z.parse(schema, {})));
      if (changed !== location.hash) history.push({ ...location, hash: changed });
    },
    [history, schema],
  );
  return [state, setState];
}
