/**
 * The server surface of OpenSearch Dashboards 2.19 that the plugin uses. Import it with `import type` only:
 * the module exists in no registry and the host offers its values through arguments.
 */
declare module 'osd/core/server' {
  import type { Type } from '@osd/config-schema';
  import type { Observable } from 'rxjs';
  import type { Readable, Stream } from 'node:stream';

  // --- lifecycle

  export interface Plugin<TSetup = void, TStart = void, SetupDeps = object, StartDeps = object> {
    /** Registers; must end within 30 s, so never awaits the network. */
    setup(core: CoreSetup<StartDeps & object, TStart>, plugins: SetupDeps): TSetup | Promise<TSetup>;
    /** Runs; the same 30 s. */
    start(core: CoreStart, plugins: StartDeps): TStart | Promise<TStart>;
    /** Awaited without a limit. */
    stop?(): void | Promise<void>;
  }
  export type PluginInitializer<TSetup = void, TStart = void, SetupDeps = object, StartDeps = object> = (
    context: PluginInitializerContext,
  ) => Plugin<TSetup, TStart, SetupDeps, StartDeps>;

  export interface PluginInitializerContext<C = unknown> {
    opaqueId: symbol;
    env: {
      mode: { name: 'development' | 'production'; dev: boolean; prod: boolean };
      packageInfo: Readonly<PackageInfo>;
      /** Stays the same over restarts of one installation. */
      instanceUuid: string;
    };
    logger: { get(...parts: string[]): Logger };
    config: { create<T = C>(): Observable<T>; createIfExists<T = C>(): Observable<T | undefined> };
  }
  export interface PackageInfo {
    version: string;
    branch: string;
    buildNum: number;
    buildSha: string;
    dist: boolean;
  }
  export interface PluginConfigDescriptor<T = unknown> {
    schema: Type<T>;
    /** Top-level keys sent to every browser. */
    exposeToBrowser?: { [K in keyof T]?: boolean };
  }

  export interface Logger {
    trace(message: string, meta?: object): void;
    debug(message: string, meta?: object): void;
    info(message: string, meta?: object): void;
    warn(errorOrMessage: string | Error, meta?: object): void;
    error(errorOrMessage: string | Error, meta?: object): void;
    fatal(errorOrMessage: string | Error, meta?: object): void;
    get(...childContextPaths: string[]): Logger;
  }

  export interface CoreSetup<StartDeps extends object = object, TStart = unknown> {
    capabilities: CapabilitiesSetup;
    http: HttpServiceSetup;
    status: StatusServiceSetup;
    getStartServices(): Promise<[CoreStart, StartDeps, TStart]>;
  }
  export interface CoreStart {
    opensearch: OpenSearchServiceStart;
    http: { basePath: BasePath; getServerInfo(): HttpServerInfo; auth: HttpAuth };
    savedObjects: { getScopedClient(request: OpenSearchDashboardsRequest): SavedObjectsClientContract };
  }

  // --- HTTP

  export interface BasePath {
    readonly serverBasePath: string;
    get(request: OpenSearchDashboardsRequest): string;
    prepend(path: string): string;
    remove(path: string): string;
  }
  export interface HttpServerInfo {
    name: string;
    hostname: string;
    port: number;
    protocol: 'http' | 'https' | 'socket';
  }
  export interface HttpAuth {
    isAuthenticated(request: OpenSearchDashboardsRequest): boolean;
  }
  export interface HttpServiceSetup {
    createRouter(): IRouter;
    basePath: BasePath;
    auth: HttpAuth;
    getServerInfo(): HttpServerInfo;
  }

  export type RouteMethod = 'get' | 'post' | 'put' | 'patch' | 'delete';
  export interface RouteValidationResultFactory {
    ok<T>(value: T): { value: T };
    badRequest(error: Error | string, path?: string[]): { error: Error };
  }
  export type RouteValidationFunction<T> = (
    data: unknown,
    result: RouteValidationResultFactory,
  ) => { value: T; error?: never } | { value?: never; error: Error };
  export type RouteValidationSpec<T> = Type<T> | RouteValidationFunction<T>;

