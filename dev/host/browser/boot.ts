/**
 * The boot script of every page: puts the globals that bundles find on `window`, then loads shared dependencies,
 * core and the plugins' loaders in order. One of them failing turns the page red, as in the host.
 */
export interface BootPlan {
  readonly themeTag: string;
  readonly publicPath: Readonly<Record<string, string>>;
  readonly styleSheet: string;
  readonly scripts: readonly string[];
}

export function boot({ themeTag, publicPath, styleSheet, scripts }: BootPlan): void {
  const modules = new Map<string, () => unknown>();
  const bundles: Window['__osdBundles__'] = {
    has: (key) => modules.has(key),
    define: (key, bundleRequire, moduleKey) => {
      if (modules.has(key)) throw new Error(`__osdBundles__ already has a module defined for "${key}"`);
      modules.set(key, () => bundleRequire(moduleKey));
    },
    get: (key) => {
      const module = modules.get(key);
      if (module === undefined) throw new Error(`__osdBundles__ does not have a module defined for "${key}"`);
      return module();
    },
  };
  Object.assign(window, {
    __osdThemeTag__: themeTag,
    __osdPublicPath__: publicPath,
    __osdBundles__: bundles,
  });

  const failure = (reason: string) => {
    const heading = document.createElement('h1');
    heading.dataset['testSubj'] = 'hostFailedToLoad';
    heading.style.cssText =
      'color:white;background:#f44336;font-family:monospace;text-align:center;padding:25px';
    heading.innerText = `OpenSearch Dashboards did not load properly. Check the server output. (${reason})`;
    document.body.replaceChildren(heading);
  };
  const load = (element: HTMLLinkElement | HTMLScriptElement, url: string) =>
    new Promise<void>((resolve) => {
      element.addEventListener('load', () => resolve());
      element.addEventListener('error', () => failure(url));
      document.head.append(element);
    });
  const style = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: styleSheet });
  const loading = scripts.map((src) =>
    load(Object.assign(document.createElement('script'), { async: false, src }), src),
  );
  Promise.all([load(style, styleSheet), ...loading])
    .then(() => {
      const core = bundles.get('entry/core/public') as { __osdBootstrap__(): Promise<void> };
      return core.__osdBootstrap__();
    })
    .catch((error: unknown) => {
      failure(error instanceof Error ? error.message : String(error));
      throw error;
    });
}
