/**
 * What a transform may know beside the record: the integration's choices and a snapshot of lookups.
 * A plain value that can be posted to a worker, so that a transform stays pure: same input, same bytes.
 */
import type { ContentMode } from '../../common/integrations/definition';

export interface Lookups {
  /** Configured names by account id. */
  readonly accountNames: Readonly<Record<string, string>>;
  /** Model ids behind opaque ARNs (inference profiles, provisioned models), by ARN as logged. */
  readonly resolvedModels: Readonly<Record<string, string>>;
  /** Key of the conversation and prompt-prefix HMACs; without it those fields are absent. */
  readonly hmacKey?: string;
}

export interface TransformContext {
  readonly namespace: string;
  readonly contentMode: ContentMode;
  /** Whether `requestMetadata` is kept. */
  readonly requestMetadata: boolean;
  readonly lookups: Lookups;
}
