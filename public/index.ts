/** What the host reads from the loader script. */
import type { PluginInitializerContext } from 'osd/core/public';
import type { ExposedConfig } from './navigation';
import { BedrockPlugin } from './plugin';

export const plugin = (context: PluginInitializerContext<ExposedConfig>): BedrockPlugin =>
  new BedrockPlugin(context);
