/** Lets routes validate with the schemas of `common/`: the page and the route parse with the same one. */
import type { RouteValidationFunction } from 'osd/core/server';
import * as z from 'zod/mini';

/** Names the path and the rule of the first violation, never the value. */
export const validated =
  <T extends z.ZodMiniType>(schema: T): RouteValidationFunction<z.infer<T>> =>
  (data, result) => {
    const parsed = z.safeParse(schema, data);
    if (parsed.success) return result.ok(parsed.data);
    const issue = parsed.error.issues[0];
    return result.badRequest(issue?.message ?? 'invalid', issue?.path.map(String) ?? []);
  };
