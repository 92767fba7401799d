/**
 * A made-up plugin in the form of a built one, for tests of the host itself: it has a secret in its configuration,
 * routes for every rule of the router, and a page. What a test wants to break it passes as `manifest` or `server`.
 */
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { OSD_VERSION } from './host_version';

export interface SamplePluginChanges {
  readonly manifest?: Readonly<Record<string, unknown>>;
  /** Source of `server/index.js`. */
  readonly server?: string;
}

/** Answers the folder it was written to. */
export async function writeSamplePlugin({
  manifest,
  server = SERVER,
}: SamplePluginChanges = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sample-plugin-'));
  const files = {
    'opensearch_dashboards.json': JSON.stringify({ ...MANIFEST, ...manifest }),
    'server/index.js': server,
    'target/public/samplePlugin.plugin.js': LOADER,
    'public/assets/app.js': 'export const answer = 42;',
  };
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  return folder;
}

const MANIFEST = {
  id: 'samplePlugin',
  version: '1.0.0',
  opensearchDashboardsVersion: OSD_VERSION,
  configPath: ['sample'],
  optionalPlugins: ['data'],
  server: true,
  ui: true,
};

const SERVER = `
const { schema } = require('@osd/config-schema');
exports.config = {
  schema: schema.object({
    enabled: schema.boolean({ defaultValue: true }),
    greeting: schema.string({ defaultValue: 'hello' }),
    secret: schema.maybe(schema.string()),
  }),
  exposeToBrowser: { greeting: true },
};
exports.plugin = (context) => {
  const log = context.logger.get('lifecycle');
  return {
    setup(core) {
      log.info('setup');
      const router = core.http.createRouter();
      router.get({ path: '/api/sample/boom', validate: false }, () => { throw new Error('inner detail'); });
      router.get({ path: '/api/sample/fixed', validate: false }, (c, q, r) => r.ok({ body: { route: 'fixed' } }));
      router.get(
        { path: '/api/sample/{name}', validate: { params: schema.object({ name: schema.string() }), query: schema.object({ n: schema.number({ defaultValue: 1 }) }) } },
        (c, { params, query }, r) => r.ok({ body: { ...params, ...query } }),
      );
      router.post(
        { path: '/api/sample/things', validate: { body: (body, r) => (body && body.size > 0 ? r.ok(body) : r.badRequest('must be positive', ['size'])) }, options: { body: { maxBytes: 1000 } } },
        (c, { body }, r) => r.ok({ body: { size: body.size } }),
      );
      router.get({ path: '/api/sample/who', validate: false }, async (c, q, r) => {
        const { body } = await c.core.opensearch.client.asCurrentUser.transport.request({ method: 'GET', path: '/_who' });
        return r.ok({ body });
      });
      router.delete({ path: '/api/sample/things', validate: false }, (c, q, r) => r.customError({ statusCode: 418, body: { message: 'no', attributes: { why: 'teapot' } } }));
    },
    start() { log.info('start'); },
    async stop() { log.info('stop'); },
  };
};
`;

const LOADER = `
(() => {
  const React = __osdSharedDeps__.React;
  const { EuiPage, EuiPageBody, EuiPageContent, EuiTitle, EuiStat, EuiFlexGroup, EuiFlexItem, EuiButton, EuiSpacer, EuiSuperDatePicker } = __osdSharedDeps__.ElasticEui;
  const h = React.createElement;
  const Page = ({ core, greeting, data }) => h(EuiPage, { paddingSize: 'l' }, h(EuiPageBody, null,
    h(EuiTitle, null, h('h1', { 'data-test-subj': 'sampleTitle' }, greeting)),
    h(EuiSpacer), h(EuiSuperDatePicker, { start: data ? data.query.timefilter.timefilter.getTime().from : 'now-1h', onTimeChange: ({ start, end }) => data && data.query.timefilter.timefilter.setTime({ from: start, to: end }) }),
    h(EuiSpacer), h(EuiPageContent, null,
      h(EuiFlexGroup, null, ['Invocations', 'Tokens', 'Errors'].map((name, i) => h(EuiFlexItem, { key: name }, h(EuiStat, { title: String(1234 * (i + 1)), description: name }))))),
    h(EuiSpacer), h('div', null, h(EuiButton, { iconType: 'bell', 'data-test-subj': 'sampleToast', onClick: () => core.notifications.toasts.addSuccess({ title: 'Saved', text: 'A toast of the host.' }) }, 'Show a toast'))));
  const plugin = (context) => ({
    setup(core) {
      const { greeting } = context.config.get();
      const category = __osdBundles__.get('entry/core/public').DEFAULT_APP_CATEGORIES.observability;
      for (const [index, title] of ['Overview', 'Runtime'].entries()) {
        core.application.register({ id: index ? 'sample-' + title.toLowerCase() : 'sample', title: 'Sample ' + title, order: index, category,
          mount: async (params) => {
            const [start, deps] = await core.getStartServices();
            start.chrome.setBreadcrumbs([{ text: 'Sample', href: start.application.getUrlForApp('sample') }, { text: title }]);
            start.chrome.docTitle.change('Sample ' + title);
            start.chrome.setHelpExtension({ appName: 'Sample', links: [{ linkType: 'documentation', href: 'https://opensearch.org' }] });
            let stopSync = () => {};
            if (deps.data) {
              const storage = __osdBundles__.get('plugin/opensearchDashboardsUtils/public').createOsdUrlStateStorage({ useHash: false, history: params.history });
              stopSync = __osdBundles__.get('plugin/data/public').syncQueryStateWithUrl(deps.data.query, storage, start.uiSettings).stop;
            }
            __osdSharedDeps__.ReactDom.render(h(start.i18n.Context, null, h(Page, { core: start, greeting: greeting + ' ' + title, data: deps.data })), params.element);
            return () => { stopSync(); __osdSharedDeps__.ReactDom.unmountComponentAtNode(params.element); };
          } });
      }
    },
    start() {},
  });
  __osdBundles__.define('plugin/samplePlugin/public', () => ({ plugin }), 'public');
})();
`;
