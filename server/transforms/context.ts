/**
 * What a transform may know beside the record: the integration's choices and a snapshot of lookups.
 * A plain value that can be posted to a worker, so that a transform stays pure: same input, same bytes.
 */
import type { StreamName } from '../../common/integrations/coverage';
import type { ContentMode } from '../../common/integrations/definition';
import type { ResolvedModels } from '../../common/models/model_id';
import type { PriceOverrides } from '../../common/pricing/price_table';

export interface Lookups {
  /** Configured names by account id. */
  readonly accountNames: Readonly<Record<string, string>>;
  /** What is known of opaque model ids (inference profiles, provisioned models), by id as logged. */
  readonly resolvedModels: ResolvedModels;
  /** Key of the conversation and prompt-prefix HMACs; without it those fields are absent. */
  readonly hmacKey?: string;
  /** What people set; it comes before the built-in prices. */
  readonly prices?: PriceOverrides;
}

export interface ContentLimits {
  /**
   * A body whose JSON text (UTF-8, media replaced) is longer is not stored, only its hash and length; of a masked
   * conversation that is longer only its length.
   */
  readonly maxBodyBytes: number;
  /** Extracted text is cut, at a character, to this many bytes of UTF-8 per field. */
  readonly maxTextBytes: number;
}

export const DEFAULT_CONTENT_LIMITS: ContentLimits = { maxBodyBytes: 256 * 1024, maxTextBytes: 32 * 1024 };

export interface TransformContext {
  /** What the records are of; without it, invocation logs. */
  readonly stream?: StreamName;
  readonly namespace: string;
  readonly contentMode: ContentMode;
  /** Whether `requestMetadata` is kept. */
  readonly requestMetadata: boolean;
  /** What the integration covers: where records are of many accounts and regions, others are left to others. */
  readonly covers?: { readonly accountId: string; readonly regions: readonly string[] };
  readonly lookups: Lookups;
  readonly limits?: ContentLimits;
  /** A longer record (bytes) is passed over unread and rejected. */
  readonly maxRecordBytes?: number;
}

export const DEFAULT_MAX_RECORD_BYTES = 64 * 1024 * 1024;
