/** What a person asked of the collector, written into the definition; tasks record what they handled. */
import * as z from 'zod/mini';

const Time = z.iso.datetime({ offset: true });

/** Reads a stream once more between two event times, beside the live collection. */
export const Backfill = z
  .strictObject({
    /** Names it. */
    id: z.string().check(z.regex(/^[a-z0-9][a-z0-9_-]{0,49}$/, 'lower case letters, digits, - and _')),
    /** ISO 8601, inclusive. */
    from: Time,
    /** ISO 8601, exclusive. */
    to: Time,
  })
  .check(
    z.refine(({ from, to }) => Date.parse(from) < Date.parse(to), {
      error: 'a backfill ends after it begins',
      path: ['to'],
    }),
  );
export type Backfill = z.infer<typeof Backfill>;

export const Intents = z.object({
  /** Whether it rests. */
  paused: z._default(z.boolean(), false),
  /** Epoch milliseconds of the request; each is acted upon once. */
  run_now_at: z.optional(z.number()),
  /** Stretches of the past that are read beside live collection. */
  backfills: z._default(z.array(Backfill).check(z.maxLength(20)), []),
});
export type Intents = z.infer<typeof Intents>;
