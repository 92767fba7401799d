/**
 * One side of an invocation as it stands in a record: the body, its size, and what became of it. Bodies may be
 * inline, moved to S3 because they were too large and perhaps fetched from there, missing, or text that was cut.
 */
import {
  asCount,
  asObject,
  asText,
  type Json,
  type JsonObject,
  type Maybe,
} from '../../../common/documents/json';
import type { WrittenBody } from './body_slices';

export type BodyState = 'inline' | 'fetched' | 'offloaded' | 'absent' | 'truncated';

export interface Side {
  readonly contentType?: string;
  /** As the record counts; the body's own usage is read elsewhere. */
  readonly tokens?: number;
  readonly s3Path?: string;
  readonly state: BodyState;
  readonly body?: Json;
  /** Bytes of `text` in UTF-8. */
  readonly size?: number;
  /** The body as JSON: as the record has it, or compact. */
  readonly text?: string;
}

/** Keys of one side of a record: `input…` or `output…`. */
export interface Keys {
  readonly contentType: string;
  readonly tokens: string;
  readonly s3Path: string;
  readonly body: string;
}

export const INPUT: Keys = {
  contentType: 'inputContentType',
  tokens: 'inputTokenCount',
  s3Path: 'inputBodyS3Path',
  body: 'inputBodyJson',
};
export const OUTPUT: Keys = {
  contentType: 'outputContentType',
  tokens: 'outputTokenCount',
  s3Path: 'outputBodyS3Path',
  body: 'outputBodyJson',
};

const LOOKS_LIKE_JSON = /^\s*[[{]/;

/** A body that is text may be JSON that was written as a string, whole or cut off. */
function parseText(text: string): { body: Json; cut: boolean } {
  if (!LOOKS_LIKE_JSON.test(text)) return { body: text, cut: false };
  try {
    return { body: JSON.parse(text) as Json, cut: false };
  } catch {
    return { body: text, cut: true };
  }
}

/** Undefined for what is nested deeper than the stack. */
function serialise(body: Json): WrittenBody | undefined {
  try {
    const text = JSON.stringify(body);
    return { text, bytes: Buffer.byteLength(text) };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

type Found = Pick<Side, 'state' | 'body' | 'text' | 'size'>;

function readBody(raw: Maybe, slice: WrittenBody | undefined): Found | undefined {
  if (raw === undefined || raw === null || raw === '') return undefined;
  const { body, cut } = typeof raw === 'string' ? parseText(raw) : { body: raw, cut: false };
  const written = slice ?? serialise(body);
  if (!written) return { state: 'truncated' };
  return { state: cut ? 'truncated' : 'inline', body, text: written.text, size: written.bytes };
}

/** Nothing where it is no JSON body: what lies in S3 may be binary, or may have been cut. */
function readFetched(text: string | undefined): Found | undefined {
  if (text === undefined) return undefined;
  try {
    const body = JSON.parse(text) as Json;
    if (typeof body !== 'object' || body === null) return undefined;
    return { state: 'fetched', body, text, size: Buffer.byteLength(text) };
  } catch {
    return undefined;
  }
}

/**
 * @param slice the body as it is written in its record, where that is known
 * @param fetched the body as it lies in S3, for a record that does not hold it
 */
export function readSide(
  value: Maybe,
  keys: Keys,
  slice: WrittenBody | undefined,
  fetched: string | undefined,
): Side {
  const side: JsonObject = asObject(value) ?? {};
  const s3Path = asText(side[keys.s3Path]);
  const found = readBody(side[keys.body], slice) ?? readFetched(fetched);
  return {
    contentType: asText(side[keys.contentType]),
    tokens: asCount(side[keys.tokens]),
    s3Path,
    state: found?.state ?? (s3Path === undefined ? 'absent' : 'offloaded'),
    body: found?.body,
    text: found?.text,
    size: found?.size,
  };
}
