/**
 * The AWS query protocol: a form in, XML out. Maps are flattened into names like
 * `Attributes.entry.1.key`; `formMap` reads them back.
 * https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 */
import { commonFailure, type ServiceName } from './errors';
import type { AwsRequest, AwsResponse } from './message';
import type { AwsService, Call, Reading } from './service';
import { xmlDocument, type XmlValue } from './xml';

export type Form = ReadonlyMap<string, string>;

/** Returns what goes inside `<OperationResult>`. */
export type QueryOperation = (form: Form, call: Call) => XmlValue | Promise<XmlValue>;

export function queryService(definition: {
  readonly name: ServiceName;
  /** XML namespace of the answers. */
  readonly namespace: string;
  readonly operations: Readonly<Record<string, QueryOperation>>;
  /** ARN of what this form is about. */
  readonly resourceOf?: (form: Form) => string | undefined;
}): AwsService {
  const respond = (status: number, root: string, body: XmlValue, requestId: string): AwsResponse => ({
    status,
    headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
    body: xmlDocument(`${root} xmlns="${definition.namespace}"`, body),
  });
  return {
    name: definition.name,
    read(request): Reading {
      const form = readForm(request);
      return {
        operation: form.get('Action'),
        parameters: () => Object.fromEntries(form),
        resource: () => definition.resourceOf?.(form),
        async run(call): Promise<AwsResponse> {
          const run = definition.operations[call.operation];
          if (run === undefined) throw commonFailure(definition.name, 'unknown_operation');
          const result = await run(form, call);
          return respond(
            200,
            `${call.operation}Response`,
            { [`${call.operation}Result`]: result, ResponseMetadata: { RequestId: call.requestId } },
            call.requestId,
          );
        },
      };
    },
    renderError: (error, requestId) =>
      respond(
        error.status,
        'ErrorResponse',
        { Error: { Type: error.fault, Code: error.code, Message: error.message }, RequestId: requestId },
        requestId,
      ),
  };
}

const readForm = (request: AwsRequest): Form => new Map(new URLSearchParams(request.body.toString('utf8')));

/** Pairs of `prefix.1.key` and `prefix.1.value`, … up to the first gap. */
export function formMap(form: Form, prefix: string): ReadonlyMap<string, string> {
  const map = new Map<string, string>();
  for (;;) {
    const at = `${prefix}.${map.size + 1}`;
    const key = form.get(`${at}.key`);
    if (key === undefined) return map;
    map.set(key, form.get(`${at}.value`) ?? '');
  }
}
