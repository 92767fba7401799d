/**
 * Output of child processes, line by line. A stream is cut at newlines wherever its chunks happen to end; a last
 * line without one is delivered when the stream closes. Reading never stops, so no child blocks on a full pipe.
 */
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

export function eachLine(stream: Readable, onLine: (line: string) => void): void {
  createInterface({ input: stream, crlfDelay: Infinity }).on('line', onLine);
}

/** The last lines of an output, for the message when the program fails. */
export class Tail {
  private readonly kept: string[] = [];

  constructor(private readonly limit = 20) {}

  add(line: string): void {
    this.kept.push(line);
    if (this.kept.length > this.limit) this.kept.shift();
  }

  toString(): string {
    return this.kept.join('\n');
  }
}
