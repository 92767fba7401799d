/**
 * The host's own constants, read from its bundle. They are read inside functions: what the host does not have
 * (another version, a smaller stand-in) must never break the evaluation of our script, which is part of every page.
 */
import * as core from 'osd/core/public';
import type { AppCategory, ChromeNavGroup } from 'osd/core/public';

/** Section «Observability» of the classic menu. */
export const observabilityCategory = (): AppCategory | undefined =>
  core.DEFAULT_APP_CATEGORIES?.['observability'];

/** Use cases of the new menu in which our pages are listed; none where the host has no use cases. */
export const navGroups = (): readonly ChromeNavGroup[] =>
  [core.DEFAULT_NAV_GROUPS?.observability, core.DEFAULT_NAV_GROUPS?.all].filter(
    (group) => group !== undefined,
  );
