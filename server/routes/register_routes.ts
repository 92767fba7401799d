/** All HTTP routes that pages ask; each validates, asks as the current user, and answers. */
import type { IRouter } from 'osd/core/server';
import { registerCollectionStatusRoute } from './collection_status';
import { registerFacetsRoute } from './facets';
import { registerIntegrationsRoutes } from './integrations';
import { registerOverviewRoute } from './overview';
import type { RouteDeps } from './route_deps';

export function registerRoutes(router: IRouter, deps: RouteDeps): void {
  registerOverviewRoute(router, deps);
  registerFacetsRoute(router, deps);
  registerCollectionStatusRoute(router, deps);
  registerIntegrationsRoutes(router, deps);
}
