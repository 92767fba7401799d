/**
 * Which objects are read, decided by key and size before anything is fetched; what is not read has a reason.
 * Never bodies, canaries and empty objects. Otherwise what the selectors name, or without any the batches of
 * invocation logs of the integration's account and regions.
 */
import type { SkippedReason } from '../../transforms/outcome';
import { isBatchName, isCanaryKey, isDataKey, parseBedrockKey } from './bedrock_layout';
import { compileGlob } from './glob';

export interface SelectionSettings {
  readonly accountId: string;
  readonly regions: readonly string[];
  /** Patterns as `compileGlob` reads them. */
  readonly fileSelectors: readonly string[];
}

/** Why the object is not read; undefined when it is. `size` in bytes, undefined where nobody told. */
export type ObjectSelection = (key: string, size: number | undefined) => SkippedReason | undefined;

export function objectSelection({ accountId, regions, fileSelectors }: SelectionSettings): ObjectSelection {
  const globs = fileSelectors.map(compileGlob);
  return (key, size) => {
    // Before the empty ones: a canary is empty, but is to be counted as what it is.
    if (isCanaryKey(key)) return 'canary';
    if (isDataKey(key)) return 'data_object';
    if (size === 0) return 'empty_object';
    if (globs.length > 0) return globs.some((matches) => matches(key)) ? undefined : 'not_selected';
    const place = parseBedrockKey(key);
    if (place === undefined || !isBatchName(place.rest)) return 'not_selected';
    return place.accountId === accountId && regions.includes(place.region) ? undefined : 'other_place';
  };
}
