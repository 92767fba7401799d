/** What several sources' settings have in common. */
import * as z from 'zod/mini';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
export const BucketName = z
  .string()
  .check(z.regex(/^(?!\d+\.\d+\.\d+\.\d+$)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'not the name of a bucket'));

/** Variants of AWS's own endpoints; which endpoint at all is the configuration's business alone. */
export const ENDPOINT_VARIANTS = {
  /** Use the FIPS 140 endpoints of the region. */
  fips: z._default(z.boolean(), false),
};

/** A check that exactly one of the keys is given. */
export function exactlyOne<K extends string>(...keys: readonly K[]) {
  return z.refine<Partial<Record<K, unknown>>>(
    (value) => keys.filter((key) => value[key] !== undefined).length === 1,
    { error: `exactly one of ${keys.slice(0, -1).join(', ')} and ${keys.at(-1) ?? ''} is needed` },
  );
}
