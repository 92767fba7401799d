/**
 * A small stand-in for OpenSearch Dashboards 2.19, which is on no package registry: it runs the same built bundles
 * as the installable zip, so that development and tests meet the host's rules (routing, validation, caching,
 * external modules, lifecycles) without the host. What it accepts, a real host accepts; it offers only the
 * surface in `types/osd/`.
 */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CoreSetup, CoreStart, HttpServerInfo, Logger } from 'osd/core/server';
import { buildHostAssets, type HostAssets } from './build_host_assets';
import { BUILD_NUMBER, OSD_VERSION } from './host_version';
import type { SlimHost, SlimHostOptions } from './options';
import { CapabilitiesService } from './server/capabilities';
import { HttpServer } from './server/http_server';
import { instanceUuid } from './server/instance_uuid';
import { createLogger, logToStdout } from './server/logger';
import { Login, type Session } from './server/login';
import { type PluginManifest, readManifest } from './server/manifest';
import { OpenSearchClients } from './server/opensearch_clients';
import { createOsdHome } from './server/osd_home';
import { registerPageRoutes } from './server/page_routes';
import { type PluginConfig, readPluginConfig } from './server/plugin_config';
import { configObservable, loadServerBundle, PluginRunner } from './server/plugin_runner';
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
  const { log, manifest, assets, pluginDir, stops } = around;
  const { basePath = '', dataDir } = options;
  const bundle = manifest.server ? loadServerBundle(pluginDir, manifest.id) : undefined;
  const config = readPluginConfig(manifest, bundle?.config, options.config ?? {});

  const uuid = await instanceUuid(dataDir);
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
  serveFolder(router, `/${BUILD_NUMBER}/bundles/plugin/${manifest.id}`, join(pluginDir, 'target/public'), {
    cacheControl: CACHED_FOR_A_YEAR,
    authRequired: false,
  });
  serveFolder(router, `/${BUILD_NUMBER}/bundles`, assets.bundlesDir, {
    cacheControl: CACHED_FOR_A_YEAR,
    authRequired: false,
  });
  serveFolder(router, `/plugins/${manifest.id}/assets`, join(pluginDir, 'public/assets'), {
    cacheControl: NEVER_CACHED,
    authRequired: true,
  });
  registerPageRoutes(router, {
    basePath,
    bootScript: assets.bootScript,
    plugins: uiPlugins(manifest, config, options.data !== false),
    uiSettings,
    capabilities,
    usernameOf: (request) => sessions.get(request)?.username,
  });

  await server.listen(options.port ?? 0);
  stops.push(() => server.close());
  const url = `http://localhost:${server.port}${basePath}`;

  const http = httpContract(server, basePath);
  const runner = bundle && new PluginRunner(manifest.id, bundle.plugin, options.lifecycleTimeoutMs);
  if (runner) {
    stops.push(() => runner.stop());
    const coreSetup: CoreSetup = {
      capabilities: capabilities.setup,
      http: { ...http, createRouter: () => server.routes.createRouter() },
      status: status.setup,
      getStartServices: () => runner.started,
    };
    const pluginLog = log.get('plugins', manifest.id);
    await runner.setup(
      {
        opaqueId: Symbol(manifest.id),
        env: {
          mode: { name: 'production', dev: false, prod: true },
          packageInfo: {
            version: OSD_VERSION,
            branch: '2.19',
            buildNum: BUILD_NUMBER,
            buildSha: '',
            dist: true,
          },
          instanceUuid: uuid,
        },
        logger: { get: (...parts) => pluginLog.get(...parts) },
        config: configObservable(config.value),
      },
      coreSetup,
      {},
    );
  }
  if (options.opensearch) await waitForOpenSearch(clients, options, log.get('opensearch'));
  status.openSearchIs(options.opensearch !== undefined);
  if (runner) {
    const coreStart: CoreStart = {
      opensearch: { client: clients.client, createClient: clients.createClient },
      http,
      savedObjects: { getScopedClient: () => savedObjects.client },
    };
    await runner.start(coreStart, {});
  }
  server.open();
  log.get('http').info(`Server running at ${url}`);
  return url;
}

const httpContract = (server: HttpServer, basePath: string): CoreStart['http'] => ({
  basePath: {
    serverBasePath: basePath,
    get: () => basePath,
    prepend: (path) => `${basePath}${path}`,
    remove: (path) => (path.startsWith(`${basePath}/`) ? path.slice(basePath.length) : path),
  },
  auth: { isAuthenticated: (request) => request.auth.isAuthenticated },
  getServerInfo: (): HttpServerInfo => ({
    name: 'slim-host',
    hostname: 'localhost',
    port: server.port,
    protocol: 'http',
  }),
});

/** The plugins of every page, in load order: the host's own stand-ins first. */
function uiPlugins(manifest: PluginManifest, config: PluginConfig, withData: boolean) {
  const standIn = (id: string) => ({ id, requiredPlugins: [], optionalPlugins: [], config: {} });
  const { id, requiredPlugins, optionalPlugins } = manifest;
  const own = manifest.ui ? [{ id, requiredPlugins, optionalPlugins, config: config.browser }] : [];
  return [...(withData ? ['opensearchDashboardsUtils', 'data'].map(standIn) : []), ...own];
}

const PING_EVERY_MS = 1_000;

async function waitForOpenSearch(
  clients: OpenSearchClients,
  options: SlimHostOptions,
  log: Logger,
): Promise<void> {
  const { transport } = clients.client.asInternalUser;
  for (let attempt = 0; ; attempt++) {
    try {
      await transport.request({ method: 'GET', path: '/' }, { maxRetries: 0, requestTimeout: 5_000 });
      return;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (attempt === 0) {
        log.error(
          `Unable to retrieve version information from OpenSearch nodes (${reason}). Trying again every second.`,
        );
      }
    }
    await sleep(PING_EVERY_MS, undefined, { signal: options.signal });
  }
}
