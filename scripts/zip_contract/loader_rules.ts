/**
 * Rules about the loader script, which every page of the host evaluates and browsers keep for a year: it defines
 * the plugin and touches nothing else, is small, and names nothing that an upgrade changes. Proved by evaluating
 * it in a window that records what is done to it.
 */
import { createContext, Script } from 'node:vm';
import { loaderPath } from './chunks';
import type { Plugin } from './archive';
import { unless, type Rule } from './rule';

/** What every page of the host may pay for our being installed. */
export const MAX_LOADER_BYTES = 10_000;

export const loaderSizeRule: Rule = (plugin) => {
  const bytes = loaderOf(plugin)?.length ?? 0;
  return unless(
    bytes <= MAX_LOADER_BYTES,
    `The loader has ${bytes} bytes, ${MAX_LOADER_BYTES} are the limit: every page of the host pays for it.`,
  );
};

export const loaderHashRule: Rule = (plugin) => {
  const text = loaderOf(plugin)?.toString('utf8') ?? '';
  const hashes = text.match(/\b(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{12,}\b/g) ?? [];
  return [
    ...hashes.map(
      (hash) =>
        `The loader contains «${hash}», which looks like a content hash: browsers keep the loader for a year.`,
    ),
    ...unless(
      !text.includes('.chunk.'),
      'The loader names chunks: a browser that keeps it would ask for chunks that an upgrade has deleted.',
    ),
  ];
};

export const loaderBehaviourRule: Rule = (plugin) => {
  const loader = loaderOf(plugin);
  if (!loader)
    return [`${loaderPath(plugin.folder)} is missing: the host would show its error page to everybody.`];
  const host = new RecordingHost();
  try {
    host.evaluate(loader.toString('utf8'));
  } catch (error) {
    return [`The loader fails when it is evaluated: ${messageOf(error)}`];
  }
  const expected = `plugin/${plugin.folder}/public`;
  const [definition] = host.definitions;
  return [
    ...unless(
      host.definitions.length === 1 && definition?.key === expected,
      `The loader must define «${expected}» once, it defines: ${host.definitions.map(({ key }) => key).join(', ') || 'nothing'}.`,
    ),
    ...host.touched.map((what) => `The loader touches ${what} when it is evaluated; it may only define.`),
    ...(definition ? exportsProblems(definition, host) : []),
  ];
};

const loaderOf = ({ files, folder }: Plugin): Buffer | undefined => files.get(loaderPath(folder));

/** What the host does next, once all scripts are there: it asks for the plugin. */
function exportsProblems({ bundleRequire, moduleKey }: Definition, host: RecordingHost): string[] {
  if (typeof bundleRequire !== 'function') return ['The loader defines something that is not a function.'];
  host.ready = true;
  try {
    const first: unknown = bundleRequire(moduleKey);
    const second: unknown = bundleRequire(moduleKey);
    const plugin =
      typeof first === 'object' && first !== null && 'plugin' in first ? first.plugin : undefined;
    return [
      ...unless(
        typeof plugin === 'function',
        'The module behind the loader does not export a function `plugin`.',
      ),
      ...unless(first === second, 'Every `get` evaluates the module again: the host asks more than once.'),
    ];
  } catch (error) {
    return [`The module behind the loader fails when the host asks for it: ${messageOf(error)}`];
  }
}

interface Definition {
  readonly key: unknown;
  readonly bundleRequire: unknown;
  readonly moduleKey: unknown;
}

/** A window with what the host's bootstrap puts there, and nothing of a browser. */
class RecordingHost {
  readonly definitions: Definition[] = [];
  readonly touched: string[] = [];
  /** Until every script is loaded, reading shared modules or other bundles may come too early. */
  ready = false;

  evaluate(source: string): void {
    const context = createContext(this.window());
    const before = new Set(Object.getOwnPropertyNames(context));
    new Script(source, { filename: 'loader.js' }).runInContext(context, { timeout: 5_000 });
    const added = Object.getOwnPropertyNames(context).filter((name) => !before.has(name));
    this.touched.push(...added.map((name) => `the global ${name}`));
  }

  private window(): object {
    const window: Record<string, unknown> = {
      __osdBundles__: {
        has: () => true,
        get: (key: unknown) => this.use(`the bundle ${String(key)}`),
        define: (key: unknown, bundleRequire: unknown, moduleKey: unknown) => {
          this.definitions.push({ key, bundleRequire, moduleKey });
        },
      },
      __osdPublicPath__: {},
      __osdSharedDeps__: new Proxy({}, { get: (_, name) => this.use(`the shared module ${String(name)}`) }),
    };
    window['window'] = window['self'] = window;
    for (const name of ['document', 'localStorage', 'sessionStorage', 'fetch', 'navigator', 'location']) {
      Object.defineProperty(window, name, { get: () => this.use(name) });
    }
    return window;
  }

  private use(what: string): unknown {
    if (!this.ready) this.touched.push(what);
    return anything();
  }
}

/** Stands for any export of the host: can be called, constructed and read. */
const anything = (): unknown =>
  new Proxy(function () {}, {
    get: (target, name) =>
      name === 'prototype' ? target.prototype : name === Symbol.toPrimitive ? () => '' : anything(),
    apply: () => anything(),
    construct: () => ({}),
  });

const messageOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
