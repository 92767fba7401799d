/** What the host's bootstrap script puts on `window` before any plugin bundle is evaluated. */
interface OsdBundles {
  has(key: string): boolean;
  /** Throws for a key already defined. */
  define(key: string, bundleRequire: (moduleKey: string) => unknown, moduleKey: string): void;
  /** Calls the registered function **every time**; throws for an unknown key. */
  get(key: string): unknown;
}

interface Window {
  readonly __osdBundles__: OsdBundles;
  /** Plugin id to the URL path of its bundles, base path and build number included, ending with `/`. */
  readonly __osdPublicPath__: Readonly<Record<string, string>>;
  readonly __osdSharedDeps__: Readonly<Record<string, unknown>>;
  /** `v7light`, `v7dark`, `v8light`, … */
  readonly __osdThemeTag__: string;
}

declare const __osdBundles__: Window['__osdBundles__'];
declare const __osdPublicPath__: Window['__osdPublicPath__'];
declare const __osdSharedDeps__: Window['__osdSharedDeps__'];
declare const __osdThemeTag__: Window['__osdThemeTag__'];
