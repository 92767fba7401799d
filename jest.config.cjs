const swc = [
  '@swc/jest',
  {
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript', tsx: true },
      transform: { react: { runtime: 'classic' } },
    },
    module: { type: 'commonjs' },
  },
];

// @osd/* and osd/* exist only inside a host; the stand-ins of the slim host answer for them.
const moduleNameMapper = {
  '^@osd/i18n/react$': '<rootDir>/dev/host/osd_modules/i18n_react.ts',
  '^@osd/i18n$': '<rootDir>/dev/host/osd_modules/i18n.ts',
  '^@osd/config-schema$': '<rootDir>/dev/host/osd_modules/config_schema.ts',
  '^osd/core/public$': '<rootDir>/dev/host/browser/core_public_values.ts',
  '^@osd/ui-shared-deps/theme$': '<rootDir>/dev/host/browser/theme.ts',
  '^@opensearch/datemath$': '<rootDir>/node_modules/@elastic/eui/packages/opensearch-datemath',
};

const project = (displayName, testMatch, extra = {}) => ({
  displayName,
  rootDir: __dirname,
  testMatch,
  testEnvironment: 'node',
  transform: { '\\.[jt]sx?$': swc },
  transformIgnorePatterns: ['/node_modules/'],
  modulePathIgnorePatterns: [
    '<rootDir>/build/',
    '<rootDir>/target/',
    '<rootDir>/.cache/',
    '<rootDir>/.data/',
  ],
  moduleNameMapper,
  ...extra,
});

module.exports = {
  testTimeout: 30_000,
  projects: [
    project('unit', ['<rootDir>/{common,server,dev,scripts,test/fuzz}/**/*.test.ts']),
    project('browser', ['<rootDir>/public/**/*.test.{ts,tsx}'], { testEnvironment: 'jsdom' }),
    project('integration', ['<rootDir>/test/integration/**/*.test.ts']),
    project('sources', ['<rootDir>/test/sources/**/*.test.ts']),
    project('faults', ['<rootDir>/test/faults/**/*.test.ts']),
    project('end_to_end', ['<rootDir>/test/end_to_end/**/*.test.ts'], {
      globalSetup: '<rootDir>/test/end_to_end/global_setup.ts',
      globalTeardown: '<rootDir>/test/end_to_end/global_teardown.ts',
      // A host that somebody else runs is not stopped, upgraded or served under another path.
      testPathIgnorePatterns: process.env.OSD_URL ? ['/test/end_to_end/own_host/'] : [],
    }),
  ],
};
