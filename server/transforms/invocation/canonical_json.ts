/**
 * JSON Canonicalization Scheme (RFC 8785): the same value always becomes the same text, whatever the order of
 * its keys or the spelling of its numbers was. Identifies records that carry no request id.
 */
import type { Json } from '../../../common/documents/json';

/** JavaScript's own number and string serialisation and its order of strings are those of RFC 8785. */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.keys(value)
      .sort()
      .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key] ?? null)}`);
    return `{${members.join(',')}}`;
  }
  return JSON.stringify(value);
}
