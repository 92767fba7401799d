/**
 * What content mode `redacted` masked in what a document is of: how much of what, never what it was. Groupings by kind count
 * documents on `kinds` and masks on `by_kind`; the number of fields does not grow with kinds.
 */
import { field, under, type Field } from './field';

export const REDACTION_FIELDS: readonly Field[] = under('redactions', [
  field('total', 'long', 'Masks in content and request metadata; mode redacted only', 'computed'),
  field('pii', 'long', 'Of these for personal data', 'computed'),
  field('secret', 'long', 'Of these for keys, tokens and passwords', 'computed'),
  field('kinds', 'keyword', 'Kinds that were masked, such as email or aws_access_key', 'computed'),
  field('by_kind', 'nested', 'One per kind', 'computed'),
  field('by_kind.kind', 'keyword', 'Kind', 'computed'),
  field('by_kind.count', 'long', 'Masks of this kind', 'computed'),
]);
