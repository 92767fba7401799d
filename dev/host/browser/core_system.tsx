/** Brings the page to life: builds core's services, runs every plugin's `setup` and `start`, draws the header. */
import { EuiContext } from '@elastic/eui';
import { I18nProvider } from '@osd/i18n/react';
import { createBrowserHistory } from 'history';
import React, { type ReactNode } from 'react';
import ReactDOM from 'react-dom';
import { BehaviorSubject } from 'rxjs';
import type { CoreSetup, CoreStart, Plugin, PluginInitializer } from 'osd/core/public';
import type { InjectedMetadata, UiPlugin } from '../server/page';
import { ApplicationService } from './application';
import { createChrome } from './chrome';
import { Header } from './header';
import { createBasePath, createHttp } from './http';
import { createToasts, ToastList } from './notifications';
import { createOverlays } from './overlays';
import { createUiSettings } from './ui_settings';

const Context = ({ children }: { children: ReactNode }) => (
  <I18nProvider>
    <EuiContext i18n={{}}>{children}</EuiContext>
  </I18nProvider>
);

export async function startCore(metadata: InjectedMetadata): Promise<void> {
  const basePath = createBasePath(metadata.basePath);
  const http = createHttp(basePath, metadata.version);
  const { defaults, user } = metadata.uiSettings;
  const uiSettings = createUiSettings(http, defaults, user);
  const notifications = { toasts: createToasts(uiSettings) };
  const application = new ApplicationService();
  const currentAppId$ = new BehaviorSubject<string | undefined>(undefined);
  const chrome = createChrome(currentAppId$);

  const plugins = metadata.uiPlugins.map((plugin) => new BrowserPlugin(plugin, metadata));
  const setups: Record<string, unknown> = {};
  for (const plugin of plugins) {
    const core: CoreSetup = {
      application: application.setup,
      chrome: chrome.setup,
      http,
      notifications,
      uiSettings,
      getStartServices: () => plugin.started,
    };
    setups[plugin.id] = await plugin.setup(core, setups);
  }

  const { header, container } = createLayout();
  const overlays = createOverlays(Context);
  const core: CoreStart = {
    application: application.start({
      history: createBrowserHistory({ basename: metadata.basePath }),
      basePath,
      capabilities: metadata.capabilities,
      overlays,
      container,
    }),
    chrome: chrome.start,
    http,
    i18n: { Context },
    notifications,
    overlays,
    uiSettings,
    workspaces: {
      currentWorkspaceId$: new BehaviorSubject(''),
      currentWorkspace$: new BehaviorSubject(null),
    },
  };
  core.application.currentAppId$.subscribe(currentAppId$);

  const starts: Record<string, unknown> = {};
  for (const plugin of plugins) starts[plugin.id] = await plugin.start(core, starts);

  ReactDOM.render(
    <Context>
      <>
        <Header
          core={core}
          chrome={chrome.state}
          actionMenu$={application.actionMenu$}
          username={metadata.username}
        />
        <ToastList toasts={notifications.toasts} toasts$={notifications.toasts.get$()} />
      </>
    </Context>,
    header,
  );
}

/** Two fixed header bars of 49 px, and an app that is at least as high as what is left. */
const STYLES = `
body { padding-top: 0 !important }
#header:not(:empty) ~ .app-wrapper { padding-top: 98px }
.app-wrapper { display: flex; flex-flow: column nowrap; min-height: 100vh }
.app-wrapper-panel { display: flex; flex: 1 0 auto; flex-direction: column }
.app-wrapper-panel > * { flex-shrink: 0 }
.euiFlyout { top: 98px; height: calc(100% - 98px) }
`;

/** The host's element structure, so that what an app measures or styles against is there. */
function createLayout(): { header: HTMLElement; container: HTMLElement } {
  const root = document.body.appendChild(document.createElement('div'));
  root.id = 'opensearch-dashboards-body';
  root.innerHTML =
    '<div id="header"></div><main class="app-wrapper"><div class="app-wrapper-panel" id="app"></div></main>';
  const style = document.head.appendChild(document.createElement('style'));
  style.textContent = STYLES;
  const [header, container] = ['header', 'app'].map((id) => document.getElementById(id));
  if (!header || !container) throw new Error('The page has lost its layout.');
  return { header, container };
}

type AnyPlugin = Plugin<unknown, unknown>;

class BrowserPlugin {
  readonly id: string;
  private readonly instance: AnyPlugin;
  private startServices: (services: [CoreStart, object, unknown]) => void = () => undefined;
  readonly started = new Promise<[CoreStart, object, unknown]>((resolve) => (this.startServices = resolve));

  constructor(
    private readonly plugin: UiPlugin,
    { version, buildNumber }: InjectedMetadata,
  ) {
    this.id = plugin.id;
    this.instance = initializerOf(plugin.id)({
      opaqueId: Symbol(plugin.id),
      env: {
        mode: { name: 'production', dev: false, prod: true },
        packageInfo: { version, branch: '2.19', buildNum: buildNumber, buildSha: '', dist: true },
      },
      // Its type, the plugin says: the server validated it with the plugin's own schema.
      config: { get: <T extends object>() => plugin.config as T },
    });
  }

  setup(core: CoreSetup, contracts: Readonly<Record<string, unknown>>): unknown {
    return this.instance.setup(core, this.depsFrom(contracts));
  }

  async start(core: CoreStart, contracts: Readonly<Record<string, unknown>>): Promise<unknown> {
    const deps = this.depsFrom(contracts);
    const contract = await this.instance.start(core, deps);
    this.startServices([core, deps, contract]);
    return contract;
  }

  /** Only what the manifest names, and only what is there: a missing plugin is a missing key. */
  private depsFrom(contracts: Readonly<Record<string, unknown>>): object {
    const { requiredPlugins, optionalPlugins } = this.plugin;
    const names = [...requiredPlugins, ...optionalPlugins].filter((id) => id in contracts);
    return Object.fromEntries(names.map((id) => [id, contracts[id]]));
  }
}

function initializerOf(id: string): PluginInitializer<unknown, unknown> {
  const key = `plugin/${id}/public`;
  if (!window.__osdBundles__.has(key)) {
    throw new Error(`Definition of plugin "${id}" not found and may have failed to load.`);
  }
  const exports = window.__osdBundles__.get(key);
  if (!hasPlugin(exports)) throw new Error(`Definition of plugin "${id}" should be a function.`);
  return exports.plugin;
}

const hasPlugin = (exports: unknown): exports is { plugin: PluginInitializer<unknown, unknown> } =>
  typeof exports === 'object' &&
  exports !== null &&
  'plugin' in exports &&
  typeof exports.plugin === 'function';
