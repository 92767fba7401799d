/**
 * Buckets of named things where some documents have no name. OpenSearch gives those a bucket of their own when a
 * stand-in is named; ours is a character that no name at AWS can hold, so it can never be mistaken for one.
 */
export const MISSING = '\u0000';

export const nameOrNull = (key: string): string | null => (key === MISSING ? null : key);
