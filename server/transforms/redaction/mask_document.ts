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
import { maskObject } from './mask_json';
import { maskText } from './mask_text';
import type { Tally } from './tally';

/** Members of one object that are texts or lists of texts. */
interface FreeWords {
  readonly holder: readonly string[];
  readonly keys: readonly string[];
}

const FREE_WORDS: readonly FreeWords[] = (
  [
    ['gen_ai.request.model', ['version', 'role']],
    ['gen_ai.response', ['id', 'model', 'finish_reasons']],
    ['aws_bedrock.invocation.input', ['input_content_type']],
    ['aws_bedrock.invocation.output', ['output_content_type']],
    [
      'aws_bedrock.invocation',
      ['service_tier', 'latency_mode', 'task_type', 'output_image_bucketed_step_size'],
    ],
    ['aws_bedrock.invocation.image_generation_config', ['quality']],
  ] as const
).map(([holder, keys]) => ({ holder: holder.split('.'), keys }));

function maskWords(document: JsonObject, { holder, keys }: FreeWords, tally: Tally): void {
  let object: JsonObject | undefined = document;
  for (const key of holder) object = asObject(object?.[key]);
  if (!object) return;
  for (const key of keys) {
    const value = object[key];
    if (typeof value === 'string') object[key] = maskText(value, tally);
    else if (Array.isArray(value))
      object[key] = value.map((item) => (typeof item === 'string' ? maskText(item, tally) : item));
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
  for (const words of FREE_WORDS) maskWords(document, words, tally);
  const invocation = asObject(asObject(document.aws_bedrock)?.invocation);
  if (invocation) maskMetadata(invocation, tally);
}
