/** Where things are, once: the checkout, and the cache that survives between starts but is never committed. */
import { join, resolve } from 'node:path';

export const root = resolve(__dirname, '..');

/** Downloads and built host assets. Shared by checkouts when `BEDROCK_CACHE_DIR` says so. */
export const cacheDir = (): string => resolve(process.env['BEDROCK_CACHE_DIR'] ?? join(root, '.cache'));
