/**
 * The way from a page to our routes. Answers are parsed, because the page may be older than the server behind
 * it; refusals become one typed error that carries the next step.
 */
import { i18n } from '@osd/i18n';
import type { HttpStart } from 'osd/core/public';
import * as z from 'zod/mini';
import { ApiErrorAttributes, type ApiErrorCode } from '../../common/api/api_error';

export class ApiError extends Error {
  override readonly name = 'ApiError';
  constructor(
    readonly code: ApiErrorCode | 'outdated',
    message: string,
    /** The next step, in plain words. */
    readonly action: string,
  ) {
    super(message);
  }
}

export interface Question<T extends z.ZodMiniType> {
  readonly method: 'GET' | 'POST';
  /** Without the host's base path. */
  readonly path: string;
  readonly body?: unknown;
  readonly answer: T;
  readonly signal?: AbortSignal;
}

/** Rejects with `ApiError`, or with the browser's `AbortError` when `signal` aborted. */
export async function ask<T extends z.ZodMiniType>(
  http: HttpStart,
  { method, path, body, answer, signal }: Question<T>,
): Promise<z.infer<T>> {
  let payload: unknown;
  try {
    payload = await http.fetch(path, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw toApiError(error);
  }
  const parsed = z.safeParse(answer, payload);
  if (parsed.success) return parsed.data;
  throw new ApiError(
    'outdated',
    i18n.translate('bedrock.api.outdated', {
      defaultMessage: 'The server answered in a way this page does not understand.',
    }),
    i18n.translate('bedrock.api.outdatedAction', {
      defaultMessage: 'Another version may have been installed: reload the page.',
    }),
  );
}

const HostError = z.object({
  body: z.optional(
    z.object({
      statusCode: z.optional(z.number()),
      message: z.optional(z.string()),
      attributes: z.catch(z.optional(ApiErrorAttributes), undefined),
    }),
  ),
  response: z.optional(z.object({ status: z.number() })),
});

function toApiError(error: unknown): ApiError {
  const parsed = z.safeParse(HostError, error);
  const { body, response } = parsed.success ? parsed.data : {};
  const fallbackMessage = i18n.translate('bedrock.api.failed', {
    defaultMessage: 'The question could not be answered.',
  });
  if (body?.attributes) {
    return new ApiError(body.attributes.code, body.message ?? fallbackMessage, body.attributes.action);
  }
  const status = body?.statusCode ?? response?.status;
  if (status === undefined) {
    return new ApiError(
      'unreachable',
      i18n.translate('bedrock.api.noHost', { defaultMessage: 'OpenSearch Dashboards did not answer.' }),
      i18n.translate('bedrock.api.noHostAction', {
        defaultMessage: 'Check your connection and that OpenSearch Dashboards runs, then refresh.',
      }),
    );
  }
  if (status === 401) {
    return new ApiError(
      'signed_out',
      i18n.translate('bedrock.api.signedOut', { defaultMessage: 'Your session has ended.' }),
      i18n.translate('bedrock.api.signedOutAction', { defaultMessage: 'Sign in again.' }),
    );
  }
  if (status === 503) {
    return new ApiError(
      'unreachable',
      i18n.translate('bedrock.api.notReady', { defaultMessage: 'OpenSearch Dashboards is not ready yet.' }),
      i18n.translate('bedrock.api.notReadyAction', {
        defaultMessage: 'It waits for OpenSearch: check that the cluster runs, then refresh.',
      }),
    );
  }
  return new ApiError(
    status === 400 ? 'invalid' : 'failed',
    body?.message ?? fallbackMessage,
    i18n.translate('bedrock.api.failedAction', {
      defaultMessage: 'Reload the page; if it stays, ask your administrator to look at the server log.',
    }),
  );
}
