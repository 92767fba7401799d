/**
 * AWS secret access keys (IAM user guide, access keys): forty characters of base64. Much else has forty characters,
 * so letters of both cases and digits have to be among them, and a name for it or an access key id before them.
 */
import { isBase64 } from './characters';
import type { Detector } from './detector';

const LENGTH = 40;
const REACH = 96;
const CONTEXT = /secret|aws.{0,20}key|(?<![A-Za-z0-9])A(?:KIA|SIA)[A-Z2-7]{16}|REDACTED:aws_access_key/i;

/** Hashes in hex have no capitals beside small letters. */
const isMixed = (key: string): boolean => /[a-z]/.test(key) && /[A-Z]/.test(key) && /\d/.test(key);

/** Ends of the stretch of base64 around `at`, within the place. */
function stretches(text: string, start: number, end: number): [number, number][] {
  const found: [number, number][] = [];
  for (let index = start, from = start; index <= end; index += 1) {
    if (index < end && isBase64(text.charCodeAt(index))) continue;
    if (index - from === LENGTH) found.push([from, index]);
    from = index + 1;
  }
  return found;
}

export const awsSecretKey: Detector = {
  kind: 'aws_secret_key',
  group: 'secret',
  sign: 'token',
  find(text, start, end, found) {
    if (end - start < LENGTH) return;
    for (const [from, to] of stretches(text, start, end)) {
      if (!isMixed(text.slice(from, to))) continue;
      if (CONTEXT.test(text.slice(Math.max(0, from - REACH), from))) found(from, to);
    }
  },
};
