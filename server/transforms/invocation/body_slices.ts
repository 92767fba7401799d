/**
 * Finds the text of the two bodies inside the text of their record, so that they need not be serialised again to
 * be measured and stored: most of a record is its bodies.
 *
 * Everything but the bodies is serialised with marks in their places. When that text, cut at the marks, frames
 * the record's text exactly and the part between the bodies occurs once, what is left can only be the bodies.
 * Whatever is not written as compact JSON fails the comparison, and is serialised instead.
 */
import { asObject, type JsonObject } from '../../../common/documents/json';

export interface WrittenBody {
  readonly text: string;
  /** Its length in UTF-8. */
  readonly bytes: number;
}

export interface BodySlices {
  readonly input?: WrittenBody;
  readonly output?: WrittenBody;
}

const MARK = '\u0000body\u0000';
const MARK_TEXT = JSON.stringify(MARK);

const isBody = (value: unknown): boolean => typeof value === 'object' && value !== null;

/**
 * What stands around the bodies; nothing for a record nested deeper than the stack. The bodies are out of their record
 * only while it is serialised: a copy of it to put marks into costs as much as all the rest.
 */
function frameOf(
  record: JsonObject,
  input: JsonObject | undefined,
  output: JsonObject | undefined,
): string[] {
  const inputBody = input?.inputBodyJson ?? null;
  const outputBody = output?.outputBodyJson ?? null;
  if (input) input.inputBodyJson = MARK;
  if (output) output.outputBodyJson = MARK;
  try {
    return JSON.stringify(record).split(MARK_TEXT);
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  } finally {
    if (input) input.inputBodyJson = inputBody;
    if (output) output.outputBodyJson = outputBody;
  }
}

/** Empty where slicing is not certain. */
export function sliceBodies(text: string, record: JsonObject): BodySlices {
  const input = asObject(record.input);
  const output = asObject(record.output);
  const hasInput = isBody(input?.inputBodyJson);
  const hasOutput = isBody(output?.outputBodyJson);
  if (!hasInput && !hasOutput) return {};
  const frame = frameOf(record, hasInput ? input : undefined, hasOutput ? output : undefined);
  if (frame.length !== (hasInput ? 1 : 0) + (hasOutput ? 1 : 0) + 1) return {};
  const before = frame[0] ?? '';
  const after = frame[frame.length - 1] ?? '';
  const begin = before.length;
  const end = text.length - after.length;
  // Slices cost nothing and are compared at once; `startsWith` goes through them letter by letter.
  if (text.slice(0, begin) !== before || text.slice(end) !== after) return {};
  if (begin >= end) return {};
  // A text as long in bytes as in characters is ASCII throughout, and so are its slices: they need no measuring.
  const ascii = Buffer.byteLength(text) === text.length;
  const slice = (from: number, to: number): WrittenBody => {
    const body = text.slice(from, to);
    return { text: body, bytes: ascii ? body.length : Buffer.byteLength(body) };
  };
  if (frame.length === 2) {
    const body = slice(begin, end);
    return hasInput ? { input: body } : { output: body };
  }
  const between = frame[1] ?? '';
  const at = text.indexOf(between, begin);
  if (at <= begin || at + between.length >= end) return {};
  const again = text.indexOf(between, at + 1);
  if (again >= 0 && again <= end) return {};
  const earlier = slice(begin, at);
  const later = slice(at + between.length, end);
  // Keys come in any order: whichever side stands first in the record has the first slice.
  const inputFirst = Object.keys(record).indexOf('input') < Object.keys(record).indexOf('output');
  return inputFirst ? { input: earlier, output: later } : { input: later, output: earlier };
}
