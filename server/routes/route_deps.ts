/** What routes are given beside the request. */
import type { Logger } from 'osd/core/server';

export interface RouteDeps {
  readonly logger: Logger;
  /** Epoch milliseconds. */
  readonly now: () => number;
}
