/** Pictures that stand in a request as base64 or a data URL, or as what replaces them in a stored body. */
import { asObject, asText, type Json } from '../documents/json';
import type { Part } from './conversation';

/** Nothing where no picture can stand. */
export function imagePart(image: Json): Part[] {
  if (asText(image) === undefined && asObject(image) === undefined) return [];
  return [{ kind: 'image', mediaType: asText(asObject(image)?.media_type) }];
}
