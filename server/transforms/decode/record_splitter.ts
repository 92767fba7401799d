/**
 * Cuts a stream of bytes into the texts of its records. Bedrock writes one JSON object a line; a JSON array,
 * `{"Records":[…]}`, objects without a newline between them and blank lines are read, too. Chunks may be cut
 * anywhere, memory holds one record at a time, and a record that was cut off does not take its neighbours along. One
 * that is larger than allowed is passed over without being held.
 *
 * A line that parses as an object is a record, and is found without looking at its bytes one by one. Where the first
 * line does not, the scanner tells the records apart, whatever is written how.
 */
import { JsonScanner } from './json_scanner';
import { HARMLESS_LENGTH } from './parse_cost';
import { parseJson, type ParsedJson } from './parsed_json';

const COMMA = 0x2c;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const NEWLINE = 0x0a;

const isBlank = (byte: number): boolean =>
  byte === 0x20 || byte === 0x09 || byte === 0x0d || byte === NEWLINE;

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf] as const;

/** The opening that tells an envelope from a record. */
const ENVELOPE = /^\{\s*"Records"\s*:\s*\[$/;
const BEGINS_ENVELOPE = /^\{\s*"Records"\s*:\s*\[/;
/** As long as such an opening may reasonably be, blanks included. */
const MAX_ENVELOPE = 256;

/** Between records; inside an object; inside anything else, up to the end of its line. */
type State = 'between' | 'object' | 'line';

/** What stands around the records: nothing, an array, an envelope, or the end of an envelope. */
type Wrapper = 'none' | 'array' | 'envelope' | 'envelope_end';

export interface FoundRecord {
  /** Undefined when the record is larger than allowed. */
  readonly text: string | undefined;
  /** Bytes of the record. */
  readonly length: number;
  /** What the text says, where it was parsed to find the record: for one reader, who may change it. */
  readonly parsed?: ParsedJson;
}

export class RecordSplitter {
  private state: State = 'between';
  private wrapper: Wrapper = 'none';
  private readonly scanner = new JsonScanner();
  /** Copies of the bytes of the current record that came in earlier chunks. */
  private held: Uint8Array[] = [];
  private heldBytes = 0;
  /** Whether the current object could still turn out to be an envelope. */
  private maybeEnvelope = false;
  /** Bytes of a byte order mark passed over; undefined where none can come any more. */
  private mark: number | undefined = 0;
  /** Whether every record so far that began on a line ended with it. */
  private byLine = true;

  /** @param maxRecordBytes of a record whose text is wanted */
  constructor(private readonly maxRecordBytes = Infinity) {}

  /**
   * The records that this chunk completes, each found when it is asked for. Ask for all of them before the next chunk;
   * the chunk may be reused afterwards.
   */
  *push(chunk: Uint8Array): Generator<FoundRecord, void> {
    /** Whether there may be another whole line in this chunk. */
    let lines = this.byLine;
    let begin = this.state === 'between' ? -1 : 0;
    let at = 0;
    for (; this.mark !== undefined && at < chunk.length && chunk[at] === BYTE_ORDER_MARK[this.mark]; at += 1)
      this.mark += 1;
    if (at < chunk.length) this.mark = undefined;
    while (at < chunk.length) {
      if (this.state === 'between') {
        const byte = chunk[at] ?? 0;
        if (!this.begins(byte)) {
          at += 1;
          continue;
        }
        begin = at;
        if (!lines || byte !== OPEN_BRACE || this.wrapper !== 'none') continue;
        const newline = chunk.indexOf(NEWLINE, at);
        const record = newline < 0 ? undefined : this.wholeLine(chunk, begin, newline);
        if (record) {
          this.reset();
          at = newline + 1;
          begin = -1;
          yield record;
        } else {
          lines = newline >= 0 && this.byLine;
        }
      } else if (this.state === 'line') {
        const newline = chunk.indexOf(NEWLINE, at);
        if (newline < 0) break;
        yield* this.emit(chunk, begin, newline);
        at = newline + 1;
        begin = -1;
      } else {
        const { end, what } = this.scanner.scan(chunk, at, this.maybeEnvelope);
        at = end;
        if (what === 'more') break;
        if (what === 'bracket') {
          this.maybeEnvelope = false;
          if (!this.opensEnvelope(chunk, begin, at)) continue;
          this.reset();
          this.wrapper = 'envelope';
        } else {
          yield* this.emit(chunk, begin, at);
        }
        begin = -1;
      }
    }
    if (begin >= 0) this.hold(chunk, begin);
  }

  /** What stands after the last complete record: a line without a newline, or an object that was cut off. */
  end(): FoundRecord | undefined {
    if (this.state === 'between') return undefined;
    return this.emit(new Uint8Array(0), 0, 0)[0];
  }

  /** Whether this byte begins a record; otherwise it is passed over. */
  private begins(byte: number): boolean {
    if (isBlank(byte) || byte === COMMA) return false;
    switch (this.wrapper) {
      case 'none':
        if (byte === OPEN_BRACKET) this.wrapper = 'array';
        break;
      case 'array':
      case 'envelope':
        if (byte !== CLOSE_BRACKET) break;
        this.wrapper = this.wrapper === 'array' ? 'none' : 'envelope_end';
        return false;
      case 'envelope_end':
        // Whatever else an envelope says, it says it about its records.
        if (byte === CLOSE_BRACE) this.wrapper = 'none';
        return false;
    }
    if (this.wrapper === 'array' && byte === OPEN_BRACKET) return false;
    if (byte === OPEN_BRACE) {
      this.state = 'object';
      this.scanner.begin();
      this.maybeEnvelope = this.wrapper === 'none';
    } else {
      this.state = 'line';
    }
    return true;
  }

  private opensEnvelope(chunk: Uint8Array, begin: number, end: number): boolean {
    if (this.heldBytes + (end - begin) > MAX_ENVELOPE) return false;
    return ENVELOPE.test(this.text(chunk, begin, end));
  }

  private hold(chunk: Uint8Array, begin: number): void {
    this.heldBytes += chunk.length - begin;
    if (this.heldBytes > this.maxRecordBytes) this.held = [];
    else this.held.push(chunk.slice(begin));
  }

  /** The record that is all of this line, if that is what stands there. */
  private wholeLine(chunk: Uint8Array, begin: number, newline: number): FoundRecord | undefined {
    let end = newline;
    while (isBlank(chunk[end - 1] ?? 0)) end -= 1;
    const length = end - begin;
    if (chunk[end - 1] !== CLOSE_BRACE || length > Math.min(this.maxRecordBytes, HARMLESS_LENGTH))
      return undefined;
    const text = this.text(chunk, begin, end);
    const parsed = BEGINS_ENVELOPE.test(text) ? undefined : parseJson(text);
    if (parsed) return { text, length, parsed };
    // Tried again for each of many records on one line, this would take for ever.
    this.byLine = false;
    return undefined;
  }

  private emit(chunk: Uint8Array, begin: number, end: number): FoundRecord[] {
    const length = this.heldBytes + (end - begin);
    if (length > this.maxRecordBytes) {
      this.reset();
      return [{ text: undefined, length }];
    }
    const whole = this.text(chunk, begin, end);
    this.reset();
    const text = whole.trimEnd();
    if (text === '') return [];
    return [{ text, length: text.length === whole.length ? length : Buffer.byteLength(text) }];
  }

  private text(chunk: Uint8Array, begin: number, end: number): string {
    const tail = Buffer.from(chunk.buffer, chunk.byteOffset + begin, end - begin);
    return this.held.length === 0
      ? tail.toString('utf8')
      : Buffer.concat([...this.held, tail]).toString('utf8');
  }

  private reset(): void {
    this.held = [];
    this.heldBytes = 0;
    this.state = 'between';
  }
}
