/**
 * What the host shares with every plugin: modules that must never be in our bundles. Two copies of React or of
 * the component library break context and styles; the others would only be bytes that the page has already.
 * Matching is by the exact import text, so `lodash/get` is not shared. (OpenSearch Dashboards 2.19,
 * packages/osd-ui-shared-deps; `tslib` is shared as well, but in a version older than what our dependencies use.)
 */
const SHARED: Readonly<Record<string, string>> = {
  react: 'React',
  'react-dom': 'ReactDom',
  'react-dom/server': 'ReactDomServer',
  'react-router': 'ReactRouter',
  'react-router-dom': 'ReactRouterDom',
  'styled-components': 'StyledComponents',
  '@elastic/eui': 'ElasticEui',
  '@elastic/eui/lib/services': 'ElasticEuiLibServices',
  '@elastic/eui/lib/services/format': 'ElasticEuiLibServicesFormat',
  '@elastic/eui/dist/eui_theme_light.json': 'Theme.euiLightVars',
  '@elastic/eui/dist/eui_theme_dark.json': 'Theme.euiDarkVars',
  '@osd/i18n': 'OsdI18n',
  '@osd/i18n/react': 'OsdI18nReact',
  '@osd/ui-shared-deps/theme': 'Theme',
  moment: 'Moment',
  'moment-timezone': 'MomentTimezone',
  lodash: 'Lodash',
  'lodash/fp': 'LodashFp',
  rxjs: 'Rxjs',
  'rxjs/operators': 'RxjsOperators',
};

/** Packages of which not a single file may be in a browser bundle. */
export const SHARED_PACKAGES: readonly string[] = [
  'react',
  'react-dom',
  'react-router',
  'react-router-dom',
  'styled-components',
  '@elastic/eui',
  '@elastic/charts',
  '@opensearch-project/oui',
  'moment',
  'moment-timezone',
  'lodash',
  'rxjs',
  'jquery',
];

/** Names on `__osdSharedDeps__` that our bundles may read. */
export const SHARED_MEMBERS: ReadonlySet<string> = new Set(
  Object.values(SHARED).map((member) => member.split('.')[0] ?? member),
);

/** Import text to the expression that stands for it in the browser. Core's exports are asked for, not shared. */
export const browserExternals = (): Record<string, string> => ({
  ...Object.fromEntries(
    Object.entries(SHARED).map(([module, member]) => [module, `var __osdSharedDeps__.${member}`]),
  ),
  'osd/core/public': "var __osdBundles__.get('entry/core/public')",
});
