/**
 * Turns what went wrong behind a route into an answer a person can act on: a code, a message, the next step.
 * Promises that nothing OpenSearch quoted (queries, users, documents) leaves the server, and that each failure
 * which is not the person's own is logged, here and nowhere else.
 */
import type { IOpenSearchDashboardsResponse, OpenSearchDashboardsResponseFactory } from 'osd/core/server';
import * as z from 'zod/mini';
import type { ApiErrorAttributes } from '../../common/api/api_error';
import { UnexpectedAnswer } from '../queries/search';
import type { FailureLog } from './failure_log';

export interface ApiFailure {
  readonly statusCode: number;
  readonly message: string;
  readonly attributes: ApiErrorAttributes;
  /** Whether the server's log should know. */
  readonly log: boolean;
}

const Cause = z.object({ type: z.optional(z.string()), reason: z.optional(z.string()) });
/** The errors of every version of the OpenSearch client, by what they carry. */
const ClientError = z.object({
  name: z.optional(z.string()),
  statusCode: z.optional(z.nullable(z.number())),
  body: z.optional(
    z.catch(
      z.object({
        error: z.optional(
          z.extend(Cause, {
            caused_by: z.optional(Cause),
            root_cause: z.optional(z.array(Cause)),
          }),
        ),
      }),
      {},
    ),
  ),
});

const UNREACHABLE = ['ConnectionError', 'NoLivingConnectionsError', 'TimeoutError', 'OpenSearchUnreachable'];
const PRIVILEGE = /\[((?:indices|cluster):[a-z0-9/_*]+(?:\[[a-z]\])?)/;

/** `index` is what the route asked: the one thing about a refusal that the answer may name. */
export function describeFailure(error: unknown, index: string): ApiFailure {
  const parsed = z.safeParse(ClientError, error);
  const { name, statusCode, body } = parsed.success ? parsed.data : {};
  const causes = [body?.error, body?.error?.caused_by, ...(body?.error?.root_cause ?? [])];
  const types = causes.map((cause) => cause?.type);

  if (error instanceof UnexpectedAnswer) return failed(502, error.message);
  if (name !== undefined && UNREACHABLE.includes(name)) return unreachable();
  switch (statusCode) {
    case 401:
      return {
        statusCode: 401,
        message: 'OpenSearch does not know this session.',
        attributes: { code: 'signed_out', action: 'Sign in again.' },
        log: false,
      };
    case 403:
      return forbidden(index, PRIVILEGE.exec(body?.error?.reason ?? '')?.[1]);
    case 429:
      return overloaded();
    case 400:
      if (types.includes('too_many_buckets_exception')) return overloaded();
      return types.includes('illegal_argument_exception') ? mapping(index) : failed(502, types[0]);
    case 502:
    case 504:
      return unreachable();
    case 503:
      return unavailable(index);
    default:
      if (types.includes('circuit_breaking_exception')) return overloaded();
      return failed(500, types.find((type) => type !== undefined) ?? name);
  }
}

/** Answers with the failure; the caller returns it. */
export function answerFailure(
  error: unknown,
  index: string,
  response: OpenSearchDashboardsResponseFactory,
  failures: FailureLog,
): IOpenSearchDashboardsResponse {
  const failure = describeFailure(error, index);
  if (failure.log) {
    failures.add(`${failure.attributes.code} at ${index}: ${failure.message} ${failure.attributes.action}`);
  }
  return response.customError({
    statusCode: failure.statusCode,
    body: { message: failure.message, attributes: failure.attributes },
  });
}

const forbidden = (index: string, privilege = 'indices:data/read/search'): ApiFailure => ({
  statusCode: 403,
  message: `Your roles do not allow ${privilege} on ${index}.`,
  attributes: {
    code: 'forbidden',
    action: `Ask an administrator for a role with ${privilege}${groupOf(privilege)} on ${index}.`,
    privilege,
    index,
  },
  log: false,
});

const groupOf = (privilege: string): string =>
  privilege.startsWith('indices:data/read') ? ' (for example the action group "read")' : '';

const unreachable = (): ApiFailure => ({
  statusCode: 503,
  message: 'OpenSearch did not answer.',
  attributes: {
    code: 'unreachable',
    action: 'Check that the cluster runs and that OpenSearch Dashboards can reach it, then refresh.',
  },
  log: true,
});

const unavailable = (index: string): ApiFailure => ({
  statusCode: 503,
  message: `Some shards of ${index} are not available, so a total would be incomplete.`,
  attributes: {
    code: 'unavailable',
    action:
      'Look at the health of the cluster (GET _cluster/allocation/explain names the cause), then refresh.',
    index,
  },
  log: true,
});

const overloaded = (): ApiFailure => ({
  statusCode: 503,
  message: 'OpenSearch has too much to do to answer this.',
  attributes: { code: 'overloaded', action: 'Choose a shorter time range or try again in a minute.' },
  log: true,
});

const mapping = (index: string): ApiFailure => ({
  statusCode: 502,
  message: `An index of ${index} does not have the fields that this plugin defines.`,
  attributes: {
    code: 'mapping',
    action:
      'Look for a foreign index template on this pattern, or an index that something else created (GET _index_template, GET _cat/indices), and reindex or delete it.',
    index,
  },
  log: true,
});

const failed = (statusCode: number, what = 'unknown error'): ApiFailure => ({
  statusCode,
  message: `The question could not be answered (${what}).`,
  attributes: { code: 'failed', action: 'Try again; if it stays, look at the log of OpenSearch Dashboards.' },
  log: true,
});
