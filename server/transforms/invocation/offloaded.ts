/**
 * Bodies that stand beside their record: which ones a record leaves elsewhere, so that whoever can fetch them does
 * before the record is transformed. Where a path may be followed to is not decided here.
 */
import { asObject, asText, type Json } from '../../../common/documents/json';
import { parseJson, type ParsedJson } from '../decode/parsed_json';
import { INPUT, type Keys, OUTPUT } from './body';

/** Paths as the record has them, `s3://bucket/key`. */
export interface BodyPaths {
  readonly input?: string;
  readonly output?: string;
}

/** Bodies as they were found there, ungzipped. What is missing stays where it is. */
export interface BodyTexts {
  readonly input?: string;
  readonly output?: string;
}

/** Most records have all with them, and are not parsed to find out. */
const mentionsPath = (text: string): boolean => text.includes(INPUT.s3Path) || text.includes(OUTPUT.s3Path);

function pathIn(side: Json | undefined, keys: Keys): string | undefined {
  const object = asObject(side);
  const body = object?.[keys.body];
  return body === undefined || body === null || body === '' ? asText(object?.[keys.s3Path]) : undefined;
}

/**
 * Paths of the bodies that the record names instead of holding them; undefined when there are none.
 * @param parsed the text, where it was parsed before
 */
export function offloadedBodies(text: string, parsed?: ParsedJson): BodyPaths | undefined {
  if (parsed === undefined && !mentionsPath(text)) return undefined;
  // What is no record names nothing, and is rejected as such when its turn comes.
  const record = asObject((parsed ?? parseJson(text))?.value);
  const input = pathIn(record?.input, INPUT);
  const output = pathIn(record?.output, OUTPUT);
  if (input === undefined && output === undefined) return undefined;
  return { ...(input === undefined ? {} : { input }), ...(output === undefined ? {} : { output }) };
}