  export interface RouteConfig<P, Q, B> {
    /** `/api/thing/{id}`, `{rest*}`, `{optional?}`; one flat namespace for all plugins. */
    path: string;
    /** A part without a rule reads as `{}`; without `body` the payload is an unparsed stream. */
    validate:
      | { params?: RouteValidationSpec<P>; query?: RouteValidationSpec<Q>; body?: RouteValidationSpec<B> }
      | false;
    options?: {
      authRequired?: boolean | 'optional';
      xsrfRequired?: boolean;
      tags?: readonly string[];
      /** Milliseconds. */
      timeout?: { payload?: number; idleSocket?: number };
      body?: { maxBytes?: number; output?: 'data' | 'stream'; accepts?: string | string[]; parse?: boolean };
    };
  }
  export type RouteRegistrar = <P, Q, B>(
    route: RouteConfig<P, Q, B>,
    handler: RequestHandler<P, Q, B>,
  ) => void;
  export type IRouter = Record<RouteMethod, RouteRegistrar>;

  export type Headers = Record<string, string | string[] | undefined>;
  export interface OpenSearchDashboardsRequest<P = unknown, Q = unknown, B = unknown> {
    readonly id: string;
    readonly url: URL;
    readonly headers: Readonly<Headers>;
    readonly params: P;
    readonly query: Q;
    readonly body: B;
    readonly auth: { readonly isAuthenticated: boolean };
    readonly events: { readonly aborted$: Observable<void>; readonly completed$: Observable<void> };
    readonly route: { readonly path: string; readonly method: string };
  }

  export type ResponseHeaders = Record<string, string | string[]>;
  export type HttpResponsePayload = undefined | string | object | Buffer | Stream;
  export type ResponseError =
    string | Error | { message: string | Error; attributes?: Record<string, unknown> };
  export interface HttpResponseOptions {
    body?: HttpResponsePayload;
    headers?: ResponseHeaders;
  }
  export interface ErrorHttpResponseOptions {
    body?: ResponseError;
    headers?: ResponseHeaders;
  }
  export interface IOpenSearchDashboardsResponse {
    readonly status: number;
    readonly payload?: HttpResponsePayload | ResponseError;
    readonly options: { headers?: ResponseHeaders };
  }
  export interface OpenSearchDashboardsResponseFactory {
    ok(options?: HttpResponseOptions): IOpenSearchDashboardsResponse;
    accepted(options?: HttpResponseOptions): IOpenSearchDashboardsResponse;
    noContent(options?: HttpResponseOptions): IOpenSearchDashboardsResponse;
    redirected(
      options: HttpResponseOptions & { headers: { location: string } },
    ): IOpenSearchDashboardsResponse;
    badRequest(options?: ErrorHttpResponseOptions): IOpenSearchDashboardsResponse;
    unauthorized(options?: ErrorHttpResponseOptions): IOpenSearchDashboardsResponse;
    forbidden(options?: ErrorHttpResponseOptions): IOpenSearchDashboardsResponse;
    notFound(options?: ErrorHttpResponseOptions): IOpenSearchDashboardsResponse;
    conflict(options?: ErrorHttpResponseOptions): IOpenSearchDashboardsResponse;
    internalError(options?: ErrorHttpResponseOptions): IOpenSearchDashboardsResponse;
    /** 400 to 599. Only `message` and `attributes` of the body reach the browser. */
    customError(options: ErrorHttpResponseOptions & { statusCode: number }): IOpenSearchDashboardsResponse;
    custom(options: HttpResponseOptions & { statusCode: number }): IOpenSearchDashboardsResponse;
  }
  /** A throw becomes 500 with a hidden message and is logged; a 401 of OpenSearch is passed on. */
  export type RequestHandler<P = unknown, Q = unknown, B = unknown> = (
    context: RequestHandlerContext,
    request: OpenSearchDashboardsRequest<P, Q, B>,
    response: OpenSearchDashboardsResponseFactory,
  ) => IOpenSearchDashboardsResponse | Promise<IOpenSearchDashboardsResponse>;

  export interface RequestHandlerContext {
    core: {
      opensearch: { client: IScopedClusterClient };
      savedObjects: { client: SavedObjectsClientContract };
      uiSettings: { client: { get<T = unknown>(key: string): Promise<T> } };
    };
  }

  // --- OpenSearch

