/**
 * The content document of a CloudTrail event: parameters, answer and error message, which hold or quote what people
 * wrote (instructions of agents, topics of guardrails). In mode `redacted` each is masked first, and the document says
 * how much was.
 */
import { asObject, type Json, type JsonObject, type Maybe } from '../../../common/documents/json';
import type { ContentLimits } from '../context';
import { withFacets } from '../invocation/content_facets';
import { present } from '../invocation/present';
import { TextCap } from '../invocation/text_cap';
import { maskJson } from '../redaction/mask_json';
import { maskText } from '../redaction/mask_text';
import { Tally } from '../redaction/tally';
import type { CloudTrailEvent } from './event';

/** What becomes of a value and of a text before they are stored. */
interface Treatment {
  readonly json: (value: Json) => Json;
  readonly text: (text: string) => string;
}

const AS_IT_IS: Treatment = { json: (value) => value, text: (text) => text };

/** Undefined where the event holds nothing of the kind. */
export const contentOf = (
  event: CloudTrailEvent,
  document: JsonObject,
  limits: ContentLimits,
): JsonObject | undefined => written(event, document, limits, AS_IT_IS);

/** The same, masked. Changes the document: what a caller words freely in it is masked, too, and counted. */
export function redactedContentOf(
  event: CloudTrailEvent,
  document: JsonObject,
  limits: ContentLimits,
): JsonObject | undefined {
  const tally = new Tally();
  const userAgent = asObject(document.user_agent);
  if (userAgent && typeof userAgent.original === 'string')
    userAgent.original = maskText(userAgent.original, tally);
  const content = written(event, document, limits, {
    json: (value) => maskJson(value, tally),
    text: (text) => maskText(text, tally),
  });
  const fields = asObject(asObject(document.aws_bedrock)?.event);
  if (fields) fields.redactions = present(tally.fields());
  return content;
}

function written(
  { requestParameters, responseElements, errorMessage }: CloudTrailEvent,
  document: JsonObject,
  { maxBodyBytes, maxTextBytes }: ContentLimits,
  treated: Treatment,
): JsonObject | undefined {
  const bodies = new TextCap(maxBodyBytes);
  const texts = new TextCap(maxTextBytes);
  const stored = (value: Maybe): string | undefined =>
    value === undefined || value === null ? undefined : bodies.apply(JSON.stringify(treated.json(value)));
  const content = present({
    aws: {
      cloudtrail: {
        request_parameters: stored(requestParameters),
        response_elements: stored(responseElements),
      },
    },
    error: { message: errorMessage === undefined ? undefined : texts.apply(treated.text(errorMessage)) },
    truncated: bodies.cut || texts.cut ? true : undefined,
  });
  return Object.keys(content).length === 0 ? undefined : withFacets(document, content);
}
