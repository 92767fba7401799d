/**
 * Faults and the request log for tests in other processes, under `/_local/`. No AWS request goes there. A body
 * must be declared as JSON: a page of another origin cannot do that without a preflight, which is not answered.
 *
 *   GET|DELETE /_local/requests[?service=…&operation=…]     what was asked; forget it
 *   GET|DELETE /_local/faults                               what is switched on; clear all
 *   POST       /_local/faults   /_local/denials             switch one on
 */
import * as z from 'zod';
import { Denial, Fault, type Faults } from './faults';
import { queryPairs, type AwsRequest, type AwsResponse } from './protocol/message';
import type { RequestLog } from './request_log';

export const controlPrefix = '/_local/';

export function control(request: AwsRequest, faults: Faults, requests: RequestLog): AwsResponse {
  switch (`${request.method} ${request.path.slice(controlPrefix.length)}`) {
    case 'GET requests': {
      const { service, operation } = Object.fromEntries(queryPairs(request.query));
      return answer(200, requests.list({ service, operation }));
    }
    case 'DELETE requests':
      requests.clear();
      return answer(200, {});
    case 'GET faults':
      return answer(200, faults.list());
    case 'DELETE faults':
      faults.clear();
      return answer(200, {});
    case 'POST faults':
      return parsed(request, Fault, (fault) => void faults.add(fault));
    case 'POST denials':
      return parsed(request, Denial, (denial) => void faults.deny(denial));
    default:
      return answer(404, { message: 'No such control.' });
  }
}

function parsed<Schema extends z.ZodType>(
  request: AwsRequest,
  schema: Schema,
  apply: (value: z.output<Schema>) => void,
): AwsResponse {
  if (!/^application\/json\b/.test(request.headers['content-type'] ?? '')) {
    return answer(415, { message: 'Send the body as application/json.' });
  }
  const body = z.preprocess((text, context) => {
    try {
      return JSON.parse(String(text)) as unknown;
    } catch {
      context.issues.push({ code: 'custom', message: 'not JSON', input: undefined });
      return z.NEVER;
    }
  }, schema);
  const result = body.safeParse(request.body.toString('utf8'));
  if (!result.success) return answer(400, { message: z.prettifyError(result.error) });
  apply(result.data);
  return answer(201, {});
}

const answer = (status: number, body: unknown): AwsResponse => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
