/**
 * A worker thread that died or never lived, told as what it is. Messages name no path and no record.
 */
import { Failure, needsPerson, retryLater } from '../../failure';

/** The thread is gone, and with it the state of its jobs. Passes for a failure that is tried again. */
export class WorkerDied extends Failure {
  constructor(
    /** Number of the record of this job that was being worked on; undefined when it was another job's, or none. */
    readonly number: number | undefined,
    /** Whether this was the only job of the thread. */
    readonly alone: boolean,
  ) {
    super(
      'retry',
      'worker_died',
      'A transform worker died; its records are read again.',
      'Nothing: it is tried again by itself.',
    );
  }
}

/** @param error what the thread failed with before it said that it was ready */
export function cannotStart(error: unknown): Failure {
  const { code, name } = said(error);
  if (code === 'MODULE_NOT_FOUND' || code === 'ERR_MODULE_NOT_FOUND')
    return needsPerson(
      'worker_missing',
      'The transform worker cannot be started: a file of it is missing.',
      'Install the same version again; its files belong together.',
    );
  if (code === 'ERR_WORKER_INIT_FAILED' || code === 'ERR_WORKER_OUT_OF_MEMORY')
    return retryLater(
      'worker_start',
      'The transform worker could not be started: there is no memory for it.',
    );
  return new Failure(
    'bug',
    'worker_start',
    `The transform worker cannot be started (${typeof name === 'string' ? name : 'it does not say why'}).`,
    'Report this with the collector’s log; it is tried again by itself.',
  );
}

/** What comes out of a thread need not be an `Error` of this one. */
function said(error: unknown): { readonly code?: unknown; readonly name?: unknown } {
  return typeof error === 'object' && error !== null ? error : {};
}
