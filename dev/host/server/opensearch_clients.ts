/**
 * The host's OpenSearch clients: the internal user, the current user, and clients with settings of their own.
 * A request that the plugin makes as the current user carries that person's credentials and nobody else's.
 */
import { Client } from '@opensearch-project/opensearch';
import type {
  Headers,
  IClusterClient,
  ICustomClusterClient,
  OpenSearchClient,
  OpenSearchClientConfig,
  OpenSearchDashboardsRequest,
} from 'osd/core/server';
import type { SlimHostOptions } from '../options';

type Settings = NonNullable<SlimHostOptions['opensearch']>;
/** Stands where no OpenSearch was given: nothing listens on port 1, so every request fails as unreachable. */
const NOWHERE: Settings = { url: 'http://127.0.0.1:1' };

export class OpenSearchClients {
  private readonly opened = new Set<Client>();
  private readonly settings: Settings;
  readonly client: IClusterClient;

  constructor(
    settings: Settings | undefined,
    /** `authorization` of whoever made a request, where people log in. */
    private readonly identityOf: (request: object) => string | undefined,
  ) {
    this.settings = settings ?? NOWHERE;
    this.client = this.createClient('data');
  }

  createClient = (_type: string, config: Partial<OpenSearchClientConfig> = {}): ICustomClusterClient => {
    const { username = this.settings.credentials?.username, password = this.settings.credentials?.password } =
      config;
    const auth = username !== undefined && password !== undefined ? { username, password } : undefined;
    const internal = this.connect(config, auth);
    const anonymous = this.connect(config, undefined);
    const asInternalUser = transportOf(internal);
    return {
      asInternalUser,
      asScoped: (request) => ({
        asInternalUser,
        asCurrentUser: transportOf(anonymous.child({ headers: this.headersFor(request) })),
      }),
      close: async () => {
        await Promise.all([internal, anonymous].map((client) => this.disconnect(client)));
      },
    };
  };

  async close(): Promise<void> {
    await Promise.all([...this.opened].map((client) => this.disconnect(client)));
  }

  private connect(
    config: Partial<OpenSearchClientConfig>,
    auth: { username: string; password: string } | undefined,
  ) {
    const client = new Client({
      nodes: config.hosts ?? [this.settings.url],
      auth,
      headers: config.customHeaders,
      requestTimeout: config.requestTimeout ?? 30_000,
      pingTimeout: config.pingTimeout ?? 30_000,
      ssl: {
        ca: config.ssl?.certificateAuthorities ?? this.settings.ca,
        cert: config.ssl?.certificate,
        key: config.ssl?.key,
        rejectUnauthorized: config.ssl?.verificationMode !== 'none',
      },
    });
    this.opened.add(client);
    return client;
  }

  private async disconnect(client: Client): Promise<void> {
    if (this.opened.delete(client)) await client.close();
  }

  private headersFor(request: OpenSearchDashboardsRequest | { headers: Headers }): Record<string, string> {
    const authorization = this.identityOf(request) ?? request.headers['authorization'];
    return typeof authorization === 'string' ? { authorization } : {};
  }
}

const transportOf = (client: Client): OpenSearchClient => ({
  transport: {
    request: (params, options) => {
      const pending = client.transport.request(params, options);
      const answer = pending.then(({ body, statusCode, headers }) => ({ body, statusCode, headers }));
      return Object.assign(answer, { abort: () => pending.abort() });
    },
  },
});
