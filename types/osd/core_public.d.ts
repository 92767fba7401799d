/**
 * The browser surface of OpenSearch Dashboards 2.19 that the plugin uses. Types come by `import type`; the
 * few values (enums, categories, navigation groups) are external and read from `__osdBundles__` at run time.
 */
declare module 'osd/core/public' {
  import type { Action, History, Href, Location, LocationDescriptorObject } from 'history';
  import type { ComponentType, MouseEvent, ReactNode } from 'react';
  import type { Observable } from 'rxjs';

  // --- lifecycle

  export interface Plugin<TSetup = void, TStart = void, SetupDeps = object, StartDeps = object> {
    setup(core: CoreSetup<StartDeps & object, TStart>, plugins: SetupDeps): TSetup | Promise<TSetup>;
    start(core: CoreStart, plugins: StartDeps): TStart | Promise<TStart>;
    stop?(): void;
  }
  export type PluginInitializer<TSetup = void, TStart = void, SetupDeps = object, StartDeps = object> = (
    context: PluginInitializerContext,
  ) => Plugin<TSetup, TStart, SetupDeps, StartDeps>;
  export interface PluginInitializerContext<C extends object = object> {
    readonly opaqueId: symbol;
    readonly env: {
      mode: { name: 'development' | 'production'; dev: boolean; prod: boolean };
      packageInfo: { version: string; branch: string; buildNum: number; buildSha: string; dist: boolean };
    };
    /** The yml keys named by `exposeToBrowser`. */
    readonly config: { get<T extends object = C>(): T };
  }
  export interface CoreSetup<StartDeps extends object = object, TStart = unknown> {
    application: ApplicationSetup;
    chrome: ChromeSetup;
    http: HttpSetup;
    notifications: NotificationsSetup;
    uiSettings: IUiSettingsClient;
    getStartServices(): Promise<[CoreStart, StartDeps, TStart]>;
  }
  export interface CoreStart {
    application: ApplicationStart;
    chrome: ChromeStart;
    http: HttpStart;
    i18n: { Context: ComponentType<{ children: ReactNode }> };
    notifications: NotificationsStart;
    overlays: OverlayStart;
    uiSettings: IUiSettingsClient;
    workspaces?: WorkspacesStart;
  }
  /** Draws into the element and answers how to take it away again. */
  export type MountPoint<T extends HTMLElement = HTMLElement> = (element: T) => () => void;

  // --- applications

  export const AppStatus: { readonly accessible: 0; readonly inaccessible: 1 };
  export type AppStatus = 0 | 1;
  export const AppNavLinkStatus: {
    readonly default: 0;
    readonly visible: 1;
    readonly disabled: 2;
    readonly hidden: 3;
  };
  export type AppNavLinkStatus = 0 | 1 | 2 | 3;
  export const WorkspaceAvailability: { readonly insideWorkspace: 1; readonly outsideWorkspace: 2 };
  export type WorkspaceAvailability = 1 | 2;

  export interface AppCategory {
    id: string;
    label: string;
    ariaLabel?: string;
    order?: number;
    euiIconType?: string;
  }
  export const DEFAULT_APP_CATEGORIES: Readonly<
    Record<'explore' | 'opensearchDashboards' | 'observability' | 'security' | 'management', AppCategory> &
      Record<string, AppCategory>
  >;

