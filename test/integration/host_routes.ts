/**
 * The plugin's own routes, asked as a user of OpenSearch, without the rest of a host: its client is the one that
 * hosts give to plugins, its validators run before its handlers, and errors arrive as people would see them.
 */
import type {
  IOpenSearchDashboardsResponse,
  IRouter,
  Logger,
  RouteConfig,
  RouteRegistrar,
} from 'osd/core/server';
import type { OpenSearchAddress } from '../../dev/opensearch/client';
import { OpenSearchClients } from '../../dev/host/server/opensearch_clients';
import { registerRoutes } from '../../server/routes/register_routes';

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export interface HostRoutes {
  /** `route` as registered: `PUT /api/bedrock/integrations/{id}`. */
  ask(route: string, request?: { readonly params?: object; readonly body?: object }): Promise<Answer>;
  close(): Promise<void>;
}

type Rules = Exclude<RouteConfig<unknown, unknown, unknown>['validate'], false>;

export function hostRoutes({ url, ca, credentials }: OpenSearchAddress): HostRoutes {
  const clients = new OpenSearchClients({ url, ca, credentials }, () => undefined);
  const context = { core: { opensearch: { client: { asCurrentUser: clients.client.asInternalUser } } } };
  const handlers = new Map<string, (request: Parameters<HostRoutes['ask']>[1]) => Promise<Answer>>();
  const register =
    (method: string): RouteRegistrar =>
    (route: RouteConfig<unknown, unknown, unknown>, handler: CallableFunction) => {
      const rules = route.validate === false ? {} : route.validate;
      handlers.set(`${method} ${route.path}`, async (request) => {
        const checked = {
          params: validated(rules.params, request?.params),
          body: validated(rules.body, request?.body),
        };
        const answer: IOpenSearchDashboardsResponse = await handler(context, checked, response);
        return { status: answer.status, body: answer.payload };
      });
    };
  const router: IRouter = {
    get: register('GET'),
    post: register('POST'),
    put: register('PUT'),
    patch: register('PATCH'),
    delete: register('DELETE'),
  };
  registerRoutes(router, { logger: quiet, now: Date.now });
  return {
    ask: (route, request) => {
      const handler = handlers.get(route);
      if (handler === undefined) throw new Error(`there is no route ${route}`);
      return handler(request);
    },
    close: () => clients.close(),
  };
}

const response = {
  ok: ({ body }: { body: object }) => ({ status: 200, payload: body, options: {} }),
  customError: ({ statusCode, body }: { statusCode: number; body: object }) => ({
    status: statusCode,
    payload: body,
    options: {},
  }),
};

function validated(rule: Rules['params'], value: unknown): unknown {
  if (typeof rule !== 'function') return {};
  const result = rule(value, {
    ok: (valid) => ({ value: valid }),
    badRequest: (error) => ({ error: new Error(String(error)) }),
  });
  if (result.error) throw result.error;
  return result.value;
}

const ignore = (): void => undefined;
const quiet: Logger = {
  trace: ignore,
  debug: ignore,
  info: ignore,
  warn: ignore,
  error: ignore,
  fatal: ignore,
  get: () => quiet,
};
