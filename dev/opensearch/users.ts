/**
 * Users and roles of a node with the security plugin, as a test needs them: created through the plugin's own
 * interface, in force when the promise resolves.
 * Source: https://docs.opensearch.org/2.19/security/access-control/api/
 */
import type { OpenSearch } from '../../server/storage/opensearch';

export interface RoleDefinition {
  readonly cluster_permissions?: readonly string[];
  readonly index_permissions?: ReadonlyArray<{
    readonly index_patterns: readonly string[];
    readonly allowed_actions: readonly string[];
    /** Document-level security: a query as JSON text. */
    readonly dls?: string;
    /** Field-level security: `field` to show, `~field` to hide. */
    readonly fls?: readonly string[];
  }>;
}

/** Creates or replaces a role. `client` acts as an administrator. */
export async function putRole(client: OpenSearch, name: string, role: RoleDefinition): Promise<void> {
  await put(client, `/_plugins/_security/api/roles/${encodeURIComponent(name)}`, role);
}

/** Creates or replaces a user who has these roles and no others. Weak passwords are refused by the plugin. */
export async function putUser(
  client: OpenSearch,
  username: string,
  user: { readonly password: string; readonly roles: readonly string[] },
): Promise<void> {
  await put(client, `/_plugins/_security/api/internalusers/${encodeURIComponent(username)}`, {
    password: user.password,
    opendistro_security_roles: user.roles,
  });
}

async function put(client: OpenSearch, path: string, body: object): Promise<void> {
  const { statusCode, body: answer } = await client.request({ method: 'PUT', path, body });
  if (statusCode === 200 || statusCode === 201) return;
  throw new Error(`PUT ${path} was answered with ${statusCode}: ${JSON.stringify(answer)}`);
}
