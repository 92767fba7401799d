/**
 * The id of an invocation's document: a hash of what identifies it at AWS, so that redelivery, replays and the
 * same invocation arriving by another way land on one document.
 */
import { createHash, hash } from 'node:crypto';
import type { JsonObject } from '../../../common/documents/json';
import { canonicalJson } from './canonical_json';

const ID_BYTES = 20;

/** At once where Node can (from 20.12 on): an object for every record to hash with takes twice as long. */
const sha256: (text: string) => string =
  typeof hash === 'function'
    ? (text) => hash('sha256', text, 'hex')
    : (text) => createHash('sha256').update(text, 'utf8').digest('hex');

export const hashId = (text: string): string =>
  Buffer.from(sha256(text), 'hex').toString('base64url', 0, ID_BYTES);

export interface Identifying {
  readonly accountId: string | undefined;
  readonly region: string | undefined;
  readonly requestId: string | undefined;
}

/**
 * 27 characters of base64url. Without a request id the record itself is what identifies it.
 * @throws RangeError when such a record is nested deeper than the stack
 */
export function invocationId({ accountId, region, requestId }: Identifying, record: JsonObject): string {
  if (requestId === undefined) return hashId(canonicalJson(record));
  return hashId(`${accountId ?? ''}|${region ?? ''}|${requestId}`);
}
