/**
 * A small stand-in for OpenSearch Dashboards 2.19, which is on no package registry: it runs the same built bundles
 * as the installable zip, so that development and tests meet the host's rules (routing, validation, caching,
 * external modules, lifecycles) without the host. What it accepts, a real host accepts; it offers only the
 * surface in `types/osd/`.
 */
import { join } from 'node:path';
import type { Logger } from 'osd/core/server';
import { buildHostAssets, type HostAssets } from './build_host_assets';
import { BUILD_NUMBER, OSD_VERSION } from './host_version';
import type { SlimHost, SlimHostOptions } from './options';
import { CapabilitiesService } from './server/capabilities';
import { HttpServer } from './server/http_server';
import { instanceUuid } from './server/instance_uuid';
import { createLogger, logToStdout } from './server/logger';
import { Login, type Session } from './server/login';
import { ManifestError, type PluginManifest, readManifest } from './server/manifest';
import { OpenSearchClients } from './server/opensearch_clients';
import { OpenSearchWatch } from './server/opensearch_watch';
import { createOsdHome } from './server/osd_home';
import type { UiPlugin } from './server/page';
import { registerPageRoutes } from './server/page_routes';
import { type PluginConfig, readPluginConfig } from './server/plugin_config';
import { coreSetup, coreStart, type HostServices, initializerContext } from './server/plugin_contracts';
import { loadServerBundle, PluginRunner } from './server/plugin_runner';
import { SavedObjects } from './server/saved_objects';
import { CACHED_FOR_A_YEAR, NEVER_CACHED, serveFolder } from './server/static_files';
import { StatusService } from './server/status';
import { UiSettings } from './server/ui_settings';

export type { SlimHost, SlimHostOptions } from './options';

/**
 * Resolves when the plugin has started: after OpenSearch, where one was given, has answered; until then the port
 * answers 503. Rejects when the plugin, its manifest or its configuration would stop a real host.
 */
