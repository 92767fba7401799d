/**
 * Masks what callers and models may have put into an invocation's document. Everything that a body or a caller words
 * freely is looked at. Not looked at, on purpose:
 * who called (ARN, name, session): identity is what the document is about, and what is compared with CloudTrail;
 * account, region, operation, error code, model and guardrail ids, S3 paths, content kinds: AWS's words or ids of a
 * closed grammar, and needed to find the call again; names of guardrail policies and topics: an administrator's;
 * numbers, sizes and counts: they quote nothing; keyed hashes: the same as without masking, so that calls of one
 * conversation are found whatever the mode.
 */
import { asObject, type JsonObject } from '../../../common/documents/json';
import { remembered } from '../../../common/remember';
import { findSensitive } from '../sensitive/find_sensitive';
import { maskObject } from './mask_json';
import { maskText } from './mask_text';
import type { Tally } from './tally';

/** A few words of the formats stand in every record: whether they hold anything is found out once. */
const isHarmless = remembered((word: string): boolean => findSensitive(word).length === 0);

/** Masks members of one object that are texts or lists of texts. */
function maskWords(object: JsonObject | undefined, keys: readonly string[], tally: Tally): void {
  if (!object) return;
  for (const key of keys) {
    const value = object[key];
    if (typeof value === 'string') {
      if (!isHarmless(value)) object[key] = maskText(value, tally);
    } else if (Array.isArray(value)) {
      object[key] = value.map((item) =>
        typeof item === 'string' && !isHarmless(item) ? maskText(item, tally) : item,
      );
    }
  }
}

/** Names and values alike: callers choose both. The pairs follow from the map. */
function maskMetadata(invocation: JsonObject, tally: Tally): void {
  const metadata = asObject(invocation.request_metadata);
  if (!metadata) return;
  const masked = maskObject(metadata, tally);
  invocation.request_metadata = masked;
  invocation.request_metadata_pairs = Object.entries(masked).map(([key, value]) => `${key}=${String(value)}`);
}

/** Changes the document. */
export function maskDocument(document: JsonObject, tally: Tally): void {
  const genAi = asObject(document.gen_ai);
  maskWords(asObject(asObject(genAi?.request)?.model), ['version', 'role'], tally);
  maskWords(asObject(genAi?.response), ['id', 'model', 'finish_reasons'], tally);
  const invocation = asObject(asObject(document.aws_bedrock)?.invocation);
  if (!invocation) return;
  maskWords(
    invocation,
    ['service_tier', 'latency_mode', 'task_type', 'output_image_bucketed_step_size'],
    tally,
  );
  maskWords(asObject(invocation.input), ['input_content_type'], tally);
  maskWords(asObject(invocation.output), ['output_content_type'], tally);
  maskWords(asObject(invocation.image_generation_config), ['quality'], tally);
  maskMetadata(invocation, tally);
}
