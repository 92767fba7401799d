/** The plugin's own routes, asked as a user of a real OpenSearch through the client that hosts give to plugins. */
import type { OpenSearchAddress } from '../../dev/opensearch/client';
import { OpenSearchClients } from '../../dev/host/server/opensearch_clients';
import { type AskedRoutes, askedRoutes } from '../../server/routes/routes_test_support';

export interface HostRoutes extends AskedRoutes {
  close(): Promise<void>;
}

export function hostRoutes({ url, ca, credentials }: OpenSearchAddress): HostRoutes {
  const clients = new OpenSearchClients({ url, ca, credentials }, () => undefined);
  return { ...askedRoutes(clients.client.asInternalUser, Date.now), close: () => clients.close() };
}
