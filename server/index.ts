/** Entry of the server bundle; the host requires it for `config` first and for `plugin` second. */
import type { PluginConfigDescriptor, PluginInitializerContext } from 'osd/core/server';
import { configSchema, type BedrockConfig } from './config';
import { BedrockPlugin } from './plugin';

export const config: PluginConfigDescriptor<BedrockConfig> = {
  schema: configSchema,
  exposeToBrowser: { apps: true },
};

export const plugin = (context: PluginInitializerContext<BedrockConfig>): BedrockPlugin =>
  new BedrockPlugin(context);
