/**
 * Asks the plugin's routes without a host, for tests: validators run before handlers as a host runs them, errors
 * arrive as people would see them, and OpenSearch is whatever the test puts behind the current user.
 */
import type {
  IOpenSearchDashboardsResponse,
  IRouter,
  Logger,
  OpenSearchClient,
  RouteConfig,
  RouteRegistrar,
} from 'osd/core/server';
import { registerRoutes } from './register_routes';
import type { CollectorState } from './route_deps';

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export interface RouteRequest {
  readonly params?: unknown;
  readonly body?: unknown;
}

export interface AskedRoutes {
  /** What the plugin has logged, at every level. */
  readonly logged: readonly string[];
  /** Every route as registered: `PUT /api/bedrock/integrations/{id}`. */
  readonly routes: readonly string[];
  /** `route` as registered. A refusal of a validator is a 400. */
  ask(route: string, request?: RouteRequest): Promise<Answer>;
}

export function askedRoutes(
  asCurrentUser: OpenSearchClient,
  now: () => number,
  collector: () => CollectorState | undefined = () => undefined,
): AskedRoutes {
  const { lines: logged, logger } = recordingLogger();
  const handlers = new Map<string, (request: RouteRequest) => Promise<Answer>>();
  const context = { core: { opensearch: { client: { asCurrentUser } } } };
  const register =
    (method: string): RouteRegistrar =>
    (route: RouteConfig<unknown, unknown, unknown>, handler: CallableFunction) => {
      const rules = route.validate === false ? {} : route.validate;
      handlers.set(`${method} ${route.path}`, async (request) => {
        const params = checked(rules.params, request.params);
        const body = checked(rules.body, request.body);
        const refused = params.error ?? body.error;
        if (refused) return { status: 400, body: refused.message };
        const answer: IOpenSearchDashboardsResponse = await handler(
          context,
          { params: params.value, body: body.value },
          response,
        );
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
  registerRoutes(router, { logger, now, collector });
  return {
    logged,
    routes: [...handlers.keys()],
    ask: async (route, request = {}) => {
      const handler = handlers.get(route);
      if (handler === undefined) throw new Error(`there is no route ${route}`);
      return handler(request);
    },
  };
}

/** A logger that keeps what it is told. */
export function recordingLogger(): { readonly lines: string[]; readonly logger: Logger } {
  const lines: string[] = [];
  const write = (message: string | Error): void => void lines.push(String(message));
  const logger: Logger = {
    trace: write,
    debug: write,
    info: write,
    warn: write,
    error: write,
    fatal: write,
    get: () => logger,
  };
  return { lines, logger };
}

const response = {
  ok: ({ body }: { body: object }) => ({ status: 200, payload: body, options: {} }),
  customError: ({ statusCode, body }: { statusCode: number; body: object }) => ({
    status: statusCode,
    payload: body,
    options: {},
  }),
};

type Rules = Exclude<RouteConfig<unknown, unknown, unknown>['validate'], false>;

/** A part without a rule reads as `{}`, as in the host. */
function checked(rule: Rules['params'], value: unknown): { value?: unknown; error?: Error } {
  if (typeof rule !== 'function') return { value: {} };
  return rule(value, {
    ok: (valid) => ({ value: valid }),
    badRequest: (error, path) => ({ error: new Error(`[${path?.join('.')}]: ${String(error)}`) }),
  });
}
