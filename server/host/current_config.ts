/** The plugin's settings as they stand when the plugin is made; a host reads its yml once. */
import type { PluginInitializerContext } from 'osd/core/server';

export function currentConfig<T>(context: PluginInitializerContext<T>): T {
  const values: T[] = [];
  // The host's configuration is a replayed value: the first one arrives during subscribe.
  context.config
    .create<T>()
    .subscribe((value) => values.push(value))
    .unsubscribe();
  const [value] = values;
  if (value === undefined) throw new Error('the host gave no configuration');
  return value;
}
