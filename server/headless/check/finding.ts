/** What one attempt of `check` came to. */
import { asFailure } from '../../failure';

export interface Finding {
  /** What was tried: an action at AWS, a right in OpenSearch. */
  readonly what: string;
  /** On what. */
  readonly on: string;
  /**
   * `missing`: a person has to do something. `failed`: it may pass. `untried`: cannot be told without changing
   * something, or not yet. `optional`: not allowed, and collection goes on without; `detail` says what is lost.
   */
  readonly result: 'ok' | 'missing' | 'failed' | 'untried' | 'optional';
  readonly detail?: string;
}

export const ok = (what: string, on: string, detail?: string): Finding => ({
  what,
  on,
  result: 'ok',
  ...(detail === undefined ? {} : { detail }),
});

export const untried = (what: string, on: string, detail: string): Finding => ({
  what,
  on,
  result: 'untried',
  detail,
});

/** What was thrown, in the words of the failure. */
export function failed(what: string, on: string, error: unknown): Finding {
  const { kind, message, action } = asFailure(error);
  return {
    what,
    on,
    result: kind === 'needs_person' ? 'missing' : 'failed',
    detail: `${message} ${action}`,
  };
}

/** The finding of an attempt; `attempt` may tell something about its success. */
export async function tried(
  what: string,
  on: string,
  attempt: () => Promise<string | undefined | void>,
): Promise<Finding> {
  try {
    return ok(what, on, (await attempt()) ?? undefined);
  } catch (error) {
    return failed(what, on, error);
  }
}
