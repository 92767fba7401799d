/**
 * AWS JSON 1.0 and 1.1: the operation stands in `X-Amz-Target`, bodies are JSON both ways, errors carry
 * `__type`. Services that once spoke the query protocol repeat the code in `x-amzn-query-error`.
 * https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 */
import { gunzipSync } from 'node:zlib';
import type * as z from 'zod';
import { AwsError, commonFailure, type ServiceName } from './errors';
import type { AwsRequest, AwsResponse } from './message';
import { partitionOf } from '../identity/principal';
import type { AwsService, Call, Reading } from './service';

export interface JsonOperation {
  run(body: unknown, call: Call): Promise<object>;
}

/** An operation whose input is checked before it runs; `invalid` names the service's code for a bad input. */
export const jsonOperation = <Schema extends z.ZodType>(
  schema: Schema,
  invalid: string,
  run: (input: z.output<Schema>, call: Call) => object | Promise<object>,
): JsonOperation => ({
  run: async (body, call) => {
    const parsed = schema.safeParse(body);
    if (!parsed.success) throw new AwsError(invalid, validationMessage(parsed.error));
    return run(parsed.data, call);
  },
});

function validationMessage(error: z.ZodError): string {
  const details = error.issues.map(
    (issue) => `Value at '${issue.path.join('.')}' failed to satisfy constraint: ${issue.message}`,
  );
  return `${details.length} validation error${details.length === 1 ? '' : 's'} detected: ${details.join('; ')}`;
}

export function jsonService(definition: {
  readonly name: ServiceName;
  readonly version: '1.0' | '1.1';
  /** What stands before the dot in `X-Amz-Target`. */
  readonly target: string;
  readonly queryCompatible: boolean;
  readonly operations: Readonly<Record<string, JsonOperation>>;
  /** ARN of what these parameters are about. */
  readonly resourceOf?: (
    parameters: Parameters,
    place: { accountId: string; region: string; partition: string },
  ) => string | undefined;
}): AwsService {
  const contentType = `application/x-amz-json-${definition.version}`;
  const respond = (status: number, body: object, requestId: string, more: Record<string, string> = {}) => ({
    status,
    headers: { 'content-type': contentType, 'x-amzn-requestid': requestId, ...more },
    body: JSON.stringify(body),
  });
  const operationOf = (request: AwsRequest): string | undefined => {
    const [target, operation] = (request.headers['x-amz-target'] ?? '').split('.');
    return target === definition.target ? operation : undefined;
  };
  return {
    name: definition.name,
    read(request): Reading {
      let parsed: { readonly body: unknown } | undefined;
      const body = (): unknown => (parsed ??= { body: parseJson(request) }).body;
      const parameters = (): Parameters | undefined => {
        const value = body();
        return isRecord(value) ? value : undefined;
      };
      return {
        operation: operationOf(request),
        parameters,
        resource: (accountId, region) =>
          definition.resourceOf?.(parameters() ?? {}, { accountId, region, partition: partitionOf(region) }),
        async run(call): Promise<AwsResponse> {
          const operation = definition.operations[call.operation];
          if (operation === undefined) throw commonFailure(definition.name, 'unknown_operation');
          if (body() === undefined) {
            throw new AwsError('SerializationException', 'The request body is not valid JSON.');
          }
          return respond(200, await operation.run(body(), call), call.requestId);
        },
      };
    },
    renderError: (error, requestId) =>
      respond(
        error.status,
        { __type: error.code, message: error.message },
        requestId,
        definition.queryCompatible ? { 'x-amzn-query-error': `${error.queryCode};${error.fault}` } : {},
      ),
  };
}

export type Parameters = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Parameters =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Undefined when the bytes are no JSON; an absent body means no parameters. Clients may compress what is long. */
function parseJson({ body, headers }: AwsRequest): unknown {
  if (body.length === 0) return {};
  try {
    const bytes = headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body;
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}
