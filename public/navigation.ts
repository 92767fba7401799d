/**
 * Which apps exist and where the host lists them. The list comes with the page, from the configuration, and not
 * from this script, which browsers keep for a year: a new page must not wait for a hard reload to be found.
 */
import { i18n } from '@osd/i18n';
import type { AppCategory, ChromeRegistrationNavLink } from 'osd/core/public';

/** One entry of the menu, and one app of the host: the new menu can only link to whole apps. */
export interface AppEntry {
  readonly id: string;
  readonly title: string;
  readonly order: number;
}

/** What the host sends to the browser of our configuration. */
export interface ExposedConfig {
  readonly apps?: readonly AppEntry[];
}

/** A host that sends no list still gets the front door: an error here would take down every page of the host. */
const FRONT_DOOR: AppEntry = { id: 'bedrock', title: 'Overview', order: 8200 };

export const listedApps = ({ apps }: ExposedConfig): readonly AppEntry[] =>
  apps !== undefined && apps.length > 0 ? apps : [FRONT_DOOR];

/** The classic menu lists us among other plugins' pages, where «Overview» alone would say nothing. */
export const appTitle = ({ title }: AppEntry): string =>
  i18n.translate('bedrock.navigation.appTitle', {
    defaultMessage: 'Bedrock {page}',
    values: { page: title },
  });

/** Our section of the new menu, after «Explore» and before «Investigate». */
const category = (): AppCategory => ({
  id: 'bedrock',
  label: i18n.translate('bedrock.navigation.category', { defaultMessage: 'Amazon Bedrock' }),
  order: 1500,
});

export const navLinks = (apps: readonly AppEntry[]): ChromeRegistrationNavLink[] =>
  apps.map(({ id, title, order }) => ({ id, title, order, category: category() }));
