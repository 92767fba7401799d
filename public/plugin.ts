/** Registers our apps and their places in the menus. Everything a page needs is loaded when one is opened. */
import type { AppMountParameters, CoreSetup, Plugin, PluginInitializerContext } from 'osd/core/public';
import { navGroups, observabilityCategory } from './host/core_values';
import { createAppLoader } from './load_app';
import { appTitle, listedApps, navLinks, type ExposedConfig } from './navigation';

export class BedrockPlugin implements Plugin {
  constructor(private readonly context: PluginInitializerContext<ExposedConfig>) {}

  setup(core: CoreSetup): void {
    const config = this.context.config.get();
    const apps = listedApps(config);
    const loadApp = createAppLoader();
    for (const app of apps) {
      // Inside and outside of workspaces (the host's default): the data belong to the cluster, not to a workspace.
      core.application.register({
        id: app.id,
        title: appTitle(app),
        order: app.order,
        category: observabilityCategory(),
        mount: async (params: AppMountParameters) => {
          const [coreStart, deps] = await core.getStartServices();
          return loadApp(coreStart, deps, params, config);
        },
      });
    }
    for (const group of navGroups()) core.chrome.navGroup?.addNavLinksToGroup(group, navLinks(apps));
  }

  start(): void {}

  stop(): void {}
}
