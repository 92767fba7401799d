/**
 * How far metrics have been read, and which series are known: remembered, so that discovery costs little and a
 * series that falls silent while nobody reads is not forgotten.
 */
import * as z from 'zod/mini';
import { SeriesGroup } from './series';

export const MetricsCheckpoint = z.object({
  /** Epoch milliseconds; every whole period before it was read once. */
  read_until: z.number(),
  /** When series were last looked for, epoch milliseconds. */
  discovered_at: z.number(),
  groups: z.array(SeriesGroup),
});
export type MetricsCheckpoint = z.infer<typeof MetricsCheckpoint>;
