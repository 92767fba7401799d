/**
 * Content mode `redacted`: the content document holds what was said with everything sensitive masked, as texts to
 * search and as the rebuilt conversation, and nothing of the bodies themselves, since what is cut into chunks or
 * escaped there evades any pattern; nor any hash of them, since a guess can be tested against a hash. Texts are masked
 * before they are cut to size. Of a body that no reader knows, nothing is kept.
 */
import { EMPTY_CONVERSATION, type Conversation } from '../../../common/bodies/conversation';
import { writeStoredConversation } from '../../../common/bodies/stored_conversation';
import {
  completionText,
  promptText,
  reasoningText,
  systemText,
  toolNames,
} from '../../../common/bodies/text';
import { asObject, type JsonObject } from '../../../common/documents/json';
import type { ContentLimits } from '../context';
import { withFacets } from '../invocation/content_facets';
import type { Facts } from '../invocation/facts';
import { present } from '../invocation/present';
import type { InvocationRecord } from '../invocation/record';
import { TextCap } from '../invocation/text_cap';
import { maskedMatches } from './guardrail_matches';
import { maskConversation } from './mask_conversation';
import { maskDocument } from './mask_document';
import { maskText } from './mask_text';
import { Tally } from './tally';

const isRead = (reader: string | undefined): boolean =>
  reader !== undefined && reader !== 'unknown' && reader !== 'failed';

interface StoredConversation {
  readonly json?: string;
  /** Bytes of one that is too large to store. */
  readonly massiveLength?: number;
}

function stored(conversation: Conversation, maxBytes: number): StoredConversation {
  const json = writeStoredConversation(conversation);
  // No character has more than three bytes for each of its units: most are known to fit without being measured.
  if (json.length * 3 <= maxBytes) return { json };
  const length = Buffer.byteLength(json);
  return length <= maxBytes ? { json } : { massiveLength: length };
}

/**
 * Masks the document in place, says in it what was masked, and gives the content document. Media are taken out of the
 * record's bodies: nothing may read them afterwards.
 */
export function redact(
  record: InvocationRecord,
  facts: Facts,
  document: JsonObject,
  limits: ContentLimits,
): JsonObject {
  const tally = new Tally(facts.searched);
  const cap = new TextCap(limits.maxTextBytes);
  const read = isRead(facts.reader);
  maskDocument(document, tally);
  const conversation = read ? maskConversation(facts.conversation, tally) : EMPTY_CONVERSATION;
  // Joined as they read, masked parts may show what none of them held alone. Most texts are one part, known to be masked.
  const searchable = (text: string): string => cap.apply(maskText(text, tally));
  const completion = searchable(completionText(conversation));
  const { json, massiveLength } = read ? stored(conversation, limits.maxBodyBytes) : {};
  const written = present({
    gen_ai: {
      system_instructions: searchable(systemText(conversation)),
      prompt: searchable(promptText(conversation)),
      completion,
      reasoning: searchable(reasoningText(conversation)),
      tool: { names: toolNames(conversation) },
      request: { stop_sequences: conversation.parameters.stopSequences },
      guardrail: { matches: read ? maskedMatches(facts.guardrail, tally).map(cap.apply, cap) : [] },
      conversation: json,
      conversation_massive_length: massiveLength,
    },
    aws_bedrock: {
      invocation: {
        input: { input_body_s3_path: record.input.s3Path },
        output: { completion_text: completion, output_body_s3_path: record.output.s3Path },
      },
    },
    truncated: cap.cut ? true : undefined,
  });
  const invocation = asObject(asObject(document.aws_bedrock)?.invocation);
  if (invocation) invocation.redactions = present(tally.fields());
  return withFacets(document, written);
}
