/**
 * URIs with a password in them (RFC 3986, 3.2.1): `scheme://user:password@host`. All of the URI goes, since what
 * follows the host often repeats the password.
 */
import { isAlphanumeric } from './characters';
import type { Detector } from './detector';

const REACH = 512;
/** What a URI never has unencoded, and what ends it in text, markup and JSON. */
const OUTSIDE = /[\s"'<>`{}|\\^]/;
/** What ends a sentence, not a URI. */
const PUNCTUATION: ReadonlySet<string> = new Set([...'.,;:!?)]']);
const MASKED = '[REDACTED:';
const MAX_URI = 2048;

export const connectionString: Detector = {
  kind: 'connection_string',
  group: 'secret',
  sign: 'at',
  find(text, at, afterAt, found) {
    if (text[at] !== '@') return;
    const from = Math.max(0, at - REACH);
    const before = text.slice(from, at);
    const slashes = before.lastIndexOf('://');
    if (slashes < 1) return;
    const credentials = before.slice(slashes + 3);
    const colon = credentials.indexOf(':');
    const password = credentials.slice(colon + 1);
    if (colon < 0 || password === '' || password.startsWith(MASKED) || OUTSIDE.test(credentials)) return;
    // A path before the @ is no password: https://host:8080/users/@me
    if (/^\d{1,5}[/?#]/.test(password) || !isAlphanumeric(text.charCodeAt(afterAt))) return;
    let scheme = slashes;
    while (scheme > 0 && /[A-Za-z0-9+.-]/.test(before[scheme - 1] ?? '')) scheme -= 1;
    if (scheme === slashes) return;
    const rest = text.slice(afterAt, afterAt + MAX_URI);
    const length = rest.search(OUTSIDE);
    let end = afterAt + (length < 0 ? rest.length : length);
    while (end > afterAt && PUNCTUATION.has(text[end - 1] ?? '')) end -= 1;
    found(from + scheme, end);
  },
};
