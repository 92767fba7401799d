/**
 * What one item of a bulk answer means. A record is rejected only for what is wrong with the record; anything
 * else that OpenSearch refuses would refuse its neighbours too, and stops the task instead.
 */
import type { RejectedCode } from '../transforms/outcome';

export type ItemVerdict = 'stored' | 'already_stored' | RejectedCode | 'retry' | 'index_gone' | 'refused';

const WRONG_WITH_THE_RECORD = new Set([
  'mapper_parsing_exception',
  'document_parsing_exception',
  'strict_dynamic_mapping_exception',
]);
const IMMENSE_TERM = 'max_bytes_length_exceeded_exception';

/** `type` and `causedBy` are types of errors, '' where there is none. */
export function judgeItem(status: number, type: string, causedBy: string): ItemVerdict {
  if (status >= 200 && status < 300) return 'stored';
  if (status === 409) return 'already_stored';
  if (status === 413) return 'too_large';
  if (causedBy === IMMENSE_TERM) return 'immense_term';
  if (status === 400 && WRONG_WITH_THE_RECORD.has(type)) return 'mapping';
  // A full disk answers 429 too, but does not pass by itself.
  if (type === 'cluster_block_exception') return 'refused';
  if (status === 429 || status >= 500) return 'retry';
  if (status === 404 && type === 'index_not_found_exception') return 'index_gone';
  return 'refused';
}
