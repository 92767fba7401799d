/**
 * What a route answers when it cannot answer: a code the page decides on, a message and the next step for the
 * person. Never a stack, a search body, a secret or anything OpenSearch quoted.
 */
import * as z from 'zod/mini';

/**
 * - `forbidden`: the person's roles lack a privilege; `privilege` and `index` name it
 * - `signed_out`: OpenSearch no longer knows the session
 * - `unreachable`: OpenSearch did not answer, or not in time
 * - `unavailable`: OpenSearch answered, but shards of the data are not available
 * - `overloaded`: OpenSearch refused for load or size
 * - `mapping`: the indices do not have the mapping that this plugin installs
 * - `invalid`: the request is wrong
 * - `failed`: anything else; the server's log has the details
 */
export const ApiErrorCode = z.enum([
  'forbidden',
  'signed_out',
  'unreachable',
  'unavailable',
  'overloaded',
  'mapping',
  'invalid',
  'failed',
]);
export type ApiErrorCode = z.infer<typeof ApiErrorCode>;

/** `attributes` of the host's error body. */
export const ApiErrorAttributes = z.object({
  code: ApiErrorCode,
  /** The next step, in plain words. */
  action: z.string(),
  privilege: z.optional(z.string()),
  index: z.optional(z.string()),
});
export type ApiErrorAttributes = z.infer<typeof ApiErrorAttributes>;