  export interface TransportRequestParams {
    method: string;
    path: string;
    querystring?: Record<string, unknown> | string;
    body?: string | Buffer | Readable | object;
    /** Newline-delimited JSON, sent as it is when a text or a buffer. */
    bulkBody?: string | Buffer | Readable | object[];
  }
  export interface TransportRequestOptions {
    ignore?: number[];
    /** Milliseconds, or a text such as `30s`. */
    requestTimeout?: number | string;
    maxRetries?: number;
    headers?: Record<string, string>;
    asStream?: boolean;
    compression?: 'gzip';
  }
  export interface ApiResponse {
    body: unknown;
    statusCode: number | null;
    headers: Record<string, unknown> | null;
  }
  export interface OpenSearchClient {
    transport: {
      /** Rejects on status ≥ 400 that is not in `ignore`, with `.statusCode`, `.body` on the error. */
      request(
        params: TransportRequestParams,
        options?: TransportRequestOptions,
      ): Promise<ApiResponse> & { abort(): void };
    };
  }
  export interface IScopedClusterClient {
    readonly asInternalUser: OpenSearchClient;
    readonly asCurrentUser: OpenSearchClient;
  }
  export interface IClusterClient {
    readonly asInternalUser: OpenSearchClient;
    asScoped(request: OpenSearchDashboardsRequest | { headers: Headers }): IScopedClusterClient;
  }
  export interface ICustomClusterClient extends IClusterClient {
    close(): Promise<void>;
  }
  export interface OpenSearchClientConfig {
    hosts: string[];
    username: string;
    password: string;
    customHeaders: Record<string, string>;
    /** Milliseconds. */
    requestTimeout: number;
    pingTimeout: number;
    ssl: {
      verificationMode?: 'none' | 'certificate' | 'full';
      certificateAuthorities?: string[];
      certificate?: string;
      key?: string;
    };
  }
  export interface OpenSearchServiceStart {
    readonly client: IClusterClient;
    /** What `config` does not say is taken from the host's own settings. */
    createClient(type: string, config?: Partial<OpenSearchClientConfig>): ICustomClusterClient;
  }

  // --- others

  export type ServiceStatusLevel = { toString(): string; valueOf(): number; toJSON(): string };
  export interface ServiceStatus {
    level: ServiceStatusLevel;
    summary: string;
    detail?: string;
    meta?: Record<string, unknown>;
  }
  export interface StatusServiceSetup {
    core$: Observable<{ opensearch: ServiceStatus; savedObjects: ServiceStatus }>;
    overall$: Observable<ServiceStatus>;
    derivedStatus$: Observable<ServiceStatus>;
    set(status$: Observable<ServiceStatus>): void;
  }

  export type Capabilities = Record<string, Record<string, boolean | Record<string, boolean>>>;
  export interface CapabilitiesSetup {
    registerProvider(provider: () => Partial<Capabilities>): void;
    registerSwitcher(
      switcher: (
        request: OpenSearchDashboardsRequest,
        capabilities: Capabilities,
      ) => Partial<Capabilities> | Promise<Partial<Capabilities>>,
    ): void;
  }

  export interface SavedObjectReference {
    name: string;
    type: string;
    id: string;
  }
  export interface SavedObject<T = unknown> {
    id: string;
    type: string;
    attributes: T;
    references: SavedObjectReference[];
    version?: string;
    error?: { statusCode: number; error: string; message: string };
  }
  export interface SavedObjectsClientContract {
    get<T = unknown>(type: string, id: string): Promise<SavedObject<T>>;
    create<T = unknown>(
      type: string,
      attributes: T,
      options?: { id?: string; overwrite?: boolean; references?: SavedObjectReference[] },
    ): Promise<SavedObject<T>>;
    bulkCreate<T = unknown>(
      objects: Array<{ type: string; id?: string; attributes: T; references?: SavedObjectReference[] }>,
      options?: { overwrite?: boolean },
    ): Promise<{ saved_objects: Array<SavedObject<T>> }>;
    update<T = unknown>(type: string, id: string, attributes: Partial<T>): Promise<SavedObject<Partial<T>>>;
    delete(type: string, id: string): Promise<object>;
    find<T = unknown>(options: {
      type: string | string[];
      page?: number;
      perPage?: number;
    }): Promise<{ total: number; page: number; per_page: number; saved_objects: Array<SavedObject<T>> }>;
  }
}
