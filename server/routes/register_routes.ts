/** All HTTP routes that pages ask; each validates, asks as the current user, and answers. */
import type { IRouter, Logger } from 'osd/core/server';
import { registerCollectionStatusRoute } from './collection_status';
import { registerFacetsRoute } from './facets';
import { createFailureLog } from './failure_log';
import { registerIntegrationsRoutes } from './integrations';
import { registerOverviewRoute } from './overview';
import type { RouteDeps } from './route_deps';

export interface RoutesOptions {
  readonly logger: Logger;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

export function registerRoutes(router: IRouter, { logger, now }: RoutesOptions): void {
  const deps: RouteDeps = { failures: createFailureLog(logger, now), now };
  registerOverviewRoute(router, deps);
  registerFacetsRoute(router, deps);
  registerCollectionStatusRoute(router, deps);
  registerIntegrationsRoutes(router, deps);
}
