/**
 * One CloudTrail event, as text, becomes a document and (by content mode) a content document, or is rejected or skipped
 * with a reason. Only events of Bedrock are kept. Pure: the same text and context give the same bytes. Never throws for
 * anything a record holds.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference.html
 */
import { asObject, asText, type JsonObject } from '../../../common/documents/json';
import { unknownIn } from '../../../common/models/model_id';
import { DEFAULT_CONTENT_LIMITS, type TransformContext } from '../context';
import { parseJson, type ParsedJson } from '../decode/parsed_json';
import { canonicalJson } from '../invocation/canonical_json';
import { hashId } from '../invocation/identity';
import type { BodyTexts } from '../invocation/offloaded';
import { parseEventTime } from '../invocation/timestamp';
import type { Outcome } from '../outcome';
import { contentOf, redactedContentOf } from './content';
import { documentOf } from './document';
import { isCovered, isInsight, readEvent } from './event';

const BEDROCK = /^bedrock[\w-]*\.amazonaws\.com(?:\.cn)?$/;

/**
 * @param text one event as AWS wrote it, or as EventBridge passed it on
 * @param parsed the text, where it was parsed before
 */
export function transformCloudTrail(
  text: string,
  context: TransformContext,
  _bodies?: BodyTexts,
  parsed: ParsedJson | undefined = parseJson(text),
): Outcome {
  if (parsed === undefined) return { status: 'rejected', reasons: ['not_json'] };
  const record = asObject(parsed.value);
  if (record === undefined) return { status: 'rejected', reasons: ['not_an_object'] };
  try {
    return transformEvent(unwrapped(record), context);
  } catch (error) {
    // Serialised to be identified, or as content: one nested this deep cannot be.
    if (error instanceof RangeError) return { status: 'rejected', reasons: ['too_large'] };
    throw error;
  }
}

/** EventBridge puts the event into `detail`. */
const unwrapped = (record: JsonObject): JsonObject =>
  (record.eventSource === undefined ? asObject(record.detail) : undefined) ?? record;

function transformEvent(raw: JsonObject, context: TransformContext): Outcome {
  if (!BEDROCK.test(asText(raw.eventSource) ?? '') || isInsight(raw))
    return { status: 'skipped', reason: 'other_schema' };
  const time = parseEventTime(raw.eventTime);
  if (time === undefined) return { status: 'rejected', reasons: ['no_timestamp'] };
  const event = readEvent(raw, time, context.lookups.resolvedModels);
  if (!isCovered(event, context.covers)) return { status: 'skipped', reason: 'other_place' };

  const document = documentOf(event, context);
  const limits = context.limits ?? DEFAULT_CONTENT_LIMITS;
  const content =
    context.contentMode === 'none'
      ? undefined
      : context.contentMode === 'redacted'
        ? redactedContentOf(event, document, limits)
        : contentOf(event, document, limits);
  const unknownModel =
    event.model === undefined ? undefined : unknownIn(context.lookups.resolvedModels, event.model);
  return {
    status: 'indexed',
    dataset: 'cloudtrail',
    id: hashId(event.eventId ?? canonicalJson(raw)),
    timestamp: time.epoch,
    document,
    ...(content === undefined ? {} : { content }),
    ...(unknownModel === undefined ? {} : { unknownModel }),
  };
}
