/**
 * Rison, the notation in which the host keeps state in the URL: JSON with fewer characters that need escaping
 * (`(time:(from:now-24h,to:now))`). Compatible with what the host writes and reads; the host shares no parser.
 * Notation: https://github.com/Nanonid/rison
 */

export type RisonValue =
  | null
  | boolean
  | number
  | string
  | readonly RisonValue[]
  | { readonly [key: string]: RisonValue | undefined };

/** The text is not Rison. Links are typed, cut and mangled by people and programs, so readers expect it. */
export class RisonError extends Error {
  override readonly name = 'RisonError';
}

const IDENTIFIER = /^[^-0-9 '!:(),*@$][^ '!:(),*@$]*$/;
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e-?\d+)?$/;
const MAX_DEPTH = 32;

/** Keys are sorted, so that one state has one URL. `undefined` members are left out, as in JSON. */
export function encodeRison(value: RisonValue): string {
  if (value === null) return '!n';
  if (value === true) return '!t';
  if (value === false) return '!f';
  if (typeof value === 'number') {
    // Rison writes no plus sign: it would be read as a space in a URL.
    return Number.isFinite(value) ? String(value).replace('+', '') : '!n';
  }
  if (typeof value === 'string') {
    return IDENTIFIER.test(value) ? value : `'${value.replace(/[!']/g, '!$&')}'`;
  }
  if (isList(value)) return `!(${value.map(encodeRison).join(',')})`;
  const members = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .flatMap(([key, member]) => (member === undefined ? [] : [`${encodeRison(key)}:${encodeRison(member)}`]));
  return `(${members.join(',')})`;
}

const isList = (value: object): value is readonly RisonValue[] => Array.isArray(value);

/** Throws `RisonError`. */
export function decodeRison(text: string): RisonValue {
  const reader = new Reader(text);
  const value = reader.value(0);
  reader.end();
  return value;
}

class Reader {
  private at = 0;
  constructor(private readonly text: string) {}

  value(depth: number): RisonValue {
    if (depth > MAX_DEPTH) throw this.error('nested too deeply');
    const next = this.text[this.at];
    if (next === "'") return this.quoted();
    if (next === '(') return this.object(depth);
    if (next === '!') return this.marked(depth);
    return this.bare();
  }

  end(): void {
    if (this.at !== this.text.length) throw this.error('unexpected text');
  }

  private marked(depth: number): RisonValue {
    const mark = this.text[this.at + 1];
    this.at += 2;
    if (mark === 't') return true;
    if (mark === 'f') return false;
    if (mark === 'n') return null;
    if (mark === '(') return this.list(depth);
    throw this.error('unknown mark');
  }

  private list(depth: number): RisonValue[] {
    const items: RisonValue[] = [];
    if (this.take(')')) return items;
    do items.push(this.value(depth + 1));
    while (this.take(','));
    this.expect(')');
    return items;
  }

  private object(depth: number): RisonValue {
    this.expect('(');
    const members: Array<[string, RisonValue]> = [];
    if (this.take(')')) return {};
    do {
      const key = this.text[this.at] === "'" ? this.quoted() : this.word();
      this.expect(':');
      members.push([key, this.value(depth + 1)]);
    } while (this.take(','));
    this.expect(')');
    // fromEntries defines members, so a key such as __proto__ is a member like any other.
    return Object.fromEntries(members);
  }

  private quoted(): string {
    this.expect("'");
    let value = '';
    for (;;) {
      const next = this.text[this.at];
      if (next === undefined) throw this.error('unterminated string');
      this.at += 1;
      if (next === "'") return value;
      if (next !== '!') {
        value += next;
        continue;
      }
      const escaped = this.text[this.at];
      if (escaped !== '!' && escaped !== "'") throw this.error('unknown escape');
      value += escaped;
      this.at += 1;
    }
  }

  private bare(): string | number {
    const word = this.word();
    if (NUMBER.test(word)) return Number(word);
    if (!IDENTIFIER.test(word)) throw this.error('not a value');
    return word;
  }

  private word(): string {
    const start = this.at;
    while (this.at < this.text.length && !" '!:(),*@$".includes(this.text[this.at] ?? ' ')) this.at += 1;
    if (this.at === start) throw this.error('a value is missing');
    return this.text.slice(start, this.at);
  }

  private take(character: string): boolean {
    if (this.text[this.at] !== character) return false;
    this.at += 1;
    return true;
  }

  private expect(character: string): void {
    if (!this.take(character)) throw this.error(`expected ${character}`);
  }

  private error(what: string): RisonError {
    return new RisonError(`${what} at ${this.at}`);
  }
}
