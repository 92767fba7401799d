/**
 * Who calls which model from where, and how often: twenty-one applications of eleven teams. Together they make
 * some fifty to sixty thousand calls a week, several a minute at any time of day.
 */
import type { Application } from './application';
import { DATA_APPLICATIONS } from './data_platform';
import { ENGINEERING_APPLICATIONS } from './engineering';
import { LONG_TAIL_APPLICATIONS } from './long_tail';
import { PRODUCTION_APPLICATIONS } from './production';

export const APPLICATIONS: readonly Application[] = [
  ...PRODUCTION_APPLICATIONS,
  ...DATA_APPLICATIONS,
  ...ENGINEERING_APPLICATIONS,
  ...LONG_TAIL_APPLICATIONS,
];
