/** The values that plugins read from `entry/core/public`: enums, menu categories, use cases, the HTTP error. */
import type * as CorePublic from 'osd/core/public';
import type { AppCategory, ChromeNavGroup } from 'osd/core/public';

export { HttpFetchError } from './http_fetch_error';

export const AppStatus: typeof CorePublic.AppStatus = { accessible: 0, inaccessible: 1 };
export const AppNavLinkStatus: typeof CorePublic.AppNavLinkStatus = {
  default: 0,
  visible: 1,
  disabled: 2,
  hidden: 3,
};
export const WorkspaceAvailability: typeof CorePublic.WorkspaceAvailability = {
  insideWorkspace: 1,
  outsideWorkspace: 2,
};
export const NavGroupType: typeof CorePublic.NavGroupType = { SYSTEM: 'system' };
export const NavGroupStatus: typeof CorePublic.NavGroupStatus = { Visible: 0, Hidden: 1 };

const category = (id: string, label: string, order: number, euiIconType?: string): AppCategory => ({
  id,
  label,
  order,
  euiIconType,
});
export const DEFAULT_APP_CATEGORIES: typeof CorePublic.DEFAULT_APP_CATEGORIES = {
  explore: category('explore', 'Explore', 100, 'search'),
  opensearchDashboards: category('opensearchDashboards', 'OpenSearch Dashboards', 1000, 'inputOutput'),
  investigate: category('investigate', 'Investigate', 2000),
  observability: category('observability', 'Observability', 3000, 'logoObservability'),
  security: category('securitySolution', 'Security', 4000, 'logoSecurity'),
  management: category('management', 'Indexer management', 5000, 'managementApp'),
};

const group = (id: string, title: string, order: number, icon: string): ChromeNavGroup => ({
  id,
  title,
  description: title,
  order,
  icon,
});
const systemGroup = (...args: Parameters<typeof group>): ChromeNavGroup => ({
  ...group(...args),
  type: 'system',
});
export const DEFAULT_NAV_GROUPS: typeof CorePublic.DEFAULT_NAV_GROUPS = {
  dataAdministration: systemGroup('dataAdministration', 'Data administration', 1000, 'database'),
  settingsAndSetup: systemGroup('settingsAndSetup', 'Settings and setup', 2000, 'gear'),
  all: group('all', 'Analytics', 3000, 'wsAnalytics'),
  observability: group('observability', 'Observability', 4000, 'wsObservability'),
  'security-analytics': group('security-analytics', 'Security Analytics', 5000, 'wsSecurityAnalytics'),
  essentials: group('essentials', 'Essentials', 7000, 'wsEssentials'),
  search: group('search', 'Search', 6000, 'wsSearch'),
};
