/** Integrations over HTTP: list them, read one, write one. Definitions are read and written as the current user. */
import * as z from 'zod/mini';
import { IntegrationDefinition } from '../integrations/definition';
import { API_BASE } from '../plugin';

export const INTEGRATIONS_PATH = `${API_BASE}/integrations`;
export const integrationPath = (id: string): string => `${INTEGRATIONS_PATH}/${encodeURIComponent(id)}`;

/** A stored definition that this version cannot read is listed with the reason, never hidden. */
export const ListedIntegration = z.union([
  z.object({ id: z.string(), definition: IntegrationDefinition }),
  z.object({ id: z.string(), unreadable: z.string() }),
]);
export type ListedIntegration = z.infer<typeof ListedIntegration>;

export const IntegrationsResponse = z.object({ integrations: z.array(ListedIntegration) });
export type IntegrationsResponse = z.infer<typeof IntegrationsResponse>;

export const SavedIntegrationResponse = z.object({ definition: IntegrationDefinition });
export type SavedIntegrationResponse = z.infer<typeof SavedIntegrationResponse>;
