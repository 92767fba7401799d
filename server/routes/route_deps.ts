/** What each route is given beside the request. */
import type { FailureLog } from './failure_log';

export interface RouteDeps {
  readonly failures: FailureLog;
  /** Epoch milliseconds. */
  readonly now: () => number;
}