  export type AppUpdatableFields = Partial<Pick<App, 'status' | 'navLinkStatus' | 'tooltip' | 'defaultPath'>>;
  export type AppUpdater = (app: App) => AppUpdatableFields | undefined;
  export interface App<S = unknown> {
    id: string;
    title: string;
    category?: AppCategory;
    order?: number;
    euiIconType?: string;
    icon?: string;
    description?: string;
    tooltip?: string;
    defaultPath?: string;
    appRoute?: string;
    exactRoute?: boolean;
    chromeless?: boolean;
    status?: AppStatus;
    navLinkStatus?: AppNavLinkStatus;
    workspaceAvailability?: WorkspaceAvailability;
    capabilities?: Partial<Capabilities>;
    updater$?: Observable<AppUpdater>;
    mount(params: AppMountParameters<S>): (() => void) | Promise<() => void>;
  }
  export type PublicAppInfo = Omit<App, 'mount' | 'updater$'> & {
    status: AppStatus;
    navLinkStatus: AppNavLinkStatus;
    appRoute: string;
  };
  export interface ScopedHistory<S = unknown> extends History<S> {
    createSubHistory<T = unknown>(basePath: string): ScopedHistory<T>;
    createHref(location: LocationDescriptorObject<S>, options?: { prependBasePath?: boolean }): Href;
    listen(listener: (location: Location<S>, action: Action) => void): () => void;
  }
  export interface AppMountParameters<S = unknown> {
    element: HTMLElement;
    /** Scoped to `/app/<id>`; throws once the person has left the app. `block` is not supported. */
    history: ScopedHistory<S>;
    appBasePath: string;
    onAppLeave(handler: (factory: AppLeaveActionFactory) => AppLeaveAction): void;
    setHeaderActionMenu(mount: MountPoint | undefined): void;
    setHeaderRightControls?(mount: MountPoint | undefined): void;
  }
  export type AppLeaveAction = { type: 'default' } | { type: 'confirm'; text: string; title?: string };
  export interface AppLeaveActionFactory {
    confirm(text: string, title?: string): AppLeaveAction;
    default(): AppLeaveAction;
  }
  export type Capabilities = Record<string, Record<string, boolean | Record<string, boolean>>>;
  export interface ApplicationSetup {
    register<S = unknown>(app: App<S>): void;
    registerAppUpdater(updater$: Observable<AppUpdater>): void;
  }
  export interface ApplicationStart {
    capabilities: Readonly<Capabilities>;
    applications$: Observable<ReadonlyMap<string, PublicAppInfo>>;
    currentAppId$: Observable<string | undefined>;
    navigateToApp(
      appId: string,
      options?: { path?: string; state?: unknown; replace?: boolean },
    ): Promise<void>;
    navigateToUrl(url: string): Promise<void>;
    getUrlForApp(appId: string, options?: { path?: string; absolute?: boolean }): string;
  }

  // --- chrome

  export interface ChromeBreadcrumb {
    text: ReactNode;
    href?: string;
    onClick?: (event: MouseEvent<HTMLAnchorElement>) => void;
    'data-test-subj'?: string;
  }
  export type ChromeHelpExtensionMenuLink =
    | { linkType: 'documentation' | 'discuss'; href: string; target?: string; rel?: string }
    | { linkType: 'github'; labels: string[]; title?: string }
    | { linkType: 'custom'; href?: string; content: ReactNode; target?: string; rel?: string };
  export interface ChromeHelpExtension {
    appName: string;
    links?: ChromeHelpExtensionMenuLink[];
    content?: (element: HTMLDivElement) => () => void;
  }
  export const NavGroupType: { readonly SYSTEM: 'system' };
  export const NavGroupStatus: { readonly Visible: 0; readonly Hidden: 1 };
  export interface ChromeNavGroup {
    id: string;
    title: string;
    description: string;
    order?: number;
    icon?: string;
    type?: 'system';
    status?: 0 | 1;
  }
  export const DEFAULT_NAV_GROUPS: Readonly<
    Record<
      | 'dataAdministration'
      | 'settingsAndSetup'
      | 'all'
      | 'observability'
      | 'security-analytics'
      | 'essentials'
      | 'search',
      ChromeNavGroup
    >
  >;
  export interface ChromeRegistrationNavLink {
    id: string;
    title?: string;
    category?: AppCategory;
    order?: number;
    parentNavLinkId?: string;
    showInAllNavGroup?: boolean;
  }
  export interface ChromeSetup {
    navGroup: {
      addNavLinksToGroup(group: ChromeNavGroup, links: ChromeRegistrationNavLink[]): void;
      getNavGroupEnabled(): boolean;
    };
  }
  export interface ChromeStart {
    docTitle: { change(title: string | string[]): void; reset(): void };
    navGroup: { getNavGroupEnabled(): boolean };
    recentlyAccessed: { add(link: string, label: string, id: string): void };
    setBreadcrumbs(breadcrumbs: ChromeBreadcrumb[]): void;
    getBreadcrumbs$(): Observable<ChromeBreadcrumb[]>;
    setHelpExtension(extension?: ChromeHelpExtension): void;
    getHelpExtension$(): Observable<ChromeHelpExtension | undefined>;
    setBadge(badge?: { text: string; tooltip: string; iconType?: string }): void;
    getIsVisible$(): Observable<boolean>;
    setIsVisible(visible: boolean): void;
  }

