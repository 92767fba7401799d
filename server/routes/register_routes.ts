/** All HTTP routes that pages ask; each validates, asks as the current user, and answers. */
import type { IRouter, Logger } from 'osd/core/server';
import { registerCollectionStatusRoute } from './collection_status';
import { registerFacetsRoute } from './facets';
import { createFailureLog } from './failure_log';
import { registerGuardrailMetricsRoute } from './guardrail_metrics';
import { registerIntegrationsRoutes } from './integrations';
import { registerMetadataSplitRoute } from './metadata_split';
import { registerOverviewRoute } from './overview';
import type { CollectorState, RouteDeps } from './route_deps';
import { registerRuntimeDeliveryRoute } from './runtime_delivery';
import { registerRuntimeModelsRoute } from './runtime_models';
import { registerRuntimeSeriesRoute } from './runtime_series';

export interface RoutesOptions {
  readonly logger: Logger;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Of the collector in this process; undefined where it collects nothing. */
  readonly collector: () => CollectorState | undefined;
}

export function registerRoutes(router: IRouter, { logger, now, collector }: RoutesOptions): void {
  const deps: RouteDeps = { failures: createFailureLog(logger, now), now, collector };
  registerOverviewRoute(router, deps);
  registerMetadataSplitRoute(router, deps);
  registerRuntimeModelsRoute(router, deps);
  registerRuntimeSeriesRoute(router, deps);
  registerGuardrailMetricsRoute(router, deps);
  registerRuntimeDeliveryRoute(router, deps);
  registerFacetsRoute(router, deps);
  registerCollectionStatusRoute(router, deps);
  registerIntegrationsRoutes(router, deps);
}
