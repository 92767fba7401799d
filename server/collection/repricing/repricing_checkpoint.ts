/**
 * How far a re-pricing is. What a page comes to is written down before any of its documents is changed, so that
 * whoever goes on after a collector died counts it once: the changed ones among them look as if nothing was to do.
 */
import * as z from 'zod/mini';
import { RunCounts } from '../../../common/integrations/task';
import { comparePositions, Position } from '../../storage/stored_invocations';

const UnderWay = z.object({
  /** The last document of the page. */
  until: Position,
  /** What the page comes to. */
  counts: RunCounts,
});
export type UnderWay = z.infer<typeof UnderWay>;

const RepricingCheckpoint = z.object({
  /** The last document that is done; absent at the beginning. */
  after: z.optional(Position),
  under_way: z.optional(UnderWay),
});
export type RepricingCheckpoint = z.infer<typeof RepricingCheckpoint>;

/** One that cannot be read is none: everything is looked at again, and nothing is done twice. */
export function parseCheckpoint(stored: unknown): RepricingCheckpoint {
  const parsed = RepricingCheckpoint.safeParse(stored);
  return parsed.success ? parsed.data : {};
}

/** Whether a document belongs to what was written down before. */
export const isUnderWay = (position: Position, underWay: UnderWay | undefined): boolean =>
  underWay !== undefined && comparePositions(position, underWay.until) <= 0;
