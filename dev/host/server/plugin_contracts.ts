/** What a plugin's server half is handed by the host, made of the host's services. */
import type {
  CoreSetup,
  CoreStart,
  Logger,
  PluginInitializerContext,
  SavedObjectsClientContract,
} from 'osd/core/server';
import { BUILD_NUMBER, OSD_VERSION } from '../host_version';
import type { CapabilitiesService } from './capabilities';
import type { HttpServer } from './http_server';
import type { OpenSearchClients } from './opensearch_clients';
import { configObservable, type PluginRunner } from './plugin_runner';
import type { StatusService } from './status';

export interface HostServices {
  readonly basePath: string;
  readonly server: HttpServer;
  readonly clients: OpenSearchClients;
  readonly capabilities: CapabilitiesService;
  readonly status: StatusService;
  readonly savedObjects: SavedObjectsClientContract;
}

export const initializerContext = (
  id: string,
  config: unknown,
  { log, instanceUuid }: { log: Logger; instanceUuid: string },
): PluginInitializerContext => ({
  opaqueId: Symbol(id),
  env: {
    mode: { name: 'production', dev: false, prod: true },
    packageInfo: { version: OSD_VERSION, branch: '2.19', buildNum: BUILD_NUMBER, buildSha: '', dist: true },
    instanceUuid,
  },
  logger: { get: (...parts) => log.get('plugins', id, ...parts) },
  config: configObservable(config),
});

export const coreSetup = (services: HostServices, runner: PluginRunner): CoreSetup => ({
  capabilities: services.capabilities.setup,
  http: { ...httpContract(services), createRouter: () => services.server.routes.createRouter() },
  status: services.status.setup,
  getStartServices: () => runner.started,
});

export const coreStart = (services: HostServices): CoreStart => ({
  opensearch: { client: services.clients.client, createClient: services.clients.createClient },
  http: httpContract(services),
  savedObjects: { getScopedClient: () => services.savedObjects },
});

const httpContract = ({ server, basePath }: HostServices): CoreStart['http'] => ({
  basePath: {
    serverBasePath: basePath,
    get: () => basePath,
    prepend: (path) => `${basePath}${path}`,
    remove: (path) => (path.startsWith(`${basePath}/`) ? path.slice(basePath.length) : path),
  },
  auth: { isAuthenticated: (request) => request.auth.isAuthenticated },
  getServerInfo: () => ({ name: 'slim-host', hostname: 'localhost', port: server.port, protocol: 'http' }),
});
