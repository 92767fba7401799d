/**
 * Lines of every family of models that a body reader knows, also of those that sample traffic has none of: the golden
 * records, whole and streamed, with what was written and answered made as long as most records are.
 */
import type { Json, JsonObject } from '../../common/documents/json';
import { GOLDEN_RECORDS } from '../../server/transforms/invocation/golden/golden_records';

export interface GoldenLine {
  /** `<family>: whole`, `<family>: stream` */
  readonly name: string;
  readonly line: string;
}

const LEAST_BYTES = 2 * 1024;
/** What cannot grow, a request for an image alone, stays small. */
const MOST_REPEATS = 64;

const PROSE = /\S \S/;
const BASE64 = /^(?:iVBOR|\/9j\/)/;
/** Fewer numbers are options, not a vector. */
const SHORTEST_VECTOR = 3;

export function goldenLines(): GoldenLine[] {
  return GOLDEN_RECORDS.filter(({ name }) => /: (?:whole|stream)$/.test(name)).map(({ name, record }) => ({
    name,
    line: lengthened(record),
  }));
}

function lengthened(record: JsonObject): string {
  let line = JSON.stringify(record);
  for (let times = 2; Buffer.byteLength(line) < LEAST_BYTES && times <= MOST_REPEATS; times *= 2)
    line = JSON.stringify({
      ...record,
      input: repeated(record.input ?? null, times),
      output: repeated(record.output ?? null, times),
    });
  return line;
}

/** Prose, media and vectors so many times as long; words of the formats and everything else as they are. */
function repeated(value: Json, times: number): Json {
  if (typeof value === 'string')
    return PROSE.test(value)
      ? Array.from({ length: times }, () => value).join(' ')
      : BASE64.test(value)
        ? value.replace(/=+$/, '').repeat(times)
        : value;
  if (Array.isArray(value))
    return value.length >= SHORTEST_VECTOR && value.every((item) => typeof item === 'number')
      ? Array.from({ length: times }, () => value).flat()
      : value.map((item) => repeated(item, times));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, repeated(item, times)]));
  return value;
}
