/**
 * Documents hold only what is known: null, "", {} and [] are left out, 0 and false stay.
 */
import type { Json, JsonObject } from '../../../common/documents/json';

/** A document under construction: anything may still be missing. */
export type Draft = Json | undefined | readonly Draft[] | { readonly [key: string]: Draft };

function presentList(draft: readonly Draft[]): Json[] | undefined {
  let list: Json[] | undefined;
  for (const item of draft) {
    const value = presentValue(item);
    if (value !== undefined) (list ??= []).push(value);
  }
  return list;
}

function presentObject(draft: { readonly [key: string]: Draft }): JsonObject | undefined {
  let object: JsonObject | undefined;
  // Drafts are plain objects; `in` walks them several times faster than a list of their keys.
  for (const key in draft) {
    const value = presentValue(draft[key]);
    // Caller-chosen names come in here: assigning this one would change the object's prototype.
    if (value !== undefined && key !== '__proto__') (object ??= {})[key] = value;
  }
  return object;
}

function presentValue(value: Draft): Json | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'object') return value;
  return Array.isArray(value)
    ? presentList(value as readonly Draft[])
    : presentObject(value as { readonly [key: string]: Draft });
}

export const present = (draft: { readonly [key: string]: Draft }): JsonObject => presentObject(draft) ?? {};
