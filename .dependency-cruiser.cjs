// The import rules of the folder map (docs/architecture.md). A forbidden import is a design error, not a style one.
const ours = '^(common|server|public|dev|test|scripts)/';
const hostValues = '^(osd/|@osd/)';

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: { pathNot: '^node_modules' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'common-imports-nothing-of-ours',
      severity: 'error',
      from: { path: '^common/' },
      to: { path: ours, pathNot: '^common/' },
    },
    {
      name: 'common-does-no-io',
      comment: 'common runs in the browser and in workers',
      severity: 'error',
      from: { path: '^common/', pathNot: '\\.test\\.ts$' },
      to: { path: '^(@aws-sdk|@opensearch-project|react|@elastic/eui|osd/|@osd/)' },
    },
    {
      name: 'common-uses-no-node-modules-of-node',
      severity: 'error',
      from: { path: '^common/', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'transforms-and-queries-import-only-common',
      severity: 'error',
      from: { path: '^server/(transforms|queries)/([^/]+)', pathNot: '\\.test\\.ts$' },
      to: { path: ours, pathNot: '^(common/|server/$1/)' },
    },
    {
      name: 'sources-do-not-import-storage',
      severity: 'error',
      from: { path: '^server/sources/' },
      to: { path: '^server/storage/' },
    },
    {
      name: 'collection-knows-neither-osd-nor-react',
      severity: 'error',
      from: { path: '^server/collection/' },
      to: { path: '^(server/host/|types/osd/|osd/|@osd/|react)' },
    },
    {
      name: 'public-and-server-are-strangers',
      severity: 'error',
      from: { path: '^public/' },
      to: { path: '^server/' },
    },
    {
      name: 'server-and-public-are-strangers',
      severity: 'error',
      from: { path: '^server/' },
      to: { path: '^public/' },
    },
    {
      name: 'only-host-folders-touch-host-values',
      comment: 'type imports are erased; values of the host come through server/host and public/host',
      severity: 'error',
      from: { path: '^(server|public)/', pathNot: '^(server|public)/host/|^server/config\\.ts$' },
      to: { path: hostValues, pathNot: '^@osd/i18n', preCompilationOnly: false },
    },
    {
      name: 'only-charts-import-the-chart-library',
      severity: 'error',
      from: { path: '^public/', pathNot: '^public/components/charts/' },
      to: { path: '(^|/)echarts(/|$)' },
    },
    {
      name: 'product-never-imports-dev-or-test',
      severity: 'error',
      from: { path: '^(common|server|public)/' },
      to: { path: '^(dev|test|scripts)/' },
    },
    {
      name: 'dev-aws-and-workload-stand-alone',
      comment: 'what the product is measured against must not share its code',
      severity: 'error',
      from: { path: '^dev/(aws|workload)/' },
      to: { path: '^(common|server|public)/' },
    },
    {
      name: 'nobody-imports-test',
      severity: 'error',
      from: { pathNot: '^test/' },
      to: { path: '^test/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: 'specify',
    enhancedResolveOptions: { conditionNames: ['import', 'require', 'node', 'default'] },
  },
};
