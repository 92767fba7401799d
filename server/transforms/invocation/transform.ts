/**
 * One model invocation log record, as text, becomes a document and (by content mode) a content document, or is
 * rejected or skipped with a reason. Pure: the same text, context and bodies give the same bytes. Never throws for
 * anything a record holds.
 */
import { asObject, asText } from '../../../common/documents/json';
import { unknownIn } from '../../../common/models/model_id';
import { DEFAULT_CONTENT_LIMITS, type TransformContext } from '../context';
import { parseJson, type ParsedJson } from '../decode/parsed_json';
import type { Indexed, Outcome, RejectedCode, SkippedReason } from '../outcome';
import { redact } from '../redaction/redacted_content';
import { contentOf } from './content';
import { documentOf } from './document';
import { findFacts } from './facts';
import { invocationId } from './identity';
import type { BodyTexts } from './offloaded';
import { readRecord } from './record';
import { parseEventTime } from './timestamp';

const SCHEMA = 'ModelInvocationLog';
/** What Bedrock writes once into a log group when logging is switched on. */
const PERMISSION_LINE = 'Permissions are correctly set for Amazon Bedrock logs.';

const rejected = (reason: RejectedCode): Outcome => ({ status: 'rejected', reasons: [reason] });
const skipped = (reason: SkippedReason): Outcome => ({ status: 'skipped', reason });

/**
 * @param text one record as AWS wrote it
 * @param bodies that the record names instead of holding them (`offloadedBodies`), where they could be had
 * @param parsed the text, where it was parsed before: nothing may read it afterwards
 */
export function transformInvocation(
  text: string,
  context: TransformContext,
  bodies: BodyTexts = {},
  parsed: ParsedJson | undefined = parseJson(text),
): Outcome {
  if (!parsed) return text.trim() === PERMISSION_LINE ? skipped('noise') : rejected('not_json');
  if (parsed.value === PERMISSION_LINE) return skipped('noise');
  const raw = asObject(parsed.value);
  if (!raw) return rejected('not_an_object');
  const schema = asText(raw.schemaType);
  if (schema !== SCHEMA) return skipped('other_schema');
  const time = parseEventTime(raw.timestamp);
  if (!time) return rejected('no_timestamp');

  let id: string;
  const record = readRecord(text, raw, time, bodies);
  try {
    id = invocationId(record, raw);
  } catch (error) {
    // Only a record without a request id is serialised to identify it; one nested this deep cannot be.
    if (error instanceof RangeError) return rejected('too_large');
    throw error;
  }
  const facts = findFacts(record, context.lookups);
  const document = documentOf(record, facts, context);
  const unknownModel = unknownIn(context.lookups.resolvedModels, facts.model);
  const indexed: { -readonly [key in keyof Indexed]: Indexed[key] } = {
    status: 'indexed',
    dataset: 'invocation',
    id,
    timestamp: time.epoch,
    document,
  };
  if (unknownModel !== undefined) indexed.unknownModel = unknownModel;
  if (context.contentMode === 'none') return indexed;
  const limits = context.limits ?? DEFAULT_CONTENT_LIMITS;
  const contentIn = context.contentMode === 'redacted' ? redact : contentOf;
  indexed.content = contentIn(record, facts, document, limits);
  return indexed;
}
