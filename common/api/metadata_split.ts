/**
 * What a period's calls cost by the values of one metadata key (`team`, `cost-center`: what callers attach for
 * attribution). The rows add up to the total: calls without the key are a row, and so are the values beyond those
 * that are listed.
 */
import * as z from 'zod/mini';
import { API_BASE } from '../plugin';
import { LONGEST_METADATA_PART } from '../documents/metadata_pairs';
import { InvocationFilters, TimeRange } from './invocation_scope';
import { Measure, Spend } from './overview';

export const metadataSplitPath = (): string => `${API_BASE}/metadata_split`;

/** At most this many values have a row of their own. */
export const METADATA_ROWS = 200;

export const MetadataSplitRequest = z.object({
  range: TimeRange,
  filters: InvocationFilters,
  key: z.string().check(z.minLength(1), z.maxLength(LONGEST_METADATA_PART)),
  rank_by: Measure,
  /** So many values have a row of their own, those with most of `rank_by`. */
  rows: z._default(z.int().check(z.gte(1), z.lte(METADATA_ROWS)), 20),
});
export type MetadataSplitRequest = z.infer<typeof MetadataSplitRequest>;

const figures = { invocations: z.number(), tokens: z.number(), spend: Spend };

export const MetadataFigures = z.object(figures);
export type MetadataFigures = z.infer<typeof MetadataFigures>;

/** `none`: calls that do not carry the key. `other`: those of all values that have no row. */
export const MetadataRowKey = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('value'), value: z.string() }),
  z.object({ kind: z.literal('other') }),
  z.object({ kind: z.literal('none') }),
]);
export type MetadataRowKey = z.infer<typeof MetadataRowKey>;

export const MetadataRow = z.object({ key: MetadataRowKey, ...figures });
export type MetadataRow = z.infer<typeof MetadataRow>;

export const MetadataSplit = z.object({
  range: z.object({ from: z.number(), to: z.number() }),
  key: z.string(),
  rank_by: Measure,
  total: MetadataFigures,
  /** Values in their order, then `other`, then `none`; the last two where they hold calls. */
  rows: z.array(MetadataRow),
});
export type MetadataSplit = z.infer<typeof MetadataSplit>;
