/**
 * The host's router: paths with `{parameters}`, validation by schema or by function, and the rule that a route
 * says what it validates. All plugins and the host itself share one table, as in the host.
 */
import { isConfigSchema, ValidationError } from '../osd_modules/config_schema';
import type {
  IRouter,
  OpenSearchDashboardsRequest,
  RequestHandler,
  RouteConfig,
  RouteMethod,
  RouteValidationSpec,
} from 'osd/core/server';
import { Refusal } from './payload';

type AnyConfig = RouteConfig<unknown, unknown, unknown>;
type Parts = { params: unknown; query: unknown; body: unknown };

export interface Route {
  readonly method: RouteMethod;
  readonly path: string;
  readonly options: NonNullable<AnyConfig['options']>;
  readonly validatesBody: boolean;
  /** @throws Refusal 400 naming the part and the path within it */
  validate(parts: Parts): Parts;
  handle(
    ...args: Parameters<RequestHandler<unknown, unknown, unknown>>
  ): ReturnType<RequestHandler<unknown, unknown, unknown>>;
}

interface Pattern {
  readonly route: Route;
  readonly expression: RegExp;
  readonly names: readonly string[];
  /** Sorts literal segments before parameters before wildcards, segment by segment. */
  readonly rank: string;
}

export class RouteTable {
  private patterns: Pattern[] = [];

  createRouter(): IRouter {
    const registrar =
      (method: RouteMethod): IRouter['get'] =>
      (config, handler) =>
        this.add(compile(method, config, handler));
    return {
      get: registrar('get'),
      post: registrar('post'),
      put: registrar('put'),
      patch: registrar('patch'),
      delete: registrar('delete'),
    };
  }

  find(method: string, path: string): { route: Route; params: Record<string, string> } | undefined {
    for (const { route, expression, names } of this.patterns) {
      const match = route.method === method && expression.exec(path);
      if (!match) continue;
      const values = match.slice(1).map((value) => (value === undefined ? undefined : decode(value)));
      const named = names.flatMap((name, index) =>
        values[index] === undefined ? [] : [[name, values[index]] as const],
      );
      return { route, params: Object.fromEntries(named) };
    }
    return undefined;
  }

  private add(pattern: Pattern): void {
    const { method, path } = pattern.route;
    const rival = this.patterns.find(
      (other) => other.route.method === method && other.expression.source === pattern.expression.source,
    );
    if (rival) throw new Error(`New route ${path} conflicts with existing ${rival.route.path}`);
    this.patterns = [...this.patterns, pattern].sort((a, b) => (a.rank < b.rank ? -1 : 1));
  }
}

const decode = (segment: string): string => {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new Refusal(400, 'Bad Request');
  }
};

function compile<P, Q, B>(
  method: RouteMethod,
  config: RouteConfig<P, Q, B>,
  handler: RequestHandler<P, Q, B>,
): Pattern {
  const { path, validate, options = {} } = config;
  if (validate === undefined) {
    throw new Error(
      `The [${method}] at [${path}] does not have a 'validate' specified. Use 'false' as the value if you want to bypass validation.`,
    );
  }
  const rules = validate === false ? {} : validate;
  for (const [part, rule] of Object.entries(rules)) {
    if (!isConfigSchema(rule) && typeof rule !== 'function') {
      throw new Error(
        `Expected a valid validation logic declared with '@osd/config-schema' package or a RouteValidationFunction at key: [${part}].`,
      );
    }
  }
  const checked = (parts: Parts): { params: P; query: Q; body: B } => ({
    params: check(rules.params, parts.params, 'request params'),
    query: check(rules.query, parts.query, 'request query'),
    body: check(rules.body, parts.body, 'request body'),
  });
  const route: Route = {
    method,
    path,
    options,
    validatesBody: rules.body !== undefined || options.body !== undefined,
    validate: checked,
    // The parts of this request went through `validate` above, which is what gives them P, Q and B.
    handle: (context, request, response) =>
      handler(context, request as OpenSearchDashboardsRequest<P, Q, B>, response),
  };
  return { route, ...compilePath(path) };
}

function compilePath(path: string): Omit<Pattern, 'route'> {
  const names: string[] = [];
  const segments = path.split('/').slice(1);
  const expression = segments
    .map((segment) => {
      const [, name, kind] = /^\{(\w+)([*?]?)\}$/.exec(segment) ?? [];
      if (name === undefined) return `/${segment.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`;
      names.push(name);
      return kind === '*' ? '(?:/(.*))?' : kind === '?' ? '(?:/([^/]+))?' : '/([^/]+)';
    })
    .join('');
  const rank = segments
    .map((segment) => (segment.endsWith('*}') ? '2' : segment.startsWith('{') ? '1' : '0'))
    .join('');
  return { expression: new RegExp(`^${expression}/?$`), names, rank };
}

function check<T>(rule: RouteValidationSpec<T> | undefined, data: unknown, part: string): T {
  // Without a rule a part reads as `{}`; its type parameter is then `unknown`.
  if (rule === undefined) return {} as T;
  try {
    if (typeof rule !== 'function') return rule.validate(data, {}, part);
    const result = rule(data, {
      ok: (value) => ({ value }),
      badRequest: (error, path = []) => ({ error: new PathError(error, path) }),
    });
    if (result.error !== undefined) throw result.error;
    return result.value;
  } catch (error) {
    throw new Refusal(400, refusalMessage(error, part));
  }
}

class PathError extends Error {
  constructor(
    error: Error | string,
    readonly path: readonly string[],
  ) {
    super(typeof error === 'string' ? error : error.message);
  }
}

function refusalMessage(error: unknown, part: string): string {
  if (error instanceof ValidationError) return error.message;
  // The plugin's own copy of the schema package has its own class; the name tells it all the same.
  if (error instanceof Error && error.name === 'ValidationError') return error.message;
  const path = error instanceof PathError ? [part, ...error.path] : [part];
  return `[${path.join('.')}]: ${error instanceof Error ? error.message : String(error)}`;
}
