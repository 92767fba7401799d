/**
 * JSON as a type, and reading it without trust: logs hold what callers sent and models answered, so any value
 * may stand anywhere. Every function here answers `undefined` for the wrong type and never throws.
 */

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** What may be anything: a value of a parsed body, or nothing at all. */
export type Maybe = Json | undefined;

export const asObject = (value: Maybe): JsonObject | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;

export const asArray = (value: Maybe): Json[] | undefined => (Array.isArray(value) ? value : undefined);

/** A list where the format allows one value or many; nothing becomes an empty list. */
export const asList = (value: Maybe): Json[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];

/** Text with something in it. */
export const asText = (value: Maybe): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

export const asNumber = (value: Maybe): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) ? value : undefined;

export const asBoolean = (value: Maybe): boolean | undefined =>
  typeof value === 'boolean' ? value : undefined;

/** A count as logs write it: `6` or `6.0`. Fractions, negatives and what no integer holds exactly are no counts. */
export const asCount = (value: Maybe): number | undefined =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;

/** Its nanoseconds are the largest whole number that is exact: a hundred days. */
const MAX_MILLISECONDS = Number.MAX_SAFE_INTEGER / 1e6;

/** A span of time in milliseconds. What is negative or longer than any call lasts is none. */
export const asMilliseconds = (value: Maybe): number | undefined =>
  typeof value === 'number' && value >= 0 && value <= MAX_MILLISECONDS ? value : undefined;

/** The first that is there; so an order of preference reads as a list. */
export function first<T>(...values: readonly (T | undefined)[]): T | undefined {
  for (const value of values) if (value !== undefined) return value;
  return undefined;
}

export const texts = (value: Maybe): string[] =>
  asList(value).filter((item): item is string => typeof item === 'string' && item !== '');

/** The objects among one value or many: what a list of blocks or chunks holds beside scalars is passed over. */
export const objects = (value: Maybe): JsonObject[] =>
  asList(value)
    .map(asObject)
    .filter((item): item is JsonObject => item !== undefined);
