/**
 * What can be chosen in the filters: the values that occur in a time range, whatever is filtered already,
 * so that choosing one model does not empty the list of models.
 */
import * as z from 'zod/mini';
import { API_BASE } from '../plugin';
import { Caller, TimeRange } from './invocation_scope';

export const facetsPath = (): string => `${API_BASE}/facets`;

/** At most this many values of each facet are listed, the most frequent first. */
export const FACET_SIZE = 200;

export const FacetsRequest = z.object({ range: TimeRange });
export type FacetsRequest = z.infer<typeof FacetsRequest>;

export const Facets = z.object({
  invocations: z.number(),
  /** `name` is the configured name where there is one, else `null`. */
  accounts: z.array(z.object({ id: z.string(), name: z.nullable(z.string()), invocations: z.number() })),
  regions: z.array(z.object({ region: z.string(), invocations: z.number() })),
  models: z.array(z.object({ model: z.nullable(z.string()), invocations: z.number() })),
  callers: z.array(z.object({ caller: Caller, invocations: z.number() })),
});
export type Facets = z.infer<typeof Facets>;
