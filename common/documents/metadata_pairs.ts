/**
 * Request metadata as `key=value`: a grouping over a map with keys that callers choose counts wrongly in OpenSearch, a
 * grouping over these does not. The first `=` is the border: a key's own are escaped, so that the pairs of `team` are
 * never taken for those of `team=x`.
 */

/** Characters (UTF-16) of a key and of a value that are kept. Bedrock allows no more (user guide, request metadata). */
export const LONGEST_METADATA_PART = 256;
/** A longer keyword would not be indexed and so be missing from a grouping; only a key full of `=` comes that far. */
const LONGEST_PAIR = 1024;

/** The beginning of all pairs of a key, the border included. */
export const metadataPairPrefix = (key: string): string =>
  `${key.includes('%') || key.includes('=') ? key.replaceAll('%', '%25').replaceAll('=', '%3D') : key}=`;

export const metadataPair = (key: string, value: string): string =>
  (metadataPairPrefix(key) + value).slice(0, LONGEST_PAIR);
