/**
 * Talks to a running plugin as a browser would: over HTTP, through its own routes. For `npm start`, the
 * end-to-end suite and benches; works against the slim host and a real one.
 */
import { z } from 'zod';
import { CollectionStatus, collectionStatusPath } from '../common/api/collection_status';
import {
  INTEGRATIONS_PATH,
  integrationPath,
  IntegrationsResponse,
  type ListedIntegration,
} from '../common/api/integrations';
import { Overview, type OverviewRequest, overviewPath } from '../common/api/overview';
import type { IntegrationDefinition } from '../common/integrations/definition';

export class PluginApiError extends Error {
  override readonly name = 'PluginApiError';
  constructor(
    readonly statusCode: number,
    message: string,
  ) {
    super(message);
  }
}

const HostError = z.object({
  message: z.string(),
  attributes: z.object({ action: z.string().optional() }).optional(),
});

export interface PluginApi {
  integrations(): Promise<readonly ListedIntegration[]>;
  saveIntegration(definition: IntegrationDefinition): Promise<void>;
  collectionStatus(): Promise<CollectionStatus>;
  overview(request: OverviewRequest): Promise<Overview>;
}

/**
 * @param hostUrl with base path, without a slash at the end
 * @param headers sent with every request, for example the `cookie` of a session where the host asks for a login
 */
export function pluginApi(hostUrl: string, headers: Readonly<Record<string, string>> = {}): PluginApi {
  const call = async (method: 'GET' | 'PUT' | 'POST', path: string, body?: object): Promise<unknown> => {
    const response = await fetch(`${hostUrl}${path}`, {
      method,
      headers: {
        ...headers,
        'osd-xsrf': 'true',
        // One kept open may be closed by the host in the moment it is used again.
        connection: 'close',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer: unknown = await response.json();
    if (response.ok) return answer;
    const told = HostError.safeParse(answer);
    throw new PluginApiError(
      response.status,
      told.success
        ? `${told.data.message} ${told.data.attributes?.action ?? ''}`.trim()
        : `${method} ${path}: ${response.status}`,
    );
  };
  return {
    integrations: async () => IntegrationsResponse.parse(await call('GET', INTEGRATIONS_PATH)).integrations,
    saveIntegration: async (definition) =>
      void (await call('PUT', integrationPath(definition.id), definition)),
    collectionStatus: async () => CollectionStatus.parse(await call('GET', collectionStatusPath())),
    overview: async (request) => Overview.parse(await call('POST', overviewPath(), request)),
  };
}
