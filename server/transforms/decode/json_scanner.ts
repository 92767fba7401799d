/**
 * Finds the end of a JSON object in bytes that come in chunks, without parsing it: only strings and brackets
 * matter. Notices the few things that no JSON can contain and that tell a record was cut off, so that the next
 * one is found again.
 */

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const NEWLINE = 0x0a;
/** Nothing at or below it means anything outside a string. */
const SPACE = 0x20;

/**
 * `done`: the object ends before `end`. `cut`: it was cut off before `end`, where something else begins.
 * `bracket`: the first `[` inside it stands right before `end`. `more`: the chunk is used up.
 */
export interface Scanned {
  readonly end: number;
  readonly what: 'done' | 'cut' | 'bracket' | 'more';
}

export class JsonScanner {
  /** The open braces and brackets. */
  private readonly open: number[] = [];
  private inString = false;
  private escaped = false;
  /** The last byte outside strings that was not blank; a quote stands for a string. */
  private previous = 0;
  /** Whether a newline stands since then; whether nothing stands since the newline. */
  private newline = false;
  private lineBegins = false;
  /** Whether an earlier newline stands in the object: it is printed over several lines. */
  private severalLines = false;

  /** Call where an object begins, then `scan` from its opening brace. */
  begin(): void {
    this.open.length = 0;
    this.inString = false;
    this.escaped = false;
    this.previous = 0;
    this.newline = false;
    this.lineBegins = false;
    this.severalLines = false;
  }

  scan(chunk: Uint8Array, from: number, stopAtBracket: boolean): Scanned {
    let at = from;
    while (at < chunk.length) {
      if (this.inString) {
        at = this.skipString(chunk, at);
        if (this.inString && at < chunk.length) return { end: at, what: 'cut' };
        continue;
      }
      const byte = chunk[at] ?? 0;
      if (byte <= SPACE) {
        this.lineBegins = byte === NEWLINE;
        this.newline ||= this.lineBegins;
        at += 1;
        continue;
      }
      if (byte === OPEN_BRACE && this.beginsAnother()) return { end: at, what: 'cut' };
      at += 1;
      this.severalLines ||= this.newline;
      this.newline = false;
      this.lineBegins = false;
      this.previous = byte;
      if (byte === QUOTE) {
        this.inString = true;
      } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
        this.open.push(byte);
        if (byte === OPEN_BRACKET && stopAtBracket) return { end: at, what: 'bracket' };
      } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
        this.open.pop();
        if (this.open.length === 0) return { end: at, what: 'done' };
      }
    }
    return { end: at, what: 'more' };
  }

  /** Up to and over the closing quote, or to a newline, which no string can contain. */
  private skipString(chunk: Uint8Array, from: number): number {
    let at = from;
    for (; at < chunk.length; at += 1) {
      const byte = chunk[at];
      if (byte === NEWLINE) return at;
      if (this.escaped) {
        this.escaped = false;
      } else if (byte === BACKSLASH) {
        this.escaped = true;
      } else if (byte === QUOTE) {
        this.inString = false;
        return at + 1;
      }
    }
    return at;
  }

  /**
   * An opening brace where no JSON can have one, or, on a line of its own, where no printer puts one: the object
   * before it was cut off.
   */
  private beginsAnother(): boolean {
    const { previous } = this;
    const container = this.open[this.open.length - 1];
    if (container === undefined) return false;
    if (previous === COLON) return this.newline;
    if (previous === COMMA && container === OPEN_BRACE) return true;
    // An item of a list: but one that begins the second line of an object begins another line of records.
    if (previous === COMMA || previous === OPEN_BRACKET) return this.lineBegins && !this.severalLines;
    return true;
  }
}
