/**
 * Cuts a stream of bytes into the texts of its records. Bedrock writes one JSON object a line; a JSON array,
 * `{"Records":[…]}`, objects without a newline between them and blank lines are read, too. Chunks may be cut
 * anywhere, memory holds one record at a time, and a record that was cut off does not take its neighbours along. One
 * that is larger than allowed is passed over without being held.
 */
import { JsonScanner } from './json_scanner';

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
  private atStart = true;

  /** @param maxRecordBytes of a record whose text is wanted */
  constructor(private readonly maxRecordBytes = Infinity) {}

  /** The records that this chunk completes. The chunk may be reused afterwards. */
  push(chunk: Uint8Array): FoundRecord[] {
    const records: FoundRecord[] = [];
    let begin = this.state === 'between' ? -1 : 0;
    let at = 0;
    if (this.atStart && chunk.length > 0) {
      at = BYTE_ORDER_MARK.every((byte, index) => chunk[index] === byte) ? BYTE_ORDER_MARK.length : 0;
      this.atStart = false;
    }
    while (at < chunk.length) {
      if (this.state === 'between') {
        if (this.begins(chunk[at] ?? 0)) begin = at;
        else at += 1;
      } else if (this.state === 'line') {
        const newline = chunk.indexOf(NEWLINE, at);
        if (newline < 0) break;
        this.emit(records, chunk, begin, newline);
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
          this.emit(records, chunk, begin, at);
        }
        begin = -1;
      }
    }
    if (begin >= 0) this.hold(chunk, begin);
    return records;
  }

  /** What stands after the last complete record: a line without a newline, or an object that was cut off. */
  end(): FoundRecord | undefined {
    if (this.state === 'between') return undefined;
    const records: FoundRecord[] = [];
    this.emit(records, new Uint8Array(0), 0, 0);
    return records[0];
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

  private emit(records: FoundRecord[], chunk: Uint8Array, begin: number, end: number): void {
    const length = this.heldBytes + (end - begin);
    if (length > this.maxRecordBytes) {
      records.push({ text: undefined, length });
    } else {
      const whole = this.text(chunk, begin, end);
      const text = whole.trimEnd();
      if (text !== '')
        records.push({ text, length: text.length === whole.length ? length : Buffer.byteLength(text) });
    }
    this.reset();
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
