/**
 * The content document of an invocation: what people wrote and models answered, under the invocation's id. It
 * repeats the facets by which people narrow a text search, so that such a search needs no second index.
 */
import { createHash } from 'node:crypto';
import { FACET_NAMES } from '../../../common/documents/content_fields';
import type { Json, JsonObject } from '../../../common/documents/json';
import {
  completionText,
  promptText,
  reasoningText,
  systemText,
  toolNames,
} from '../../../common/bodies/text';
import type { ContentLimits } from '../context';
import type { Side } from './body';
import type { Facts } from './facts';
import { replaceMedia } from './media';
import { present } from './present';
import type { InvocationRecord } from './record';

/** A key of the document that is a facet, or that has facets inside. */
interface Facet {
  readonly key: string;
  readonly inside: Facet[];
}

const FACETS: Facet[] = [];
for (const name of FACET_NAMES) {
  let level = FACETS;
  for (const key of name.split('.')) {
    let facet = level.find((known) => known.key === key);
    if (!facet) level.push((facet = { key, inside: [] }));
    level = facet.inside;
  }
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Copies those of the facets that are there into a new object; undefined when none is. */
function facetsOf(document: JsonObject, facets: readonly Facet[]): JsonObject | undefined {
  let found: JsonObject | undefined;
  for (const { key, inside } of facets) {
    const value = document[key];
    const facet = inside.length === 0 ? value : isObject(value) ? facetsOf(value, inside) : undefined;
    if (facet !== undefined) (found ??= {})[key] = facet;
  }
  return found;
}

/** Cuts at a character so that the text has at most `maxBytes` bytes of UTF-8. */
export function cutText(text: string, maxBytes: number): { text: string; cut: boolean } {
  // No character has more than three bytes per UTF-16 unit: short texts need no measuring.
  if (text.length * 3 <= maxBytes || Buffer.byteLength(text) <= maxBytes) return { text, cut: false };
  const bytes = Buffer.from(text.slice(0, maxBytes), 'utf8');
  let end = Math.min(maxBytes, bytes.length);
  // A byte 10xxxxxx continues a character: go back to where it begins.
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return { text: bytes.toString('utf8', 0, end), cut: true };
}

/** Remembers whether any text was cut. */
class TextCap {
  cut = false;
  constructor(private readonly maxBytes: number) {}
  apply(text: string): string {
    const capped = cutText(text, this.maxBytes);
    this.cut ||= capped.cut;
    return capped.text;
  }
}

/** What is stored of a body. */
interface StoredBody {
  /** JSON, media replaced. */
  readonly json?: string;
  /** What identifies one that is too large. */
  readonly massiveHash?: string;
  readonly massiveLength?: number;
}

function storedBody(side: Side, maxBytes: number): StoredBody {
  if (side.body === undefined || side.text === undefined) return {};
  const text = replaceMedia(side.body) ? JSON.stringify(side.body) : side.text;
  const length = text === side.text ? (side.size ?? 0) : Buffer.byteLength(text);
  if (length <= maxBytes) return { json: text };
  return {
    massiveHash: createHash('sha1').update(text, 'utf8').digest('hex'),
    massiveLength: length,
  };
}

/** Merges plain objects; the two sides never hold the same leaf. */
function merge(into: JsonObject, from: JsonObject): JsonObject {
  for (const key of Object.keys(from)) {
    const [mine, theirs] = [into[key], from[key]];
    if (isObject(mine) && isObject(theirs)) merge(mine, theirs);
    else if (theirs !== undefined) into[key] = theirs;
  }
  return into;
}

/** Changes the record's bodies in place (media): nothing may read them afterwards. */
export function contentOf(
  record: InvocationRecord,
  { conversation, guardrail }: Facts,
  document: JsonObject,
  limits: ContentLimits,
): JsonObject {
  const cap = new TextCap(limits.maxTextBytes);
  const completion = cap.apply(completionText(conversation));
  const matches = guardrail.findings.map(({ match }) => match).filter((match) => match !== undefined);
  const input = storedBody(record.input, limits.maxBodyBytes);
  const output = storedBody(record.output, limits.maxBodyBytes);
  const written = present({
    gen_ai: {
      system_instructions: cap.apply(systemText(conversation)),
      prompt: cap.apply(promptText(conversation)),
      completion,
      reasoning: cap.apply(reasoningText(conversation)),
      tool: { names: toolNames(conversation) },
      request: { stop_sequences: conversation.parameters.stopSequences },
      guardrail: { matches: [...new Set(matches)].map((match) => cap.apply(match)) },
    },
    aws_bedrock: {
      invocation: {
        input: {
          input_body_json: input.json,
          input_body_json_massive_hash: input.massiveHash,
          input_body_json_massive_length: input.massiveLength,
          input_body_s3_path: record.input.s3Path,
        },
        output: {
          completion_text: completion,
          output_body_json: output.json,
          output_body_json_massive_hash: output.massiveHash,
          output_body_json_massive_length: output.massiveLength,
          output_body_s3_path: record.output.s3Path,
        },
      },
    },
    truncated: cap.cut ? true : undefined,
  });
  return merge(facetsOf(document, FACETS) ?? {}, written);
}
