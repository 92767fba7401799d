/**
 * Runs a plugin's server half as the host does: requires its bundle from `OSD_HOME/plugins/<id>`, takes `config`
 * and `plugin` from it and nothing else, and gives `setup` and `start` 30 s each.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Observable, of } from 'rxjs';
import { z } from 'zod';
import type {
  CoreSetup,
  CoreStart,
  Plugin,
  PluginConfigDescriptor,
  PluginInitializer,
  PluginInitializerContext,
} from 'osd/core/server';
import { isConfigSchema } from '../osd_modules/config_schema';

type AnyPlugin = PluginInitializer<unknown, unknown>;

export interface ServerBundle {
  readonly config: PluginConfigDescriptor<unknown> | undefined;
  readonly plugin: AnyPlugin;
}

const Exports = z.looseObject({
  plugin: z.custom<AnyPlugin>((value) => typeof value === 'function', 'must be a function'),
  config: z
    .object({
      schema: z.custom<PluginConfigDescriptor['schema']>(isConfigSchema, 'must come from @osd/config-schema'),
      exposeToBrowser: z.record(z.string(), z.boolean()).optional(),
    })
    .optional(),
});

/** @throws Error naming the plugin when its bundle cannot be loaded or is not shaped as the host expects */
export function loadServerBundle(installedDir: string, id: string): ServerBundle {
  const path = join(installedDir, 'server');
  const loaded: unknown = createRequire(join(path, 'index.js'))(path);
  const exports = Exports.safeParse(loaded);
  if (!exports.success) {
    throw new Error(`Plugin "${id}" does not export what the host needs: ${z.prettifyError(exports.error)}`);
  }
  return { config: exports.data.config, plugin: exports.data.plugin };
}

/** Emits once, as the host does until its configuration is read again. */
export const configObservable = (value: unknown): PluginInitializerContext['config'] => {
  const create = <T>(): Observable<T> =>
    // Whose type it is, the plugin says: the value was validated by its own schema.
    of(value as T);
  return { create, createIfExists: create };
};

export class PluginRunner {
  private plugin: Plugin<unknown, unknown> | undefined;
  private startServices: (services: [CoreStart, object, unknown]) => void = () => undefined;
  readonly started = new Promise<[CoreStart, object, unknown]>((resolve) => (this.startServices = resolve));

  constructor(
    private readonly id: string,
    private readonly initializer: AnyPlugin,
    private readonly timeoutMs = 30_000,
  ) {}

  async setup(context: PluginInitializerContext, core: CoreSetup, deps: object): Promise<void> {
    this.plugin = this.initializer(context);
    await this.within('Setup', this.plugin.setup(core, deps));
  }

  async start(core: CoreStart, deps: object): Promise<void> {
    const contract: unknown = await this.within('Start', this.plugin?.start(core, deps));
    this.startServices([core, deps, contract]);
  }

  /** Awaited without a limit, as in the host: bounding it is the plugin's own affair. */
  async stop(): Promise<void> {
    await this.plugin?.stop?.();
  }

  private async within<T>(phase: string, work: T | Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        const seconds = this.timeoutMs / 1000;
        reject(
          new Error(
            `${phase} lifecycle of "${this.id}" plugin wasn't completed in ${seconds}sec. Consider disabling the plugin and re-start.`,
          ),
        );
      }, this.timeoutMs);
    });
    try {
      return await Promise.race([work, late]);
    } finally {
      clearTimeout(timer);
    }
  }
}
