/**
 * The facets by which people narrow a text search, repeated in the content document, so that such a search needs no
 * second index.
 */
import { FACET_NAMES } from '../../../common/documents/content_fields';
import type { Json, JsonObject } from '../../../common/documents/json';

/** A key of the document that is a facet, or that has facets inside. */
interface Facet {
  readonly key: string;
  readonly inside: Facet[];
}

const FACETS: Facet[] = [];
for (const name of FACET_NAMES) {
  let level = FACETS;
  for (const key of name.split('.')) {
    let facet = level.find((known) => known.key === key);
    if (!facet) level.push((facet = { key, inside: [] }));
    level = facet.inside;
  }
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Copies those of the facets that are there into a new object; undefined when none is. */
function facetsOf(document: JsonObject, facets: readonly Facet[]): JsonObject | undefined {
  let found: JsonObject | undefined;
  for (const { key, inside } of facets) {
    const value = document[key];
    const facet = inside.length === 0 ? value : isObject(value) ? facetsOf(value, inside) : undefined;
    if (facet !== undefined) (found ??= {})[key] = facet;
  }
  return found;
}

/** Merges plain objects; the two sides never hold the same leaf. */
function merge(into: JsonObject, from: JsonObject): JsonObject {
  for (const key of Object.keys(from)) {
    const [mine, theirs] = [into[key], from[key]];
    if (isObject(mine) && isObject(theirs)) merge(mine, theirs);
    else if (theirs !== undefined) into[key] = theirs;
  }
  return into;
}

/** What was written, completed by the facets of the invocation's document. */
export const withFacets = (document: JsonObject, written: JsonObject): JsonObject =>
  merge(facetsOf(document, FACETS) ?? {}, written);
