/**
 * What one item of a bulk answer means. A record is rejected only for what is wrong with the record; anything
 * else that OpenSearch refuses would refuse its neighbours too, and stops the task instead.
 */
import type { RejectedCode } from '../transforms/outcome';

/** `enriched`: a poorer copy was stored already and has been replaced by this one. */
export type OperationOutcome = 'stored' | 'already_stored' | 'enriched' | RejectedCode;

/** `busy` and `retry` may pass by themselves, only the first speaks of load; `deleted`: what was to be replaced. */
export type ItemVerdict = OperationOutcome | 'busy' | 'retry' | 'index_gone' | 'deleted' | 'refused';

export interface AnsweredItem {
  readonly status: number;
  /** What an update came to. */
  readonly result?: string | undefined;
  /** Types of errors, '' where there is none. */
  readonly type: string;
  readonly causedBy: string;
}

const WRONG_WITH_THE_RECORD = new Set([
  'mapper_parsing_exception',
  'document_parsing_exception',
  'strict_dynamic_mapping_exception',
]);
const IMMENSE_TERM = 'max_bytes_length_exceeded_exception';

export function judgeCreated(item: AnsweredItem): ItemVerdict {
  return item.status === 409 ? 'already_stored' : judge(item, 'stored');
}

/** The scripted update by which a richer copy replaces a poorer one, or by which a point adds to what is stored. */
export function judgeUpdated(item: AnsweredItem): ItemVerdict {
  // Others changed the document all the time.
  if (item.status === 409) return 'retry';
  if (item.status === 404 && item.type === 'document_missing_exception') return 'deleted';
  if (item.result === 'created') return judge(item, 'stored');
  return judge(item, item.result === 'noop' ? 'already_stored' : 'enriched');
}

function judge({ status, type, causedBy }: AnsweredItem, success: OperationOutcome): ItemVerdict {
  if (status >= 200 && status < 300) return success;
  if (status === 413) return 'too_large';
  if (causedBy === IMMENSE_TERM) return 'immense_term';
  if (status === 400 && WRONG_WITH_THE_RECORD.has(type)) return 'mapping';
  // A full disk answers 429 too, but does not pass by itself.
  if (type === 'cluster_block_exception') return 'refused';
  if (status === 429) return 'busy';
  if (status >= 500) return 'retry';
  if (status === 404 && type === 'index_not_found_exception') return 'index_gone';
  return 'refused';
}
