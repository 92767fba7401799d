/** What each route is given beside the request. */
import type { RunnerStatus } from '../collection/runner';
import type { FailureLog } from './failure_log';

export type CollectorState = Pick<RunnerStatus, 'state' | 'problem'>;

export interface RouteDeps {
  readonly failures: FailureLog;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Of the collector in this process; undefined where it collects nothing. */
  readonly collector: () => CollectorState | undefined;
}
