/** The host's response factory, and how its answers and refusals are put on the wire. */
import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { STATUS_CODES } from 'node:http';
import type {
  HttpResponsePayload,
  IOpenSearchDashboardsResponse,
  OpenSearchDashboardsResponseFactory,
  ResponseError,
  ResponseHeaders,
} from 'osd/core/server';

/** Only what the factory made is an answer; a handler that returns anything else has a bug. */
export class Answer implements IOpenSearchDashboardsResponse {
  constructor(
    readonly status: number,
    readonly payload?: HttpResponsePayload | ResponseError,
    readonly options: { headers?: ResponseHeaders } = {},
  ) {}
}

const success =
  (status: number): OpenSearchDashboardsResponseFactory['ok'] =>
  (options = {}) =>
    new Answer(status, options.body, options);
const failure =
  (status: number): OpenSearchDashboardsResponseFactory['badRequest'] =>
  (options = {}) =>
    new Answer(status, options.body ?? STATUS_CODES[status], options);

export const responseFactory: OpenSearchDashboardsResponseFactory = {
  ok: success(200),
  accepted: success(202),
  noContent: (options = {}) => new Answer(204, undefined, options),
  redirected: (options) => new Answer(302, options.body, options),
  badRequest: failure(400),
  unauthorized: failure(401),
  forbidden: failure(403),
  notFound: failure(404),
  conflict: failure(409),
  internalError: failure(500),
  customError: ({ statusCode, ...options }) => {
    if (statusCode < 400 || statusCode >= 600) {
      throw new Error(`Unexpected Http status code. Expected from 400 to 599, but given: ${statusCode}`);
    }
    return new Answer(statusCode, options.body, options);
  },
  custom: ({ statusCode, ...options }) => new Answer(statusCode, options.body, options),
};

/** What a refusal looks like to every client: `{ statusCode, error, message, attributes? }`. */
function refusalBody(status: number, payload: unknown): object {
  const error = STATUS_CODES[status] ?? 'Unknown';
  return { statusCode: status, error, message: messageOf(payload) ?? error, ...attributesOf(payload) };
}

function messageOf(payload: unknown): string | undefined {
  if (typeof payload === 'string') return payload;
  if (typeof payload === 'object' && payload !== null && 'message' in payload)
    return messageOf(payload.message);
  return undefined;
}

const attributesOf = (payload: unknown): object =>
  typeof payload === 'object' && payload !== null && 'attributes' in payload
    ? { attributes: payload.attributes }
    : {};

/** Sends an answer. Headers already set on `to` stay unless the answer sets its own. */
export async function send(answer: Answer, to: ServerResponse): Promise<void> {
  for (const [name, value] of Object.entries(answer.options.headers ?? {})) to.setHeader(name, value);
  to.statusCode = answer.status;
  const { payload } = answer;
  if (payload instanceof Readable) return pipeline(payload, to);
  const isRaw = Buffer.isBuffer(payload);
  if (answer.status >= 400 && !isRaw) return sendJson(refusalBody(answer.status, payload), to);
  if (payload === undefined || payload === null) return void to.end();
  if (isRaw || typeof payload === 'string') {
    if (!to.hasHeader('content-type')) {
      to.setHeader('content-type', isRaw ? 'application/octet-stream' : 'text/html; charset=utf-8');
    }
    return void to.end(payload);
  }
  return sendJson(payload, to);
}

function sendJson(body: object, to: ServerResponse): void {
  to.setHeader('content-type', 'application/json; charset=utf-8');
  to.end(JSON.stringify(body));
}
