/**
 * Masks what callers and models may have put into an invocation's document. Everything that a body or a caller words
 * freely is looked at. Not looked at, on purpose:
 * who called (ARN, name, session): identity is what the document is about, and what is compared with CloudTrail;
 * account, region, operation, error code, model and guardrail ids, S3 paths, content kinds: AWS's words or ids of a
 * closed grammar, and needed to find the call again; names of guardrail policies and topics: an administrator's;
 * numbers, sizes and counts: they quote nothing; keyed hashes: the same as without masking, so that calls of one
 * conversation are found whatever the mode.
 */
import { asObject, type Json, type JsonObject } from '../../../common/documents/json';
import { maskObject } from './mask_json';
import { maskText } from './mask_text';
import type { Tally } from './tally';

/** Texts, or lists of texts. */
const FREE_WORDS: readonly (readonly string[])[] = [
  'gen_ai.request.model.version',
  'gen_ai.request.model.role',
  'gen_ai.response.id',
  'gen_ai.response.model',
  'gen_ai.response.finish_reasons',
  'aws_bedrock.invocation.input.input_content_type',
  'aws_bedrock.invocation.output.output_content_type',
  'aws_bedrock.invocation.service_tier',
  'aws_bedrock.invocation.latency_mode',
  'aws_bedrock.invocation.task_type',
  'aws_bedrock.invocation.image_generation_config.quality',
  'aws_bedrock.invocation.output_image_bucketed_step_size',
].map((name) => name.split('.'));

function maskAt(document: JsonObject, path: readonly string[], tally: Tally): void {
  const holder = path.slice(0, -1).reduce<JsonObject | undefined>((at, key) => asObject(at?.[key]), document);
  const key = path.at(-1) ?? '';
  const value = holder?.[key];
  const masked = (item: Json): Json => (typeof item === 'string' ? maskText(item, tally) : item);
  if (holder && value !== undefined) holder[key] = Array.isArray(value) ? value.map(masked) : masked(value);
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
  for (const path of FREE_WORDS) maskAt(document, path, tally);
  const invocation = asObject(asObject(document.aws_bedrock)?.invocation);
  if (invocation) maskMetadata(invocation, tally);
}