export async function startSlimHost(options: SlimHostOptions): Promise<SlimHost> {
  const log = createLogger(options.log ?? logToStdout);
  const manifest = await readManifest(options.pluginDir, OSD_VERSION);
  const assets = await buildHostAssets();
  const home = await createOsdHome(manifest.id, options.pluginDir, assets.osdModulesDir);
  const stops: Array<() => Promise<void>> = [() => home.remove()];
  const stop = async () => {
    for (let next = stops.pop(); next; next = stops.pop()) await next();
  };
  try {
    const url = await run(options, { log, manifest, assets, pluginDir: home.pluginDir, stops });
    return { url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

interface Surroundings {
  readonly log: Logger;
  readonly manifest: PluginManifest;
  readonly assets: HostAssets;
  readonly pluginDir: string;
  /** Undone from the last to the first. */
  readonly stops: Array<() => Promise<void>>;
}

async function run(options: SlimHostOptions, around: Surroundings): Promise<string> {
  const { log, manifest, pluginDir, stops } = around;
  const bundle = manifest.server ? loadServerBundle(pluginDir, manifest.id) : undefined;
  const config = readPluginConfig(manifest, bundle?.config, options.config ?? {});
  const plugins = uiPlugins(manifest, config, options.data !== false);
  requireDependencies(manifest, plugins);
  const uuid = await instanceUuid(options.dataDir);
  const services = await createServices(options, around, plugins, uuid);
  const { server, clients, status } = services;

  await server.listen(options.port ?? 0);
  stops.push(() => server.close());
  const runner = bundle && new PluginRunner(manifest.id, bundle.plugin, options.lifecycleTimeoutMs);
  if (runner) {
    stops.push(() => runner.stop());
    const context = initializerContext(manifest.id, config.value, { log, instanceUuid: uuid });
    await runner.setup(context, coreSetup(services, runner), {});
  }
  if (options.opensearch) {
    const watch = new OpenSearchWatch({
      client: clients.client.asInternalUser,
      log: log.get('opensearch'),
      onChange: (available) => status.openSearchIs(available),
    });
    stops.push(() => watch.stop());
    await watch.firstAnswer(options.signal);
  }
  await runner?.start(coreStart(services), {});
  server.open();
  const url = `http://localhost:${server.port}${services.basePath}`;
  log.get('http').info(`Server running at ${url}`);
  return url;
}

/** The host's own services with their routes, not yet listening. */
async function createServices(
  options: SlimHostOptions,
  { log, manifest, assets, pluginDir, stops }: Surroundings,
  plugins: readonly UiPlugin[],
  uuid: string,
): Promise<HostServices> {
  const { basePath = '', dataDir } = options;
  const uiSettings = await UiSettings.open(
    { 'theme:darkMode': options.darkMode === true, ...options.uiSettings },
    dataDir && join(dataDir, 'ui_settings.json'),
  );
  const savedObjects = await SavedObjects.open(dataDir && join(dataDir, 'saved_objects.json'));
  const sessions = new WeakMap<object, Session>();
  const clients = new OpenSearchClients(
    options.opensearch,
    (request) => sessions.get(request)?.authorization,
  );
  stops.push(() => clients.close());
  const login = options.login === true ? new Login(basePath, clients.client) : undefined;
  const capabilities = new CapabilitiesService();
  const status = new StatusService(manifest, uuid);

  const server = new HttpServer({
    basePath,
    log: log.get('http'),
    authenticate: (raw, route) => login?.authenticate(raw, route) ?? { isAuthenticated: true },
    createContext: (request, raw) => {
      const session = login?.sessionOf(raw);
      if (session) sessions.set(request, session);
      return {
        core: {
          opensearch: { client: clients.client.asScoped(request) },
          savedObjects: { client: savedObjects.client },
          // What a key holds, its owner knows.
          uiSettings: { client: { get: async <T>(key: string) => uiSettings.get(key) as T } },
        },
      };
    },
  });
  const router = server.routes.createRouter();
  login?.registerRoutes(router);
  uiSettings.registerRoutes(router);
  status.registerRoute(router);
  const bundles = `/${BUILD_NUMBER}/bundles`;
  const cached = { cacheControl: CACHED_FOR_A_YEAR, authRequired: false };
  serveFolder(router, `${bundles}/plugin/${manifest.id}`, join(pluginDir, 'target/public'), cached);
  serveFolder(router, bundles, assets.bundlesDir, cached);
  serveFolder(router, `/plugins/${manifest.id}/assets`, join(pluginDir, 'public/assets'), {
    cacheControl: NEVER_CACHED,
    authRequired: true,
  });
  registerPageRoutes(router, {
    basePath,
    bootScript: assets.bootScript,
    plugins,
    uiSettings,
    capabilities,
    usernameOf: (request) => sessions.get(request)?.username,
  });
  return { basePath, server, clients, capabilities, status, savedObjects: savedObjects.client };
}

/** The plugins of every page, in load order: the host's own stand-ins first. */
function uiPlugins(manifest: PluginManifest, config: PluginConfig, withData: boolean): UiPlugin[] {
  const standIn = (id: string) => ({ id, requiredPlugins: [], optionalPlugins: [], config: {} });
  const { id, requiredPlugins, optionalPlugins } = manifest;
  const own = manifest.ui ? [{ id, requiredPlugins, optionalPlugins, config: config.browser }] : [];
  return [...(withData ? ['opensearchDashboardsUtils', 'data'].map(standIn) : []), ...own];
}

/** A host with more plugins may have them; here there is nothing else, so what is missing stops the boot. */
function requireDependencies(
  { id, requiredPlugins, requiredBundles }: PluginManifest,
  there: readonly UiPlugin[],
): void {
  const known = there.map((plugin) => plugin.id);
  const missing = [...requiredPlugins, ...requiredBundles].filter((name) => !known.includes(name));
  if (missing.length > 0) {
    throw new ManifestError(`Plugin "${id}" requires what this host does not have: ${missing.join(', ')}.`);
  }
}
