/**
 * Why collection cannot go on, told apart by who can mend it: time (`retry`), a person (`needs_person`, always
 * with the next step) or us (`bug`). Messages are shown in pages and logs, so they are written here from names,
 * codes and counts alone: the texts of AWS and OpenSearch may quote records, requests or session tokens.
 */
import type { Attention } from '../common/integrations/task';

export type FailureKind = 'retry' | 'needs_person' | 'bug';

export class Failure extends Error {
  override readonly name = 'Failure';

  constructor(
    readonly kind: FailureKind,
    /** Stable word for tests, counts and translations: `access_denied`, `log_group_missing`, … */
    readonly code: string,
    message: string,
    /** The next step in plain words. */
    readonly action: string,
  ) {
    super(message);
  }

  get attention(): Attention {
    return { code: this.code, message: this.message, action: this.action };
  }
}

export const retryLater = (code: string, message: string): Failure =>
  new Failure('retry', code, message, 'Nothing: it is tried again by itself.');

export const needsPerson = (code: string, message: string, action: string): Failure =>
  new Failure('needs_person', code, message, action);

/**
 * Whatever was thrown, as a failure. An unforeseen error is our bug; of it only the class is told, since its
 * message may quote what it choked on.
 */
export function asFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  const what = error instanceof Error ? error.name : typeof error;
  return new Failure(
    'bug',
    'unexpected',
    `An unexpected ${what} stopped the run.`,
    'Report this with the collector’s log; the run is repeated by itself.',
  );
}
