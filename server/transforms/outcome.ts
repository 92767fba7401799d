/**
 * What can become of a record: indexed, rejected with reasons, or skipped with a reason; there is no fourth way.
 * The lists are closed so that a count by code is complete; no code ever quotes the record.
 */
import type { JsonObject } from '../../common/documents/json';
import type { Dataset } from '../../common/plugin';

/**
 * Wrong with the record itself. `mapping`, `immense_term` and `too_large` may also be the store's answer;
 * `unprocessable` killed the worker that transformed it, alone. The last six are said of an object or of a message.
 */
export const REJECTED_CODES = [
  'not_json',
  'truncated_gzip',
  'not_an_object',
  'no_timestamp',
  'too_large',
  'mapping',
  'immense_term',
  'unprocessable',
  'unreadable_message',
  'outside_definition',
  'object_missing',
  'object_replaced',
  'object_archived',
  'access_denied',
] as const;
export type RejectedCode = (typeof REJECTED_CODES)[number];

/**
 * Nothing wrong: known noise, or not ours to keep. The last six are said of an object or of a message, `other_place` of
 * an event too: one of another account or region.
 */
export const SKIPPED_REASONS = [
  'other_schema',
  'noise',
  'expired',
  'canary',
  'data_object',
  'empty_object',
  'not_selected',
  'other_place',
  'test_event',
  'removed_event',
] as const;
export type SkippedReason = (typeof SKIPPED_REASONS)[number];

export type { Json, JsonObject } from '../../common/documents/json';

export type DocumentDataset = Exclude<Dataset, 'content' | 'rejected'>;

export interface Indexed {
  readonly status: 'indexed';
  /** Whose indices the document belongs to; its content always goes to those of content. */
  readonly dataset: DocumentDataset;
  /** Hash of what identifies the record at AWS: the same record gets the same id however it arrives. */
  readonly id: string;
  /** Event time in epoch milliseconds; chooses the partition. */
  readonly timestamp: number;
  /** Nested objects. Holds nothing that people wrote or models answered. */
  readonly document: JsonObject;
  /** Absent in mode `none`. Same id. */
  readonly content?: JsonObject;
  /**
   * An opaque model id that the lookups say nothing of, not even that it was looked up in vain: whoever can find out
   * may transform the record again with the answer.
   */
  readonly unknownModel?: string;
}

export interface Rejected {
  readonly status: 'rejected';
  readonly reasons: readonly RejectedCode[];
}

export interface Skipped {
  readonly status: 'skipped';
  readonly reason: SkippedReason;
}

export type Outcome = Indexed | Rejected | Skipped;
