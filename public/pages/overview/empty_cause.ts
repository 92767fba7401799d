/** Why a page has nothing to show. The first that applies wins: what a person can repair comes before what they cannot. */
import type { CollectionStatus } from '../../../common/api/collection_status';

export type EmptyCause =
  /** Nobody has told the collector what to read. */
  | 'not_set_up'
  /** Set up, but nothing has arrived yet. */
  | 'nothing_collected'
  /** There are invocations in the range, none that match the filters. */
  | 'nothing_matches'
  /** There are none in the range. */
  | 'nothing_in_range';

export interface Evidence {
  /** `undefined` while or where it is not known. */
  readonly status: CollectionStatus | undefined;
  readonly filtered: boolean;
  /** Invocations in the range, whatever is filtered; `undefined` when not known. */
  readonly unfilteredInvocations: number | undefined;
}

export function emptyCause({ status, filtered, unfilteredInvocations }: Evidence): EmptyCause {
  if (filtered && unfilteredInvocations) return 'nothing_matches';
  if (status && status.sources.length === 0 && !status.integrations) return 'not_set_up';
  if (status && status.data_until === null) return 'nothing_collected';
  return filtered && unfilteredInvocations === undefined ? 'nothing_matches' : 'nothing_in_range';
}
