/**
 * A call before anything is decided about its fate: what would be asked and answered, and when within the
 * hour. `offset` is in whole seconds.
 */
import type { Task } from '../call';
import type { ModelUse } from '../estate/application';

export interface Draft {
  readonly offset: number;
  readonly use: ModelUse;
  readonly session: number;
  readonly task: Task;
  /** Characters of the request, for requests too large to be written out. */
  readonly requestChars?: number;
  readonly planted: string | null;
  readonly incident: boolean;
}
