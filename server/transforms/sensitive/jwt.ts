/**
 * JSON Web Tokens (RFC 7519; compact form of RFC 7515): header and payload begin with `{"`, which is `eyJ` in
 * base64url. The signature may be missing or cut: the payload alone says who somebody is.
 */
import { isAlphanumeric, isBase64Url } from './characters';
import type { Detector } from './detector';

const OBJECT = 'eyJ';
const MIN_PAYLOAD = 8;
const DOT = 46;

const segmentEnd = (text: string, start: number): number => {
  let end = start;
  while (isBase64Url(text.charCodeAt(end))) end += 1;
  return end;
};

/** The first place within a segment where an object can begin, or -1. */
function objectIn(text: string, start: number, end: number): number {
  const segment = text.slice(start, end);
  for (let at = segment.indexOf(OBJECT); at >= 0; at = segment.indexOf(OBJECT, at + 1)) {
    if (at === 0 || !isAlphanumeric(segment.charCodeAt(at - 1))) return start + at;
  }
  return -1;
}

export const jwt: Detector = {
  kind: 'jwt',
  group: 'secret',
  sign: 'token',
  // Headers are long enough to be places of their own, which end at the dot before the payload.
  find(text, start, headerEnd, found) {
    if (text.charCodeAt(headerEnd) !== DOT || !text.startsWith(OBJECT, headerEnd + 1)) return;
    const payloadEnd = segmentEnd(text, headerEnd + 1);
    if (payloadEnd - headerEnd < MIN_PAYLOAD) return;
    let segment = headerEnd;
    while (segment > start && isBase64Url(text.charCodeAt(segment - 1))) segment -= 1;
    const header = objectIn(text, segment, headerEnd);
    if (header < 0) return;
    found(header, text.charCodeAt(payloadEnd) === DOT ? segmentEnd(text, payloadEnd + 1) : payloadEnd);
  },
};
