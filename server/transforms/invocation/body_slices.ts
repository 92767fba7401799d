/**
 * Finds the text of the two bodies inside the text of their record, so that they need not be serialised again to
 * be measured and stored: most of a record is its bodies.
 *
 * Everything but the bodies is serialised with marks in their places. When that text, cut at the marks, frames
 * the record's text exactly and the part between the bodies occurs once, what is left can only be the bodies.
 * Whatever is not written as compact JSON fails the comparison, and is serialised instead.
 */
import { asObject, type JsonObject } from '../../../common/documents/json';

export interface BodySlices {
  readonly input?: string;
  readonly output?: string;
}

const MARK = '\u0000body\u0000';
const MARK_TEXT = JSON.stringify(MARK);

const isBody = (value: unknown): boolean => typeof value === 'object' && value !== null;

/** What stands around the bodies; nothing for a record nested deeper than the stack. */
function frameOf(skeleton: JsonObject): string[] {
  try {
    return JSON.stringify(skeleton).split(MARK_TEXT);
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
}

/** Empty where slicing is not certain. */
export function sliceBodies(text: string, record: JsonObject): BodySlices {
  const input = asObject(record.input);
  const output = asObject(record.output);
  const hasInput = isBody(input?.inputBodyJson);
  const hasOutput = isBody(output?.outputBodyJson);
  if (!hasInput && !hasOutput) return {};
  const skeleton: JsonObject = { ...record };
  if (input && hasInput) skeleton.input = { ...input, inputBodyJson: MARK };
  if (output && hasOutput) skeleton.output = { ...output, outputBodyJson: MARK };
  const frame = frameOf(skeleton);
  if (frame.length !== (hasInput ? 1 : 0) + (hasOutput ? 1 : 0) + 1) return {};
  const before = frame[0] ?? '';
  const after = frame[frame.length - 1] ?? '';
  if (!text.startsWith(before) || !text.endsWith(after)) return {};
  const begin = before.length;
  const end = text.length - after.length;
  if (begin >= end) return {};
  if (frame.length === 2) {
    const body = text.slice(begin, end);
    return hasInput ? { input: body } : { output: body };
  }
  const between = frame[1] ?? '';
  const at = text.indexOf(between, begin);
  if (at <= begin || at + between.length >= end || text.lastIndexOf(between, end) !== at) return {};
  const earlier = text.slice(begin, at);
  const later = text.slice(at + between.length, end);
  // Keys come in any order: whichever side stands first in the record has the first slice.
  const inputFirst = Object.keys(record).indexOf('input') < Object.keys(record).indexOf('output');
  return inputFirst ? { input: earlier, output: later } : { input: later, output: earlier };
}
