/**
 * REST with JSON: the operation is told by method and path, parameters stand in path and query, answers are JSON,
 * and the code of an error stands in a header.
 * https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html
 */
import type * as z from 'zod';
import { partitionOf } from '../identity/principal';
import { AwsError, commonFailure, type ServiceName } from './errors';
import { type AwsRequest, type AwsResponse, percentDecoded, queryPairs } from './message';
import type { AwsService, Call, Reading } from './service';

export interface RestOperation {
  readonly name: string;
  readonly method: 'GET';
  /** `/things/{thingId}`: a label is one segment, percent-encoded, whatever stands in it. */
  readonly path: string;
  run(parameters: Parameters, call: Call): object;
}

export type Parameters = Readonly<Record<string, string>>;

/** An operation whose parameters are checked before it runs. Those of the query come as text. */
export const restOperation = <Schema extends z.ZodType>(
  name: string,
  path: string,
  schema: Schema,
  run: (input: z.output<Schema>, call: Call) => object,
): RestOperation => ({
  name,
  method: 'GET',
  path,
  run(parameters, call) {
    const parsed = schema.safeParse(parameters);
    if (parsed.success) return run(parsed.data, call);
    const [issue] = parsed.error.issues;
    throw new AwsError(
      'ValidationException',
      `1 validation error detected: Value at '${issue?.path.join('.')}' failed to satisfy constraint: ${issue?.message}`,
    );
  },
});

export function restJsonService(definition: {
  readonly name: ServiceName;
  readonly operations: readonly RestOperation[];
  /** ARN of what an operation with these parameters is about. */
  readonly resourceOf: (
    operation: string,
    parameters: Parameters,
    place: { accountId: string; region: string; partition: string },
  ) => string | undefined;
}): AwsService {
  const { name, operations, resourceOf } = definition;
  return {
    name,
    read(request): Reading {
      const found = match(operations, request);
      return {
        operation: found?.operation.name,
        parameters: () => found?.parameters,
        resource: (accountId, region) =>
          found &&
          resourceOf(found.operation.name, found.parameters, {
            accountId,
            region,
            partition: partitionOf(region),
          }),
        async run(call): Promise<AwsResponse> {
          if (found === undefined) throw commonFailure(name, 'unknown_operation');
          return respond(200, found.operation.run(found.parameters, call), call.requestId);
        },
      };
    },
    renderError: (error, requestId) =>
      respond(error.status, { message: error.message }, requestId, {
        'x-amzn-errortype': `${error.code}:http://internal.amazon.com/coral/com.amazon.bedrock/`,
      }),
  };
}

const respond = (status: number, body: object, requestId: string, more: Record<string, string> = {}) => ({
  status,
  headers: { 'content-type': 'application/json', 'x-amzn-requestid': requestId, ...more },
  body: JSON.stringify(body),
});

function match(
  operations: readonly RestOperation[],
  { method, path, query }: AwsRequest,
): { readonly operation: RestOperation; readonly parameters: Parameters } | undefined {
  const segments = path.split('/');
  for (const operation of operations) {
    const labels = operation.method === method ? labelsOf(operation.path.split('/'), segments) : undefined;
    if (labels !== undefined)
      return { operation, parameters: { ...Object.fromEntries(queryPairs(query)), ...labels } };
  }
  return undefined;
}

function labelsOf(template: readonly string[], segments: readonly string[]): Parameters | undefined {
  if (template.length !== segments.length) return undefined;
  const labels: Record<string, string> = {};
  for (const [n, part] of template.entries()) {
    const segment = segments[n] ?? '';
    const [, label] = /^\{(\w+)\}$/.exec(part) ?? [];
    if (label === undefined && part !== segment) return undefined;
    if (label !== undefined) labels[label] = percentDecoded(segment);
  }
  return labels;
}
