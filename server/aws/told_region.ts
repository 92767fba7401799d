/**
 * The region that S3 names when a bucket is asked for in another one; the only thing of such an answer that is passed on.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/Redirects.html
 */
import * as z from 'zod/mini';

const REGION = /^[a-z]{2}(?:-[a-z]+)+-\d{1,2}$/;

const Told = z.object({
  $response: z.optional(z.object({ headers: z.optional(z.record(z.string(), z.unknown())) })),
  Region: z.optional(z.unknown()),
  message: z.optional(z.string()),
});

/** In a header, in the body, or in the text, depending on which way the bucket was addressed. */
export function toldRegion(error: unknown): string | undefined {
  const told = Told.safeParse(error);
  if (!told.success) return undefined;
  const { $response, Region, message = '' } = told.data;
  return [
    $response?.headers?.['x-amz-bucket-region'],
    Region,
    /; expecting '([\w-]{1,40})'/.exec(message)?.[1],
  ].find((value): value is string => typeof value === 'string' && REGION.test(value));
}
