/**
 * Rison, the notation of state in the host's URLs: JSON with fewer characters to escape. `(a:!t,b:!(1,'x y'))`
 * is `{ a: true, b: [1, 'x y'] }`. (https://github.com/Nanonid/rison)
 */
const BARE = /^[^-0-9 '!:(),*@$][^ '!:(),*@$]*$/;
const BARE_PREFIX = /^[^ '!:(),*@$]+/;

export function encodeRison(value: unknown): string {
  if (value === null || value === undefined) return '!n';
  if (typeof value === 'boolean') return value ? '!t' : '!f';
  if (typeof value === 'number') return Number.isFinite(value) ? String(value).replace('+', '') : '!n';
  if (typeof value === 'string') return BARE.test(value) ? value : `'${value.replace(/['!]/g, '!$&')}'`;
  if (Array.isArray(value)) return `!(${value.map(encodeRison).join(',')})`;
  const entries = Object.entries(value)
    .filter(([, entry]) => entry !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `(${entries.map(([key, entry]) => `${encodeRison(key)}:${encodeRison(entry)}`).join(',')})`;
}

/** @throws SyntaxError */
export function decodeRison(text: string): unknown {
  const reader = new Reader(text);
  const value = reader.value();
  reader.end();
  return value;
}

class Reader {
  private at = 0;
  constructor(private readonly text: string) {}

  value(): unknown {
    if (this.take('(')) return this.object();
    if (this.take("'")) return this.quoted();
    if (this.take('!')) return this.special();
    const bare = BARE_PREFIX.exec(this.text.slice(this.at))?.[0];
    if (bare === undefined) throw this.error();
    this.at += bare.length;
    return /^-?\d+(\.\d+)?(e-?\d+)?$/i.test(bare) ? Number(bare) : bare;
  }

  end(): void {
    if (this.at < this.text.length) throw this.error();
  }

  private special(): unknown {
    if (this.take('t')) return true;
    if (this.take('f')) return false;
    if (this.take('n')) return null;
    if (this.take('(')) return this.list(() => this.value());
    throw this.error();
  }

  private object(): Record<string, unknown> {
    const entries = this.list(() => {
      const key = String(this.value());
      if (!this.take(':')) throw this.error();
      return [key, this.value()] as const;
    });
    return Object.fromEntries(entries);
  }

  private list<T>(item: () => T): T[] {
    const items: T[] = [];
    while (!this.take(')')) {
      if (items.length > 0 && !this.take(',')) throw this.error();
      items.push(item());
    }
    return items;
  }

  private quoted(): string {
    let content = '';
    while (!this.take("'")) {
      this.take('!');
      const character = this.text[this.at++];
      if (character === undefined) throw this.error();
      content += character;
    }
    return content;
  }

  private take(character: string): boolean {
    if (this.text[this.at] !== character) return false;
    this.at += 1;
    return true;
  }

  private error(): SyntaxError {
    return new SyntaxError(`Not rison at character ${this.at}.`);
  }
}
