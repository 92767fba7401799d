/** What a person asked of the collector, written into the definition; tasks record what they handled. */
import * as z from 'zod/mini';

const Time = z.iso.datetime({ offset: true });

/** A stretch of the past that something is to be done about, once, beside live collection. */
export const AskedSpan = z
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
      error: 'it ends after it begins',
      path: ['to'],
    }),
  );
export type AskedSpan = z.infer<typeof AskedSpan>;

/** Of each kind, in one integration. */
export const MAX_ASKED_SPANS = 20;

const askedSpans = () => z._default(z.array(AskedSpan).check(z.maxLength(MAX_ASKED_SPANS)), []);

export const Intents = z.object({
  /** Whether it rests. */
  paused: z._default(z.boolean(), false),
  /** Epoch milliseconds of the request; each is acted upon once. */
  run_now_at: z.optional(z.number()),
  /** Stretches of the past that are read beside live collection. */
  backfills: askedSpans(),
  /** Stretches of the past whose stored documents get today's prices. */
  repricings: askedSpans(),
});
export type Intents = z.infer<typeof Intents>;
