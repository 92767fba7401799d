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
import { present, type Draft } from './present';
import type { InvocationRecord } from './record';

const FACETS = FACET_NAMES.map((name) => name.split('.'));

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Copies the facets a document has into a new object. */
function facetsOf(document: JsonObject): JsonObject {
  const facets: JsonObject = {};
  for (const path of FACETS) {
    let value: Json | undefined = document;
    for (const key of path) value = isObject(value) ? value[key] : undefined;
    if (value === undefined) continue;
    let target = facets;
    for (const key of path.slice(0, -1)) {
      const next = target[key];
      target = isObject(next) ? next : (target[key] = {});
    }
    target[path[path.length - 1] ?? ''] = value;
  }
  return facets;
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

/** The body as JSON text with media replaced, or where it is too large what identifies it. */
function bodyFields(
  name: 'input_body_json' | 'output_body_json',
  side: Side,
  maxBytes: number,
): { [key: string]: Draft } {
  if (side.body === undefined || side.text === undefined) return {};
  const text = replaceMedia(side.body) ? JSON.stringify(side.body) : side.text;
  const length = text === side.text ? (side.size ?? 0) : Buffer.byteLength(text);
  if (length <= maxBytes) return { [name]: text };
  return {
    [`${name}_massive_hash`]: createHash('sha1').update(text, 'utf8').digest('hex'),
    [`${name}_massive_length`]: length,
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
  const written = {
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
          ...bodyFields('input_body_json', record.input, limits.maxBodyBytes),
          input_body_s3_path: record.input.s3Path,
        },
        output: {
          completion_text: completion,
          ...bodyFields('output_body_json', record.output, limits.maxBodyBytes),
          output_body_s3_path: record.output.s3Path,
        },
      },
    },
  };
  return merge(facetsOf(document), present({ ...written, truncated: cap.cut ? true : undefined }));
}