  // --- HTTP

  export interface HttpFetchOptions extends Omit<RequestInit, 'headers'> {
    query?: Record<string, string | number | boolean | undefined | Array<string | number | boolean>>;
    headers?: Record<string, string>;
    /** Default true. */
    prependBasePath?: boolean;
    asResponse?: boolean;
  }
  export interface HttpResponse<T = unknown> {
    readonly request: Readonly<Request>;
    readonly response?: Readonly<Response>;
    readonly body?: T;
  }
  export interface HttpHandler {
    <T = unknown>(path: string, options: HttpFetchOptions & { asResponse: true }): Promise<HttpResponse<T>>;
    <T = unknown>(path: string, options?: HttpFetchOptions): Promise<T>;
  }
  /** Thrown for every answer that is not 2xx; `body` is `{ statusCode, error, message, attributes? }`. */
  export interface IHttpFetchError extends Error {
    readonly request: Request;
    readonly response?: Response;
    readonly body?: unknown;
  }
  export interface HttpBasePath {
    /** With the workspace's prefix, if any. */
    get(): string;
    getBasePath(): string;
    prepend(url: string): string;
    remove(url: string): string;
    /** Without a workspace's prefix: what assets are served under. */
    readonly serverBasePath: string;
  }
  export interface HttpSetup {
    basePath: HttpBasePath;
    fetch: HttpHandler;
    get: HttpHandler;
    post: HttpHandler;
    put: HttpHandler;
    patch: HttpHandler;
    delete: HttpHandler;
    head: HttpHandler;
    addLoadingCountSource(count$: Observable<number>): void;
    getLoadingCount$(): Observable<number>;
  }
  export type HttpStart = HttpSetup;

  // --- others

  export interface ToastInputFields {
    id?: string;
    title?: string | MountPoint;
    text?: string | MountPoint;
    color?: 'primary' | 'success' | 'warning' | 'danger';
    iconType?: string;
    toastLifeTimeMs?: number;
    'data-test-subj'?: string;
  }
  export type Toast = ToastInputFields & { id: string };
  export type ToastInput = string | ToastInputFields;
  export interface IToasts {
    get$(): Observable<Toast[]>;
    add(toast: ToastInput): Toast;
    remove(toastOrId: Toast | string): void;
    addInfo(toast: ToastInput): Toast;
    addSuccess(toast: ToastInput): Toast;
    addWarning(toast: ToastInput): Toast;
    addDanger(toast: ToastInput): Toast;
    addError(error: Error, options: { title: string; toastMessage?: string }): Toast;
  }
  export interface NotificationsSetup {
    toasts: IToasts;
  }
  export type NotificationsStart = NotificationsSetup;

  export interface IUiSettingsClient {
    get<T = unknown>(key: string, defaultOverride?: T): T;
    get$<T = unknown>(key: string, defaultOverride?: T): Observable<T>;
    set(key: string, value: unknown): Promise<boolean>;
    remove(key: string): Promise<boolean>;
    isDeclared(key: string): boolean;
    isDefault(key: string): boolean;
    getUpdate$<T = unknown>(): Observable<{ key: string; newValue: T; oldValue: T }>;
  }

  export interface OverlayRef {
    readonly onClose: Promise<void>;
    close(): Promise<void>;
  }
  export interface OverlayStart {
    openFlyout(
      mount: MountPoint,
      options?: { className?: string; ownFocus?: boolean; 'data-test-subj'?: string },
    ): OverlayRef;
    openModal(mount: MountPoint, options?: { className?: string; 'data-test-subj'?: string }): OverlayRef;
    openConfirm(
      message: string | MountPoint,
      options?: {
        title?: string;
        confirmButtonText?: string;
        cancelButtonText?: string;
        buttonColor?: 'primary' | 'danger' | 'warning';
        'data-test-subj'?: string;
      },
    ): Promise<boolean>;
  }

  export interface WorkspacesStart {
    currentWorkspaceId$: Observable<string>;
    currentWorkspace$: Observable<{ id: string; name: string } | null>;
  }
}
