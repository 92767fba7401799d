/** What the browser's HTTP client throws, in the host's shape: callers look at `response` and `body`. */
import type { IHttpFetchError } from 'osd/core/public';

export class HttpFetchError extends Error implements IHttpFetchError {
  constructor(
    message: string,
    override readonly name: string,
    readonly request: Request,
    readonly response?: Response,
    readonly body?: unknown,
  ) {
    super(message);
  }

  get req(): Request {
    return this.request;
  }
  get res(): Response | undefined {
    return this.response;
  }
}
