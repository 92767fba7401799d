/**
 * Passwords and keys that are given to a name: in connection strings of ADO.NET (`Password=…;`), of Azure
 * (`AccountKey=…`, Azure Storage documentation, configure connection strings), in queries of URLs, and in JSON
 * (`"password": "…"`). Only the value goes. `password = read()` in a program is none.
 */
import { isBase64Url } from './characters';
import type { Detector, Found } from './detector';

const MAX_NAME = 40;
const MAX_VALUE = 512;
const CERTAIN = /^(?:AccountKey|SharedAccessKey|SharedSecretValue)$/i;
const PASSWORD = /(?:password|passwd|pwd|passphrase)$/i;
const KEY = /(?:client_?secret|api_?key|access_?token|refresh_?token|auth_?token|secret_?key)$/i;
/** A variable of an environment, not of a program. */
const VARIABLE = /^[A-Z][A-Z0-9_]*$/;
/** Another part of the same connection string, somewhere around. */
const BESIDE =
  /(?:^|[;\s"'])(?:server|data source|host|hostname|addr|address|database|initial catalog|dbname|user ?id|uid|user|username|port|driver)\s{0,2}=/i;
const BESIDE_REACH = 160;
const EQUALS = 61;
const SPACE = 32;
const QUOTES: ReadonlySet<number> = new Set([...`"'\\`].map((quote) => quote.charCodeAt(0)));
const isNamed = (code: number): boolean => isBase64Url(code);
const MASKED = '[REDACTED:';

/** Whether a member of a JSON object of this name holds a password or a key. */
export const isSecretName = (name: string): boolean =>
  PASSWORD.test(name) || KEY.test(name) || CERTAIN.test(name);

function report(text: string, start: number, end: number, found: Found): void {
  if (end > start && !text.startsWith(MASKED, start)) found(start, end);
}

const endOf = (text: string, start: number, ends: RegExp): number => {
  const value = text.slice(start, start + MAX_VALUE);
  const length = value.search(ends);
  return start + (length < 0 ? value.length : length);
};

/** Between quotes of the same kind. */
function quoted(text: string, at: number, found: Found): void {
  let start = at;
  while (start - at < 3 && (text[start] === ' ' || text[start] === '\\')) start += 1;
  const quote = text[start];
  if (quote !== '"' && quote !== "'") return;
  const end = endOf(text, start + 1, quote === '"' ? /"|\n|\\"/ : /'|\n/);
  if (text[end] === quote || text[end] === '\\') report(text, start + 1, end, found);
}

interface Name {
  readonly start: number;
  readonly word: string;
  readonly quoted: boolean;
}

/** What stands before the sign, with or without quotes (which JSON inside JSON escapes). */
function nameBefore(text: string, at: number): Name | undefined {
  let end = at;
  while (end > 0 && at - end < 2 && text.charCodeAt(end - 1) === SPACE) end -= 1;
  const spaced = end;
  while (end > 0 && spaced - end < 4 && QUOTES.has(text.charCodeAt(end - 1))) end -= 1;
  let start = end;
  while (start > 0 && end - start <= MAX_NAME && isNamed(text.charCodeAt(start - 1))) start -= 1;
  if (start === end || end - start > MAX_NAME) return undefined;
  return { start, word: text.slice(start, end), quoted: end < spaced };
}

function assigned(text: string, { start, word }: Name, after: number, found: Found): void {
  const before = text[start - 1];
  if (CERTAIN.test(word)) {
    report(text, after, endOf(text, after, /[^A-Za-z0-9+/=%]/), found);
  } else if (!isSecretName(word)) {
    return;
  } else if (before === '?' || before === '&') {
    report(text, after, endOf(text, after, /[&#\s"'<>`\\]/), found);
  } else if (PASSWORD.test(word) && isInConnectionString(text, start, after)) {
    const begin = text[after] === ' ' ? after + 1 : after;
    const end = endOf(text, begin, /[;"'\n\r`\\<>]/);
    // Parts stand between semicolons, where a value may have spaces, or between spaces.
    const bySemicolon = text[end] === ';' || before === ';' || text[start - 2] === ';';
    report(text, begin, bySemicolon ? end : endOf(text, begin, /[\s;"'`\\<>]/), found);
  } else if (VARIABLE.test(word)) {
    const begin = text[after] === '"' || text[after] === "'" ? after + 1 : after;
    const end = endOf(text, begin, /[;"'\s`\\<>]/);
    // A call or a reference is a program, not a value.
    if (text[begin] !== '$' && text[end - 1] !== ')') report(text, begin, end, found);
  }
}

function isInConnectionString(text: string, start: number, after: number): boolean {
  const before = text.slice(Math.max(0, start - BESIDE_REACH), start);
  return BESIDE.test(`${before};${text.slice(after, after + BESIDE_REACH)}`);
}

export const password: Detector = {
  kind: 'password',
  group: 'secret',
  sign: 'assignment',
  find(text, at, after, found) {
    const name = nameBefore(text, at);
    if (!name) return;
    if (text.charCodeAt(at) === EQUALS) assigned(text, name, after, found);
    else if (name.quoted && isSecretName(name.word)) quoted(text, after, found);
  },
};
