/**
 * The content document of an invocation: what people wrote and models answered, under the invocation's id. It
 * repeats the facets by which people narrow a text search, so that such a search needs no second index.
 */
import { createHash } from 'node:crypto';
import type { JsonObject } from '../../../common/documents/json';
import {
  completionText,
  promptText,
  reasoningText,
  systemText,
  toolNames,
} from '../../../common/bodies/text';
import type { ContentLimits } from '../context';
import type { Side } from './body';
import { withFacets } from './content_facets';
import type { Facts } from './facts';
import { replaceMedia } from './media';
import { present } from './present';
import type { InvocationRecord } from './record';
import { TextCap } from './text_cap';

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
  return withFacets(document, written);
}
