/**
 * Which objects are read, decided by key and size before anything is fetched; what is not read has a reason.
 * Never what the layout has beside records (bodies, canaries, digests), nor empty objects. Otherwise what the selectors
 * name, or without any the layout's batches of the integration's account and regions.
 */
import type { SkippedReason } from '../../transforms/outcome';
import { BEDROCK_LAYOUT } from './bedrock_layout';
import type { BucketLayout } from './bucket_layout';
import { compileGlob } from './glob';

export interface SelectionSettings {
  readonly accountId: string;
  readonly regions: readonly string[];
  /** Patterns as `compileGlob` reads them. */
  readonly fileSelectors: readonly string[];
}

/** Why the object is not read; undefined when it is. `size` in bytes, undefined where nobody told. */
export type ObjectSelection = (key: string, size: number | undefined) => SkippedReason | undefined;

export function objectSelection(
  { accountId, regions, fileSelectors }: SelectionSettings,
  layout: BucketLayout = BEDROCK_LAYOUT,
): ObjectSelection {
  const globs = fileSelectors.map(compileGlob);
  return (key, size) => {
    const never = layout.neverRead(key);
    if (never !== undefined) return never;
    if (size === 0) return 'empty_object';
    if (globs.length > 0) return globs.some((matches) => matches(key)) ? undefined : 'not_selected';
    const place = layout.parseKey(key);
    if (place === undefined || !layout.isBatchName(place.rest)) return 'not_selected';
    return place.accountId === accountId && regions.includes(place.region) ? undefined : 'other_place';
  };
}
