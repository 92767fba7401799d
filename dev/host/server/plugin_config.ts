/**
 * The plugin's part of the yml: validated by its schema before the plugin runs, and the share of it that goes into
 * every page. That share imitates a leak of OpenSearch Dashboards 2.19 on purpose: where the yml root equals the
 * snake_case id, the **whole** configuration, secrets included, is sent to every browser. A plugin that falls into
 * it must be seen to do so here.
 */
import type { PluginConfigDescriptor } from 'osd/core/server';
import { type PluginManifest, snakeCase } from './manifest';

export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

type Tree = Record<string, unknown>;
const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The yml may nest or dot its keys, also mixed: `{ 'a.b': { c: 1 } }` is `a.b.c`. */
export function expandDottedKeys(flat: Readonly<Tree>): Tree {
  const result: Tree = {};
  for (const [dotted, value] of Object.entries(flat)) {
    const keys = dotted.split('.');
    const last = keys.pop() ?? dotted;
    let branch = result;
    for (const key of keys) {
      const next = branch[key];
      branch = isTree(next) ? next : (branch[key] = {});
    }
    const existing = branch[last];
    const expanded = isTree(value) ? expandDottedKeys(value) : value;
    branch[last] = isTree(existing) && isTree(expanded) ? { ...existing, ...expanded } : expanded;
  }
  return result;
}

export interface PluginConfig {
  readonly value: unknown;
  readonly browser: Readonly<Record<string, unknown>>;
}

/** @throws ConfigError for an unknown key or a value the schema refuses: the host exits on both. */
export function readPluginConfig(
  manifest: PluginManifest,
  descriptor: PluginConfigDescriptor<unknown> | undefined,
  yml: Readonly<Tree>,
): PluginConfig {
  const settings = expandDottedKeys(yml);
  const root = manifest.configPath.join('.');
  const [first] = manifest.configPath;
  const foreign = Object.keys(settings).filter((key) => key !== first || descriptor === undefined);
  if (foreign.length > 0) {
    throw new ConfigError(
      `Unknown configuration key(s): "${foreign.join('", "')}". Check for spelling errors and ensure that expected plugins are installed.`,
    );
  }
  if (descriptor === undefined) return { value: {}, browser: {} };

  const own = manifest.configPath.reduce<unknown>(
    (tree, key) => (isTree(tree) ? tree[key] : undefined),
    settings,
  );
  let value: unknown;
  try {
    value = descriptor.schema.validate(own, {}, `config validation of [${root}]`);
  } catch (error) {
    throw new ConfigError(error instanceof Error ? error.message : String(error), { cause: error });
  }
  const tree = isTree(value) ? value : {};
  return { value, browser: root === snakeCase(manifest.id) ? tree : exposed(descriptor, tree) };
}

function exposed({ exposeToBrowser = {} }: PluginConfigDescriptor<unknown>, value: Tree): Tree {
  const keys = Object.entries(exposeToBrowser).filter(([, isExposed]) => isExposed === true);
  return Object.fromEntries(keys.map(([key]) => [key, value[key]]));
}
