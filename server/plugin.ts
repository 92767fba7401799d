/**
 * The wiring of the server side: what people ask goes router → queries as the current user; what AWS says comes in
 * through the collector under an identity of its own, whose health the host is told. `setup` registers, `start`
 * runs; neither awaits the network.
 */
import type { CoreSetup, CoreStart, Logger, Plugin, PluginInitializerContext } from 'osd/core/server';
import { type Collector, createCollector } from './collection/collector';
import type { RunnerStatus } from './collection/runner';
import type { BedrockConfig } from './config';
import { publishHealth } from './host/collector_health';
import { collectorOptions } from './host/collector_options';
import { currentConfig } from './host/current_config';
import { registerRoutes } from './routes/register_routes';

export class BedrockPlugin implements Plugin {
  private readonly logger: Logger;
  private readonly config: BedrockConfig;
  private collector: Collector | undefined;
  private tellHost: (health: RunnerStatus | 'off') => void = () => undefined;

  constructor(private readonly context: PluginInitializerContext<BedrockConfig>) {
    this.logger = context.logger.get();
    this.config = currentConfig(context);
  }

  setup(core: CoreSetup): void {
    this.tellHost = publishHealth(core);
    registerRoutes(core.http.createRouter(), {
      logger: this.logger,
      now: Date.now,
      collector: () => this.collector?.status(),
    });
  }

  start(core: CoreStart): void {
    if (!this.config.collector.enabled) {
      this.logger.info('bedrock.collector.enabled is false: this instance shows data and collects none');
      return this.tellHost('off');
    }
    const options = collectorOptions(this.config, {
      opensearch: core.opensearch,
      instance: this.context.env.instanceUuid,
      logger: this.logger.get('collector'),
      serverFolder: __dirname,
    });
    this.collector = createCollector({ ...options, onStatus: this.tellHost });
    this.collector.start();
  }

  async stop(): Promise<void> {
    await this.collector?.stop();
  }
}
