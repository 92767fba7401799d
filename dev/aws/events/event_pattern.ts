/**
 * Event patterns of EventBridge rules, as far as rules about S3 need them: nested fields, lists of accepted
 * values, `prefix` and `suffix`.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
 */
export type Accepted = string | { readonly prefix: string } | { readonly suffix: string };

export interface EventPattern {
  readonly [field: string]: readonly Accepted[] | EventPattern;
}

export function matchesPattern(pattern: EventPattern, event: unknown): boolean {
  return Object.entries(pattern).every(([field, wanted]) => {
    const value: unknown =
      typeof event === 'object' && event !== null ? Reflect.get(event, field) : undefined;
    return isList(wanted)
      ? wanted.some((accepted) => accepts(accepted, value))
      : matchesPattern(wanted, value);
  });
}

const isList = (wanted: readonly Accepted[] | EventPattern): wanted is readonly Accepted[] =>
  Array.isArray(wanted);

function accepts(accepted: Accepted, value: unknown): boolean {
  if (typeof value !== 'string') return false;
  if (typeof accepted === 'string') return value === accepted;
  return 'prefix' in accepted ? value.startsWith(accepted.prefix) : value.endsWith(accepted.suffix);
}
