/**
 * Documents hold only what is known: null, "", {} and [] are left out, 0 and false stay.
 */
import type { Json, JsonObject } from '../../../common/documents/json';

/** A document under construction: anything may still be missing. */
export type Draft = Json | undefined | readonly Draft[] | { readonly [key: string]: Draft };

function presentValue(value: Draft): Json | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'object') return value;
  if (Array.isArray(value)) {
    const items = (value as readonly Draft[]).map(presentValue).filter((item) => item !== undefined);
    return items.length === 0 ? undefined : items;
  }
  const object = present(value as { readonly [key: string]: Draft });
  return Object.keys(object).length === 0 ? undefined : object;
}

export function present(draft: { readonly [key: string]: Draft }): JsonObject {
  const object: JsonObject = {};
  for (const key of Object.keys(draft)) {
    const value = presentValue(draft[key]);
    // Caller-chosen names come in here: assigning this one would change the object's prototype.
    if (value !== undefined && key !== '__proto__') object[key] = value;
  }
  return object;
}
