/**
 * Buckets of named things where some documents have no name. OpenSearch gives those a bucket of their own when a
 * stand-in is named; ours is a character that no name at AWS can hold, so it can never be mistaken for one.
 */
import * as z from 'zod/mini';

export const MISSING = '\u0000';

export const nameOrNull = (key: string): string | null => (key === MISSING ? null : key);

/** `multi_terms` buckets over account and caller have these two as their key. */
export const PairKey = z.tuple([z.string(), z.string()]);
