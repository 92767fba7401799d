/**
 * What the host shares with plugins through `window.__osdSharedDeps__`: member and the module behind it, in the
 * versions of OpenSearch Dashboards 2.19 (packages/osd-ui-shared-deps). A bundle that asks for a module of this
 * list must get this copy; one that asks for a member outside it would break here as it would break there.
 */
export const SHARED_MODULES = {
  React: 'react',
  ReactDom: 'react-dom',
  ReactDomServer: 'react-dom/server',
  ReactRouter: 'react-router',
  ReactRouterDom: 'react-router-dom',
  StyledComponents: 'styled-components',
  Moment: 'moment',
  // Zones of 1970 to 2030: those of all times are 700 kB more on every page, for dates that telemetry does not have.
  MomentTimezone: 'moment-timezone/builds/moment-timezone-with-data-1970-2030',
  Rxjs: 'rxjs',
  RxjsOperators: 'rxjs/operators',
  Lodash: 'lodash',
  LodashFp: 'lodash/fp',
  OsdI18n: '@osd/i18n',
  OsdI18nReact: '@osd/i18n/react',
  Theme: '@osd/ui-shared-deps/theme',
  ElasticEui: '@elastic/eui',
  ElasticEuiLibServices: '@elastic/eui/lib/services',
  ElasticEuiLibServicesFormat: '@elastic/eui/lib/services/format',
  ElasticEuiChartsTheme: '@elastic/eui/dist/eui_charts_theme',
} as const;

/** Import text, as a bundle of the host writes it, to the expression that stands for it in the browser. */
export const sharedExpressions: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    Object.entries(SHARED_MODULES).map(([member, module]) => [module, `__osdSharedDeps__.${member}`]),
  ),
  'moment-timezone': '__osdSharedDeps__.MomentTimezone',
};
