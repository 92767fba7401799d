/**
 * A record of schema 1.0 taken apart once (Bedrock user guide, model invocation logging), so that everything
 * after reads named values of known types.
 */
import {
  asCount,
  asObject,
  asText,
  first,
  type Json,
  type JsonObject,
  type Maybe,
} from '../../../common/documents/json';
import { LONGEST_METADATA_PART } from '../../../common/documents/metadata_pairs';
import { INPUT, OUTPUT, readSide, type Side } from './body';
import { sliceBodies } from './body_slices';
import type { BodyTexts } from './offloaded';
import { principalOf, type Principal } from '../principal';
import type { EventTime } from './timestamp';

export interface InvocationRecord {
  readonly time: EventTime;
  readonly schemaType: string | undefined;
  readonly schemaVersion: string | undefined;
  readonly accountId: string | undefined;
  readonly region: string | undefined;
  readonly inferenceRegion: string | undefined;
  readonly requestId: string | undefined;
  readonly operation: string | undefined;
  readonly modelId: string | undefined;
  readonly errorCode: string | undefined;
  readonly principal: Principal | undefined;
  readonly requestMetadata: readonly (readonly [string, string])[];
  readonly cacheRead: number | undefined;
  readonly cacheWrite: number | undefined;
  readonly input: Side;
  readonly output: Side;
  /** The request to read: the body, completed by what some records carry beside `input`. */
  readonly request: Maybe;
  /** The record's `output`: that of images and videos has fields which AWS does not document. */
  readonly outputMedia: JsonObject;
}

const ACCOUNT_DIGITS = 12;

/** Account ids have twelve digits; one written as a number has lost its leading zeros. */
const accountIdOf = (value: Maybe): string | undefined =>
  asText(value) ?? asCount(value)?.toString().padStart(ACCOUNT_DIGITS, '0');

/** At most so many pairs (Bedrock user guide, request metadata); AWS enforces it. */
const MAX_PAIRS = 16;

/** Each key once, also where two are the same as far as they are kept: a record counts once for each key. */
function metadataPairs(value: Maybe): (readonly [string, string])[] {
  const pairs = new Map<string, string>();
  for (const [key, item] of Object.entries(asObject(value) ?? {})) {
    if (pairs.size === MAX_PAIRS) break;
    const scalar = typeof item === 'number' || typeof item === 'boolean' ? String(item) : asText(item);
    if (key.trim() === '' || scalar === undefined) continue;
    pairs.set(key.slice(0, LONGEST_METADATA_PART), scalar.slice(0, LONGEST_METADATA_PART));
  }
  return [...pairs];
}

/** Parts of a request that have been seen as keys of the record, beside `input`. */
const STRAY_KEYS = ['system', 'messages', 'content'] as const;

function requestOf(record: JsonObject, body: Json | undefined): Maybe {
  if (!STRAY_KEYS.some((key) => record[key] !== undefined)) return body;
  const request = asObject(body);
  if (body !== undefined && !request) return body;
  const stray: JsonObject = {};
  for (const key of STRAY_KEYS) {
    const value = record[key];
    if (value !== undefined && value !== null && request?.[key] === undefined) stray[key] = value;
  }
  if (stray.content !== undefined && stray.messages === undefined && request?.messages === undefined) {
    stray.messages = [{ role: 'user', content: stray.content }];
  }
  delete stray.content;
  return Object.keys(stray).length === 0 ? body : { ...stray, ...request };
}

/**
 * @param text of which `record` was parsed
 * @param bodies that stand beside the record
 */
export function readRecord(
  text: string,
  record: JsonObject,
  time: EventTime,
  bodies: BodyTexts,
): InvocationRecord {
  const slices = sliceBodies(text, record);
  const inputValue = asObject(record.input);
  const input = readSide(inputValue, INPUT, slices.input, bodies.input);
  const output = readSide(record.output, OUTPUT, slices.output, bodies.output);
  return {
    time,
    schemaType: asText(record.schemaType),
    schemaVersion: asText(record.schemaVersion),
    accountId: accountIdOf(record.accountId),
    region: asText(record.region),
    inferenceRegion: asText(record.inferenceRegion),
    requestId: asText(record.requestId),
    operation: asText(record.operation),
    modelId: asText(record.modelId),
    errorCode: asText(record.errorCode),
    principal: principalOf(record.identity),
    requestMetadata: metadataPairs(
      first(asObject(record.requestMetadata), asObject(asObject(input.body)?.requestMetadata)),
    ),
    cacheRead: asCount(inputValue?.cacheReadInputTokenCount),
    cacheWrite: asCount(inputValue?.cacheWriteInputTokenCount),
    input,
    output,
    request: requestOf(record, input.body),
    outputMedia: asObject(record.output) ?? {},
  };
}
