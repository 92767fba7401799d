/**
 * ListObjectsV2: keys in UTF-8 order, at most 1,000 per page, what lies behind a delimiter rolled up.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
 */
import { AwsError } from '../protocol/errors';
import type { XmlValue } from '../protocol/xml';
import type { SealedTokens } from '../sealed_token';
import type { Bucket, StoredObject } from './buckets';

const maximumKeys = 1000;

export interface ListContext {
  readonly tokens: SealedTokens;
  readonly now: number;
  /** A page without keys that leads on. */
  readonly nothing: boolean;
}

export function listObjects(
  bucket: Bucket,
  query: ReadonlyMap<string, string>,
  context: ListContext,
): XmlValue {
  const { tokens, now } = context;
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const token = query.get('continuation-token');
  const question = [bucket.name, prefix, delimiter];
  const limit = Math.min(readLimit(query.get('max-keys')), maximumKeys);
  const after =
    token === undefined ? (query.get('start-after') ?? '') : openMarker(tokens, question, token, now);
  const page = context.nothing
    ? { objects: [], prefixes: [], last: after, isTruncated: true }
    : pageAfter(bucket, { prefix, delimiter, after, limit, isResumed: token !== undefined }, now);

  const encode = query.get('encoding-type') === 'url' ? urlEncoded : (text: string): string => text;
  return {
    Name: bucket.name,
    Prefix: encode(prefix),
    ...(delimiter === '' ? {} : { Delimiter: encode(delimiter) }),
    ...(query.has('start-after') ? { StartAfter: encode(query.get('start-after') ?? '') } : {}),
    ...(query.has('encoding-type') ? { EncodingType: 'url' } : {}),
    ...(token === undefined ? {} : { ContinuationToken: token }),
    ...(page.isTruncated ? { NextContinuationToken: tokens.seal(question, page.last, now) } : {}),
    KeyCount: page.objects.length + page.prefixes.length,
    MaxKeys: limit,
    IsTruncated: page.isTruncated,
    Contents: page.objects.map((object) => ({
      Key: encode(object.key),
      LastModified: new Date(object.lastModified).toISOString(),
      ETag: object.etag,
      Size: object.body.length,
      StorageClass: 'STANDARD',
    })),
    CommonPrefixes: page.prefixes.map((common) => ({ Prefix: encode(common) })),
  };
}

interface Listing {
  readonly prefix: string;
  readonly delimiter: string;
  readonly after: string;
  readonly limit: number;
  /** `after` is where the last page ended: a common prefix there has been told. */
  readonly isResumed: boolean;
}

function pageAfter(bucket: Bucket, listing: Listing, now: number) {
  const { prefix, delimiter, limit, isResumed } = listing;
  const objects: StoredObject[] = [];
  const prefixes: string[] = [];
  let last = listing.after;
  let after = isResumed && delimiter !== '' && last.endsWith(delimiter) ? behind(last) : last;
  for (;;) {
    let rolledUp: string | undefined;
    for (const object of bucket.list(prefix, after, now)) {
      if (objects.length + prefixes.length === limit) {
        return { objects, prefixes, last, isTruncated: limit > 0 };
      }
      rolledUp = commonPrefix(object.key, prefix, delimiter);
      last = rolledUp ?? object.key;
      if (rolledUp !== undefined) break;
      objects.push(object);
    }
    if (rolledUp === undefined) return { objects, prefixes, last, isTruncated: false };
    prefixes.push(rolledUp);
    after = behind(rolledUp);
  }
}

/** After every key that begins with this prefix. */
const behind = (prefix: string): string => `${prefix}\u{10FFFF}`;

/** The key up to and with the first delimiter behind the prefix; undefined where there is none. */
function commonPrefix(key: string, prefix: string, delimiter: string): string | undefined {
  if (delimiter === '') return undefined;
  const at = key.indexOf(delimiter, prefix.length);
  return at < 0 ? undefined : key.slice(0, at + delimiter.length);
}

function openMarker(tokens: SealedTokens, question: unknown, token: string, now: number): string {
  const opened = tokens.open(question, token, now);
  if (typeof opened?.state === 'string') return opened.state;
  throw new AwsError('InvalidArgument', 'The continuation token provided is incorrect');
}

function readLimit(text: string | undefined): number {
  const limit = Number(text ?? maximumKeys);
  if (Number.isInteger(limit) && limit >= 0) return limit;
  throw new AwsError('InvalidArgument', 'Argument maxKeys must be an integer between 0 and 2147483647');
}

const urlEncoded = (text: string): string =>
  encodeURIComponent(text).replace(/%2F/g, '/').replace(/%20/g, '+');
