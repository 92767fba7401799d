/**
 * The shape of every question to OpenSearch: one bounded search that works before any index exists, and answers
 * wholly or not at all, because a total without one shard's share looks like a total.
 */
import * as z from 'zod/mini';

export type Clause = Readonly<Record<string, unknown>>;
export type Aggregations = Readonly<Record<string, unknown>>;

export interface SearchRequest {
  /** Name or pattern. */
  readonly index: string;
  readonly querystring: Readonly<Record<string, string | number | boolean>>;
  readonly body: Readonly<Record<string, unknown>>;
}

export const search = (index: string, body: SearchRequest['body']): SearchRequest => ({
  index,
  querystring: { ignore_unavailable: true, allow_no_indices: true, allow_partial_search_results: false },
  body: { timeout: '25s', ...body },
});

/** Thrown when an answer is not what was asked for: another product behind the address, or a bug of ours. */
export class UnexpectedAnswer extends Error {
  override readonly name = 'UnexpectedAnswer';
}

/** Checks the part of OpenSearch's answer that a reader uses. The message names paths, never values. */
export function readAnswer<T extends z.ZodMiniType>(schema: T, answer: unknown): z.infer<T> {
  const parsed = z.safeParse(schema, answer);
  if (parsed.success) return parsed.data;
  const paths = parsed.error.issues.map((issue) => issue.path.join('.')).slice(0, 5);
  throw new UnexpectedAnswer(`OpenSearch answered in an unexpected shape at: ${paths.join(', ')}`);
}
