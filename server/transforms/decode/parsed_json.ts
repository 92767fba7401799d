/**
 * A text that was parsed, or was found to be no JSON. The parser's own message quotes the text, so it goes no further
 * than here.
 */
import type { Json } from '../../../common/documents/json';

export interface ParsedJson {
  readonly value: Json;
}

/** Undefined for what is no JSON. */
export function parseJson(text: string): ParsedJson | undefined {
  try {
    return { value: JSON.parse(text) as Json };
  } catch {
    return undefined;
  }
}
